"""Which values of an inspect are hidden: the environment but for what is harmless, and all that looks secret."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

HIDDEN = "••••••"
#: Variables whose values say nothing secret; their names are written as `docker inspect` has them.
_HARMLESS = re.compile(r"PATH|LANG(UAGE)?|LC_\w+|TZ|TERM|HOME|HOSTNAME|SHLVL|PWD|\w+_VERSION|DEBIAN_FRONTEND")
_WORDS = r"pass(word|wd|phrase)?|secret|token|api[_-]?key|private[_-]?key|access[_-]?key|credential|auth|bearer|dsn"
_NAME = re.compile(rf"(^|[._/-])({_WORDS})([._/-]|$)|({_WORDS})s?$", re.IGNORECASE)
_FLAG = re.compile(rf"^-{{1,2}}[\w.-]*({_WORDS})[\w.-]*$", re.IGNORECASE)
_ASSIGNED = re.compile(rf"([\w.-]*({_WORDS})[\w.-]*\s*[=:]\s*)(\"[^\"]*\"|'[^']*'|[^\s\"']+)", re.IGNORECASE)
_AFTER_FLAG = re.compile(
    rf"(-{{1,2}}[\w.-]*({_WORDS})[\w.-]*\s+)(\"[^\"]*\"|'[^']*'|[^\s\"'-][^\s\"']*)", re.IGNORECASE
)
_IN_URL = re.compile(r"([a-z][a-z0-9+.-]*://[^\s/:@]*:)([^\s@]+)(@)", re.IGNORECASE)
_LOOKS = re.compile(
    r"-----BEGIN [A-Z ]*PRIVATE KEY|eyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]*|\b(AKIA|ASIA)[A-Z0-9]{16}\b"
    r"|\bgh[pousr]_\w{20,}|\bxox[abpr]-[\w-]{10,}|\bsk-[\w-]{20,}"
)
_DEPTH_AT_MOST = 64


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
            name: _walk(one, name, f"{pointer}/{_escaped(name)}", pointers, depth + 1) for name, one in value.items()
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


def _key_in_list(key: str, values: list[Any], index: int) -> str:
    """What follows a flag like `--password` is as secret as what stands under such a name."""
    before = values[index - 1] if index else None
    return before if isinstance(before, str) and key != "Env" and _FLAG.match(before) else key


def _escaped(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1")


def _variable(text: str) -> str:
    name, equals, value = text.partition("=")
    return text if not equals or not value or _HARMLESS.fullmatch(name) else f"{name}={HIDDEN}"


def _text(key: str, text: str) -> str:
    if _NAME.search(key) or _FLAG.match(key) or _LOOKS.search(text):
        return HIDDEN
    text = _IN_URL.sub(rf"\g<1>{HIDDEN}\g<3>", text)
    text = _ASSIGNED.sub(rf"\g<1>{HIDDEN}", text)
    return _AFTER_FLAG.sub(rf"\g<1>{HIDDEN}", text)
