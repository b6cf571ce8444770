"""What a refusal means, by the answers that engines really give."""

from collections.abc import Callable
from typing import Any

import pytest

from dockcycle.domain.console import ExecSpec
from dockcycle.engine import CreateSpec
from dockcycle.engine.discovery import parse_address
from dockcycle.engine.docker.docker_engine import DockerEngine
from dockcycle.engine.errors import EngineError
from tests.support.scripted_http_server import ScriptedHttpServer, answer

Ask = Callable[[DockerEngine], object]

IMPROPER = "container state improper"
NAMES = "names must match [a-zA-Z0-9][a-zA-Z0-9_.-]*: invalid argument"


def start(engine: DockerEngine) -> object:
    return engine.start("c")


def create(engine: DockerEngine) -> object:
    return engine.create(CreateSpec("busybox:1", name="web"))


def rename(engine: DockerEngine) -> object:
    return engine.rename("c", "web")


def refused(ask: Ask, method_and_path: str, status: int, body: dict[str, Any]) -> str:
    with ScriptedHttpServer({method_and_path: answer(status, body)}) as server:
        engine = DockerEngine("local", parse_address(server.url))
        engine.connect()
        with pytest.raises(EngineError) as error:
            ask(engine)
        engine.close()
    assert error.value.message == body["message"]
    return error.value.code


@pytest.mark.parametrize(
    ("message", "code"),
    [
        ("network nosuch-net not found", "engine_error"),
        ("failed to set up container networking: network nosuch-net not found", "engine_error"),
        ("No such container: c", "not_found"),
    ],
)
def test_a_start_without_its_network_does_not_miss_the_container(message: str, code: str) -> None:
    assert refused(start, "POST /containers/c/start", 404, {"message": message}) == code


@pytest.mark.parametrize(
    ("ask", "where", "cause", "message", "code"),
    [
        (create, "create", "that name is already in use", 'the container name "web" is already in use', "name_in_use"),
        (create, "create", "invalid argument", f"container create: {NAMES}", "bad_request"),
        (create, "create", "invalid syntax", "invalid range format for --expose: 80x/tcp", "bad_request"),
        (create, "create", "duplicate mount destination", "/data: duplicate mount destination", "bad_request"),
        (create, "create", "the --rm option conflicts with --restart", "fill out specgen: the --rm", "bad_request"),
        (create, "create", "network not found", "unable to find network with name or ID nosuch", "not_found"),
        (create, "create", "database is locked", "container create: database is locked", "engine_error"),
        (rename, "c/rename", "UNIQUE constraint failed: ContainerConfig.Name", "renaming container c", "name_in_use"),
        (rename, "c/rename", "invalid argument", NAMES, "bad_request"),
        (start, "c/start", IMPROPER, f"must be in Created or Stopped state: {IMPROPER}", "not_allowed_in_state"),
        (start, "c/start", "OCI permission denied", "crun: OCI permission denied", "engine_error"),
        (
            lambda engine: engine.consoles.exec("c", ExecSpec(("true",))),
            "c/exec",
            IMPROPER,
            IMPROPER,
            "not_allowed_in_state",
        ),
        (lambda engine: engine.pause("c"), "c/pause", IMPROPER, IMPROPER, "not_allowed_in_state"),
        (lambda engine: engine.pause("c"), "c/pause", "no such container", "not found in database", "not_found"),
        (lambda engine: engine.kill("c", "X"), "c/kill", "invalid signal: X", "invalid signal: X", "bad_request"),
    ],
)
def test_podman_says_500_and_what_it_means(ask: Ask, where: str, cause: str, message: str, code: str) -> None:
    body = {"cause": cause, "message": message, "response": 500}

    assert refused(ask, f"POST /containers/{where}", 500, body) == code


def test_a_refusal_that_repeats_the_command_is_masked_wherever_it_is_sent_or_logged() -> None:
    message = 'unable to start container process: exec: "serve --password=hunter2": executable file not found'
    with ScriptedHttpServer({"POST /containers/c/start": answer(400, {"message": message})}) as server:
        engine = DockerEngine("local", parse_address(server.url))
        engine.connect()
        with pytest.raises(EngineError) as error:
            start(engine)
        engine.close()

    assert error.value.message == message.replace("hunter2", "••••••")
    assert "hunter2" not in str(error.value)
