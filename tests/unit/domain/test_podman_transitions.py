"""Moves derived from the events of Podman."""

from dataclasses import replace

import pytest

from dockcycle.domain.lifecycle.evidence import Evidence
from dockcycle.domain.lifecycle.table import State
from dockcycle.domain.lifecycle.transitions import transitions
from tests.unit.domain.arrows import arrows
from tests.unit.domain.builders import RUNNING, at, container, ended, event

# --- Podman -------------------------------------------------------------------------------------------------------


def test_podman_tells_a_restart_before_its_start() -> None:
    events = [event("restart", 1), event("die", 1.1, exitCode="137"), event("start", 1.2)]
    podman = container(podman=True)

    assert arrows(podman, events, podman) == ["running -stop-> failed", "failed -restart-> running"]


def test_podman_does_not_tell_the_old_name() -> None:
    renamed = container(name="web-2", podman=True)

    taken = transitions(container(podman=True), [event("rename", 1)], renamed, Evidence(), at(20)).moves

    assert taken[0].old_name == "web-1"


@pytest.mark.parametrize(("destroyed", "edges"), [(10.1, ["force-remove"]), (12, ["exit", "remove"])])
def test_podman_tells_of_a_removal_by_force_only_the_end_and_the_removal(destroyed: float, edges: list[str]) -> None:
    podman = container(podman=True)

    taken = transitions(podman, [event("die", 10), event("destroy", destroyed)], None, Evidence(), at(20)).moves

    assert [move.edge for move in taken] == edges


def test_podman_tells_in_its_inspect_of_the_kernel_that_killed_it() -> None:
    killed = ended(137, podman=True, stopped_by_user=False, oom_killed=True)

    assert arrows(container(podman=True), [event("die", 10)], killed) == ["running -oom-> failed"]


def test_a_loop_of_podman_may_give_up_by_itself() -> None:
    looping = container(State.RESTARTING, podman=True, restart_policy="on-failure", exit_code=7)

    assert arrows(looping, [], ended(7, podman=True, stopped_by_user=False)) == ["restarting -exit-> failed"]


@pytest.mark.parametrize("replayed", [9, 10.05])
def test_events_of_an_end_that_the_board_shows_already_move_nothing(replayed: float) -> None:
    """Inspect can be ahead of events: Podman writes them to a file, and a reconnect requests the last ones again."""
    shown = ended(3)
    events = [event("start", replayed), event("die", 10.1, exitCode="3")]

    assert arrows(shown, events, shown) == []


def test_a_start_after_the_end_that_the_board_shows_is_a_move() -> None:
    again = replace(ended(3), started_ns=at(11), finished_ns=at(12))
    events = [event("start", 11), event("die", 12, exitCode="3")]

    assert arrows(ended(3), events, again) == ["failed -start-> running", "running -exit-> failed"]


def test_a_restart_of_podman_that_is_announced_in_an_earlier_look_names_the_start() -> None:
    podman, killed = container(podman=True), ended(137, podman=True)
    first = transitions(podman, [event("restart", 9.9), event("die", 10)], killed, Evidence(), at(20))
    later = transitions(killed, [event("start", 11)], replace(podman, started_ns=at(11)), first.seen, at(20))

    assert [move.edge for move in (*first.moves, *later.moves)] == ["stop", "restart"]


def test_a_container_that_is_found_without_its_events_was_created_first() -> None:
    failed = container(State.CREATED, exit_code=127, error="not found")

    assert arrows(None, [], RUNNING) == ["None -create-> created", "created -start-> running"]
    assert arrows(None, [], failed) == ["None -create-> created", "created -start-failed-> created"]
