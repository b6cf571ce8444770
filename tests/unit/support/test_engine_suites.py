"""The Debian mirror of the machine, and the steps that unpack a suite."""

from pathlib import Path

import pytest

from tools import engine_suites
from tools.engine_suites import DEFAULT_MIRROR, Source, SuiteError, machine_mirror, marker, parse_sources

DEB822 = """\
Types: deb
# https://snapshot.example.org/archive/debian/20250520T000000Z
URIs: http://mirror.example.org/debian
Suites: bookworm bookworm-updates
Components: main

Types: deb deb-src
URIs: http://mirror.example.org/debian-security
Suites: bookworm-security
Components: main
 contrib

Enabled: no
Types: deb
URIs: http://off.example.org/debian
Suites: bookworm
Components: main
"""
ONE_LINE = """\
# deb http://off.example.org/debian bookworm main
deb [signed-by=/usr/share/keyrings/k.gpg arch=amd64] http://list.example.org/debian/ bookworm main contrib
deb-src http://list.example.org/debian bookworm main
"""


def test_a_deb822_file() -> None:
    assert list(parse_sources(DEB822, deb822=True)) == [
        Source("http://mirror.example.org/debian", ("bookworm", "bookworm-updates"), ("main",)),
        Source("http://mirror.example.org/debian-security", ("bookworm-security",), ("main", "contrib")),
    ]


def test_a_file_of_lines() -> None:
    assert list(parse_sources(ONE_LINE, deb822=False)) == [
        Source("http://list.example.org/debian/", ("bookworm",), ("main", "contrib"))
    ]


def test_the_mirror_is_the_machine_s_own(tmp_path: Path) -> None:
    folder = tmp_path / "sources.list.d"
    folder.mkdir()
    (folder / "debian.sources").write_text(DEB822)
    lines = tmp_path / "sources.list"
    lines.write_text(ONE_LINE)

    assert machine_mirror((folder, lines)) == "http://mirror.example.org/debian"
    assert machine_mirror((lines, folder)) == "http://list.example.org/debian/"


@pytest.mark.parametrize(
    "line",
    [
        "deb http://archive.ubuntu.com/ubuntu noble main",
        "deb http://deb.debian.org/debian-security bookworm-security main",
        "deb file:/srv/debian bookworm main",
        "deb http://mirror.example.org/debian bookworm non-free-firmware",
    ],
)
def test_an_archive_without_the_suites_is_not_used(tmp_path: Path, line: str) -> None:
    path = tmp_path / "sources.list"
    path.write_text(f"{line}\n")

    assert machine_mirror((path, tmp_path / "missing")) == DEFAULT_MIRROR


def test_a_complete_suite_is_not_unpacked_again(tmp_path: Path) -> None:
    root = tmp_path / "sid"
    root.mkdir()
    (root / ".dockcycle-suite").write_text(marker(("podman",)))

    assert engine_suites.unpack(tmp_path, "sid", ("podman",)) == root
    assert not engine_suites.is_complete(root, ("podman", "crun")), "other packages: to be unpacked again"


def test_a_step_that_fails_says_which_and_why(tmp_path: Path) -> None:
    log = tmp_path / "log"

    with pytest.raises(SuiteError, match=r"Debian sid could not be unpacked(.|\n)*ended with (1|3)(.|\n)*"):
        engine_suites._run(["sh", "-c", "echo no room left >&2; exit 3"], "sid", log)
