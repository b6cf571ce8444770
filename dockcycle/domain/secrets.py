"""Which values of an inspect are hidden: the environment but for what is harmless, and all that looks secret."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

HIDDEN = "••••••"
#: Variables whose values say nothing secret; their names are written as `docker inspect` has them.
_HARMLESS = re.compile(r"PATH|LANG(UAGE)?|LC_\w+|TZ|TERM|HOME|HOSTNAME|SHLVL|PWD|\w+_VERSION|DEBIAN_FRONTEND")
_WORDS = r"pass(?:word|wd|phrase)?|secret|token|api[_-]?key|private[_-]?key|access[_-]?key|credential|auth|bearer|dsn"
_NAME = re.compile(_WORDS, re.IGNORECASE)
#: Names with such a word in them that hold no secret; Docker's own.
_NO_SECRETS = frozenset({"AuthConfig", "Author"})
#: What stands here names something, `auth-server:1` as well.
_NAMES = frozenset({"Image", "Name", "Hostname", "Id", "Parent"})
_FLAG = re.compile(rf"--?[\w.-]{{0,60}}(?:{_WORDS})[\w.-]{{0,60}}", re.IGNORECASE)
#: A value behind its name in a text: `password=x`, `"token": "x"`, `--secret x`, `Authorization: Bearer x`.
_NAMED = re.compile(
    rf"((?:{_WORDS})[\w.-]{{0,60}}(?:[\"']?\s{{0,3}}[=:]\s{{0,3}}|\s{{1,3}})(?:(?:bearer|basic)\s{{1,3}})?)"
    r"(\"[^\"]*\"|'[^']*'|[^\s\"']+)",
    re.IGNORECASE,
)
_USER = re.compile(r"((?:^|\s)(?:-u|--user)[\s=][^\s:]{1,100}:)(\S+)")
_IN_URL = re.compile(r"(://[^\s/:@]{0,100}:)([^\s/]{1,300})(@)")
_LOOKS = re.compile(
    r"-----BEGIN [A-Z ]*PRIVATE KEY|eyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]*|\b(AKIA|ASIA)[A-Z0-9]{16}\b"
    r"|\bgh[pousr]_\w{20,}|\bxox[abpr]-[\w-]{10,}|\bsk-[\w-]{20,}"
)
_DEPTH_AT_MOST = 64
#: A longer text is hidden as a whole: nobody reads it, and it would take long to look through.
_CHARACTERS_AT_MOST = 16_384


@dataclass(frozen=True, slots=True)
class Masked:
    """A tree with what is secret in it hidden, and where that was (JSON pointers, RFC 6901)."""

    tree: Any
    pointers: tuple[str, ...]


def masked(tree: Any) -> Masked:
    """Return `tree` (JSON values) with its secrets hidden."""
    pointers: list[str] = []
    hidden = _walk(tree, "", "", pointers)
    return Masked(hidden, tuple(pointers))


def at_pointer(tree: Any, pointer: str) -> Any:
    """Return the value at a JSON pointer; raises KeyError where there is none."""
    for part in _parts(pointer):
        try:
            tree = tree[int(part)] if isinstance(tree, list) else tree[part]
        except (ValueError, IndexError, TypeError) as error:
            raise KeyError(pointer) from error
    return tree


def _parts(pointer: str) -> Iterator[str]:
    for part in pointer.split("/")[1:]:
        yield part.replace("~1", "/").replace("~0", "~")


def _walk(value: Any, key: str, pointer: str, pointers: list[str], depth: int = 0) -> Any:
    if depth > _DEPTH_AT_MOST:
        return HIDDEN
    if isinstance(value, dict):
        return {
            name: _walk(one, _key_inside(key, name), f"{pointer}/{_escaped(name)}", pointers, depth + 1)
            for name, one in value.items()
        }
    if isinstance(value, list):
        return [
            _walk(one, _key_in_list(key, value, index), f"{pointer}/{index}", pointers, depth + 1)
            for index, one in enumerate(value)
        ]
    if not isinstance(value, str) or not value:
        return value
    hidden = _variable(value) if key == "Env" else _text(key, value)
    if hidden != value:
        pointers.append(pointer)
    return hidden


def _key_inside(key: str, name: str) -> str:
    """What stands under a secret name is as secret, whatever it is called itself."""
    return key if key not in _NO_SECRETS and _NAME.search(key) else name


def _key_in_list(key: str, values: list[Any], index: int) -> str:
    """What follows a flag like `--password` is as secret as what stands under such a name."""
    before = values[index - 1] if index else None
    return before if isinstance(before, str) and key != "Env" and _FLAG.fullmatch(before) else key


def _escaped(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1")


def _variable(text: str) -> str:
    name, equals, value = text.partition("=")
    return text if not equals or not value or _HARMLESS.fullmatch(name) else f"{name}={HIDDEN}"


def _text(key: str, text: str) -> str:
    if key in _NAMES:
        return text
    if len(text) > _CHARACTERS_AT_MOST:
        return HIDDEN
    is_named = key not in _NO_SECRETS and (_NAME.search(key) or _FLAG.fullmatch(key))
    if is_named or _LOOKS.search(text):
        return HIDDEN
    text = _IN_URL.sub(rf"\g<1>{HIDDEN}\g<3>", text)
    text = _USER.sub(rf"\g<1>{HIDDEN}", text)
    return _NAMED.sub(rf"\g<1>{HIDDEN}", text)
