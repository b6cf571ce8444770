"""One connection against the server: whatever it sends, others are answered, and memory comes back."""

import socket
import struct
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
import socketio
import websocket

from tests.support.app import App
from tests.support.impact_limits import limited_impact
from tests.support.raw_websocket import raw_websocket, wait_for_text
from tests.support.waiting import wait_until

#: The shortest time each attack goes on.
LASTS = 3.0


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """The app on the practice engine, with a board of a hundred containers that changes five times per second."""
    engine = "practice://?containers=100&rate=5&seconds=3600"
    with App({"DOCKCYCLE_ENGINES": f"lab={engine}"}, tmp_path_factory.mktemp("attack") / "log") as app:
        app.wait_live()
        yield app


def frame(payload: bytes, opcode: int = 1, *, final: bool = True) -> bytes:
    """Return one masked frame, its mask 0."""
    head = bytes([(0x80 if final else 0) | opcode])
    size = bytes([0x80 | len(payload)]) if len(payload) < 126 else bytes([0xFF]) + struct.pack("!Q", len(payload))
    return head + size + bytes(4) + payload


@contextmanager
def joined(app: App, *, receive_buffer: int = 0) -> Iterator[socket.socket]:
    """Yield the socket of a viewer that has joined the board."""
    options = [(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)] if receive_buffer else []
    client = raw_websocket(app, sockopt=options)
    client.send("40/board,")
    wait_for_text(client, "40/board")
    assert client.sock is not None
    client.sock.settimeout(5)
    try:
        yield client.sock
    finally:
        client.shutdown()  # type: ignore[no-untyped-call]  # websocket-client types only a part


def pour(
    sock: socket.socket, data: bytes, seconds: float = LASTS, between: Callable[[], object] = lambda: None
) -> None:
    """Send `data` again and again, until the time is over or the server ends it."""
    until = time.monotonic() + seconds
    try:
        while time.monotonic() < until:
            sock.sendall(data)
            between()
    except OSError:
        return


def swallow(sock: socket.socket) -> Callable[[], object]:
    """Return what reads everything that is there."""

    def read() -> None:
        sock.setblocking(False)
        try:
            while sock.recv(1 << 20):
                pass
        except OSError:
            pass
        finally:
            sock.settimeout(5)

    return read


# --- the WebSocket ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("payload", [b"", b"a"])
def test_a_message_in_very_many_parts_ends_its_connection(app: App, payload: bytes) -> None:
    with limited_impact(app), joined(app) as sock:
        pour(sock, frame(b"a", final=False) + frame(payload, 0, final=False) * 40_000, 0.1)
        wait_until(lambda: _has_ended(sock), 5, "its end")


def _has_ended(sock: socket.socket) -> bool:
    try:
        return sock.recv(1 << 20) == b""
    except TimeoutError:
        return False
    except OSError:
        return True


@pytest.mark.parametrize(
    "data",
    [b'42/board,1["nosuch"]', b"42/board,['", b"3", b"", b'42/board,7["act",{}]', b'42/nowhere,["x"]'],
)
def test_messages_without_end_are_taken_at_a_rate(app: App, data: bytes) -> None:
    with limited_impact(app), joined(app) as sock:
        pour(sock, frame(data) * 200, between=swallow(sock))


def test_pings_without_end_are_answered_at_a_rate(app: App) -> None:
    with limited_impact(app), joined(app) as sock:
        pour(sock, frame(b"", 9) * 200, between=swallow(sock))


def test_pongs_without_end_are_taken_at_a_rate(app: App) -> None:
    with limited_impact(app), joined(app) as sock:
        pour(sock, frame(b"p" * 125, 10) * 500, between=swallow(sock))


DEEP = b"[" * 100_000
ATTACHED = b'451-/board,1["act",%s{"_placeholder":true,"num":0}%s]' % (b"[" * 900, b"]" * 900)


@pytest.mark.parametrize(
    "data",
    [
        frame(b"", 2) * 50,
        frame(b"43/board,1"),
        frame(b"43/board,1true"),
        frame(b"4" + DEEP),
        frame(b"42/board,1" + DEEP),
        frame(ATTACHED) + frame(b"x", 2),
    ],
    ids=["empty", "ack", "ack of a word", "deep engine.io", "deep socket.io", "deep attachment"],
)
def test_what_is_no_message_costs_no_traceback(app: App, data: bytes) -> None:
    with joined(app) as sock:
        sock.sendall(data)
        wait_until(lambda: _has_ended(sock), 5, "its end")
    assert "Traceback" not in app.log_text()


def test_who_asks_for_snapshots_and_reads_none_is_cut_off(app: App) -> None:
    with limited_impact(app), joined(app, receive_buffer=4096) as sock:
        sock.settimeout(1)
        pour(sock, frame(b'42/board,1["snapshot"]') * 50)


def test_a_message_of_many_attachments_ends_its_connection(app: App) -> None:
    with limited_impact(app), joined(app) as sock:
        sock.sendall(frame(b'451000-/board,["act",{"_placeholder":true,"num":0}]'))
        pour(sock, frame(bytes(100_000), 2))
        wait_until(lambda: _has_ended(sock), 5, "its end")


def test_one_attachment_is_taken(app: App) -> None:
    client = raw_websocket(app)
    client.send("40/board,")
    wait_for_text(client, "40/board")
    client.send('451-/board,1["act",{"_placeholder":true,"num":0}]')
    client.send(b"x", websocket.ABNF.OPCODE_BINARY)

    assert '"code":"bad_request"' in wait_for_text(client, "43/board,1")
    client.close()


