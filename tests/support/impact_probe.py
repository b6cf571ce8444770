"""Measures, as a process of its own, how a server serves other clients during an attack.

`python -m tests.support.impact_probe PORT PID SECONDS` prints `ready` after the first change of the board, or after
SECONDS without one, and one line of JSON when its input ends. It requests `/healthz` in a loop and receives the changes
of the board as a viewer. The time in which the server or this process was ready to run but waited for a processor is
subtracted: it depends on the load of the machine and not on the server.
"""

import http.client
import json
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

import websocket

#: Interval between two requests (seconds).
_BETWEEN = 0.02
_REVISION = '42/board,["change"'


@dataclass
class Impact:
    """The longest response and the longest time without a change of the board (seconds), and the memory."""

    slowest: float = 0.0
    longest_gap: float = 0.0
    resident_kib: int = 0
    responses: int = 0
    changes: int = 0


def waited_seconds(*processes: int) -> float:
    """Return how long the main threads of these processes waited for a processor so far (schedstats of Linux)."""
    files = [Path(f"/proc/{pid}/task/{pid}/schedstat") for pid in processes]
    return sum(int(file.read_text(encoding="ascii").split()[1]) for file in files) / 1e9


class Stopwatch:
    """Measures the time since its last lap, without the time in which the processes waited for a processor."""

    def __init__(self, waited: Callable[[], float], clock: Callable[[], float] = time.monotonic) -> None:
        self._waited, self._clock = waited, clock
        self._began = (clock(), waited())

    def lap(self) -> float:
        """Return the seconds since the last lap and start the next one."""
        began, self._began = self._began, (self._clock(), self._waited())
        return max(0.0, self._began[0] - began[0] - (self._began[1] - began[1]))


class Probe:
    """One thread requests `/healthz`; another one receives the changes."""

    def __init__(self, port: int, server: int, first_change_within: float) -> None:
        self._port, self._server, self._first_change_within = port, server, first_change_within
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self._ended, self._changes = threading.Event(), threading.Event()
        self._since_change: Stopwatch | None = None
        self.impact = Impact()

    def run(self) -> None:
        """Measure until the input ends."""
        threading.Thread(target=self._view, daemon=True).start()
        self._changes.wait(self._first_change_within)
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        threading.Thread(target=self._wait_for_the_end, daemon=True).start()
        self._request()
        while not self._ended.wait(_BETWEEN):
            self._request()
        if self._changes.is_set():
            self._note_gap()
        sys.stdout.write(json.dumps(asdict(self.impact)) + "\n")

    def _wait_for_the_end(self) -> None:
        sys.stdin.read()
        self._ended.set()

    def _stopwatch(self) -> Stopwatch:
        own = threading.get_native_id()
        return Stopwatch(lambda: waited_seconds(self._server) + _waited_by_thread(own))

    def _request(self) -> None:
        watch = self._stopwatch()
        while not self._is_answered():
            self._connection.close()
        impact = self.impact
        impact.slowest = max(impact.slowest, watch.lap())
        impact.responses += 1
        impact.resident_kib = max(impact.resident_kib, _resident_kib(self._server))

    def _is_answered(self) -> bool:
        """Request `/healthz`; return False if the server has closed the idle connection, so that it opens again."""
        try:
            self._connection.request("GET", "/healthz")
            response = self._connection.getresponse()
            response.read()
        except (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError):
            return False
        return response.status == http.client.OK

    def _view(self) -> None:
        client = websocket.create_connection(
            f"ws://127.0.0.1:{self._port}/socket.io/?EIO=4&transport=websocket", timeout=60
        )
        client.send("40/board,")
        while True:  # until the process ends
            message = client.recv()
            if message == "2":
                client.send("3")
            elif isinstance(message, str) and message.startswith(_REVISION):
                self._note_gap()
                self.impact.changes += 1
                self._changes.set()

    def _note_gap(self) -> None:
        if self._since_change is None:
            self._since_change = self._stopwatch()
        self.impact.longest_gap = max(self.impact.longest_gap, self._since_change.lap())


def _waited_by_thread(thread: int) -> float:
    text = Path(f"/proc/self/task/{thread}/schedstat").read_text(encoding="ascii")
    return int(text.split()[1]) / 1e9


def _resident_kib(pid: int) -> int:
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS")))


if __name__ == "__main__":
    Probe(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])).run()
