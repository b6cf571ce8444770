"""Splits the log that an engine sends into lines. Pure.

Lines stay bytes until they are delivered, because in a flood most of them are dropped.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from dockcycle.domain.container_details import LogLine
from dockcycle.engine.docker.transport.hijacked import STREAM_HEADER

#: Limits of one line, on a page and in a download. A longer line is cut and marked as cut.
LINE_CHARACTERS = 16 * 1024
LINE_CHARACTERS_OF_ALL = 1024 * 1024
#: The engine splits a longer line into pieces of this size (moby `daemon/logger/copier.go`, defaultBufSize).
PIECE_BYTES = 16 * 1024
FRAME_BYTES_AT_MOST = 1024 * 1024
_STREAMS = {1: "stdout", 2: "stderr"}
_TIME = re.compile(rb"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}(?:Z|[+-]\d\d:\d\d)) ")
_TIME_BYTES = 31
#: The largest number of bytes of a character in UTF-8.
_WIDEST = 4


class RawLine(NamedTuple):
    """One line as the engine sent it, with the time at its beginning."""

    stream: str
    data: bytes


class LogParser:
    """Parses a `ContainerLogs` response with timestamps: with frames, or raw lines (`tty`).

    It keeps the bytes of about `characters` characters per line, so that an endless line cannot fill the memory.
    """

    def __init__(self, *, tty: bool, characters: int = LINE_CHARACTERS) -> None:
        self._most = _TIME_BYTES + _WIDEST * (characters + 1)
        self._split = self._raw if tty else self._framed
        self._tty = tty
        self._rest = b""
        self._open: dict[str, bytes] = {}

    def take(self, data: bytes) -> list[RawLine]:
        """Return the lines that are complete after `data`; raises ValueError for a frame over `FRAME_BYTES_AT_MOST`."""
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
        """Return the incomplete lines, after the end of the log."""
        lines = [RawLine(stream, data) for stream, data in self._open.items()]
        self._open = {}
        if self._tty and self._rest:
            lines.append(RawLine("stdout", self._rest))
        return lines

    @staticmethod
    def _framed(data: bytes) -> Iterator[tuple[str, int, int]]:
        """Yield stream, start and end of the content of each complete frame."""
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
        """Yield stream, start and end of each piece.

        A piece ends at the end of its line, or after `PIECE_BYTES` if another time follows there.
        """
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
        """Append a piece to the incomplete line of its stream, without the time at its beginning."""
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
    """Return the line as time and text. A text over `characters` is cut."""
    time = _TIME.match(raw.data)
    text = raw.data[time.end() if time else 0 :].rstrip(b"\r\n").decode(errors="replace")
    return LogLine(time[1].decode() if time else "", raw.stream, text[:characters], len(text) > characters)
