"""Paths of the Docker host that mounts reach, in any notation."""

from typing import Any

import pytest

from dockcycle.domain.create.host_access import dangers
from tests.unit.domain.host_config import codes, facts


@pytest.mark.parametrize(
    ("source", "path"),
    [
        ("/etc", "/etc"),
        ("//etc", "/etc"),
        ("///etc//ssl/", "/etc/ssl"),
        ("/./etc", "/etc"),
        ("/srv/../etc", "/etc"),
        (" /etc ", "/etc"),
        ("/etc/.", "/etc"),
        ("../../etc", "/etc"),
        ("./x", "/x"),
        ("~/x", "/~/x"),
        ("/proc/1/root/etc", "/etc"),
        ("/proc/self/root/proc/1/root/etc", "/etc"),
        ("/proc/self/task/1/root/etc", "/etc"),
    ],
)
def test_a_path_of_the_machine_is_told_however_it_is_written(source: str, path: str) -> None:
    assert facts(Binds=[f"{source}:/x:ro"]) == [("host_path", path)]
    assert facts(Mounts=[{"Type": "bind", "Source": source, "Target": "/x"}]) == [("host_path", path)]
    assert facts(mounts=[{"type": "BIND", "SOURCE": source}]) == [("host_path", path)]


@pytest.mark.parametrize(
    "source",
    [
        "/var/run/docker.sock",
        "/run/docker.sock",
        "//var//run/./docker.sock",
        "/var/run/../run/docker.sock ",
        "/var/lib/../run/docker.sock",
        "/VAR/run/Docker.Sock",
        "/run",
        "/run/",
        "/var/run",
        "/var",
        "/",
        "//",
        "/.",
        "/etc/..",
        "/proc/1/root",
        "/proc/1/root/run/docker.sock",
        "/run/user",
        "/run/user/1000",
        "/run/user/1000/docker.sock",
        "/home/me/.docker/run/docker.sock",
        "/run/containerd",
        "/run/containerd/containerd.sock",
        "/run/podman/podman.sock",
        "\\\\.\\pipe\\docker_engine",
    ],
)
def test_the_engines_socket_and_what_holds_it_is_the_worst(source: str) -> None:
    assert codes(Binds=[f"{source}:/x:ro"]) == ["engine_socket"]
    assert codes(Mounts=[{"Type": "bind", "Source": source, "Target": "/x", "ReadOnly": True}]) == ["engine_socket"]


@pytest.mark.parametrize("source", ["/run/mysqld/mysqld.sock", "/running", "/variable", "/var/lib", "/run/lock"])
def test_other_sockets_and_folders_are_only_paths(source: str) -> None:
    assert codes(Binds=[f"{source}:/x"]) == ["host_path"]


def test_the_socket_of_the_engine_itself_can_be_named() -> None:
    body = {"HostConfig": {"Binds": ["/srv/engine:/x"]}}

    assert [danger.code for danger in dangers(body, ["/srv/engine/own.sock"])] == ["engine_socket"]
    assert [danger.code for danger in dangers(body)] == ["host_path"]


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"Options": {"type": "none", "o": "bind", "device": "/etc"}}, ("host_path", "/etc")),
        ({"Name": "local", "Options": {"o": "rbind,ro", "device": "//var/run"}}, ("engine_socket", "/var/run")),
        ({"options": {"O": "bind", "DEVICE": "/dev/sda"}}, ("host_path", "/dev/sda")),
        ({"Options": {"type": "nfs", "device": ":/x"}}, ("volume_driver", "local type=nfs,device=:/x")),
        ({"Name": "plugin"}, ("volume_driver", "plugin")),
    ],
)
def test_a_volume_that_binds_is_told_as_a_path(options: dict[str, Any], told: tuple[str, str]) -> None:
    mount = {"Type": "volume", "Source": "data", "Target": "/x", "VolumeOptions": {"DriverConfig": options}}

    assert facts(Mounts=[mount]) == [told]


def test_a_volume_named_like_a_path_is_a_path() -> None:
    assert facts(Mounts=[{"Type": "volume", "Source": "/etc", "Target": "/x"}]) == [("host_path", "/etc")]
    assert facts(Mounts=[{"Source": "/etc", "Target": "/x"}]) == [("host_path", "/etc")]


def test_a_path_of_windows_is_a_path() -> None:
    assert facts(Binds=["C:\\data:C:\\x"]) == [("host_path", "C:\\data:C")]
