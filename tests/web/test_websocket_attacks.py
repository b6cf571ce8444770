"""One hostile WebSocket connection: other clients are answered meanwhile, and the memory is freed again."""

import socket
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest
import socketio
import websocket

from tests.support.app import App
from tests.support.hostile_client import drips_into_nothing, frame, joined, pour, swallow
from tests.support.impact_limits import limited_impact
from tests.support.raw_websocket import raw_websocket, wait_for_text
from tests.support.waiting import wait_until


@pytest.mark.parametrize("payload", [b"", b"a"])
def test_a_message_in_very_many_parts_ends_its_connection(crowded_app: App, payload: bytes) -> None:
    with limited_impact(crowded_app), joined(crowded_app) as sock:
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
def test_messages_without_end_are_taken_at_a_rate(crowded_app: App, data: bytes) -> None:
    with limited_impact(crowded_app), joined(crowded_app) as sock:
        pour(sock, frame(data) * 200, between=swallow(sock))


def test_pings_without_end_are_answered_at_a_rate(crowded_app: App) -> None:
    with limited_impact(crowded_app), joined(crowded_app) as sock:
        pour(sock, frame(b"", 9) * 200, between=swallow(sock))


def test_pongs_without_end_are_taken_at_a_rate(crowded_app: App) -> None:
    with limited_impact(crowded_app), joined(crowded_app) as sock:
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
def test_what_is_no_message_costs_no_traceback(crowded_app: App, data: bytes) -> None:
    with joined(crowded_app) as sock:
        sock.sendall(data)
        wait_until(lambda: _has_ended(sock), 5, "its end")
    assert "Traceback" not in crowded_app.log_text()


def test_who_asks_for_snapshots_and_reads_none_is_cut_off(crowded_app: App) -> None:
    with limited_impact(crowded_app), joined(crowded_app, receive_buffer=4096) as sock:
        sock.settimeout(1)
        pour(sock, frame(b'42/board,1["snapshot"]') * 50)


def test_a_message_of_many_attachments_ends_its_connection(crowded_app: App) -> None:
    with limited_impact(crowded_app), joined(crowded_app) as sock:
        sock.sendall(frame(b'451000-/board,["act",{"_placeholder":true,"num":0}]'))
        pour(sock, frame(bytes(100_000), 2))
        wait_until(lambda: _has_ended(sock), 5, "its end")


def test_one_attachment_is_taken(crowded_app: App) -> None:
    client = raw_websocket(crowded_app)
    client.send("40/board,")
    wait_for_text(client, "40/board")
    client.send('451-/board,1["act",{"_placeholder":true,"num":0}]')
    client.send(b"x", websocket.ABNF.OPCODE_BINARY)

    assert '"code":"bad_request"' in wait_for_text(client, "43/board,1")
    client.close()


def test_who_joins_nothing_is_let_go(crowded_app: App) -> None:
    client = raw_websocket(crowded_app)
    assert client.sock is not None
    sock = client.sock
    sock.settimeout(1)

    wait_until(lambda: drips_into_nothing(sock, frame(b"3")), 20, "its end")


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
    crowded_app: App, namespace: str, events: tuple[str, ...], rounds: int
) -> None:
    found = crowded_app.get("/api/v1/board").json()["containers"]
    id = next(one["id"] for one in found if one["state"] == "running")
    body = {"engine": "lab", "id": id, "mode": "exec", "cmd": ["sh"]}
    said = [("act", {**body, "command": one}) if namespace == "/board" else (one, body) for one in events]

    with limited_impact(crowded_app), ThreadPoolExecutor(4) as clients:
        for done in [clients.submit(flood, crowded_app, namespace, said, rounds) for _ in range(4)]:
            done.result()
