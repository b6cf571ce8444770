"""What of a log was told already: opened again, it begins a little before its end, and no line comes twice."""

from dataclasses import dataclass

from dockcycle.domain.inside import LogLine
from dockcycle.domain.instant import NANOSECONDS, nanoseconds

#: The engine takes stdout and stderr each by itself: in the log a line may stand behind a younger one of the other.
_APART_NS = NANOSECONDS


@dataclass(slots=True)
class _Stream:
    """The last instant told, how many lines of it, and how many of those are still to come again (None: none are)."""

    at: str
    count: int
    again: int | None = None


class Told:
    """Knows each stream by its own: within one, lines come in the order of their times."""

    def __init__(self) -> None:
        self._streams: dict[str, _Stream] = {}
        #: The instants of the first and of the last line told, of whatever stream.
        self._first, self._last = "", ""
        self._is_again = False

    def since_ns(self) -> int | None:
        """Return from when on the log is to be opened again, None before a line was told."""
        return nanoseconds(self._last) - _APART_NS if self._last else None

    def begin(self) -> None:
        """It is opened again from `since_ns` on."""
        self._is_again = bool(self._last)
        for one in self._streams.values():
            one.again = one.count

    def fresh(self, lines: list[LogLine]) -> list[LogLine]:
        """Return those that were not told yet, and take them for told.

        Only the beginning of a stream can hold others: later, a clock that was set back is no reason to leave out any.
        """
        return [line for line in lines if not line.at or self._is_fresh(line)]

    def _is_fresh(self, line: LogLine) -> bool:
        one = self._streams.get(line.stream)
        if self._was_told(one, line.at):
            return False
        if one is None:
            one = self._streams[line.stream] = _Stream(line.at, 0)
        one.again = None
        one.count = one.count + 1 if line.at == one.at else 1
        one.at = self._last = line.at
        self._first = self._first or line.at
        return True

    def _was_told(self, one: _Stream | None, at: str) -> bool:
        """Tell whether such a line came before; of a stream without any, what lies before all that was told is old."""
        if one is None:
            return self._is_again and at < self._first
        if one.again and at == one.at:
            one.again = one.again - 1 or None
            return True
        return one.again is not None and at < one.at
