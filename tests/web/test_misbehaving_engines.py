"""Engines that answer slowly, endlessly, or send elsewhere: the app bounds each, and says what it knows."""

import contextlib
import json
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from tests.support.app import App
from tests.support.impact_limits import limited_impact
from tests.support.scripted_http_server import CHUNKED, Reply, ScriptedHttpServer, Write, answer, chunk
from tests.support.waiting import wait_until

#: How old `live` may be (seconds): the contract's ten, and what a busy machine takes to look.
LIVE_AT_MOST = 10.0 + 1.5
LIST, IMAGES, EVENTS = "GET /containers/json", "GET /images/json", "GET /events"


class MisbehavingEngine:
    """An engine without containers whose answers the test can change while the app asks for them."""

    def __init__(self) -> None:
        self.ended = threading.Event()
        self.hung_up = threading.Event()
        self.replies: dict[str, Reply] = {
            "GET /_ping": answer(200),
            LIST: answer(200, []),
            IMAGES: answer(200, []),
            EVENTS: self._quiet,
        }
        self.server = ScriptedHttpServer({name: self._reply(name) for name in (*self.replies, "POST /images/create")})

    def _reply(self, name: str) -> Reply:
        def reply(write: Write) -> None:
            said = self.replies.get(name, answer(404))
            if isinstance(said, bytes):
                write(said)
            else:
                said(write)

        return reply

    def _quiet(self, write: Write) -> None:
        write(CHUNKED)
        self.hung_up.wait()

    def drip(self, write: Write) -> None:
        """Answer with a byte every half second, each in time for whoever waits for the next byte only."""
        write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n[")
        while not self.ended.wait(0.5):
            write(b" ")


@pytest.fixture
def misbehaving() -> Iterator[MisbehavingEngine]:
    """A sick engine, well at first."""
    engine = MisbehavingEngine()
    with engine.server:
        yield engine
        engine.ended.set()
        engine.hung_up.set()


@pytest.fixture
def app(misbehaving: MisbehavingEngine, tmp_path: Path) -> Iterator[App]:
    """The app on it, live."""
    with App({"DOCKCYCLE_ENGINES": f"sick={misbehaving.server.url}"}, tmp_path / "log") as app:
        app.wait_live()
        yield app


def state(app: App) -> str:
    return str(app.get("/healthz").json()["engines"]["sick"]["state"])


def test_live_is_never_older_than_ten_seconds_while_answers_drip(misbehaving: MisbehavingEngine, app: App) -> None:
    misbehaving.replies[LIST] = misbehaving.drip
    began = time.monotonic()
    ages: list[float] = []

    def is_stale() -> bool:
        engine = app.get("/healthz").json()["engines"]["sick"]
        if engine["state"] == "live":
            ages.append(engine["lookAge"])
        return bool(engine["state"] == "stale")

    wait_until(is_stale, 30, "the state to be stale")

    assert max(ages) <= LIVE_AT_MOST
    assert time.monotonic() - began < 20
    misbehaving.replies[LIST] = answer(200, [])
    wait_until(lambda: state(app) == "live", 20, "the engine to be live again")


def test_an_answer_without_end_costs_no_memory(misbehaving: MisbehavingEngine, app: App) -> None:
    def endless(write: Write) -> None:
        write(CHUNKED)
        for _ in range(400):
            write(chunk(b" " * (1 << 20)))

    before = app.resident_kib()
    misbehaving.replies[LIST] = endless
    wait_until(lambda: state(app) == "stale", 30, "the state to be stale")

    assert app.resident_kib() - before <= 30 * 1024
    assert "larger than 16 MiB" in app.log_text()


def test_no_redirect_is_followed_and_no_password_goes_with_it(misbehaving: MisbehavingEngine, app: App) -> None:
    elsewhere = ScriptedHttpServer({IMAGES: answer(200, []), "POST /images/create": answer(200, {})})
    with elsewhere:
        for name, status in ((LIST, 302), (IMAGES, 302), ("POST /images/create", 307)):
            path = name.partition(" ")[2]
            misbehaving.replies[name] = b"HTTP/1.1 %d Said\r\nLocation: %s%s\r\nContent-Length: 0\r\n\r\n" % (
                status, elsewhere.url.replace("tcp", "http").encode(), path.encode(),
            )  # fmt: skip
        body = {"reference": "app:1", "username": "me", "password": "canary"}
        told = requests.post(f"{app.url}/api/v1/images/sick/pull", json=body, timeout=30)
        wait_until(lambda: state(app) == "stale", 30, "the state to be stale")

        assert told.status_code in (202, 503)
        assert elsewhere.asked == []


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
UNTOLD = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"


def event(number: int) -> bytes:
    """Return the start of a container as a chunk with one line."""
    actor = {"ID": f"{number:064x}", "Attributes": {"name": f"c{number}"}}
    told = {"Type": "container", "Action": "start", "Actor": actor, "timeNano": 10**18 + number}
    return chunk(json.dumps(told).encode() + b"\n")


FLOODS = {
    "events": (EVENTS, CHUNKED, b"".join(event(number) for number in range(3000))),
    "lines that are no events": (EVENTS, CHUNKED, chunk(b"[1]\n") * 3000),
    "a chunk of two gigabytes": (EVENTS, UNTOLD + b"7fffffff\r\n", b" " * 65536),
    "events that are not chunked": (EVENTS, HEAD + b"Connection: close\r\n\r\n", b" " * 65536),
    "a line of one byte each": (EVENTS, CHUNKED, chunk(b"a") * 5000),
    "answers before the answer": (LIST, b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 3000),
    "trailers": (LIST, UNTOLD + b"2\r\n[]\r\n0\r\n", b"X: y\r\n" * 10_000),
    "chunks of one byte": (LIST, CHUNKED, chunk(b" ") * 5000),
}
#: Duration of each flood (seconds).
LASTS = 6.0


@pytest.mark.parametrize("name", FLOODS)
def test_an_engine_that_never_pauses_holds_up_nobody(misbehaving: MisbehavingEngine, app: App, name: str) -> None:
    asked, head, data = FLOODS[name]

    def flood(write: Write) -> None:
        write(head)
        with contextlib.suppress(OSError):
            while not misbehaving.ended.is_set():
                write(data)

    logged = len(app.log_text())
    with limited_impact(app, board_changes=False):
        misbehaving.replies[asked] = flood
        misbehaving.hung_up.set()  # the app subscribes again, and looks at once
        misbehaving.ended.wait(LASTS)
        misbehaving.ended.set()

    assert len(app.log_text()) - logged < 10_000
    assert "Traceback" not in app.log_text()


@pytest.mark.parametrize("rows", [b"{}," * 5_000_000 + b"{}", b"{}," * 15_000 + b"{}"])
def test_a_list_of_nothing_costs_neither_memory_nor_log(misbehaving: MisbehavingEngine, app: App, rows: bytes) -> None:
    body = b"[" + rows + b"]"
    with limited_impact(app, board_changes=False):
        misbehaving.replies[LIST] = HEAD + b"Content-Length: %d\r\nConnection: close\r\n\r\n" % len(body) + body
        misbehaving.hung_up.set()
        wait_until(lambda: "unreadable" in app.log_text(), 20, "a word in the log")

    assert len(app.log_text()) < 10_000
