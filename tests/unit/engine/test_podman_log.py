"""Logs of Podman 5.8.6, recorded: it cuts a line into the parts that the process wrote, each with a time of its own."""

import pytest

from dockcycle.domain.container_details import LogLine
from dockcycle.engine.discovery import parse_address
from dockcycle.engine.docker.docker_engine import DockerEngine
from dockcycle.engine.errors import EngineError
from tests.support.scripted_http_server import CHUNKED, PODMAN_VERSION, Reply, ScriptedHttpServer, Write, answer, chunk

OWN, DOCKER = "GET /v4.0.0/libpod/containers/c/logs", "GET /containers/c/logs"
#: `printf Pass; sleep 0.3; echo word; echo after` on a terminal.
PARTS = (
    b"2026-11-28T17:54:43.823977023Z Pass",
    b"2026-11-28T17:54:44.125259532Z word\r\n",
    b"2026-11-28T17:54:44.125259532Z after\r\n",
)
FRAMES = b"".join(chunk(b"\x01\x00\x00\x00\x00\x00\x00" + bytes([len(part)]) + part) for part in PARTS)
RAW = b"".join(map(chunk, PARTS))
BROKEN = answer(
    500,
    {
        "cause": "'2026-11-28T17:52:51.641309809+00:00 stdout ' is not a valid container log line",
        "message": "failed to obtain logs for Container 'c': '2026-11-28T17:52:51.641309809+00:00 stdout ' is not a "
        "valid container log line",
        "response": 500,
    },
)


def log_of(replies: dict[str, Reply], *, tty: bool = True) -> list[LogLine]:
    """Read a log from what Podman answers."""
    inspected = answer(200, {"Config": {"Tty": tty}})
    with ScriptedHttpServer(
        {"GET /version": answer(200, PODMAN_VERSION), "GET /containers/c/json": inspected, **replies}
    ) as server:
        engine = DockerEngine("local", parse_address(server.url))
        engine.connect()
        try:
            return [line for batch in engine.details.logs("c", tail=None) for line in batch]
        finally:
            engine.close()


def log_answer(chunks: bytes) -> bytes:
    """Return a whole answer with a log."""
    return CHUNKED + chunks + b"0\r\n\r\n"


def test_the_parts_of_a_line_on_a_terminal_are_one_line_with_the_time_of_the_first() -> None:
    lines = log_of({OWN: log_answer(FRAMES)})

    assert [(line.at, line.stream, line.text) for line in lines] == [
        ("2026-11-28T17:54:43.823977023Z", "stdout", "Password"),
        ("2026-11-28T17:54:44.125259532Z", "stdout", "after"),
    ]


@pytest.mark.parametrize("status", [403, 404])
def test_the_docker_api_is_asked_where_podmans_own_is_not_reached(status: int) -> None:
    lines = log_of({OWN: answer(status, {"message": "no"}), DOCKER: log_answer(RAW)})

    assert [line.text for line in lines][-1] == "after"


@pytest.mark.parametrize(("path", "tty"), [(OWN, True), (DOCKER, False)])
def test_a_log_whose_last_line_is_being_written_is_asked_for_again(path: str, tty: bool) -> None:
    replies = iter([BROKEN, BROKEN, log_answer(FRAMES)])

    def reply(write: Write) -> None:
        write(next(replies))

    assert [line.text for line in log_of({path: reply}, tty=tty)] == ["Password", "after"]


def test_a_log_that_stays_unreadable_is_refused_with_podmans_words() -> None:
    with pytest.raises(EngineError, match="is not a valid container log line"):
        log_of({OWN: BROKEN})


def test_a_container_that_does_not_exist_is_not_found() -> None:
    missing = answer(404, {"cause": "no such container", "message": "no such container c", "response": 404})

    with pytest.raises(EngineError) as refused:
        log_of({OWN: missing, DOCKER: missing})

    assert refused.value.code == "not_found"
