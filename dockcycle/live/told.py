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

    def since_ns(self) -> int | None:
        """Return from when on the log is to be opened again, None before a line was told."""
        if not self._streams:
            return None
        return min(nanoseconds(one.at) for one in self._streams.values()) - _APART_NS

    def begin(self) -> None:
        """It is opened again from `since_ns` on."""
        for one in self._streams.values():
            one.again = one.count

    def fresh(self, lines: list[LogLine]) -> list[LogLine]:
        """Return those that were not told yet, and take them for told.

        Only the beginning of a stream can hold others: later, a clock that was set back is no reason to leave out any.
        """
        return [line for line in lines if self._is_fresh(line)]

    def _is_fresh(self, line: LogLine) -> bool:
        if not line.at:  # nobody knows when it was written
            return True
        one = self._streams.setdefault(line.stream, _Stream(line.at, 0))
        if one.again is not None and line.at < one.at:
            return False
        if one.again and line.at == one.at:
            one.again -= 1
            return False
        one.again = None
        one.count = one.count + 1 if line.at == one.at else 1
        one.at = line.at
        return True
