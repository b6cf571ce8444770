"""Corrects published moves if a later event proves another edge or cause (decision 0012)."""

from dataclasses import replace

from dockcycle.domain.lifecycle.container import Container
from dockcycle.domain.lifecycle.evidence import Evidence
from dockcycle.domain.lifecycle.moves import Move, corrected, restarted
from dockcycle.domain.lifecycle.transitions import Transitions
from dockcycle.domain.timestamps import NANOSECONDS
from dockcycle.live.board.inspection import History, Inspection

#: A move as it was published, and as it is now.
Correction = tuple[Move, Move]

#: After this time no further event of an exit is expected: `stop` comes 50 to 170 ms after `die` (Docker 20.10).
SETTLED_NS = NANOSECONDS


def is_settled(seen: Evidence, now_ns: int) -> bool:
    """Return whether no further event of an exit is expected.

    That is the case if no signal was sent, if `stop` has arrived, or after SETTLED_NS.
    """
    return not seen.signals or seen.stopped or (seen.died_ns is not None and now_ns - seen.died_ns >= SETTLED_NS)


def corrections_of(
    inspection: Inspection, after: Container | None, found: Transitions, now_ns: int
) -> tuple[History, list[Correction]]:
    """Return the corrections of published moves that later events require, and the history with the corrected moves.

    `after` is the completed card, None for a removed container.
    """
    history, corrections = inspection.history, []
    begin, end = _corrected_begin(history.begin, found), _corrected_end(inspection, after, found, now_ns)
    if begin is not None and history.begin is not None:
        corrections.append((history.begin, begin))
    if end is not None and history.end is not None:
        corrections.append((history.end, end))
    return replace(history, begin=begin or history.begin, end=end or history.end), corrections


def _corrected_begin(published: Move | None, found: Transitions) -> Move | None:
    """Return the last start with the edge of a restart, if it turned out to be half of one; else None."""
    if not found.was_restarted or published is None or published.edge != "start":
        return None
    return restarted(published)


def _corrected_end(inspection: Inspection, after: Container | None, found: Transitions, now_ns: int) -> Move | None:
    """Return the last exit with the cause and edge that later events, or their absence, prove; None without one."""
    published, before = inspection.history.end, inspection.before
    if published is None or before is None or found.last_end is None or before.room is not published.target:
        return None
    if after is None or after.finished_ns != before.finished_ns or after.room is not before.room:
        return corrected(published, before, found.last_end)
    move = corrected(published, after, found.last_end, settled=is_settled(found.last_end, now_ns))
    return replace(move, cause=after.cause or move.cause)
