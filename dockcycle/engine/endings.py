"""How the process of an exec is ended: the engine has no command for it, and closing its terminal leaves it running.

Every process of a console carries a mark in its environment, so that what it started is found, too. Where the engine
is on this machine they are signalled from here (moby tells the host's pid in exec inspect, `daemon/inspect.go`); a pid
is held by its descriptor before it is looked at, so that no other process can be hit.
"""

import os
import signal
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

#: The name of the mark; its value is random, one for each console.
MARK = "DOCKCYCLE_CONSOLE"
_PROC = Path("/proc")
#: The same from inside, for engines elsewhere: any shell can do it without another program. $1 mark, $2 signal.
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
    """Tell whether the main process `pid` of a container is one of this machine, as it is seen from here."""
    try:
        return container_id in (_PROC / str(pid) / "cgroup").read_text(encoding="utf-8")
    except OSError:
        return False


def signal_from_here(container_id: str, pid: int, mark: str, number: signal.Signals) -> int:
    """Send a signal to the process `pid` of a container and to all in it that carry `mark`; returns to how many.

    None are reached when the container's processes are not on this machine, or not ours to signal.
    """
    sent = 0
    for one in {pid, *_marked(mark)} - {0}:
        with suppress(OSError):  # it is gone, or not ours
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