def test_who_joins_nothing_is_let_go(app: App) -> None:
    client = raw_websocket(app)
    assert client.sock is not None
    sock = client.sock
    sock.settimeout(1)

    wait_until(lambda: _drips_into_nothing(sock, frame(b"3")), 20, "its end")


# --- HTTP ---------------------------------------------------------------------------------------------------------


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


def test_requests_one_behind_the_other_are_answered_in_turn(app: App) -> None:
    with limited_impact(app), socket.create_connection(("127.0.0.1", app.port), timeout=5) as sock:
        pour(sock, b"GET /nope HTTP/1.1\r\nHost: localhost:%d\r\n\r\n" % app.port * 500, between=swallow(sock))


@pytest.mark.parametrize("data", [b"1\r\n \r\n", b"0\r\n" + b"X: y\r\n" * 2])
def test_a_body_without_end_is_read_in_turn(app: App, data: bytes) -> None:
    head = b"POST /healthz HTTP/1.1\r\nHost: localhost:%d\r\nTransfer-Encoding: chunked\r\n\r\n" % app.port
    with limited_impact(app), socket.create_connection(("127.0.0.1", app.port), timeout=5) as sock:
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
def test_a_head_with_two_meanings_is_refused_and_what_follows_is_no_request(app: App, headers: bytes) -> None:
    host = b"Host: localhost:%d" % app.port
    answer = ask(app, b"POST /healthz HTTP/1.1\r\n" + host + b"\r\n" + headers + b"\r\n\r\n0\r\n\r\n" + BEHIND)

    assert answer.startswith(b"HTTP/1.1 400 ")
    assert answer.count(b"HTTP/1.1") == 1


@pytest.mark.parametrize("connection", [b"", b"Connection: keep-alive\r\n"])
def test_an_upgrade_that_is_none_is_refused_without_a_traceback(app: App, connection: bytes) -> None:
    head = (
        b"GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: localhost:%d\r\nUpgrade: websocket\r\n" % app.port
    )

    assert ask(app, head + connection + b"\r\n").startswith(b"HTTP/1.1 400 ")
    assert "Traceback" not in app.log_text()


def test_who_causes_log_lines_cannot_fill_the_disk(app: App) -> None:
    lines = len(app.log_text().splitlines())
    for _ in range(60):
        ask(app, b"nonsense\r\n\r\n")

    assert len(app.log_text().splitlines()) - lines <= 30


def test_thousands_of_connections_that_say_nothing_are_let_go(app: App) -> None:
    with limited_impact(app), ExitStack() as held:
        for _ in range(600):
            held.enter_context(socket.create_connection(("127.0.0.1", app.port), timeout=5))


@pytest.mark.parametrize("half", [b"GET /healthz HTTP/1.1\r\nHost: lo", b""])
def test_a_head_that_is_never_whole_ends_its_connection(app: App, half: bytes) -> None:
    """However many bytes drip: the deadline is for the whole head."""
    with socket.create_connection(("127.0.0.1", app.port), timeout=1) as sock:
        sock.sendall(half)
        wait_until(lambda: _drips_into_nothing(sock, b"x" if half else b""), 40, "its end")


def test_a_body_that_is_never_whole_ends_its_connection(app: App) -> None:
    head = (
        b"POST /api/v1/create/parse HTTP/1.1\r\nHost: localhost:%d\r\nContent-Type: application/json\r\n"
        b"Content-Length: 100000\r\n\r\n" % app.port
    )
    with socket.create_connection(("127.0.0.1", app.port), timeout=1) as sock:
        sock.sendall(head)
        wait_until(lambda: _drips_into_nothing(sock, b" "), 40, "its end")
    assert "Traceback" not in app.log_text()


def _drips_into_nothing(sock: socket.socket, drop: bytes) -> bool:
    try:
        sock.sendall(drop)
    except OSError:
        return True
    try:
        while sock.recv(65536):
            pass
    except TimeoutError:
        return False
    except OSError:
        return True
    return True


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


def flood(app: App, namespace: str, events: Sequence[tuple[str, object]], rounds: int) -> None:
    """Send the events again and again on one connection, and wait for the answer to one more."""
    client = socketio.Client(reconnection=False)
    client.connect(app.url, namespaces=[namespace], transports=["websocket"])
    for _ in range(rounds):
        for event, body in events:
            client.emit(event, body, namespace=namespace)
    answer = client.call("nonsense", {}, namespace=namespace, timeout=60)
    client.disconnect()
    assert answer["ok"] is False


@pytest.mark.parametrize(
    ("namespace", "events", "rounds"),
    [
        ("/stats", ("follow", "unfollow"), 1500),
        ("/logs", ("follow", "unfollow"), 1500),
        ("/board", ("pause", "unpause"), 1500),
        ("/console", ("open", "list"), 300),
    ],
)
def test_events_without_end_on_four_connections_are_bounded(
    app: App, namespace: str, events: tuple[str, ...], rounds: int
) -> None:
    found = app.get("/api/v1/board").json()["containers"]
    id = next(one["id"] for one in found if one["state"] == "running")
    body = {"engine": "lab", "id": id, "mode": "exec", "cmd": ["sh"]}
    said = [("act", {**body, "command": one}) if namespace == "/board" else (one, body) for one in events]

    with limited_impact(app), ThreadPoolExecutor(4) as clients:
        for done in [clients.submit(flood, app, namespace, said, rounds) for _ in range(4)]:
            done.result()
