"""Which rows of the engine's list make a reconcile inspect a container."""

import pytest

from dockcycle.domain.lifecycle.container import Container, Summary
from dockcycle.domain.lifecycle.table import State
from dockcycle.live.board.list_differences import has_changed
from tests.unit.domain.builders import container, ended


def row(state: State | None, health: str | None = None, name: str = "web-1") -> Summary:
    return Summary("a" * 64, name, state, health)


@pytest.mark.parametrize(
    ("summary", "known", "changed"),
    [
        (row(State.RUNNING), container(), False),
        (row(State.PAUSED), container(), True),
        (row(State.RUNNING, name="web-2"), container(), True),
        (row(State.RUNNING, "healthy"), container(health="starting"), True),
        (row(State.RUNNING), container(health="healthy"), True),
        (row(State.EXITED), ended(0, health="unhealthy"), False),
        (row(State.EXITED, "healthy"), ended(0, health="unhealthy"), True),
        (row(None), container(), False),
        (row(State.EXITED), container(State.RESTARTING, podman=True), False),
        (row(State.EXITED), container(State.RESTARTING), True),
        (row(State.RUNNING), None, True),
    ],
)
def test_a_row_differs_where_it_can_tell(summary: Summary, known: Container | None, changed: bool) -> None:
    assert has_changed(summary, known) is changed
