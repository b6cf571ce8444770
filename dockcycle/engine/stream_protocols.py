"""The protocols of open streams and consoles, which the real and the practice engine implement."""

from collections.abc import Iterator
from typing import Protocol

from dockcycle.domain.container_details import LogLine, RawStats
from dockcycle.domain.lifecycle.event import EngineEvent
from dockcycle.domain.pull import PullProgress

#: A stream that is silent for this long ends, and the caller reconnects (seconds). A half-open connection cannot be
#: distinguished from a quiet engine.
STREAM_SILENCE_SECONDS = 20.0


class EventStream(Protocol):
    """An open event stream. Iterate it; any thread may close it. Its end always means "disconnected"."""

    def __iter__(self) -> Iterator[EngineEvent]: ...

    def close(self) -> None:
        """End the stream; a blocked reader returns. May be called twice."""


class PullStream(Protocol):
    """An open pull. Iterate its lines; close it to cancel. The iteration raises EngineError if the pull fails."""

    def __iter__(self) -> Iterator[PullProgress]: ...

    def close(self) -> None:
        """Cancel the pull; a blocked reader returns and the iteration ends. May be called twice."""


class ConsoleStream(Protocol):
    """An open exec or attach: unchanged bytes in both directions.

    Without a terminal (`tty` False), stdout and stderr arrive as one stream in their order, without frames.
    """

    tty: bool

    @property
    def takes_input(self) -> bool:
        """Whether the process accepts input.

        True for an exec. For an attach, True if stdin was requested and detaching does not close it.
        """

    def read(self) -> bytes:
        """Return the next output; b"" at the end. Blocks until there is any. Only one thread may read."""

    def write(self, data: bytes) -> None:
        """Send bytes to the process; raises EngineError after its end. Any thread may call it."""

    def resize(self, cols: int, rows: int) -> None:
        """Set the size of the terminal; does nothing after the end of the process."""

    def exit_code(self) -> int | None:
        """Return the exit code of an ended exec; None for attach, while the process runs, and if unknown."""

    def end(self) -> bool:
        """End the console and close the connection; return whether the end was confirmed.

        An exec ends its process and the child processes of it. An attach sends the detach keys; the main process keeps
        running. May be called twice, from any thread.
        """

    def close(self) -> None:
        """Close only the connection; a blocked reader returns. The process of an exec with a terminal keeps running."""


class LogStream(Protocol):
    """An open log. Iterate its lines, oldest first; any thread may close it.

    Without `follow`, it ends after the last stored line.
    """

    skipped: int
    """Number of all lines dropped before the current batch, because they arrived faster than the consumer took them."""

    def __iter__(self) -> Iterator[list[LogLine]]:
        """Yield the lines since the previous batch, as soon as there is at least one."""

    def close(self) -> None:
        """End the stream; a blocked reader returns. May be called twice."""


class StatsStream(Protocol):
    """The stats of one container, about one reading per second. The stream continues after the container exits."""

    def __iter__(self) -> Iterator[RawStats]: ...

    def close(self) -> None:
        """End the stream; a blocked reader returns. May be called twice."""
