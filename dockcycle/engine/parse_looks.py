"""What an engine says of the inside of a container -> domain values. Pure."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from dockcycle.domain.inside import FileChange, LogLine, Processes, RawStats
from dockcycle.engine.hijacked import STREAM_HEADER
from dockcycle.engine.said import whole

#: Kept of one line; the rest of a longer one is only known to be there.
LINE_CHARACTERS = 16 * 1024
#: A longer line comes from the engine in pieces of so many bytes (moby `daemon/logger/copier.go`, defaultBufSize).
PIECE_BYTES = 16 * 1024
_ZERO_YEAR = "0001-"
_KINDS = {0: "C", 1: "A", 2: "D"}
_STREAMS = {1: "stdout", 2: "stderr"}
_TIME = re.compile(rb"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}(?:Z|[+-]\d\d:\d\d)) ")
_TIME_BYTES = 31
#: Nothing without a line end is kept beyond this.
_OPEN_BYTES = 64 * 1024
FRAME_BYTES_AT_MOST = 1024 * 1024


class LogParser:
    """Takes apart `ContainerLogs` with timestamps: framed without a terminal, raw with one."""

    def __init__(self, *, tty: bool) -> None:
        self._tty = tty
        self._rest = b""
        self._open: dict[str, bytes] = {}

    def take(self, data: bytes) -> list[LogLine]:
        """Return the lines that are whole after `data`."""
        self._rest += data
        pieces = self._raw() if self._tty else self._framed()
        return [line for stream, piece in pieces if (line := self._joined(stream, piece)) is not None]

    def last(self) -> list[LogLine]:
        """Return lines that never got their end."""
        lines = [_line(stream, data) for stream, data in self._open.items()]
        self._open = {}
        if self._tty and self._rest:
            lines.append(_line("stdout", self._rest))
        return lines

    def _framed(self) -> Iterator[tuple[str, bytes]]:
        while len(self._rest) >= STREAM_HEADER.size:
            stream, size = STREAM_HEADER.unpack_from(self._rest)
            if size > FRAME_BYTES_AT_MOST:
                raise ValueError("a frame that no engine sends")
            end = STREAM_HEADER.size + size
            if len(self._rest) < end:
                return
            piece, self._rest = self._rest[STREAM_HEADER.size : end], self._rest[end:]
            yield _STREAMS.get(stream, "stdout"), piece

    def _raw(self) -> Iterator[tuple[str, bytes]]:
        """A piece ends with its line, or where it is full: the next one begins with its own time there."""
        while self._rest:
            end = self._rest.find(b"\n") + 1
            full = _TIME_BYTES + PIECE_BYTES
            if (not end or end > full) and len(self._rest) >= full + _TIME_BYTES and _TIME.match(self._rest, full):
                end = full
            if not end and len(self._rest) > _OPEN_BYTES:
                end = len(self._rest)
            if not end:
                return
            piece, self._rest = self._rest[:end], self._rest[end:]
            yield "stdout", piece

    def _joined(self, stream: str, piece: bytes) -> LogLine | None:
        """Return the line that a piece ends, None while it goes on; every piece of it begins with a time."""
        before = self._open.pop(stream, b"")
        if before:
            time = _TIME.match(piece)
            piece = (before + piece[time.end() if time else 0 :])[:_OPEN_BYTES] + piece[-1:]
        if piece.endswith(b"\n"):
            return _line(stream, piece)
        self._open[stream] = piece[:_OPEN_BYTES]
        return None


def _line(stream: str, piece: bytes) -> LogLine:
    time = _TIME.match(piece)
    text = piece[time.end() if time else 0 :].rstrip(b"\r\n").decode(errors="replace")
    return LogLine(time[1].decode() if time else "", stream, text[:LINE_CHARACTERS], len(text) > LINE_CHARACTERS)


def stats(raw: Any) -> RawStats:
    """Return one reading of `ContainerStats`."""
    cpu, memory = raw.get("cpu_stats") or {}, raw.get("memory_stats") or {}
    usage, details = cpu.get("cpu_usage") or {}, memory.get("stats") or {}
    networks = (raw.get("networks") or {}).values()
    read_at = str(raw.get("read") or "")
    # docker/cli `cli/command/container/stats_helpers.go`, calculateMemUsageUnixNoCache: v1 has the total, v2 has not.
    cache = details.get("total_inactive_file", details.get("inactive_file"))
    return RawStats(
        read_at=None if not read_at or read_at.startswith(_ZERO_YEAR) else read_at,
        cpu_total=whole(usage.get("total_usage")),
        cpu_system=whole(cpu.get("system_cpu_usage")),
        cpus=whole(cpu.get("online_cpus")) or len(usage.get("percpu_usage") or ()),
        memory_usage=whole(memory.get("usage")),
        memory_inactive_file=whole(cache),
        memory_limit=whole(memory.get("limit")),
        rx=sum(whole(one.get("rx_bytes")) for one in networks),
        tx=sum(whole(one.get("tx_bytes")) for one in networks),
        read=_blocks(raw, "r"),
        write=_blocks(raw, "w"),
        pids=whole((raw.get("pids_stats") or {}).get("current")),
    )


def _blocks(raw: Any, letter: str) -> int:
    rows = (raw.get("blkio_stats") or {}).get("io_service_bytes_recursive") or ()
    return sum(whole(row.get("value")) for row in rows if str(row.get("op"))[:1].lower() == letter)


def processes(raw: Any) -> Processes:
    """Return what `ContainerTop` tells."""
    rows = tuple(tuple(map(str, row)) for row in raw.get("Processes") or ())
    return Processes(tuple(map(str, raw.get("Titles") or ())), rows)


def changes(raw: Any) -> tuple[FileChange, ...]:
    """Return what `ContainerChanges` tells, nothing for null."""
    return tuple(FileChange(_KINDS[int(one["Kind"])], str(one["Path"])) for one in raw or ())


def inspected(raw: Any) -> Mapping[str, Any]:
    """Return what `ContainerInspect` tells, as it is; raises TypeError for what is no object."""
    if not isinstance(raw, dict):
        raise TypeError("an inspect is an object")
    return raw
