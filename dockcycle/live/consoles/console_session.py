"""One console: reads the output of its process at the speed of its fastest viewer, and records how it ended."""

import logging
import threading
from collections.abc import Callable
from dataclasses import replace

from dockcycle.domain.console import ConsoleMode, EndReason
from dockcycle.domain.timestamps import NANOSECONDS
from dockcycle.engine.stream_protocols import ConsoleStream
from dockcycle.live.consoles.console_info import ConsoleInfo, End, Outlet
from dockcycle.live.consoles.console_viewers import WINDOW_BYTES, Viewer
from dockcycle.live.consoles.input_queue import Typing

#: The latest output, which is kept for viewers that join later.
REPLAY_BYTES = 256 * 1024
#: Bytes of the first output that are kept. The longest message of an engine about a failed start contains the command.
FIRST_BYTES = 8 * 1024
#: The pause after each read. Output that arrives meanwhile is sent in one message, and other threads can run.
JOIN_SECONDS = 0.004
#: Without viewers, the reader pauses this long before each read.
UNWATCHED_SECONDS = 0.05
#: The longest time to end a process (`engine/docker/exec_console.py`: hangup, then two signals, each with a check).
CHECK_SECONDS = 10
IDLE_SECONDS = 15 * 60
UNWATCHED_SECONDS_AT_MOST = 5 * 60
OPEN_SECONDS_AT_MOST = 8 * 3600
#: The most bytes that one read returns.
PIECE_BYTES = 65_536

log = logging.getLogger(__name__)


