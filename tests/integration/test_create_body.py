"""What is sent to create a container is what the real engine understood: read back by the docker CLI."""

import pytest

from dockcycle.domain.create.create_body import body_of
from dockcycle.engine import CreateSpec, Healthcheck
from dockcycle.engine.docker.docker_engine import DockerEngine
from tests.support.docker_cli import DockerCli
from tests.support.dockerd import IMAGE

pytestmark = pytest.mark.engine

SPEC = CreateSpec(
    IMAGE, "body", command=("sh", "-c", "true"), env={"A": "b = 'c'"}, tty=True,
    open_stdin=True, ports=("127.0.0.1:28480:80", "53/udp"), volumes=("/srv/body:/data:ro", "body-data:/cache", "/own"),
    network="bridge", restart="on-failure:3", memory=64 << 20, cpus=0.5, user="1000:1000", workdir="/work",
    labels={"a": "b"}, health=Healthcheck("true", interval=5, timeout=2, retries=3, start_period=10),
    privileged=True, devices=("/dev/null:/dev/mine:r",), cap_add=("NET_ADMIN",), pid="host", ipc="host",
)  # fmt: skip


def test_the_engine_understood_the_body(engine: DockerEngine, docker: DockerCli) -> None:
    engine.create(SPEC)

    found, asked = docker.inspect("body"), body_of(SPEC)
    host, config = asked.pop("HostConfig"), asked
    assert found["HostConfig"] | host == found["HostConfig"]
    assert found["Config"]["Env"] == [*config.pop("Env"), "PATH=/bin"]
    assert set(found["Config"].pop("Volumes")) == {"/own"}
    config.pop("Volumes")
    assert found["Config"] | config == found["Config"]


def test_what_runs_has_what_was_asked_for(engine: DockerEngine, docker: DockerCli) -> None:
    command = ("sh", "-c", 'echo "$A"; id -u; pwd')
    engine.start(
        engine.create(CreateSpec(IMAGE, "runs", command=command, env={"A": "b = 'c'"}, user="7", workdir="/w"))
    )

    docker("wait", "runs")
    assert docker("logs", "runs").splitlines() == ["b = 'c'", "7", "/w"]
