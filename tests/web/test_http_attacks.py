"""One hostile HTTP connection: other clients are answered meanwhile, and no memory and no log line remains."""

import os
import signal
import socket
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest

from tests.support.app import App
from tests.support.hostile_client import drips_into_nothing, frame, joined, pour, swallow
from tests.support.impact_limits import limited_impact
from tests.support.waiting import wait_until


def ask(app: App, data: bytes) -> bytes:
    """Send bytes and return everything that comes until the server is silent or ends the connection."""
    with socket.create_connection(("127.0.0.1", app.port), timeout=2) as sock:
        sock.sendall(data)
        answer = b""
        try:
            while piece := sock.recv(65536):
                answer += piece
        except TimeoutError:
            pass
        return answer


def test_requests_one_behind_the_other_are_answered_in_turn(crowded_app: App) -> None:
    with limited_impact(crowded_app), socket.create_connection(("127.0.0.1", crowded_app.port), timeout=5) as sock:
        pour(sock, b"GET /nope HTTP/1.1\r\nHost: localhost:%d\r\n\r\n" % crowded_app.port * 500, between=swallow(sock))


@pytest.mark.parametrize("data", [b"1\r\n \r\n", b"0\r\n" + b"X: y\r\n" * 2])
def test_a_body_without_end_is_read_in_turn(crowded_app: App, data: bytes) -> None:
    head = b"POST /healthz HTTP/1.1\r\nHost: localhost:%d\r\nTransfer-Encoding: chunked\r\n\r\n" % crowded_app.port
    with limited_impact(crowded_app), socket.create_connection(("127.0.0.1", crowded_app.port), timeout=5) as sock:
        sock.sendall(head + data)
        pour(sock, data[-6:] * 5000, between=swallow(sock))


BEHIND = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"


@pytest.mark.parametrize(
    "headers",
    [
        b"Content-Length: 5\r\nTransfer-Encoding: chunked",
        b"Content-Length: 5\r\nContent-Length: 0",
        b"Content-Length: 0\r\nContent-Length: 0",
        b"Content-Length: +0",
        b"Content-Length: 0_0",
        b"Content-Length: -1",
        b"Transfer-Encoding: gzip, chunked",
        b"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
        b"X-\0: a\r\nContent-Length: 0",
        b"no header\r\nContent-Length: 0",
        b" folded\r\nContent-Length: 0",
        b"X-A : b",
    ],
)
def test_a_head_with_two_meanings_is_refused_and_what_follows_is_no_request(crowded_app: App, headers: bytes) -> None:
    host = b"Host: localhost:%d" % crowded_app.port
    answer = ask(crowded_app, b"POST /healthz HTTP/1.1\r\n" + host + b"\r\n" + headers + b"\r\n\r\n0\r\n\r\n" + BEHIND)

    assert answer.startswith(b"HTTP/1.1 400 ")
    assert answer.count(b"HTTP/1.1") == 1


@pytest.mark.parametrize("connection", [b"", b"Connection: keep-alive\r\n"])
def test_an_upgrade_that_is_none_is_refused_without_a_traceback(crowded_app: App, connection: bytes) -> None:
    head = (
        b"GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: localhost:%d\r\nUpgrade: websocket\r\n"
        % crowded_app.port
    )

    assert ask(crowded_app, head + connection + b"\r\n").startswith(b"HTTP/1.1 400 ")
    assert "Traceback" not in crowded_app.log_text()


MANY_HEADERS = b"".join(b"X-%d: %s\r\n" % (number, b"v" * 8000) for number in range(90))


@pytest.mark.parametrize(
    "headers", [MANY_HEADERS, b"Accept-Language: " + b"ko;q=0.1," * 7000 + b"\r\n"], ids=["many", "long"]
)
def test_large_heads_are_refused_and_cost_no_memory(crowded_app: App, headers: bytes) -> None:
    head = b"GET / HTTP/1.1\r\nHost: localhost:%d\r\n%s\r\n" % (crowded_app.port, headers)

    def send(_: int) -> None:
        for _ in range(10):
            with suppress(ConnectionError):  # the server closes the connection before it has read everything
                assert ask(crowded_app, head).startswith(b"HTTP/1.1 400 ")

    with limited_impact(crowded_app), ThreadPoolExecutor(8) as clients:
        list(clients.map(send, range(8)))


