"""What would make another container like one of Podman's, without what Podman itself set."""

from typing import Any

import pytest

from dockcycle.domain.create.spec import CreateSpec
from dockcycle.engine.docker.parse.parse_spec import spec
from dockcycle.engine.docker.podman.podman_spec import asked_for
from tests.unit.engine.payloads import ID, podman_inspected

#: As Podman 5.8 answers for `docker create busybox:1 sleep 600`, and after a start.
CONFIG: dict[str, Any] = {
    "Hostname": ID[:12], "Image": "busybox:1", "Cmd": ["sleep", "600"], "Entrypoint": [], "WorkingDir": "/",
    "Env": ["PATH=/bin", "container=podman", "TERM=xterm", "HOME=", f"HOSTNAME={ID[:12]}"],
    "Labels": {}, "Volumes": None, "User": "",
}  # fmt: skip
HOST: dict[str, Any] = {
    "NetworkMode": "bridge", "IpcMode": "shareable", "PidMode": "private", "UTSMode": "private",
    "RestartPolicy": {"Name": "no", "MaximumRetryCount": 0},
}  # fmt: skip


def own(config: dict[str, Any] | None = None, **host: Any) -> CreateSpec:
    raw = {**podman_inspected(), "Config": CONFIG | (config or {}), "HostConfig": HOST | host}
    return spec(asked_for(raw), {"Env": ["PATH=/bin"], "Cmd": ["sh"]})


PLAIN = CreateSpec("busybox:1", "web-1", command=("sleep", "600"))


def test_a_plain_container_has_only_its_command() -> None:
    assert own() == PLAIN


def test_a_rootless_network_was_not_asked_for() -> None:
    assert own(NetworkMode="pasta") == PLAIN


def test_what_was_asked_for_stays() -> None:
    env = ["container=mine", "TERM=vt100", "HOME=/home/app", "HOSTNAME=other", "FOO=1"]
    found = own({"Env": env, "WorkingDir": "/srv"}, PidMode="host", IpcMode="host", NetworkMode="shop")

    assert found.env == {"container": "mine", "TERM": "vt100", "HOME": "/home/app", "HOSTNAME": "other", "FOO": "1"}
    assert (found.workdir, found.pid, found.ipc, found.network) == ("/srv", "host", "host", "shop")


@pytest.mark.parametrize(
    ("bind", "volume"),
    [
        ("/srv:/in:ro,rprivate,rbind", "/srv:/in:ro"),
        ("named:/n:rprivate,nosuid,nodev,rbind", "named:/n"),
        ("0f96" * 16 + ":/data:rprivate,nosuid,nodev,rbind", "/data"),
    ],
)
def test_binds_are_written_as_after_v(bind: str, volume: str) -> None:
    assert own(Binds=[bind]).volumes == (volume,)


@pytest.mark.parametrize(("ip", "port"), [("0.0.0.0", "8080:80"), ("127.0.0.1", "127.0.0.1:8080:80")])
def test_a_port_on_every_address_has_none(ip: str, port: str) -> None:
    assert own(PortBindings={"80/tcp": [{"HostIp": ip, "HostPort": "8080"}]}).ports == (port,)
