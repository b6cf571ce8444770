"""A client of the `/logs` and `/stats` namespaces over a real WebSocket."""

import threading
from types import TracebackType
from typing import Any, Self

import socketio


class StreamClient:
    """`lines`, `ends` and `samples` in the order received; `skipped` counts the lines that the server left out.

    `frames` are the messages: the number of lines left out before, and the lines.
    """

    def __init__(self, url: str) -> None:
        self.lines: list[dict[str, Any]] = []
        self.ends: list[str] = []
        self.samples: list[dict[str, Any]] = []
        self.frames: list[tuple[int, list[dict[str, Any]]]] = []
        self.skipped = 0
        #: The cursor of the last frame.
        self.cursor = ""
        #: While it is not set, no frame of lines is acknowledged (10 s at most).
        self.takes = threading.Event()
        self.takes.set()
        self.client = socketio.Client(reconnection=False)
        self.client.on("lines", self._lines, namespace="/logs")
        self.client.on("end", self._end, namespace="/logs")
        self.client.on("sample", self.samples.append, namespace="/stats")
        self.client.connect(url, namespaces=["/logs", "/stats"], transports=["websocket"])

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.client.disconnect()

    def ask(self, namespace: str, event: str, body: object) -> Any:
        """Send an event and return its acknowledgement."""
        return self.client.call(event, body, namespace=namespace, timeout=10)

    def texts(self, stream: str | None = None) -> list[str]:
        """Return the texts of the lines."""
        return [one["text"] for one in self.lines if stream in (None, one["stream"])]

    def _lines(self, body: dict[str, Any]) -> None:
        self.lines += body["lines"]
        self.skipped += body.get("skipped", 0)
        self.cursor = body["cursor"]
        self.frames.append((body.get("skipped", 0), body["lines"]))
        self.takes.wait(10)

    def _end(self, body: dict[str, Any]) -> None:
        self.ends.append(body["reason"])
