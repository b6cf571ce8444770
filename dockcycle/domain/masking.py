"""Masks secrets in inspect, command lines and errors: most environment values and text that looks like a secret."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from dockcycle.domain.masking_rules import (
    ANY_TOKEN,
    ERROR_RULES,
    HIDDEN,
    SECRET_NAME,
    SECRET_OPTION,
    TEXT_RULES,
    ignore,
)

#: Environment variables whose values are not secret, by their exact names.
_HARMLESS = re.compile(r"PATH|LANG(UAGE)?|LC_\w+|TZ|TERM|HOME|HOSTNAME|SHLVL|PWD|\w+_VERSION|DEBIAN_FRONTEND")
#: Docker's own field names that contain such a word and hold no secret.
_NO_SECRETS = frozenset({"AuthConfig", "Author"})
#: Keys whose value is a name or an id, which is not masked even if it is `auth-server:1`.
_NAMES = frozenset({"Image", "Name", "Hostname", "Id", "Parent"})
#: Keys whose value is an error message of the engine, which may quote the whole command.
_SENTENCES = frozenset({"Error"})
_USER_OPTIONS = ("-u", "--user")
_USER_AND_PASSWORD = re.compile(r"([^\s:]{1,100}:)(.+)", re.DOTALL)
_USER_AND_GROUP_ID = re.compile(r"\d+:\d+")
#: A string in Go's notation `%q`: a command, a name or a path.
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)("|\Z)', re.DOTALL)
_UNQUOTED = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "\\": "\\"}
_ESCAPED = str.maketrans({value: f"\\{letter}" for letter, value in _UNQUOTED.items()})
#: Shorter secrets of a command are not searched for in error messages, because they can occur in any word.
_KNOWN_CHARACTERS_AT_LEAST = 4
_DEPTH_AT_MOST = 64
#: A longer text is masked as a whole, because the search would take too long. In one tree, everything after a total of
#: `_CHARACTERS_IN_ALL` is masked as well.
_CHARACTERS_AT_MOST = 16_384
_CHARACTERS_IN_ALL = 256 * 1024


@dataclass(frozen=True, slots=True)
class Masked:
    """A tree of JSON values with its secrets masked, and the JSON pointers (RFC 6901) of the masked strings.

    A branch that is cut because it is nested too deeply has no pointer.
    """

    tree: Any
    pointers: tuple[str, ...]


def masked(tree: Any) -> Masked:
    """Return `tree` (JSON values) with its secrets masked."""
    walk = _Masking()
    return Masked(walk.of(tree, "", ""), tuple(walk.pointers))


def masked_arguments(arguments: Sequence[str]) -> tuple[str, ...]:
    """Return the arguments of a command with their secrets masked."""
    return tuple(masked({"Cmd": list(arguments)}).tree["Cmd"])


def masked_variables(variables: Mapping[str, str]) -> dict[str, str]:
    """Return an environment with its values masked, except empty values and those of variables known to be harmless."""
    return {name: _variable(f"{name}={value}").removeprefix(f"{name}=") for name, value in variables.items()}


def masked_text(text: str) -> str:
    """Return a command line, or another text that has no field name, with its secrets masked."""
    return HIDDEN if len(text) > _CHARACTERS_AT_MOST else _known(text)


@lru_cache(maxsize=1024)
def masked_words(text: str, command: str = "") -> str:
    """Return an error message of an engine with its secrets masked, also those it repeats from `command`.

    Only the quoted parts of a message are treated as a command line (`exec: "serve --password=x": not found`).
    """
    if len(text) > _CHARACTERS_AT_MOST:
        return HIDDEN
    for secret in sorted(_secrets_of(command), key=len, reverse=True):
        text = text.replace(secret, HIDDEN).replace(secret.translate(_ESCAPED), HIDDEN)
    return _sentence(_QUOTED.sub(_requoted, ANY_TOKEN.sub(HIDDEN, text)))


def _sentence(text: str) -> str:
    for rule in ERROR_RULES:
        text = rule.masked(text)
    return text


def _requoted(found: re.Match[str]) -> str:
    """Return a quoted string, masked as a command line if it has several words, else as a name or a path (`key:1`)."""
    inside = re.sub(r"\\([ntr\"\\])", lambda escape: _UNQUOTED[escape[1]], found[1])
    hidden = masked_text(inside) if " " in inside.strip() or "\n" in inside else _sentence(inside)
    return found[0] if hidden == inside else f'"{hidden.translate(_ESCAPED)}{found[2]}'


@lru_cache(maxsize=1024)
def _secrets_of(command: str) -> frozenset[str]:
    """Return the parts of a command line that `masked_text` masks and that are long enough to search for."""
    secrets: list[str] = []
    if command and len(command) <= _CHARACTERS_AT_MOST:
        _text("", command, lambda secret: secrets.append(secret.strip("\"'")))
    return frozenset(one for one in secrets if len(one) >= _KNOWN_CHARACTERS_AT_LEAST and HIDDEN not in one)


@lru_cache(maxsize=1024)
def _known(text: str) -> str:
    """Return `text` masked. The cache pays off because the board shows the same few command lines again and again."""
    return _text("", text)


def at_pointer(tree: Any, pointer: str) -> Any:
    """Return the value at a JSON pointer; raises KeyError if it does not exist."""
    for part in _parts(pointer):
        try:
            tree = tree[int(part)] if isinstance(tree, list) else tree[part]
        except (ValueError, IndexError, TypeError) as error:
            raise KeyError(pointer) from error
    return tree


def _parts(pointer: str) -> Iterator[str]:
    for part in pointer.split("/")[1:]:
        yield part.replace("~1", "/").replace("~0", "~")


class _Masking:
    """One traversal of a tree: collects the pointers of masked strings and counts down the characters searched."""

    def __init__(self) -> None:
        self.pointers: list[str] = []
        self._left = _CHARACTERS_IN_ALL

    def of(self, value: Any, key: str, pointer: str, depth: int = 0) -> Any:
        if depth > _DEPTH_AT_MOST:
            return HIDDEN
        if isinstance(value, dict):
            return {
                name: self.of(one, _key_inside(key, name), f"{pointer}/{_escaped(name)}", depth + 1)
                for name, one in value.items()
            }
        if isinstance(value, list):
            return [
                self.of(one, _key_in_list(key, value, index), f"{pointer}/{index}", depth + 1)
                for index, one in enumerate(value)
            ]
        return self._text(value, key, pointer) if isinstance(value, str) and value else value

    def _text(self, value: str, key: str, pointer: str) -> str:
        self._left -= len(value)
        said = masked_words(value) if key in _SENTENCES else value
        hidden = HIDDEN if self._left < 0 else _variable(said) if key == "Env" else _text(key, said)
        if hidden != value:
            self.pointers.append(pointer)
        return hidden


def _key_inside(key: str, name: str) -> str:
    """Return the key by which a nested value is masked: `key` if it names a secret, else the value's own `name`."""
    return key if key not in _NO_SECRETS and SECRET_NAME.search(key) else name


