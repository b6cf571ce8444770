"""The answer of a pull as no healthy engine gives it: errors inside it, cut short, without an end, silent."""

import json
import threading

import pytest

from dockcycle.domain.pull import PullProgress
from dockcycle.engine.docker.transport.streams import LINE_BYTES_AT_MOST
from dockcycle.engine.errors import EngineError
from tests.support.scripted_http_server import CHUNKED, Reply, ScriptedHttpServer, Write, answer, chunk
from tests.support.scripted_pulls import connected, line
from tests.support.waiting import wait_until

BEGIN = {"status": "Pulling from library/nginx", "id": "1.29"}
DOWN = {"status": "Downloading", "progressDetail": {"current": 1, "total": 2}, "id": "a1b2"}
END = b"0\r\n\r\n"


def pulling(reply: Reply) -> ScriptedHttpServer:
    return ScriptedHttpServer({"POST /images/create": reply})


def told(reply: Reply) -> tuple[list[PullProgress], EngineError | None]:
    """Return all lines that were told, and the error at their end."""
    lines: list[PullProgress] = []
    with pulling(reply) as server:
        try:
            lines.extend(connected(server).images.pull("nginx:1.29"))
        except EngineError as error:
            return lines, error
    return lines, None


def test_an_error_inside_the_stream_is_raised_after_what_came_before() -> None:
    said = "write /var/lib/docker/tmp/x: no space left on device"

    lines, error = told(
        CHUNKED + line(BEGIN) + line(DOWN) + line({"errorDetail": {"message": said}, "error": said}) + END
    )

    assert [one.layer for one in lines] == [None, "a1b2"]
    assert error is not None
    assert (error.code, error.reason, error.status, error.message) == ("engine_error", "disk_full", 200, said)


def test_a_refusal_before_the_first_line_has_its_reason() -> None:
    words = 'Get "https://10.0.0.9:5000/v2/": http: server gave HTTP response to HTTPS client'

    lines, error = told(answer(500, {"message": words}))

    assert lines == []
    assert error is not None
    assert (error.code, error.reason, error.status) == ("engine_error", "plain_http", 500)


def test_an_answer_that_is_cut_is_no_success() -> None:
    lines, error = told(CHUNKED + line(BEGIN) + line(DOWN))

    assert len(lines) == 2
    assert error is not None
    assert (error.code, error.reason) == ("unknown_outcome", "other")


def test_a_line_without_an_end_is_not_kept() -> None:
    lines, error = told(CHUNKED + line(BEGIN) + chunk(b"x" * (LINE_BYTES_AT_MOST + 1)) + END)

    assert len(lines) == 1
    assert error is not None
    assert error.code == "engine_error"


def test_the_last_line_needs_no_newline() -> None:
    lines, error = told(CHUNKED + line(BEGIN) + chunk(b'{"status":"Status: Image is up to date for nginx"}') + END)

    assert error is None
    assert lines[-1] == PullProgress(up_to_date=True)


def test_lines_may_come_in_pieces_or_together() -> None:
    both = json.dumps(BEGIN).encode() + b"\r\n" + json.dumps(DOWN).encode() + b"\r\n"

    lines, error = told(CHUNKED + chunk(both[:7]) + chunk(both[7:60]) + chunk(both[60:]) + END)

    assert (len(lines), error) == (2, None)


@pytest.mark.parametrize(
    ("reference", "name", "tag"),
    [
        ("nginx", "nginx", "latest"),
        ("10.0.0.9:5000/a/b:1", "10.0.0.9%3A5000%2Fa%2Fb", "1"),
        (f"nginx@sha256:{'a' * 64}", "nginx", f"sha256%3A{'a' * 64}"),
    ],
)
def test_one_tag_is_asked_for_never_all_of_them(reference: str, name: str, tag: str) -> None:
    with pulling(CHUNKED + END) as server:
        assert list(connected(server).images.pull(reference)) == []

        assert server.asked[-1] == ("POST", f"/v1.41/images/create?fromImage={name}&tag={tag}")


def test_close_ends_a_reader_that_waits() -> None:
    over = threading.Event()

    def silent(write: Write) -> None:
        write(CHUNKED + line(BEGIN))
        over.wait(20)

    with pulling(silent) as server:
        stream = connected(server).images.pull("nginx:1.29")
        lines: list[PullProgress] = []
        reader = threading.Thread(target=lambda: lines.extend(stream), daemon=True)
        reader.start()
        wait_until(lambda: server.asked, 5, "the request")

        stream.close()
        reader.join(5)
        over.set()
        assert not reader.is_alive()
