"""The send queue, on real sockets: packets arrive in order, and no client delays another."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import gevent
import pytest
from engineio.packet import MESSAGE, Packet
from gevent import socket
from gevent.event import Event
from websocket import ABNF
from websocket._abnf import frame_buffer

from dockcycle.web.sockets.send_queue import BYTES_AT_MOST, PACKETS_AT_MOST, SendQueue, Writer
from dockcycle.websocket import SOCKET_KEY, WebSocket, frame_of

HANDSHAKE = {
    "PATH_INFO": "/", "HTTP_HOST": "localhost", "HTTP_UPGRADE": "websocket", "HTTP_CONNECTION": "Upgrade",
    "HTTP_SEC_WEBSOCKET_VERSION": "13", "HTTP_SEC_WEBSOCKET_KEY": "AAAAAAAAAAAAAAAAAAAAAA==",
}  # fmt: skip


class Peer:
    """The client's end of a connection."""

    def __init__(self, sock: socket.socket) -> None:
        self.sock = sock
        self._file: io.BufferedReader = sock.makefile("rb")
        while self._file.readline() != b"\r\n":
            pass
        self._frames = frame_buffer(self._file.read, skip_utf8_validation=False)

    def frame(self) -> tuple[int, bytes]:
        """Return the opcode and the data of the next frame."""
        with gevent.Timeout(10):
            one = self._frames.recv_frame()
        assert isinstance(one.data, bytes)
        return one.opcode, one.data

    def texts(self, count: int) -> list[str]:
        """Return the next messages."""
        return [self.frame()[1].decode() for _ in range(count)]


@contextmanager
def connected() -> Iterator[tuple[WebSocket, Peer]]:
    """Yield both ends of an open WebSocket whose send buffer is small."""
    ours, theirs = socket.socketpair()
    ours.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 8192)
    ours.settimeout(10)
    opened, ended = Event(), Event()

    def handle(_: WebSocket) -> None:
        opened.set()
        ended.wait()

    websocket = WebSocket(handle, None)
    serving = gevent.spawn(websocket.__call__, {**HANDSHAKE, SOCKET_KEY: ours}, print)
    opened.wait()
    try:
        yield websocket, Peer(theirs)
    finally:
        ended.set()
        theirs.close()
        serving.join()
        ours.close()


def packet(text: str) -> Any:
    return Packet(MESSAGE, text)


@pytest.fixture
def writer() -> Writer:
    return Writer(gevent.spawn)


def test_packets_are_sent_in_order_from_the_opening_on(writer: Writer) -> None:
    with connected() as (websocket, peer):
        queue = SendQueue(writer)
        queue.put(packet("a"))
        queue.put(packet("b"))
        queue.open(websocket)
        queue.put(packet("c"))

        assert peer.texts(3) == ["4a", "4b", "4c"]
        assert queue.qsize() == 0


def test_a_client_that_does_not_read_delays_no_other_and_loses_nothing(writer: Writer) -> None:
    large = [str(number) * 100_000 for number in range(10)]
    with connected() as (stalled, peer), connected() as (other, reading):
        queues = [SendQueue(writer), SendQueue(writer)]
        for queue, websocket in zip(queues, (stalled, other), strict=True):
            queue.open(websocket)
        for text in large:
            queues[0].put(packet(text))
        queues[1].put(packet("x"))

        assert reading.texts(1) == ["4x"]
        assert queues[0].qsize() > 0
        assert peer.texts(10) == [f"4{text}" for text in large]
        queues[0].put(packet("later"))
        assert peer.texts(1) == ["4later"]


def test_a_frame_that_was_sent_in_part_is_completed_before_the_next() -> None:
    with connected() as (websocket, peer):
        assert not websocket.try_send_frame(frame_of("a" * 500_000))
        assert not websocket.try_send_frame(frame_of("b"))
        sending = gevent.spawn(websocket.send, "c")

        assert peer.texts(3) == ["a" * 500_000, "b", "c"]
        sending.get()


def test_the_end_closes_the_connection_after_the_packets_before_it(writer: Writer) -> None:
    with connected() as (websocket, peer):
        queue = SendQueue(writer)
        queue.open(websocket)
        queue.put(packet("last"))
        queue.put(None)
        queue.put(packet("never"))

        assert peer.texts(1) == ["4last"]
        assert peer.frame()[0] == ABNF.OPCODE_CLOSE
        assert peer.sock.recv(10) == b""


def test_a_lost_connection_drops_its_packets(writer: Writer) -> None:
    with connected() as (websocket, peer):
        queue = SendQueue(writer)
        queue.open(websocket)
        peer._file.close()
        peer.sock.close()
        for _ in range(3):
            queue.put(packet("x" * 100_000))
        for _ in range(5):
            gevent.sleep(0)

        assert queue.qsize() == 0


@pytest.mark.parametrize("waits", [False, True])
def test_a_packet_that_cannot_be_encoded_ends_only_its_connection(writer: Writer, waits: bool) -> None:
    with connected() as (broken, peer), connected() as (other, reading):
        queues = [SendQueue(writer), SendQueue(writer)]
        for queue, websocket in zip(queues, (broken, other), strict=True):
            queue.open(websocket)
        if waits:
            queues[0].put(packet("x" * 500_000))
        queues[0].put(packet("\ud800"))
        queues[1].put(packet("x"))

        assert reading.texts(1) == ["4x"]
        if waits:
            peer.texts(1)
        assert peer.frame()[0] == ABNF.OPCODE_CLOSE
        queues[1].put(packet("y"))
        assert reading.texts(1) == ["4y"]


@pytest.mark.parametrize(
    ("count", "size", "expected"),
    [
        (PACKETS_AT_MOST, 1, False),
        (PACKETS_AT_MOST + 1, 1, True),
        (65, BYTES_AT_MOST // 65, False),
        (65, BYTES_AT_MOST // 65 + 1, True),
        (64, BYTES_AT_MOST, False),
    ],
)
def test_the_backlog_is_limited_in_packets_and_in_bytes(count: int, size: int, expected: bool, writer: Writer) -> None:
    queue = SendQueue(writer)
    one = packet("x" * size)
    for _ in range(count):
        queue.put(one)

    assert queue.has_backlog() is expected
