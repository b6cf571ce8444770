"""What Podman 5.8 tells in its own way; the payloads are recorded from its compat API and its own (libpod)."""

from typing import Any

import pytest

from dockcycle.domain.lifecycle.table import State
from dockcycle.engine.discovery import parse_address
from dockcycle.engine.docker.docker_engine import DockerEngine
from dockcycle.engine.docker.parse import parse_container
from tests.support.scripted_http_server import ScriptedHttpServer, answer
from tests.unit.engine.payloads import ID, inspected, podman_inspected

NOT_FOUND = (
    "crun: executable file `nosuch` not found in $PATH: No such file or directory: "
    "OCI runtime attempted to invoke a command that was not found"
)
FINISHED = "2026-11-24T03:13:00.123456789Z"


@pytest.mark.parametrize(
    ("argv", "command"),
    [(("sh",), "sh"), (("sh", "sh"), "sh sh"), (("sh", "-c", "exit 3"), "sh -c 'exit 3'")],
)
def test_a_command_of_one_word_is_shown_once(argv: tuple[str, ...], command: str) -> None:
    assert parse_container.container("local", podman_inspected(None, *argv), is_podman=True).command == command


def test_an_entrypoint_of_one_word_is_shown_once() -> None:
    raw = {**inspected(config={"Entrypoint": ["sh"], "Cmd": None}), "Path": "sh", "Args": ["sh"]}

    assert parse_container.container("local", raw, is_podman=True).command == "sh"
    assert parse_container.container("local", raw).command == "sh sh"


def test_its_containers_are_marked() -> None:
    assert parse_container.container("local", podman_inspected(), is_podman=True).podman
    assert not parse_container.container("local", inspected()).podman


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (NOT_FOUND, 127),
        ("crun: the path `/tmp` is not a regular file: Operation not permitted: OCI permission denied", 126),
        ("crun: OOM: the memory limit could be too low: read from sync socket: Connection reset by peer", None),
        ("", None),
    ],
)
def test_the_code_of_a_failed_start_is_told_by_its_error(error: str, code: int | None) -> None:
    told = parse_container.container("local", podman_inspected({"Status": "created", "Error": error}), is_podman=True)

    assert (told.state, told.exit_code, told.error) == (State.CREATED, code, error or None)


def looked_at(version: str, state: dict[str, Any], own: bytes) -> tuple[bool | None, list[str]]:
    """Inspect on a Podman whose own API answers `own`; return `stopped_by_user` and the libpod paths asked for."""
    engine_version = {"Version": version, "ApiVersion": "1.44", "Components": [{"Name": "Podman Engine"}]}
    replies = {
        "GET /version": answer(200, engine_version),
        f"GET /containers/{ID}/json": answer(200, podman_inspected(state)),
        "GET /v4.0.0/libpod/pods/json": answer(200, []),
        f"GET /v4.0.0/libpod/containers/{ID}/json": own,
    }
    with ScriptedHttpServer(replies) as server:
        engine = DockerEngine("local", parse_address(server.url))
        engine.connect()
        told = engine.inspect(ID)
        engine.close()
        return told.stopped_by_user, [path for _, path in server.asked if "/libpod/containers/" in path]


@pytest.mark.parametrize(
    ("version", "own", "stopped"),
    [
        ("5.8.6", {"FinishedAt": FINISHED, "StoppedByUser": True}, True),
        ("4.7.0", {"FinishedAt": FINISHED}, False),
        ("5.8.6", {"FinishedAt": "2026-11-24T03:14:00Z"}, None),
        ("5.8.6", {"FinishedAt": "0001-01-01T00:00:00Z"}, None),
    ],
)
def test_its_own_api_tells_whether_an_end_was_asked_for(version: str, own: dict[str, Any], stopped: bool) -> None:
    state = {"Status": "exited", "FinishedAt": FINISHED}

    assert looked_at(version, state, answer(200, {"State": own}))[0] is stopped


@pytest.mark.parametrize("status", [403, 404])
def test_nothing_is_claimed_where_its_own_api_is_not_reached(status: int) -> None:
    told, _ = looked_at("5.8.6", {"Status": "exited", "FinishedAt": FINISHED}, answer(status, {"message": "no"}))

    assert told is None


@pytest.mark.parametrize(("version", "word"), [("5.8.6", "running"), ("4.6.2", "exited"), ("unknown", "exited")])
def test_its_own_api_is_asked_only_where_it_tells(version: str, word: str) -> None:
    state = {"Status": word, "FinishedAt": FINISHED}

    assert looked_at(version, state, answer(500)) == (None, [])


@pytest.mark.parametrize(
    "error",
    [
        f"container {ID} must be in Created or Stopped state to be started: container state improper",
        f"container {ID}: container is running",
    ],
)
def test_a_refused_command_is_not_an_error_of_the_container(error: str) -> None:
    assert parse_container.container("local", podman_inspected({"Error": error}), is_podman=True).error is None
