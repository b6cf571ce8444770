"""Which shells are in a container, by its files alone: nothing is run in it to find out."""

import base64
import binascii
import posixpath
from collections.abc import Callable
from typing import Any

from dockcycle.engine.said import read

#: The best first; of each the usual places.
_NAMES = ("bash", "zsh", "ash", "sh")
_FOLDERS = ("/bin", "/usr/bin", "/usr/local/bin")
#: Bits of a mode as Go writes it (`io/fs.FileMode`).
_LINK, _FOLDER, _RUNNABLE = 1 << 27, 1 << 31, 0o111
_LINKS_AT_MOST = 4


def found_shells(stat: Callable[[str], str | None]) -> tuple[str, ...]:
    """Return the paths of the shells there are; `stat` tells what `ContainerArchiveInfo` says of a path, or None.

    That is base64 of `{"name", "size", "mode", "mtime", "linkTarget"}` (API, header `X-Docker-Container-Path-Stat`).
    """
    found = ((name, _first(name, stat)) for name in _NAMES)
    return tuple(path for _, path in found if path is not None)


def _first(name: str, stat: Callable[[str], str | None]) -> str | None:
    paths = (f"{folder}/{name}" for folder in _FOLDERS)
    return next((path for path in paths if _is_program(path, stat)), None)


def _is_program(path: str, stat: Callable[[str], str | None]) -> bool:
    """Follow links as far as they lead to a program."""
    for _ in range(_LINKS_AT_MOST):
        said = stat(path)
        file = None if said is None else _parsed(said)
        if file is None:
            return False
        mode, target = int(file.get("mode") or 0), str(file.get("linkTarget") or "")
        if not mode & _LINK:
            return bool(mode & _RUNNABLE) and not mode & _FOLDER
        path = posixpath.normpath(posixpath.join(posixpath.dirname(path), target))
    return False


def _parsed(text: str) -> Any:
    try:
        return read(base64.b64decode(text, validate=True))
    except (ValueError, binascii.Error):
        return None
