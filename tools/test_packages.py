"""Sees that the system packages of the tests are there; installs them with apt when it may, or says the command."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

#: What the tests call, or a file they read -> the Debian package that brings it.
NEEDED = {
    "dockerd": "docker.io",
    "containerd": "containerd",
    "runc": "runc",
    "iptables": "iptables",
    "ip": "iproute2",
    "docker-registry": "docker-registry",
    "/bin/busybox": "busybox-static",
    "/usr/bin/chromium": "chromium",
    # Without a font for them Korean and Chinese names are boxes on every screenshot.
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc": "fonts-noto-cjk",
}


def main() -> int:
    """Install what is missing; returns 1 when it stays missing."""
    failed = install(NEEDED)
    if failed:
        print("(or set DOCKCYCLE_TEST_DOCKER_HOST to a throw-away engine; chromium is needed all the same)")
    return failed


def install(needed: Mapping[str, str]) -> int:
    """Install the packages of `needed` (as NEEDED) that are missing; returns 1 when one stays missing."""
    packages = missing(needed)
    if not packages:
        return 0
    command = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        print(f"The tests need some system packages. As root: {' '.join(command)}")
        return 1
    for step in (["apt-get", "update"], command):
        environ = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(step, env=environ, stdout=subprocess.DEVNULL, check=False)
    left = missing(needed)
    if left:
        print(f"These packages could not be installed: {' '.join(left)}")
    return int(bool(left))


def missing(needed: Mapping[str, str]) -> list[str]:
    """Return the packages of which something is not there."""
    return [package for name, package in needed.items() if not _is_there(name)]


def _is_there(name: str) -> bool:
    path = f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"
    return Path(name).exists() if name.startswith("/") else shutil.which(name, path=path) is not None


if __name__ == "__main__":
    sys.exit(main())
