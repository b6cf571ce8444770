"""Installs the system packages of the tests with apt; without root, prints the command."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

#: A program that the tests run, or a file that they read -> the Debian package that contains it.
NEEDED = {
    "dockerd": "docker.io",
    "containerd": "containerd",
    "runc": "runc",
    "iptables": "iptables",
    "ip": "iproute2",
    "docker-registry": "docker-registry",
    "/bin/busybox": "busybox-static",
    "/usr/bin/chromium": "chromium",
    # Without this font, Korean and Chinese characters are boxes in screenshots.
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc": "fonts-noto-cjk",
}


def main() -> int:
    """Install the missing packages of `NEEDED`; return 1 if one is still missing."""
    failed = install(NEEDED)
    if failed:
        print("(or set DOCKCYCLE_TEST_DOCKER_HOST to a throw-away engine; chromium is needed all the same)")
    return failed


def install(needed: Mapping[str, str]) -> int:
    """Install the missing packages of `needed` (in the format of `NEEDED`); return 1 if one is still missing."""
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
    """Return the packages whose program or file is missing."""
    return [package for name, package in needed.items() if not _is_there(name)]


def _is_there(name: str) -> bool:
    path = f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"
    return Path(name).exists() if name.startswith("/") else shutil.which(name, path=path) is not None


if __name__ == "__main__":
    sys.exit(main())
