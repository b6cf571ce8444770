"""Readers of log files that do not read: they are ended, and hold nothing for anybody else."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest
import requests

from dockcycle.http_handler import STALLED_SECONDS
from dockcycle.live.streams.details_service import DOWNLOADS_AT_MOST, DOWNLOADS_OF_ONE_AT_MOST
from tests.support.app import App
from tests.support.scripted_http_server import CHUNKED, Reply, ScriptedHttpServer, Write, answer, chunk
from tests.support.waiting import wait_until

ID = "a" * 64
PATH = f"/api/v1/containers/sick/{ID}/logs.txt"
LINES = b"2026-01-01T00:00:00.000000000Z " + b"x" * 1000 + b"\n"


def endless(write: Write) -> None:
    with suppress(OSError):  # whoever asked is gone
        write(CHUNKED)
        while True:
            write(chunk(LINES * 64))


def quiet(write: Write) -> None:
    write(CHUNKED)


@pytest.fixture
def app(tmp_path: Path) -> Iterator[App]:
    """The app on an engine whose log has no end."""
    replies: dict[str, Reply] = {
        "GET /_ping": answer(200), "GET /containers/json": answer(200, []), "GET /images/json": answer(200, []),
        "GET /events": quiet, f"GET /containers/{ID}/json": answer(200, {"Config": {"Tty": True}}),
        f"GET /containers/{ID}/logs": endless,
    }  # fmt: skip
    with (
        ScriptedHttpServer(replies) as server,
        App({"DOCKCYCLE_ENGINES": f"sick={server.url}"}, tmp_path / "log") as app,
    ):
        yield app


def reader(app: App, client: int) -> socket.socket:
    """Return a connection that asks for the log and reads nothing but the first bytes."""
    sock = socket.socket()
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    sock.settimeout(20)
    host = app.url.removeprefix("http://")
    sock.connect((host.rpartition(":")[0], int(host.rpartition(":")[2])))
    sock.sendall(f"GET {PATH} HTTP/1.1\r\nHost: {host}\r\nCookie: dockcycle_viewer={client:032x}\r\n\r\n".encode())
    assert sock.recv(12) == b"HTTP/1.1 200"
    return sock


def status(app: App, client: int) -> int:
    with requests.get(app.url + PATH, cookies={"dockcycle_viewer": f"{client:032x}"}, stream=True, timeout=20) as found:
        return found.status_code


def test_readers_who_do_not_read_are_ended_and_others_are_served(app: App) -> None:
    with ExitStack() as stack:
        for _ in range(DOWNLOADS_OF_ONE_AT_MOST):
            stack.enter_context(reader(app, 0))
        assert status(app, 0) == 429
        assert status(app, 1) == 200
        for number in range(DOWNLOADS_OF_ONE_AT_MOST, DOWNLOADS_AT_MOST):
            stack.enter_context(reader(app, number // DOWNLOADS_OF_ONE_AT_MOST))
        assert status(app, 99) == 429

        wait_until(lambda: status(app, 99) == 200, 2 * STALLED_SECONDS, "a place")

    assert "Traceback" not in app.log_text(), app.log_text()[-3000:]
