"""Which containers a reconcile looks at: those of which the engine's list says something else than the board."""

from collections.abc import Mapping

from dockcycle.domain.container import Container, Summary
from dockcycle.domain.lifecycle import State

#: So many containers in Created are inspected at each reconcile.
CREATED_LOOKED_AT = 10


def perhaps_failed(known: Mapping[str, Container]) -> set[str]:
    """A start that failed without a network has no event at all, and the list does not tell: look at the newest."""
    created = [one for one in known.values() if one.state is State.CREATED and one.cause is None]
    newest = sorted(created, key=lambda one: one.created_at, reverse=True)
    return {one.id for one in newest[:CREATED_LOOKED_AT]}


def unexplained(known: Mapping[str, Container]) -> set[str]:
    """An end whose events never came is looked at again, without them: then it is told as unobserved."""
    return {one.id for one in known.values() if one.cause is None and one.state in (State.EXITED, State.DEAD)}


def has_changed(summary: Summary, container: Container | None) -> bool:
    """Tell whether a row of the list differs from what the board has; a state that is not known does not differ."""
    if container is None:
        return True
    if container.podman and container.state is State.RESTARTING and container.name == summary.name:
        return False  # a loop by its rate: the list has no word for it
    if (container.name, container.state) != (summary.name, summary.state or container.state):
        return True
    # Before API 1.52 the row of a container that does not run has no health, though its inspect has.
    tells_health = summary.health is not None or summary.state is State.RUNNING
    return tells_health and container.health != summary.health
