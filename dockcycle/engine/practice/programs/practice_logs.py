"""The logs of practice containers: lines at each start, and new lines while a viewer follows the log."""

from collections.abc import Iterator, Sequence

from dockcycle.domain.container_details import LogLine
from dockcycle.domain.timestamps import nanoseconds, rfc3339
from dockcycle.engine.practice.daemon.clock import Clock
from dockcycle.engine.practice.daemon.practice_container import PracticeContainer
from dockcycle.engine.practice.programs.shell import is_server

LINE_SECONDS = 2.0
_START = {
    "nginx": ("Configuration complete; ready for start up", "start worker processes"),
    "postgres": ("database system is ready to accept connections",),
    "redis": ("\x1b[32mReady to accept connections tcp\x1b[0m",),
    "shop/": ("가게가 열렸습니다 (the shop is open)", "listening on :3000"),
}
_LATER = {
    "nginx": '10.0.3.7 - - "GET /products HTTP/1.1" 200 4213',
    "postgres": "checkpoint complete: wrote 42 buffers",
    "shop/worker": "job \x1b[36mresize\x1b[0m done in 118 ms",
    "shop/": "\x1b[33mWARN\x1b[0m cart 1287 is slow: 612 ms",
}


def start_lines(container: PracticeContainer) -> Sequence[str]:
    """Return the lines that the server program of a container's image writes at its start."""
    return next((lines for name, lines in _START.items() if container.inspected.image.startswith(name)), ())


def _write_missing_lines(container: PracticeContainer) -> None:
    """Write the first lines of a container that was started before the practice engine."""
    started_ns = container.inspected.started_ns
    if started_ns and not container.lines_written and is_server(container.argv):
        for text in start_lines(container):
            container.write(LogLine(rfc3339(started_ns), "stdout", text))


class PracticeLog:
    """The log of one container (`stream_protocols.LogStream`). With `follow`, it ends when the container exits."""

    def __init__(
        self, clock: Clock, container: PracticeContainer, *, tail: int | None, since_ns: int | None, follow: bool
    ) -> None:
        self.skipped = 0
        self._clock = clock
        self._container = container
        self._follow = follow
        self._closed = False
        with clock.lock:
            _write_missing_lines(container)
            lines = [line for line in container.log if since_ns is None or nanoseconds(line.at) >= since_ns]
            self._first = lines if tail is None else lines[len(lines) - min(tail, len(lines)) :]
            self._seen = container.lines_written

    def __iter__(self) -> Iterator[list[LogLine]]:
        if self._first:
            yield self._first
        while self._follow and (batch := self._next()):
            yield batch

    def close(self) -> None:
        """End the stream; a blocked reader returns."""
        with self._clock.lock:
            self._closed = True
            self._clock.changed()

    def _next(self) -> list[LogLine]:
        with self._clock.lock:
            while not self._clock.wait_for(self._has_news, LINE_SECONDS) and self._clock.running:
                self._write_line()
            count = min(self._container.lines_written - self._seen, len(self._container.log))
            self._seen = self._container.lines_written
            return [] if self._closed else list(self._container.log)[len(self._container.log) - count :]

    def _has_news(self) -> bool:
        return self._closed or self._container.lines_written != self._seen or not self._container.is_up

    def _write_line(self) -> None:
        image = self._container.inspected.image
        text = next((line for name, line in _LATER.items() if image.startswith(name)), None)
        if text:
            stream = "stderr" if "WARN" in text else "stdout"
            self._container.write(LogLine(rfc3339(self._clock.now_ns()), stream, text))