class Session:
    """One console. `how_ended` determines why the output ended without a request."""

    def __init__(
        self,
        about: ConsoleInfo,
        stream: ConsoleStream,
        outlet: Outlet,
        how_ended: Callable[["Session"], End],
        *,
        clock_ns: Callable[[], int],
        steady_ns: Callable[[], int],
    ) -> None:
        self._about = about
        self._stream = stream
        self._outlet = outlet
        self._how_ended = how_ended
        #: `_clock_ns` is for times that users see. Durations use `_steady_ns`, which clock corrections do not affect.
        self._clock_ns, self._steady_ns = clock_ns, steady_ns
        self.opened_at = steady_ns()
        self._idle_at = self.opened_at + IDLE_SECONDS * NANOSECONDS
        self._ends_at = self.opened_at + OPEN_SECONDS_AT_MOST * NANOSECONDS
        self._typing = Typing(stream)
        self._viewers: dict[str, Viewer] = {}
        self._ring = bytearray()
        self.first = b""
        self.ended_at: int | None = None
        self._asked: EndReason | None = None
        self._left = False
        #: Set when the attempt to end the process is over; the output ends before that.
        self._checked = threading.Event()
        self._unwatched_at: int | None = self.opened_at
        self._room = threading.Condition()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"console-{about.console[:8]}", daemon=True)

    def start(self) -> None:
        """Start the reader thread."""
        self._thread.start()

    @property
    def about(self) -> ConsoleInfo:
        offset_ns = self._clock_ns() - self._steady_ns()
        idle_ns, ends_ns = self._idle_at + offset_ns, self._ends_at + offset_ns
        return replace(self._about, viewers=len(self._viewers), idle_ns=idle_ns, ends_ns=ends_ns)

    @property
    def stream(self) -> ConsoleStream:
        return self._stream

    # --- viewers ------------------------------------------------------------------------------------------------

    def join(self, viewer: str) -> bytes:
        """Add a viewer, unless the console has ended; returns the latest output."""
        with self._room:
            if self._about.end is None:
                self._viewers[viewer] = Viewer()
                self._unwatched_at = None
                self._room.notify_all()
            replay = bytes(self._ring)
        self._tell()
        return replay

    def leave(self, viewer: str) -> None:
        """Remove a viewer."""
        with self._room:
            if self._viewers.pop(viewer, None) is None:
                return
            if not self._viewers:
                self._unwatched_at = self._steady_ns()
            self._room.notify_all()
        self._tell()

    def received(self, viewer: str, size: int) -> None:
        """Count `size` more bytes as displayed by a viewer.

        A viewer that missed output gets a replay once it has confirmed everything that was sent.
        """
        with self._room:
            one = self._viewers.get(viewer)
            if one is None:
                return
            one.received(size)
            if one.is_behind and one.has_caught_up:
                one.is_behind = False
                one.sent(len(self._ring))
                self._outlet.replay(viewer, self._about.console, bytes(self._ring))
            self._room.notify_all()

    # --- the owner ----------------------------------------------------------------------------------------------

    def write(self, data: bytes) -> None:
        """Send input to the process and restart the idle time; raises Failure."""
        self._typing.write(data)
        self._idle_at = self._steady_ns() + IDLE_SECONDS * NANOSECONDS

    def resize(self, cols: int, rows: int) -> None:
        """Change the size of the terminal."""
        if (cols, rows) != (self._about.cols, self._about.rows):
            self._about = replace(self._about, cols=cols, rows=rows)
            self._stream.resize(cols, rows)
            self._tell()

    def end(self, reason: EndReason) -> None:
        """End the console for `reason`. Returns when the end is recorded, at most 2 s after the stream has ended.

        No effect if the console has ended or is ending.
        """
        with self._room:
            if self._asked is not None or self._about.end is not None:
                return
            self._asked = reason
            self._room.notify_all()
        try:
            self._left = not self._stream.end()
        except Exception:
            log.exception("console %s: unexpected error while ending", self._about.console[:8])
            self._left = True
            self._stream.close()
        self._checked.set()
        self._over.wait(2)

    def is_due(self) -> EndReason | None:
        """Return the time limit that has passed, None if there is none or the console has ended."""
        now = self._steady_ns()
        if self._about.end is not None:
            return None
        if now > self._ends_at:
            return EndReason.TOO_LONG
        if now > self._idle_at:
            return EndReason.IDLE
        since = self._unwatched_at
        is_left = since is not None and now > since + UNWATCHED_SECONDS_AT_MOST * NANOSECONDS
        return EndReason.UNWATCHED if is_left else None

    # --- reading ------------------------------------------------------------------------------------------------

    def _run(self) -> None:
        try:
            while data := self._next():
                self._take(data)
        except Exception:
            log.exception("console %s: unexpected error", self._about.console[:8])
        self._finish()

    def _next(self) -> bytes:
        """Wait until a viewer has room for output, then read; a console that is ending is read to its end at once.

        Returns the output, empty at the end.
        """
        with self._room:
            self._room.wait_for(self._may_read)
        if not self._viewers and self._asked is None:
            self._over.wait(UNWATCHED_SECONDS)
        return self._stream.read()

    def _may_read(self) -> bool:
        if self._asked is not None or not self._viewers:
            return True
        return any(one.has_room_for(PIECE_BYTES) for one in self._viewers.values() if not one.is_behind)

    def _take(self, data: bytes) -> None:
        with self._room:
            self.first = self.first or data[:FIRST_BYTES]
            self._ring += data
            del self._ring[:-REPLAY_BYTES]
            for name, viewer in list(self._viewers.items()):  # a viewer with a dead connection leaves meanwhile
                if viewer.is_behind or not viewer.has_room_for(len(data)):
                    viewer.is_behind = True
                    continue
                viewer.sent(len(data))
                self._outlet.output(name, self._about.console, data)
        self._over.wait(JOIN_SECONDS)

    def _finish(self) -> None:
        end = self._how_ended(self) if self._asked is None else self._asked_end(self._asked)
        self._stream.close()
        with self._room:
            self._about = replace(self._about, end=end)
            told = self.about
            for viewer in list(self._viewers):
                self._outlet.exit(viewer, told)
            self._viewers.clear()
            self.ended_at = self._steady_ns()
        self._over.set()

    def _asked_end(self, reason: EndReason) -> End:
        is_checked = self._checked.wait(CHECK_SECONDS)
        return End(reason, self._code(), self._left or not is_checked)

    def _code(self) -> int | None:
        return self._stream.exit_code() if self._about.mode is ConsoleMode.EXEC else None

    def _tell(self) -> None:
        with self._room:
            told = self.about
            for viewer in list(self._viewers):
                self._outlet.about(viewer, told)


assert PIECE_BYTES < WINDOW_BYTES
