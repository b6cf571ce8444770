"""Which container Dockcycle runs in is read from its own mounts."""

from pathlib import Path

import pytest

from dockcycle.engine.docker.own_container import own_container_id

ID = "ab" * 32


@pytest.mark.parametrize("file", ["hostname", "hosts", "resolv.conf"])
def test_a_container_has_files_of_docker_mounted(tmp_path: Path, file: str) -> None:
    mounts = tmp_path / "mountinfo"
    mounts.write_text(f"1 2 8:1 /lib/docker/containers/{ID}/{file} /etc/{file} rw - ext4 /dev/sda1 rw\n")

    assert own_container_id(mounts) == ID


def test_elsewhere_there_is_none(tmp_path: Path) -> None:
    mounts = tmp_path / "mountinfo"
    mounts.write_text("1 2 8:1 / / rw - ext4 /dev/sda1 rw\n")

    assert own_container_id(mounts) is None
    assert own_container_id(tmp_path / "nothing") is None
