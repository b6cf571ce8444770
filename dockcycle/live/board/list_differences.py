"""Selects the containers that a reconcile inspects, by comparing the engine's list with the board."""

from collections.abc import Mapping

from dockcycle.domain.lifecycle.container import Container, Summary
from dockcycle.domain.lifecycle.table import State

#: How many containers in the state created are inspected at each reconcile.
CREATED_LOOKED_AT = 10


def starts_to_recheck(known: Mapping[str, Container]) -> set[str]:
    """Return the ids of the newest created containers, whose start may have failed.

    A start that fails without a network has no event at all, and the engine's list does not show the failure.
    """
    created = [one for one in known.values() if one.state is State.CREATED and one.cause is None]
    newest = sorted(created, key=lambda one: one.created_ns, reverse=True)
    return {one.id for one in newest[:CREATED_LOOKED_AT]}


def exits_without_cause(known: Mapping[str, Container]) -> set[str]:
    """Return the ids of exited containers without a cause, because the events of the exit did not arrive.

    The next inspect runs without events, so that their exit gets the cause `unobserved`.
    """
    return {one.id for one in known.values() if one.cause is None and one.state in (State.EXITED, State.DEAD)}


def has_changed(summary: Summary, container: Container | None) -> bool:
    """Return whether a row of the list differs from the board; an unknown state does not count as a difference."""
    if container is None:
        return True
    if container.podman and container.state is State.RESTARTING and container.name == summary.name:
        return False  # a restart loop detected by its rate; the list cannot show it
    if (container.name, container.state) != (summary.name, summary.state or container.state):
        return True
    # Before API 1.52 the row of a container that is not running has no health, although inspect reports it.
    lists_health = summary.health is not None or summary.state is State.RUNNING
    return lists_health and container.health != summary.health
