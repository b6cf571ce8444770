"""Runs a program in the file system of a Debian suite that tools/engine_suites.py has unpacked."""

import os
import tempfile
from pathlib import Path

#: Names another folder for the unpacked suites.
CACHE_VARIABLE = "DOCKCYCLE_TEST_SUITES"
_PATH = "PATH=/usr/sbin:/usr/bin:/sbin:/bin"

# pivot_root and not chroot: dockerd >= 23 unpacks layers in a pivot_root of its own, and where `/` is not a mount
# point the kernel refuses that. The old root is unmounted: the namespace holds no mount of the machine's other engines.
# `/sys` is mounted and not bound: it then shows the network interfaces of this network namespace.
_ENTER = """
root=$1 temporary=$2; shift 2
mount --bind "$root" "$root"
cd "$root"
mount -t proc proc proc
mount -t sysfs sysfs sys
mount --rbind /sys/fs/cgroup sys/fs/cgroup
mount --rbind /dev dev
mount -t tmpfs tmpfs run
mkdir -p ".$temporary"
mount --bind "$temporary" ".$temporary"
for file in /etc/resolv.conf /etc/hosts; do
  if [ -e "$file" ]; then touch ".$file"; mount --bind "$file" ".$file"; fi
done
pivot_root . .old
cd /
umount --lazy /.old
exec "$@"
"""


def cache_folder() -> Path:
    """Return the folder with one unpacked root folder per suite."""
    return Path(os.environ.get(CACHE_VARIABLE) or Path.home() / ".cache" / "dockcycle-engines")


class Namespace:
    """A mount namespace whose root is a suite.

    It exists while a process runs in it or this object is not closed: nothing is left on the machine. Process ids and
    the network are those of the caller; the folder for temporary files has the same path inside and outside.
    """

    def __init__(self, suite: str) -> None:
        self._root = cache_folder() / suite
        self._held: int | None = None

    def command(self, *command: str) -> list[str]:
        """Return the line that runs `command` inside; the process keeps its id over it."""
        inside = ["env", _PATH, *command]
        if self._held is not None:
            return ["nsenter", f"--mount=/proc/{os.getpid()}/fd/{self._held}", "--", *inside]
        assert self._root.is_dir(), f"{self._root} is missing: run tools/engine_suites.py"
        entered = ["sh", "-ec", _ENTER, "sh", str(self._root), tempfile.gettempdir(), *inside]
        return ["unshare", "--mount", "--propagation", "private", *entered]

    def hold(self, pid: int) -> None:
        """Keep the namespace of process `pid` for the commands to come."""
        if self._held is None:
            self._held = os.open(f"/proc/{pid}/ns/mnt", os.O_RDONLY)

    def close(self) -> None:
        """Give the namespace up; it ends with its last process."""
        if self._held is not None:
            os.close(self._held)
            self._held = None