def test_heads_of_common_sizes_are_accepted(crowded_app: App) -> None:
    headers = b"".join(b"X-%d: %s\r\n" % (number, b"v" * 4000) for number in range(6))
    head = b"POST /api/v1/create/parse HTTP/1.1\r\nHost: localhost:%d\r\nConnection: close\r\n%s" % (
        crowded_app.port, headers,
    )  # fmt: skip
    body = b'{"line": "docker run ' + b"a" * 50_000 + b'"}'

    head += b"Content-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(body)

    answer = ask(crowded_app, head + body)

    assert b'"ok"' in answer


def test_who_causes_log_lines_cannot_fill_the_disk(crowded_app: App) -> None:
    lines = len(crowded_app.log_text().splitlines())
    for _ in range(60):
        ask(crowded_app, b"nonsense\r\n\r\n")

    assert len(crowded_app.log_text().splitlines()) - lines <= 30


def test_thousands_of_connections_that_say_nothing_are_let_go(crowded_app: App) -> None:
    with limited_impact(crowded_app), ExitStack() as held:
        for _ in range(600):
            held.enter_context(socket.create_connection(("127.0.0.1", crowded_app.port), timeout=5))


def test_a_thousand_clients_that_connect_at_once_are_all_answered(crowded_app: App) -> None:
    head = b"GET /healthz HTTP/1.1\r\nHost: localhost:%d\r\nConnection: close\r\n\r\n" % crowded_app.port
    assert crowded_app.process is not None
    ask(crowded_app, head)  # the server has then accepted the connections of earlier tests: its queue holds 1,024
    with ExitStack() as held:
        os.kill(crowded_app.process.pid, signal.SIGSTOP)  # the connections wait in the kernel
        try:
            clients = [
                held.enter_context(socket.create_connection(("127.0.0.1", crowded_app.port), timeout=30))
                for _ in range(1000)
            ]
            for client in clients:
                client.sendall(head)
        finally:
            os.kill(crowded_app.process.pid, signal.SIGCONT)

        assert {client.recv(12) for client in clients} == {b"HTTP/1.1 200"}


@pytest.mark.parametrize("half", [b"GET /healthz HTTP/1.1\r\nHost: lo", b""])
def test_a_head_that_is_never_whole_ends_its_connection(crowded_app: App, half: bytes) -> None:
    """However many bytes drip: the deadline is for the whole head."""
    with socket.create_connection(("127.0.0.1", crowded_app.port), timeout=1) as sock:
        sock.sendall(half)
        wait_until(lambda: drips_into_nothing(sock, b"x" if half else b""), 40, "its end")


def test_a_body_that_is_never_whole_ends_its_connection(crowded_app: App) -> None:
    head = (
        b"POST /api/v1/create/parse HTTP/1.1\r\nHost: localhost:%d\r\nContent-Type: application/json\r\n"
        b"Content-Length: 100000\r\n\r\n" % crowded_app.port
    )
    with socket.create_connection(("127.0.0.1", crowded_app.port), timeout=1) as sock:
        sock.sendall(head)
        wait_until(lambda: drips_into_nothing(sock, b" "), 40, "its end")
    assert "Traceback" not in crowded_app.log_text()


class FewFiles(App):
    """The app with few files that it may have open."""

    def _command(self) -> Sequence[str]:
        return ("prlimit", "--nofile=96:96", *super()._command())


def test_at_the_limit_of_open_files_nothing_is_torn(tmp_path: Path) -> None:
    """Connections that say nothing make room; the log has a line, and no traceback."""
    with FewFiles({"DOCKCYCLE_ENGINES": "lab=practice://?containers=10"}, tmp_path / "log") as app:
        app.wait_live()
        with joined(app) as viewer, ExitStack() as held:
            for _ in range(150):
                held.enter_context(socket.create_connection(("127.0.0.1", app.port), timeout=5))
            wait_until(lambda: app.get("/healthz").ok, 20, "an answer beside them")
            viewer.sendall(frame(b'42/board,1["snapshot"]'))
            wait_until(lambda: b"43/board,1" in viewer.recv(1 << 20), 10, "an answer to who was there before")

        assert app.get("/healthz").ok
        assert "Traceback" not in app.log_text()
