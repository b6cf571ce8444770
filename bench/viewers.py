"""Many viewers of the board in one process: `python -m bench.viewers PORT COUNT SECONDS` prints what they received.

Prints `ready` when all viewers have a snapshot, or after 60 s. After SECONDS more, it prints one line of JSON. For each
revision, that has the time (ms) when the last viewer received it, the number of viewers, and the times of its moves
(ms).
"""

import json
import re
import sys
import time
from dataclasses import dataclass, field
from datetime import datetime

import gevent
from gevent import socket

_REVISION = re.compile(rb'^42/board,\["change",\{[^{]{0,100}?"revision":(\d+)')
_SNAPSHOT = b'42/board,["snapshot"'


@dataclass
class Revision:
    """When the last viewer received a revision (seconds since 1970), how many received it, and its frame."""

    last: float = 0.0
    count: int = 0
    payload: bytes = b""


@dataclass
class Receipts:
    """What all viewers received. `welcomed` is the number of snapshots, `ended` of closed connections."""

    welcomed: int = 0
    ended: int = 0
    revisions: dict[int, Revision] = field(default_factory=dict)

    def take(self, payload: bytes) -> None:
        """Record a frame that a viewer received now."""
        now = time.time()
        found = _REVISION.match(payload[:200])
        if found:
            revision = self.revisions.setdefault(int(found[1]), Revision())
            revision.last = now
            revision.count += 1
            revision.payload = revision.payload or payload
        elif payload.startswith(_SNAPSHOT):
            self.welcomed += 1


class Viewer:
    """One connection to `/board`. It answers pings and records frames."""

    def __init__(self, port: int, receipts: Receipts) -> None:
        self._receipts = receipts
        self._socket = socket.create_connection(("127.0.0.1", port))
        self._socket.sendall(
            b"GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nUpgrade: websocket\r\n"
            b"Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"
            % port
        )
        self._data = b""

    def run(self) -> None:
        """Read frames until the server closes the connection."""
        self._read_until(b"\r\n\r\n")
        while (frame := self._frame()) is not None:
            self._answer(frame)
        self._receipts.ended += 1

    def _answer(self, frame: bytes) -> None:
        if frame.startswith(b"0{"):
            self._send(b"40/board,")
        elif frame == b"2":
            self._send(b"3")
        else:
            self._receipts.take(frame)

    def _send(self, text: bytes) -> None:
        self._socket.sendall(bytes([0x81, 0x80 | len(text), 0, 0, 0, 0]) + text)

    def _frame(self) -> bytes | None:
        head = self._take(2)
        if head is None or head[0] & 0x0F == 8:
            return None
        length = head[1] & 0x7F
        if length >= 126:
            more = self._take(2 if length == 126 else 8)
            length = int.from_bytes(more or b"", "big")
        return self._take(length)

    def _take(self, count: int) -> bytes | None:
        while len(self._data) < count:
            read = self._socket.recv(262144)
            if not read:
                return None
            self._data += read
        taken, self._data = self._data[:count], self._data[count:]
        return taken

    def _read_until(self, mark: bytes) -> None:
        while mark not in self._data:
            data = self._socket.recv(4096)
            if not data:
                raise ConnectionError("the server closed the connection during the handshake")
            self._data += data
        self._data = self._data.partition(mark)[2]


def main() -> None:
    """Connect all viewers, wait, and print what they received."""
    port, count, seconds = int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])
    receipts = Receipts()
    for _ in range(count):
        gevent.spawn(Viewer(port, receipts).run)
        if _ % 50 == 49:
            gevent.sleep(0.01)
    deadline = time.monotonic() + 60
    while receipts.welcomed < count and time.monotonic() < deadline:
        gevent.sleep(0.02)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    gevent.sleep(seconds)
    sys.stdout.write(json.dumps(_told(receipts)) + "\n")


def _told(receipts: Receipts) -> dict[str, object]:
    revisions = [
        {"revision": number, "last": one.last * 1000, "count": one.count, "moves": _instants(one.payload)}
        for number, one in sorted(receipts.revisions.items())
    ]
    return {"welcomed": receipts.welcomed, "ended": receipts.ended, "revisions": revisions}


def _instants(payload: bytes) -> list[float]:
    """Return the times of the moves in a `change` message (ms since 1970)."""
    body = json.loads(payload[payload.index(b"[") :])[1]
    return [datetime.fromisoformat(move["at"]).timestamp() * 1000 for move in body["moves"]]


if __name__ == "__main__":
    main()
