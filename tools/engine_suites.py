"""Unpacks the Debian suites with the engines of `make test-engines` into a cache folder, once.

A suite is a folder tree (0.5 to 0.7 GB) that debootstrap creates from the Debian mirror of this machine.
"""

import contextlib
import fcntl
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from tests.support.debian_suites import CACHE_VARIABLE, cache_folder  # noqa: E402
from tools.test_packages import install  # noqa: E402

#: Command or file -> Debian package. Needed to unpack a suite and to run an engine from it.
NEEDED = {
    "debootstrap": "debootstrap",
    "/usr/share/keyrings/debian-archive-keyring.gpg": "debian-archive-keyring",
    "unshare": "util-linux",
}
_COMMON = ("ca-certificates", "iproute2", "iptables", "procps")
_DOCKER = ("docker.io", "containerd", "runc")
_PODMAN = ("podman", "crun", "netavark", "aardvark-dns", "conmon", "catatonit")
#: Suite -> the packages it gets. `procps` is for `docker top`: the engine runs the `ps` of its own file system.
SUITES = {"trixie": (*_DOCKER, *_COMMON), "sid": (*_DOCKER, *_PODMAN, *_COMMON)}
DEFAULT_MIRROR = "http://deb.debian.org/debian"
_APT_SOURCES = (Path("/etc/apt/sources.list.d"), Path("/etc/apt/sources.list"))
_MARKER = ".dockcycle-suite"
_KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg"
#: The Release file of a snapshot mirror has expired, so its date is not checked.
_APT = ("apt-get", "-q", "-y", "-o", "Acquire::Check-Valid-Until=false")


class SuiteError(Exception):
    """A suite could not be unpacked. The message contains the failed command and its last output."""


@dataclass(frozen=True, slots=True)
class Source:
    """One entry of apt's sources."""

    uri: str
    suites: tuple[str, ...]
    components: tuple[str, ...]


def main() -> int:
    """Unpack all missing suites; return 1 if that failed or if this process does not run as root."""
    if os.geteuid() != 0:
        print("make test-engines must run as root: it unpacks Debian suites and starts engines from them.")
        return 1
    if install(NEEDED):
        return 1
    folder = cache_folder()
    try:
        for suite, packages in SUITES.items():
            unpack(folder, suite, packages)
    except SuiteError as error:
        print(f"make test-engines failed: {error}", file=sys.stderr)
        return 1
    return 0


def unpack(folder: Path, suite: str, packages: tuple[str, ...]) -> Path:
    """Return the root folder of `suite` in `folder`, and unpack it first if it is incomplete; raises SuiteError."""
    folder.mkdir(parents=True, exist_ok=True)
    root = folder / suite
    with _lock(folder / f"{suite}.lock"):
        if is_complete(root, packages):
            return root
        mirror = machine_mirror(_APT_SOURCES)
        print(f"Unpacking Debian {suite} into {root} (once; {CACHE_VARIABLE} names another folder) …", flush=True)
        _remove(root)
        log = folder / f"{suite}.log"
        for step in steps(root, suite, packages, mirror):
            _run(step, suite, log)
        (root / ".old").mkdir()
        (root / _MARKER).write_text(marker(packages), encoding="utf-8")
    return root


def is_complete(root: Path, packages: tuple[str, ...]) -> bool:
    """Return whether `root` was unpacked completely, with these packages."""
    path = root / _MARKER
    return path.is_file() and path.read_text(encoding="utf-8") == marker(packages)


def marker(packages: tuple[str, ...]) -> str:
    """Return the content of the marker file, which is written last into a suite."""
    return "\n".join(packages) + "\n"


def steps(root: Path, suite: str, packages: tuple[str, ...], mirror: str) -> Iterator[list[str]]:
    """Yield the commands that unpack `suite`, in order."""
    chroot = ["chroot", str(root)]
    yield ["debootstrap", "--variant=minbase", f"--keyring={_KEYRING}", suite, str(root), mirror]
    # Packages must not start services while they are installed.
    yield [
        *chroot,
        "sh",
        "-c",
        "printf '#!/bin/sh\\nexit 101\\n' >/usr/sbin/policy-rc.d; chmod +x /usr/sbin/policy-rc.d",
    ]
    yield [*chroot, *_APT, "update"]
    yield [*chroot, *_APT, "install", "--no-install-recommends", *packages]
    yield [*chroot, "apt-get", "clean"]


def machine_mirror(places: tuple[Path, ...]) -> str:
    """Return the Debian mirror in apt's sources in `places` (files or folders), DEFAULT_MIRROR if there is none."""
    files = [file for place in places for file in (sorted(place.iterdir()) if place.is_dir() else [place])]
    texts = {file: file.read_text(encoding="utf-8") for file in files if file.is_file()}
    found = [source for file, text in texts.items() for source in parse_sources(text, deb822=file.suffix == ".sources")]
    return next((source.uri for source in found if _has_suites(source)), DEFAULT_MIRROR)


def parse_sources(text: str, *, deb822: bool) -> Iterator[Source]:
    """Yield the binary package sources of a `.sources` file (deb822) or a `.list` file (see sources.list(5))."""
    plain = "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("#"))
    yield from _deb822(plain) if deb822 else _one_line(plain)


def _deb822(text: str) -> Iterator[Source]:
    for stanza in re.split(r"\n\s*\n", text):
        fields: dict[str, list[str]] = {}
        name = ""
        for line in stanza.splitlines():
            if not line[:1].isspace():
                name, _, line = line.partition(":")  # noqa: PLW2901 (the rest of the line is the value)
            fields.setdefault(name.lower(), []).extend(line.split())
        if "deb" in fields.get("types", []) and fields.get("enabled", ["yes"]) != ["no"]:
            for uri in fields.get("uris", []):
                yield Source(uri, tuple(fields.get("suites", [])), tuple(fields.get("components", [])))


def _one_line(text: str) -> Iterator[Source]:
    for line in text.splitlines():
        words = re.sub(r"\[[^]]*\]", "", line).split()
        if len(words) >= 3 and words[0] == "deb":
            yield Source(words[1], (words[2],), tuple(words[3:]))


def _has_suites(source: Source) -> bool:
    """Return whether `source` is a Debian mirror over HTTP, which also has the suites trixie and sid."""
    path = source.uri.rstrip("/")
    return path.startswith(("http://", "https://")) and path.endswith("/debian") and "main" in source.components


@contextlib.contextmanager
def _lock(path: Path) -> Iterator[None]:
    """Hold a file lock, so that a second run waits for this one."""
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _remove(root: Path) -> None:
    """Remove a suite that is incomplete or has other packages."""
    if root.exists():
        shutil.rmtree(root)


def _run(command: list[str], suite: str, log: Path) -> None:
    """Run one step in a separate mount namespace, so that its mounts end with it; raises SuiteError."""
    environ = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C"}
    with log.open("ab") as file:
        inside = ["unshare", "--mount", "--propagation", "private", *command]
        done = subprocess.run(inside, env=environ, stdin=subprocess.DEVNULL, stdout=file, stderr=file, check=False)
    if done.returncode:
        end = log.read_text(encoding="utf-8", errors="replace").splitlines()[-15:]
        raise SuiteError(
            f"Debian {suite} could not be unpacked. `{' '.join(command)}` ended with {done.returncode}; "
            "its last lines:\n" + "\n".join(f"  {line}" for line in end)
        )


if __name__ == "__main__":
    sys.exit(main())
