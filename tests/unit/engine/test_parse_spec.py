"""From an inspect back to what was asked for, without what the image sets."""

from typing import Any

import pytest

from dockcycle.domain.create.spec import CreateSpec, Healthcheck
from dockcycle.engine.docker.parse.parse_spec import spec
from tests.unit.engine.payloads import inspected

SECOND = 1_000_000_000


def own(config: dict[str, Any] | None = None, image: dict[str, Any] | None = None, **host: Any) -> CreateSpec:
    """Return the settings of a container with that Config and HostConfig, of an image with that Config."""
    return spec(inspected(config=config, HostConfig=host), image or {})


def test_a_plain_container_has_no_settings_of_its_own() -> None:
    assert own() == CreateSpec("busybox:1", "web-1")


def test_what_the_image_sets_is_the_image_s() -> None:
    image = {
        "Cmd": ["nginx"], "Entrypoint": ["/entry"], "Env": ["PATH=/bin", "A=1"], "Labels": {"by": "us"}, "User": "web",
        "WorkingDir": "/srv", "Healthcheck": {"Test": ["CMD-SHELL", "true"]}, "Volumes": {"/data": {}},
    }  # fmt: skip

    assert own(image, image) == CreateSpec("busybox:1", "web-1")


def test_what_is_added_or_set_otherwise_is_one_s_own() -> None:
    image = {"Cmd": ["nginx"], "Env": ["PATH=/bin", "A=1"], "Labels": {"by": "us", "v": "1"}, "User": "web"}
    config = {
        "Cmd": ["sh"], "Env": ["A=2", "B=x=y", "PATH=/bin", "NOTHING"], "Labels": {"by": "us", "v": "2"},
        "User": "root", "Tty": True, "OpenStdin": True,
    }  # fmt: skip

    assert own(config, image) == CreateSpec(
        "busybox:1", "web-1", command=("sh",), env={"A": "2", "B": "x=y"}, labels={"v": "2"}, user="root", tty=True,
        open_stdin=True,
    )  # fmt: skip


def test_an_entrypoint_of_one_s_own_needs_the_command_said() -> None:
    found = own({"Entrypoint": ["tini"], "Cmd": ["nginx"]}, {"Entrypoint": None, "Cmd": ["nginx"]})

    assert (found.entrypoint, found.command) == (("tini",), ("nginx",))


def test_the_host_s_part() -> None:
    found = own(
        Binds=["data:/data", "/srv:/srv:ro"], NetworkMode="shop", RestartPolicy={"Name": "always"}, Memory=1 << 20,
        NanoCpus=SECOND // 2, AutoRemove=True, Privileged=True, CapAdd=["NET_ADMIN"], PidMode="host", IpcMode="host",
        Devices=[
            {"PathOnHost": "/dev/a", "PathInContainer": "/dev/a", "CgroupPermissions": "rwm"},
            {"PathOnHost": "/dev/a", "PathInContainer": "/dev/b", "CgroupPermissions": "r"},
        ],
    )  # fmt: skip

    assert found == CreateSpec(
        "busybox:1", "web-1", volumes=("data:/data", "/srv:/srv:ro"), network="shop", restart="always", memory=1 << 20,
        cpus=0.5, auto_remove=True, privileged=True, cap_add=("NET_ADMIN",), pid="host", ipc="host",
        devices=("/dev/a", "/dev/a:/dev/b:r"),
    )  # fmt: skip


@pytest.mark.parametrize("network", ["default", "bridge", "", None])
def test_the_usual_network_was_not_asked_for(network: str | None) -> None:
    assert own(NetworkMode=network, IpcMode="private").network is None


@pytest.mark.parametrize(
    ("port", "ip", "public", "text"),
    [
        ("80/tcp", "", "8080", "8080:80"),
        ("80/tcp", "", "", "80"),
        ("53/udp", "127.0.0.1", "53", "127.0.0.1:53:53/udp"),
        ("80/tcp", "::1", "", "[::1]::80"),
    ],
)
def test_ports_as_after_p(port: str, ip: str, public: str, text: str) -> None:
    assert own(PortBindings={port: [{"HostIp": ip, "HostPort": public}]}).ports == (text,)


def test_all_ports_published_are_those_exposed() -> None:
    assert own({"ExposedPorts": {"80/tcp": {}, "53/udp": {}}}, PublishAllPorts=True).ports == ("53/udp", "80")


def test_mounts_are_written_as_volumes_where_they_can_be() -> None:
    found = own(
        Mounts=[
            {"Type": "bind", "Source": "/srv", "Target": "/srv", "ReadOnly": True},
            {"Type": "volume", "Source": "data", "Target": "/data"},
            {"Type": "volume", "Target": "/cache"},
            {"Type": "tmpfs", "Target": "/tmp"},  # noqa: S108
        ]
    )

    assert found.volumes == ("/srv:/srv:ro", "data:/data", "/cache")


def test_cpus_may_be_told_as_a_quota() -> None:
    assert own(CpuQuota=150_000, CpuPeriod=100_000).cpus == 1.5
    assert own(CpuQuota=-1, CpuPeriod=0).cpus == 0


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ({"Test": ["CMD-SHELL", "curl x"], "Interval": 5 * SECOND, "Timeout": 2 * SECOND, "Retries": 4},
         Healthcheck("curl x", 5, 2, 4)),
        ({"Test": ["CMD", "curl", "a b"]}, Healthcheck("curl 'a b'", 30, 30, 3)),
        ({"Test": ["NONE"]}, None),
        ({}, None),
    ],
)  # fmt: skip
def test_health_checks(raw: dict[str, Any], expected: Healthcheck | None) -> None:
    assert own({"Healthcheck": raw}).health == expected
