"""A client of the `/console` namespace over a real WebSocket. It acknowledges the output that it has read."""

import threading
import time
from collections.abc import Callable
from types import TracebackType
from typing import Any, Self

import engineio
import socketio

from tests.support.waiting import wait_until

#: Keys of two owners of consoles: the values of the cookie `dockcycle_viewer`.
MINE, THEIRS = "a" * 32, "b" * 32


class _InOrder(engineio.Client):  # type: ignore[misc]  # it has no types
    """Hands messages on as they come; the library gives each a thread, where bytes overtake what announces them."""

    def _trigger_event(self, event: str, *args: object, **options: Any) -> Any:
        return super()._trigger_event(event, *args, **options | ({"run_async": False} if event == "message" else {}))


class _Client(socketio.Client):  # type: ignore[misc]
    def _engineio_client_class(self) -> type:
        return _InOrder


class ConsoleClient:
    """`written` and `exits` are by console id. With `reads` False it acknowledges no output."""

    def __init__(self, url: str, cookie: str | None = None, *, reads: bool = True) -> None:
        self.written: dict[str, bytearray] = {}
        self.exits: dict[str, dict[str, Any]] = {}
        self.abouts: dict[str, dict[str, Any]] = {}
        self.replays = 0
        self.reads = reads
        self._last = time.monotonic()
        self._written = threading.Condition()
        self.client = _Client(reconnection=False)
        for event in ("output", "replay", "exit", "about"):
            self.client.on(event, getattr(self, f"_{event}"), namespace="/console")
        headers = {"Cookie": f"dockcycle_viewer={cookie}"} if cookie else {}
        self.client.connect(url, headers=headers, namespaces=["/console"], transports=["websocket"])

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.client.disconnect()

    def ask(self, event: str, *body: object) -> Any:
        """Send an event and return its acknowledgement."""
        return self.client.call(event, body if len(body) != 1 else body[0], namespace="/console", timeout=30)

    def open(self, id: str, *cmd: str, **options: Any) -> str:
        """Open an exec of `cmd` (`sh` without one) and return its console."""
        asked = {"engine": "lab", "id": id, "mode": "exec", "cmd": list(cmd or ["sh"]), **options}
        if asked["mode"] == "attach":
            del asked["cmd"]
        answer = self.ask("open", asked)
        assert answer["ok"], answer
        return str(answer["console"])

    def type(self, console: str, text: bytes) -> Any:
        """Type into a console."""
        return self.ask("input", console, text)

    def join(self, console: str) -> Any:
        """Watch a console from its replay on."""
        answer = self.ask("join", {"console": console})
        if answer["ok"]:
            self.written[console] = bytearray(answer["replay"]) + self.written.get(console, b"")
        return answer

    def text(self, console: str) -> bytes:
        """Return what the console has written here."""
        return bytes(self.written.get(console, b""))

    def until(self, console: str, text: bytes, timeout: float = 15) -> None:
        """Wait until the console has written that."""
        wait_until(lambda: text in self.text(console), timeout, f"{text!r} in {self.text(console)[-300:]!r}")

    def wait_for(self, condition: Callable[[], bool], timeout: float) -> bool:
        """Wait, and look at each output at once, until `condition` is true; returns whether it became so."""
        with self._written:
            return self._written.wait_for(condition, timeout)

    def until_still(self) -> None:
        """Wait until nothing was written anywhere for half a second."""
        wait_until(lambda: time.monotonic() - self._last > 0.5, 20, "the consoles to be still")

    def until_exit(self, console: str, timeout: float = 15) -> dict[str, Any]:
        """Wait for the end and return it."""
        wait_until(lambda: console in self.exits, timeout, "the console to end")
        return self.exits[console]

    def _output(self, console: str, data: bytes) -> None:
        self._last = time.monotonic()
        with self._written:
            self.written.setdefault(console, bytearray()).extend(data)
            self._written.notify_all()
        if self.reads:
            self.client.emit("received", {"console": console, "bytes": len(data)}, namespace="/console")

    def _replay(self, console: str, data: bytes) -> None:
        self.replays += 1
        self.written[console] = bytearray()
        self._output(console, data)

    def _exit(self, console: str, end: dict[str, Any]) -> None:
        self.exits[console] = end

    def _about(self, console: str, about: dict[str, Any]) -> None:
        self.abouts[console] = about
