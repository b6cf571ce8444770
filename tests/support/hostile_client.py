"""Hostile clients: frames by hand, input without end, and connections that send nothing."""

import socket
import struct
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tests.support.app import App
from tests.support.raw_websocket import raw_websocket, wait_for_text

#: The shortest time each attack goes on.
LASTS = 3.0


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


def drips_into_nothing(sock: socket.socket, drop: bytes) -> bool:
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
