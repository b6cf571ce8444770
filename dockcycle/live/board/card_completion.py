"""Completes a card with what inspect does not report: the cause of the exit, and since when state and health apply."""

from dataclasses import replace

from dockcycle.domain.lifecycle.container import Container
from dockcycle.domain.lifecycle.evidence import Evidence
from dockcycle.domain.lifecycle.exits import cause_of
from dockcycle.domain.lifecycle.moves import ENDED, Move
from dockcycle.domain.lifecycle.table import State
from dockcycle.live.board.inspection import History


def evidence_now(history: History, after: Container) -> Evidence:
    """Return the evidence for the state of `after`. In a restart loop on Podman it includes the last exit."""
    seen, ends = history.seen, history.loop.ends
    is_loop = after.podman and after.state is State.RESTARTING and ends
    return replace(seen, died_ns=seen.died_ns or ends[-1]) if is_loop else seen


def completed(
    before: Container | None, after: Container, seen: Evidence, taken: list[Move], *, has_events: bool
) -> Container:
    """Return `after` with what inspect does not report: the cause of the exit and since when state and health apply.

    `has_events` is true if events led to this inspect. An exit that none of them explains is then newer than they are,
    and its own events are still on the way. Without events, Dockcycle did not observe the exit.
    """
    cause = cause_of(after, seen)
    if cause is not None and cause.code == "unobserved":
        known = before.cause if before and before.finished_ns == after.finished_ns else None
        cause = known or (None if has_events else cause)
    since_ns = after.since_ns
    if since_ns is None and taken and taken[-1].target is after.room:
        since_ns = taken[-1].at_ns
    elif since_ns is None and before is not None and before.state is after.state:
        since_ns = before.since_ns
    return replace(after, cause=cause, since_ns=since_ns, health_since_ns=_health_since_ns(before, after, taken))


def _health_since_ns(before: Container | None, after: Container, taken: list[Move]) -> int | None:
    """Return the start of the current health: from its event, else from the previous card, else from inspect."""
    if after.health is None:
        return None
    move = next((move for move in reversed(taken) if move.edge == after.health), None)
    if move is not None:
        return move.at_ns
    if before is not None and (before.health, before.started_ns) == (after.health, after.started_ns):
        return before.health_since_ns or after.health_since_ns
    return after.health_since_ns


def with_cause(moves: list[Move], after: Container) -> list[Move]:
    """Return the moves with the cause of the card in the last one, if that move ended in the container's room."""
    if not moves or moves[-1].target not in ENDED or moves[-1].target is not after.room:
        return moves
    return [*moves[:-1], replace(moves[-1], cause=after.cause or moves[-1].cause)]
