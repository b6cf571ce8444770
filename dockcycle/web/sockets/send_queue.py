"""The packets that wait to be sent, and the one greenlet that writes them to the sockets of all connections."""

import logging
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache
from typing import Any

from dockcycle.fair_reading import Turn
from dockcycle.websocket import WebSocket, frame_of

#: Limits of a send queue, above the flow control of one page's 32 consoles: 512 messages and 8 MiB (docs/protocol.md).
PACKETS_AT_MOST = 600
BYTES_AT_MOST = 16 * 1024 * 1024
#: A queue of at most this many packets is always accepted, without computing its size.
_FEW = 64
#: Number of packets whose frames are kept. A broadcast queues one packet for all viewers.
_FRAMES_KEPT = 2

Start = Callable[[Callable[[], None]], object]

log = logging.getLogger(__name__)


class Writer:
    """Writes the queues of all connections in turn, and never waits for a client."""

    def __init__(self, start: Start) -> None:
        self.start = start
        self._ready: deque[SendQueue] = deque()
        self._is_running = False

    def add(self, queue: "SendQueue") -> None:
        """Write the packets of a queue soon, after those of the queues that were added before."""
        self._ready.append(queue)
        if not self._is_running:
            self._is_running = True
            self.start(self._run)

    def _run(self) -> None:
        turn = Turn()
        while self._ready:
            queue = self._ready.popleft()
            try:
                queue.write()
            except Exception:  # the other connections still need this greenlet
                log.exception("could not send a packet, closed its connection")
                self.start(queue.close)  # in the background: the client may not read the close frame
            turn.give()
        self._is_running = False


class SendQueue:
    """The send queue of one connection, with the methods of `queue.Queue` that engine.io calls. None ends it.

    A greenlet per connection, as in engine.io, takes 9 KiB of memory per viewer. Here a connection has a greenlet only
    while its socket does not accept all data.
    """

    __slots__ = ("_is_busy", "_packets", "_socket", "_writer")

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._packets: list[Any] = []  # a deque takes 600 bytes more
        self._socket: WebSocket | None = None
        self._is_busy = False

    def open(self, socket: WebSocket) -> None:
        """Send the packets to `socket` from now on."""
        self._socket = socket
        self._wake()

    def put(self, packet: Any) -> None:
        """Queue an engine.io packet, or None, which closes the connection after the packets before it."""
        self._packets.append(packet)
        self._wake()

    def qsize(self) -> int:
        """Return the number of packets that wait."""
        return len(self._packets)

    def join(self) -> None:
        """Return at once: the packets are sent in the background."""

    def has_backlog(self) -> bool:
        """Return whether the queue exceeds the limits."""
        waiting = len(self._packets)
        return waiting > PACKETS_AT_MOST or (waiting > _FEW and self._bytes() > BYTES_AT_MOST)

    def _bytes(self) -> int:
        return sum(len(packet.data or b"") for packet in self._packets if packet is not None)

    def _wake(self) -> None:
        if self._socket is not None and not self._is_busy:
            self._is_busy = True
            self._writer.add(self)

    def write(self) -> None:
        """Send the packets that the socket accepts now. A greenlet of its own sends the others.

        Raises ValueError for a packet that cannot be encoded.
        """
        assert self._socket is not None
        is_free = True
        with suppress(OSError):  # raised again by the greenlet, which then closes the connection
            while is_free and self._packets and self._packets[0] is not None:
                is_free = self._socket.try_send_frame(_frame(self._packets[0]))
                self._packets.pop(0)
            self._is_busy = not is_free or bool(self._packets)
        if self._is_busy:
            self._writer.start(self._drain)

    def _drain(self) -> None:
        """Send the packets and wait for the socket. Close the connection at its end, or if it accepts no data."""
        assert self._socket is not None
        try:
            self._socket.flush()
            while self._packets and self._packets[0] is not None:
                self._socket.send_frame(_frame(self._packets.pop(0)))
            if not self._packets:
                self._is_busy = False
                return
        except OSError:  # the client has disconnected, or it accepted no data for the timeout of the socket
            pass
        except Exception:
            log.exception("could not send a packet, closed its connection")
        self.close()

    def close(self) -> None:
        """Drop the packets and close the connection."""
        self._packets.clear()
        if self._socket is not None:
            self._socket.close()


@lru_cache(maxsize=_FRAMES_KEPT)
def _frame(packet: Any) -> bytes:
    """Return the frame of an engine.io packet. All viewers of a broadcast share the packet and its frame."""
    return frame_of(packet.encode())
