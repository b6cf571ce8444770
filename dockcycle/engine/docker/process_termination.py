"""Ends the process of an exec. The Engine API has no command for that, and the process survives its connection.

Every process of a console has a mark in its environment. Child processes inherit the mark and are found by it. If the
engine runs on this machine, the processes are signalled directly (exec inspect returns the pid on the host, moby
`daemon/inspect.go`). A pidfd is opened before the pid is checked, so a reused pid cannot be hit.
"""

import os
import signal
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

#: The environment variable that holds the mark, a random value per console.
MARK = "DOCKCYCLE_CONSOLE"
_PROC = Path("/proc")
#: The same for an engine on another machine: runs inside the container and needs only a shell.
#: $1 is the variable with its value, $2 the signal.
SCRIPT = """
for d in /proc/[0-9]*; do
  p=${d#/proc/}
  [ "$p" = "$$" ] || while IFS= read -r x || [ -n "$x" ]; do
    case "$x" in *"$1"*) kill -"$2" "$p"; break;; esac
  done <"$d/environ"
done 2>/dev/null
exit 0
"""


def is_here(container_id: str, pid: int) -> bool:
    """Return whether `pid` is a process of the container in the `/proc` of this machine, by its cgroup."""
    try:
        return container_id in (_PROC / str(pid) / "cgroup").read_text(encoding="utf-8")
    except OSError:
        return False


def signal_from_here(container_id: str, pid: int, mark: str, number: signal.Signals) -> int:
    """Send a signal to `pid` (0: none) and to all processes of the container that have `mark`; return their number.

    The number is 0 when the processes are not on this machine or when this process may not signal them.
    """
    sent = 0
    for one in {pid, *_marked(mark)} - {0}:
        with suppress(OSError):  # the process has ended, or signalling it is not permitted
            sent += _signal(one, container_id, number)
    return sent


def _signal(pid: int, container_id: str, number: signal.Signals) -> bool:
    held = os.pidfd_open(pid)
    try:
        if not is_here(container_id, pid):
            return False
        signal.pidfd_send_signal(held, number)
        return True
    finally:
        os.close(held)


def _marked(mark: str) -> Iterator[int]:
    wanted = f"{MARK}={mark}".encode()
    for folder in _PROC.iterdir():
        if folder.name.isdecimal():
            with suppress(OSError):
                if wanted in (folder / "environ").read_bytes():
                    yield int(folder.name)
