"""The app on a machine without Docker: no setting, an empty home directory, no default socket."""

import shutil
from collections.abc import Sequence
from pathlib import Path

from dockcycle.engine.discovery import DEFAULT_SOCKET
from tests.support.app import App


class AppWithoutDocker(App):
    """Like `App`; where this machine has a default socket, in a view of its files in which that is not there."""

    def __init__(self, home: Path, log: Path) -> None:
        super().__init__({"HOME": str(home)}, log)

    def _command(self) -> Sequence[str]:
        command = super()._command()
        return _without_socket(command) if DEFAULT_SOCKET.exists() else command


def _without_socket(command: Sequence[str]) -> Sequence[str]:
    """Cover the socket's folder by an empty one, for this process alone; needs root, as our own engine does."""
    program = shutil.which("unshare")
    assert program, "unshare is missing (package util-linux)"
    cover = f'mount -t tmpfs none {DEFAULT_SOCKET.parent} && exec "$@"'
    return (program, "--mount", "sh", "-c", cover, "sh", *command)
