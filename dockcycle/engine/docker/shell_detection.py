"""Finds the shells in a container by its files. Runs no process in the container."""

import base64
import binascii
import posixpath
from collections.abc import Callable
from typing import Any

from dockcycle.domain.shell_names import SHELLS
from dockcycle.engine.docker.transport.payloads import load_json

#: The folders that are searched for each shell.
_FOLDERS = ("/bin", "/usr/bin", "/usr/local/bin")
#: Bits of a Go file mode (`io/fs.FileMode`).
_LINK, _FOLDER, _RUNNABLE = 1 << 27, 1 << 31, 0o111
_LINKS_AT_MOST = 4


def found_shells(stat: Callable[[str], str | None]) -> tuple[str, ...]:
    """Return the paths of the shells that exist, the best first.

    `stat` returns the header `X-Docker-Container-Path-Stat` of `ContainerArchiveInfo` for a path: base64 of
    `{"name", "size", "mode", "mtime", "linkTarget"}`. It returns None if the file does not exist.
    """
    found = ((name, _first(name, stat)) for name in SHELLS)
    return tuple(path for _, path in found if path is not None)


def _first(name: str, stat: Callable[[str], str | None]) -> str | None:
    paths = (f"{folder}/{name}" for folder in _FOLDERS)
    return next((path for path in paths if _is_program(path, stat)), None)


def _is_program(path: str, stat: Callable[[str], str | None]) -> bool:
    """Return whether the path is an executable file, after following at most `_LINKS_AT_MOST - 1` links."""
    for _ in range(_LINKS_AT_MOST):
        header = stat(path)
        file = None if header is None else _parsed(header)
        if file is None:
            return False
        mode, target = int(file.get("mode") or 0), str(file.get("linkTarget") or "")
        if not mode & _LINK:
            return bool(mode & _RUNNABLE) and not mode & _FOLDER
        path = posixpath.normpath(posixpath.join(posixpath.dirname(path), target))
    return False


def _parsed(text: str) -> Any:
    try:
        return load_json(base64.b64decode(text, validate=True))
    except (ValueError, binascii.Error):
        return None