def _key_in_list(key: str, values: list[Any], index: int) -> str:
    """Return the key by which an element is masked: the flag before it, such as `--password`, else the list's key."""
    before = values[index - 1] if index else None
    if not isinstance(before, str) or key == "Env":
        return key
    return before if before in _USER_OPTIONS or SECRET_OPTION.fullmatch(before) else key


def _escaped(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1")


def _variable(text: str) -> str:
    name, equals, value = text.partition("=")
    return text if not equals or not value or _HARMLESS.fullmatch(name) else f"{name}={HIDDEN}"


def _text(key: str, text: str, found: Callable[[str], object] = ignore) -> str:
    """Return a text with its secrets masked, and call `found` with each masked part."""
    if key in _NAMES:
        return text
    if len(text) > _CHARACTERS_AT_MOST:
        return HIDDEN
    is_named = key not in _NO_SECRETS and (SECRET_NAME.search(key) or SECRET_OPTION.fullmatch(key))
    if is_named or ANY_TOKEN.search(text):
        return HIDDEN
    if key in _USER_OPTIONS and not _USER_AND_GROUP_ID.fullmatch(text):
        text = _USER_AND_PASSWORD.sub(rf"\g<1>{HIDDEN}", text)
    for rule in TEXT_RULES:
        text = rule.masked(text, found)
    return text
