"""Derives the card and the moves of a container from one inspect and its events. Pure functions."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dockcycle.domain.lifecycle.container import Container
from dockcycle.domain.lifecycle.crash_loop import QUIET_NS, CrashLoop
from dockcycle.domain.lifecycle.moves import ENDED, Move
from dockcycle.domain.lifecycle.table import Room, State
from dockcycle.domain.lifecycle.transitions import transitions
from dockcycle.domain.timestamps import NANOSECONDS
from dockcycle.live.board.card_completion import completed, evidence_now, with_cause
from dockcycle.live.board.corrections import SETTLED_NS, Correction, corrections_of, is_settled
from dockcycle.live.board.inspection import History, Inspection

#: How long (seconds) after the expected end of a restart loop the container is inspected.
LOOP_SLACK_SECONDS = 0.05


@dataclass(frozen=True, slots=True)
class BoardUpdate:
    """What to write to the board: the card, None for a removed container, its moves and corrections of earlier moves.

    `history` is the history after this inspect. `inspect_after` are the times (seconds) after which the container must
    be inspected again.
    """

    card: Container | None
    moves: Sequence[Move]
    corrections: Sequence[Correction]
    history: History
    inspect_after: Sequence[float] = ()


def result_of(inspection: Inspection, now_ns: int, began_ns: int) -> BoardUpdate:
    """Return the result of an inspect at `now_ns`. `began_ns` is when Dockcycle started.

    A container that existed before and is not on the board yet has no moves. The inspect or the board must have the
    container.
    """
    history = inspection.history
    history = replace(history, loop=history.loop.after(inspection.events))
    after = _as_loop(inspection.after, history.loop, now_ns)
    inspection = replace(inspection, after=after, history=history)
    found = transitions(inspection.before, inspection.events, after, history.seen, now_ns)
    moves = found.moves if inspection.before is not None or _is_new(inspection, began_ns) else []
    if after is None:
        history, corrections = corrections_of(inspection, None, found, now_ns)
        return BoardUpdate(None, moves, corrections, history)
    evidence = evidence_now(replace(history, seen=found.seen), after)
    card = completed(inspection.before, after, evidence, moves, has_events=bool(inspection.events))
    history, corrections = corrections_of(inspection, card, found, now_ns)
    moves = with_cause(moves, card)
    history = _with_moves(replace(history, seen=found.seen), moves)
    return BoardUpdate(card, moves, corrections, history, _inspect_after(card, moves, history, now_ns))


def _with_moves(history: History, moves: Sequence[Move]) -> History:
    """Return the history with the latest start and the latest exit among `moves`."""
    begin = next((move for move in reversed(moves) if move.target is Room.RUNNING), history.begin)
    end = next((move for move in reversed(moves) if move.target in ENDED), history.end)
    return replace(history, begin=begin, end=end)


def _as_loop(after: Container | None, loop: CrashLoop, now_ns: int) -> Container | None:
    """Return `after` in the state `restarting` while a Podman container is in a restart loop: Podman has no such state.

    `crash_loop.py` describes the loop.
    """
    if after is None or not after.podman or after.restart_policy == "no" or after.stopped_by_user:
        return after
    if after.state not in (State.RUNNING, State.EXITED) or not loop.is_active(now_ns):
        return after
    return replace(after, state=State.RESTARTING, exit_code=loop.code)


def _inspect_after(card: Container, moves: Sequence[Move], history: History, now_ns: int) -> list[float]:
    """Return when to inspect again: after the restart loop, and when no further event of the exit is expected."""
    times = []
    if card.podman and card.state is State.RESTARTING:
        times.append((history.loop.ends[-1] + QUIET_NS - now_ns) / NANOSECONDS + LOOP_SLACK_SECONDS)
    if history.end in moves and not is_settled(history.seen, now_ns):
        times.append(SETTLED_NS / NANOSECONDS)
    return times


def _is_new(inspection: Inspection, began_ns: int) -> bool:
    """Return whether a container was created since the start. It can be in the list before its event arrives."""
    after = inspection.after
    if after is not None and after.created_ns >= began_ns:
        return True
    return any(event.action == "create" and event.at_ns >= began_ns for event in inspection.events)
