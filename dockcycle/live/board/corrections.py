"""Corrects published moves if a later event proves another edge or cause (decision 0012)."""

from dataclasses import replace

from dockcycle.domain.lifecycle.board import Board
from dockcycle.domain.lifecycle.container import Container
from dockcycle.domain.lifecycle.evidence import Evidence
from dockcycle.domain.lifecycle.moves import corrected, restarted
from dockcycle.domain.lifecycle.transitions import Passage
from dockcycle.domain.timestamps import NANOSECONDS
from dockcycle.live.board.inspection_job import Job

#: After this time no further event of an exit is expected: `stop` comes 50 to 170 ms after `die` (Docker 20.10).
SETTLED_NS = NANOSECONDS


def is_settled(seen: Evidence, now_ns: int) -> bool:
    """Return whether no further event of an exit is expected.

    That is the case if no signal was sent, if `stop` has arrived, or after SETTLED_NS.
    """
    return not seen.signals or seen.stopped or (seen.died_ns is not None and now_ns - seen.died_ns >= SETTLED_NS)


def amend(
    board: Board, job: Job, before: Container | None, after: Container | None, *, found: Passage, now_ns: int
) -> bool:
    """Correct published moves according to later events; returns whether a correction changed anything."""
    by_restart = _amend_begin(board, job) if found.was_restarted else False
    return _amend_end(board, job, before, after, found=found, now_ns=now_ns) or by_restart


def _amend_begin(board: Board, job: Job) -> bool:
    """Correct the last start if it turned out to be half of a restart; returns whether it changed."""
    published = job.begin
    if published is None or published.edge != "start":
        return False
    job.begin = restarted(published)
    return board.amend(published, job.begin)


def _amend_end(
    board: Board, job: Job, before: Container | None, after: Container | None, *, found: Passage, now_ns: int
) -> bool:
    """Correct the last exit if later events, or their absence, prove another cause or edge.

    Returns whether the move changed.
    """
    published = job.end
    if published is None or before is None or found.last_end is None or before.room is not published.target:
        return False
    if after is not None and after.finished_ns == before.finished_ns and after.room is before.room:
        settled = is_settled(found.last_end, now_ns)
        move = corrected(published, after, found.last_end, settled=settled)
        move = replace(move, cause=after.cause or move.cause)
    else:
        move = corrected(published, before, found.last_end)
    job.end = move
    return board.amend(published, move)
