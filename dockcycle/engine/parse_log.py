"""What an engine writes of a log -> lines. Pure. In a flood most lines are never shown: they stay bytes."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from dockcycle.domain.inside import LogLine
from dockcycle.engine.hijacked import STREAM_HEADER

#: Kept of one line that is shown; the rest of a longer one is only known to be there. A download keeps more.
LINE_CHARACTERS = 16 * 1024
LINE_CHARACTERS_OF_ALL = 1024 * 1024
#: A longer line comes from the engine in pieces of so many bytes (moby `daemon/logger/copier.go`, defaultBufSize).
PIECE_BYTES = 16 * 1024
FRAME_BYTES_AT_MOST = 1024 * 1024
_STREAMS = {1: "stdout", 2: "stderr"}
_TIME = re.compile(rb"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}(?:Z|[+-]\d\d:\d\d)) ")
_TIME_BYTES = 31
#: The bytes of a character at most, in UTF-8.
_WIDEST = 4


class RawLine(NamedTuple):
    """One whole line as the engine wrote it, its time before it."""

    stream: str
    data: bytes


class LogParser:
    """Takes apart `ContainerLogs` with timestamps: framed without a terminal, raw with one.

    Of a line, bytes for about `characters` are kept: no line without an end grows for ever.
    """

    def __init__(self, *, tty: bool, characters: int = LINE_CHARACTERS) -> None:
        self._most = _TIME_BYTES + _WIDEST * (characters + 1)
        self._split = self._raw if tty else self._framed
        self._tty = tty
        self._rest = b""
        self._open: dict[str, bytes] = {}

    def take(self, data: bytes) -> list[RawLine]:
        """Return the lines that are whole after `data`; raises ValueError for a frame that no engine sends."""
        data = self._rest + data
        lines: list[RawLine] = []
        at = 0
        for stream, begin, end in self._split(data):
            at = end
            piece = data[begin:end]
            if stream in self._open or piece[-1:] != b"\n":
                self._join(stream, piece, lines)
            else:
                lines.append(RawLine(stream, piece))
        self._rest = data[at:]
        return lines

    def last(self) -> list[RawLine]:
        """Return lines that never got their end."""
        lines = [RawLine(stream, data) for stream, data in self._open.items()]
        self._open = {}
        if self._tty and self._rest:
            lines.append(RawLine("stdout", self._rest))
        return lines

    @staticmethod
    def _framed(data: bytes) -> Iterator[tuple[str, int, int]]:
        """Yield each whole frame: its stream, where it begins and where it ends."""
        begin = STREAM_HEADER.size
        while begin <= len(data):
            stream, size = STREAM_HEADER.unpack_from(data, begin - STREAM_HEADER.size)
            if size > FRAME_BYTES_AT_MOST:
                raise ValueError("a frame that no engine sends")
            end = begin + size
            if end > len(data):
                return
            yield _STREAMS.get(stream, "stdout"), begin, end
            begin = end + STREAM_HEADER.size

    def _raw(self, data: bytes) -> Iterator[tuple[str, int, int]]:
        """A piece ends with its line, or where it is full: the next one begins with its own time there."""
        begin = 0
        while begin < len(data):
            end = data.find(b"\n", begin) + 1
            full = begin + _TIME_BYTES + PIECE_BYTES
            if (not end or end > full) and len(data) >= full + _TIME_BYTES and _TIME.match(data, full):
                end = full
            if not end and len(data) - begin > self._most:
                end = len(data)
            if not end:
                return
            yield "stdout", begin, end
            begin = end

    def _join(self, stream: str, piece: bytes, lines: list[RawLine]) -> None:
        """Put a piece to the open line it goes on with; every piece of it begins with a time."""
        before = self._open.pop(stream, b"")
        if before:
            time = _TIME.match(piece)
            more = piece[time.end() if time else 0 :].removesuffix(b"\n")[: self._most - len(before)]
            piece = before + more + (b"\n" if piece.endswith(b"\n") else b"")
        if piece.endswith(b"\n"):
            lines.append(RawLine(stream, piece))
        else:
            self._open[stream] = piece[: self._most]


def log_line(raw: RawLine, characters: int = LINE_CHARACTERS) -> LogLine:
    """Return the line with its time and as text, cut to so many characters."""
    time = _TIME.match(raw.data)
    text = raw.data[time.end() if time else 0 :].rstrip(b"\r\n").decode(errors="replace")
    return LogLine(time[1].decode() if time else "", raw.stream, text[:characters], len(text) > characters)
