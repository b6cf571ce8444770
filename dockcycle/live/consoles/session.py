"""One console: reads what its process writes as fast as somebody takes it, and knows how it ended."""

import logging
import threading
from collections.abc import Callable
from dataclasses import replace

from dockcycle.domain.console import ConsoleMode, EndReason
from dockcycle.domain.instant import NANOSECONDS
from dockcycle.engine import ConsoleStream
from dockcycle.live.consoles.about import About, End, Outlet
from dockcycle.live.consoles.typing import Typing
from dockcycle.live.consoles.viewers import WINDOW_BYTES, Viewer

#: What came last, for whoever comes later.
REPLAY_BYTES = 256 * 1024
#: Kept of the first output: the longest message of an engine that could not start a command has the command in it.
FIRST_BYTES = 8 * 1024
#: What comes so soon after an output travels with the next one; others get their turn meanwhile.
JOIN_SECONDS = 0.004
#: Nobody looks: read on, but at no more than one piece in so long.
UNWATCHED_SECONDS = 0.05
#: Ending a process takes so long at most (`engine/consoles.py`: by hand, two signals, each looked after).
CHECK_SECONDS = 10
IDLE_SECONDS = 15 * 60
UNWATCHED_SECONDS_AT_MOST = 5 * 60
OPEN_SECONDS_AT_MOST = 8 * 3600
#: One read brings so much at most.
PIECE_BYTES = 65_536

log = logging.getLogger(__name__)


class Session:
    """Owned by `Consoles`. `how_ended` finds out what became of it when its output has ended by itself."""

    def __init__(
        self,
        about: About,
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
        #: Tells people when; what lasts is measured by `steady_ns`, which no correction of the clock moves.
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
        #: Whether what became of the process is known: the output ends before that.
        self._checked = threading.Event()
        self._unwatched_at: int | None = self.opened_at
        self._room = threading.Condition()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"console-{about.console[:8]}", daemon=True)

    def start(self) -> None:
        """Begin to read."""
        self._thread.start()

    @property
    def about(self) -> About:
        offset_ns = self._clock_ns() - self._steady_ns()
        idle_ns, ends_ns = self._idle_at + offset_ns, self._ends_at + offset_ns
        return replace(self._about, viewers=len(self._viewers), idle_ns=idle_ns, ends_ns=ends_ns)

    @property
    def stream(self) -> ConsoleStream:
        return self._stream

    # --- viewers ------------------------------------------------------------------------------------------------

    def join(self, viewer: str) -> bytes:
        """Let a viewer follow from here on; returns what came last."""
        with self._room:
            if self._about.end is None:
                self._viewers[viewer] = Viewer()
                self._unwatched_at = None
                self._room.notify_all()
            replay = bytes(self._ring)
        self._tell()
        return replay

    def leave(self, viewer: str) -> None:
        """Forget a viewer."""
        with self._room:
            if self._viewers.pop(viewer, None) is None:
                return
            if not self._viewers:
                self._unwatched_at = self._steady_ns()
            self._room.notify_all()
        self._tell()

    def received(self, viewer: str, size: int) -> None:
        """A viewer has so many more bytes on its screen."""
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
        """Type; raises Failure."""
        self._typing.write(data)
        self._idle_at = self._steady_ns() + IDLE_SECONDS * NANOSECONDS

    def resize(self, cols: int, rows: int) -> None:
        """Change the size of its terminal."""
        if (cols, rows) != (self._about.cols, self._about.rows):
            self._about = replace(self._about, cols=cols, rows=rows)
            self._stream.resize(cols, rows)
            self._tell()

    def end(self, reason: EndReason) -> None:
        """End it for that reason and return when it has ended; harmless when it has."""
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
        """Return why it is time to end it."""
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
        """Wait until somebody can take a piece, then read it; being ended, only read to the end."""
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
            for name, viewer in list(self._viewers.items()):  # one whose connection is dead leaves meanwhile
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
