"""The position in a log. A log that is opened again starts slightly earlier, and repeated lines are dropped."""

import base64
import json
from dataclasses import dataclass
from typing import Any, Self

from dockcycle.domain.container_details import LogLine
from dockcycle.domain.timestamps import NANOSECONDS, nanoseconds

#: The engine receives stdout and stderr independently, so a line can follow a newer one of the other stream.
_APART_NS = NANOSECONDS


@dataclass(slots=True)
class _StreamPosition:
    """Newest timestamp delivered, lines that had it, and how many of them a replay will repeat.

    `again` is None if the stream is not replaying.
    """

    at: str
    count: int
    again: int | None = None


class LogPosition:
    """Tracks the delivered lines of each stream separately, because only one stream is ordered by timestamp."""

    def __init__(self) -> None:
        self._streams: dict[str, _StreamPosition] = {}
        #: The timestamps of the first and of the last delivered line of any stream.
        self._first, self._last = "", ""
        self._is_replay = False

    @classmethod
    def at_cursor(cls, cursor: str) -> Self:
        """Return the position that `cursor` describes; raises ValueError if no LogPosition made the cursor."""
        position = cls()
        try:
            first, last, streams = json.loads(base64.urlsafe_b64decode(cursor))
            for name, at, count in streams:
                position._streams[_text(name)] = _StreamPosition(_time(at), _count(count))
            position._first, position._last = _time(first), _time(last)
        except (TypeError, OverflowError) as error:
            raise ValueError("not a cursor of a log") from error
        return position

    def cursor(self) -> str:
        """Return the position as text from which `at_cursor` continues, empty before the first line."""
        if not self._last:
            return ""
        streams = [[name, one.at, one.count] for name, one in self._streams.items()]
        value = json.dumps([self._first, self._last, streams], separators=(",", ":"))
        return base64.urlsafe_b64encode(value.encode()).decode()

    def since_ns(self) -> int | None:
        """Return the time from which to open the log again (nanoseconds since 1970), None before the first line."""
        return nanoseconds(self._last) - _APART_NS if self._last else None

    def begin(self) -> None:
        """Start a replay, because the log is opened again from `since_ns`."""
        self._is_replay = bool(self._last)
        for one in self._streams.values():
            one.again = one.count

    def fresh(self, lines: list[LogLine]) -> list[LogLine]:
        """Return the lines that were not delivered yet and count them as delivered.

        Only the start of a replay is checked for repeated lines. Later lines pass even with an older timestamp, because
        the clock may have been set back. Lines without a timestamp always pass.
        """
        return [line for line in lines if not line.at or self._is_fresh(line)]

    def _is_fresh(self, line: LogLine) -> bool:
        one = self._streams.get(line.stream)
        if self._is_repeat(one, line.at):
            return False
        if one is None:
            one = self._streams[line.stream] = _StreamPosition(line.at, 0)
        one.again = None
        one.count = one.count + 1 if line.at == one.at else 1
        one.at = self._last = line.at
        self._first = self._first or line.at
        return True

    def _is_repeat(self, one: _StreamPosition | None, at: str) -> bool:
        """Return whether the line is a repeat.

        For a stream not seen yet, anything older than the first delivered line is a repeat.
        """
        if one is None:
            return self._is_replay and at < self._first
        if one.again and at == one.at:
            one.again = one.again - 1 or None
            return True
        return one.again is not None and at < one.at


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _time(value: Any) -> str:
    nanoseconds(_text(value))
    return str(value)


def _count(value: Any) -> int:
    if not isinstance(value, int):
        raise TypeError
    return value
