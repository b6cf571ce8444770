"""The files that were created in a practice container."""

import posixpath
from collections.abc import Iterator

from dockcycle.engine.practice.programs.start_errors import DIRECTORIES

#: Limits of the files of one container. Further files and characters are not stored.
FILES_AT_MOST = 1000
CHARACTERS_AT_MOST = 64 * 1024


class ContainerFiles:
    """The files and directories of one container by their absolute path. All its processes share them."""

    def __init__(self) -> None:
        self._texts: dict[str, str] = {}

    def __contains__(self, path: str) -> bool:
        return path in self._texts

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._texts))

    def read(self, path: str) -> str | None:
        """Return the content of a file, None if it does not exist."""
        return self._texts.get(path)

    def create(self, path: str) -> None:
        """Create an empty file or a directory; does nothing if it exists."""
        self.write(path, self._texts.get(path, ""))

    def write(self, path: str, text: str) -> None:
        """Create or overwrite a file. Does nothing for a new file beyond `FILES_AT_MOST`."""
        if path in self._texts or len(self._texts) < FILES_AT_MOST:
            self._texts[path] = text[:CHARACTERS_AT_MOST]

    def remove(self, path: str) -> bool:
        """Remove a file or a directory with all files in it; return whether it existed."""
        found = [one for one in self._texts if one == path or one.startswith(path.rstrip("/") + "/")]
        for one in found:
            del self._texts[one]
        return bool(found)

    def is_directory(self, path: str) -> bool:
        """Return whether `path` is a directory of every container or contains a file."""
        return path in DIRECTORIES or any(one.startswith(path + "/") for one in self._texts)

    def names_in(self, directory: str) -> list[str]:
        """Return the sorted names in a directory."""
        prefix = directory.rstrip("/") + "/"
        paths = (*self._texts, *DIRECTORIES)
        return sorted({path.removeprefix(prefix).partition("/")[0] for path in paths if path.startswith(prefix)} - {""})


def absolute(path: str, directory: str) -> str:
    """Return `path` as an absolute path, relative to `directory`."""
    return posixpath.normpath(posixpath.join(directory, path))
