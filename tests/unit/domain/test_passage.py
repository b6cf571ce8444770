"""From events and two looks to the arrows taken."""

from dataclasses import replace

import pytest

from dockcycle.domain.container import Container
from dockcycle.domain.event import EngineEvent
from dockcycle.domain.exits import Evidence
from dockcycle.domain.instant import rfc3339
from dockcycle.domain.lifecycle import State
from dockcycle.domain.passage import Move, moves
from tests.unit.domain.builders import at, container, ended, event

CREATED, RUNNING = container(State.CREATED), container(State.RUNNING)


def arrows(before: Container | None, events: list[EngineEvent], after: Container | None) -> list[str]:
    taken, _ = moves(before, events, after, Evidence(), at(20))
    return [f"{move.source} -{move.edge}-> {move.target}" for move in taken]


def test_a_run_passes_through_created() -> None:
    assert arrows(None, [event("create", 0), event("start", 1)], RUNNING) == [
        "None -create-> created",
        "created -start-> running",
    ]


def test_a_container_that_ends_at_once_is_seen_running() -> None:
    assert arrows(CREATED, [event("start", 1), event("die", 1.1, exitCode="0")], ended(0)) == [
        "created -start-> running",
        "running -exit-> exited",
    ]


def test_an_end_that_is_newer_than_its_events_still_passes_through_running() -> None:
    assert arrows(CREATED, [event("start", 1)], ended(3)) == ["created -start-> running", "running -exit-> failed"]


@pytest.mark.parametrize(
    ("events", "code", "edge"),
    [
        ([event("kill", 1, signal="9"), event("die", 1.1)], 137, "running -kill-> failed"),
        ([event("kill", 1, signal="15"), event("die", 1.1), event("stop", 1.2)], 143, "running -stop-> failed"),
        ([event("kill", 1, signal="15"), event("die", 1.1), event("stop", 1.2)], 0, "running -stop-> exited"),
        ([event("oom", 1), event("die", 1.1)], 137, "running -oom-> failed"),
    ],
)
def test_the_arrow_of_an_end_is_its_cause(events: list[EngineEvent], code: int, edge: str) -> None:
    assert arrows(RUNNING, events, ended(code)) == [edge]


def test_die_with_restart_policy_moves_to_restarting() -> None:
    looping = container(State.RESTARTING, restart_policy="always", exit_code=1)

    assert arrows(container(restart_policy="always"), [event("die", 1, exitCode="1")], looping) == [
        "running -die-> restarting"
    ]


@pytest.mark.parametrize(("events", "edge"), [([], "kill"), ([event("stop", 12)], "stop")])
def test_the_end_of_a_restart_loop_is_stop_or_kill(events: list[EngineEvent], edge: str) -> None:
    """A kill between two restarts has no event."""
    last_end = ended(5)
    looping = replace(last_end, state=State.RESTARTING, restart_policy="always")

    assert arrows(looping, events, last_end) == [f"restarting -{edge}-> failed"]


def test_another_end_than_the_one_it_waited_after_is_its_own() -> None:
    looping = replace(ended(5), state=State.RESTARTING, restart_policy="on-failure")
    after = ended(5, seconds=16, started_at=rfc3339(at(15)))
    _, seen = moves(looping, [], after, Evidence(), at(20))

    assert not seen.looping


def test_a_restart_by_policy_within_one_look_passes_through_restarting() -> None:
    again = container(restart_policy="always")

    assert arrows(again, [event("die", 1, exitCode="1"), event("start", 1.1)], again) == [
        "running -die-> restarting",
        "restarting -restart-> running",
    ]


def test_a_restart_command_is_an_end_and_a_restart() -> None:
    events = [event("kill", 1, signal="15"), event("die", 1.1, exitCode="143"), event("stop", 1.2)]
    events += [event("start", 1.3), event("restart", 1.4)]

    assert arrows(RUNNING, events, RUNNING) == ["running -stop-> failed", "failed -restart-> running"]


def test_a_rename_moves_nothing_and_is_told() -> None:
    taken, _ = moves(RUNNING, [event("rename", 1, oldName="/old")], RUNNING, Evidence(), at(20))

    assert taken == [
        Move("local", "a" * 64, "web-1", "rename", RUNNING.room, RUNNING.room, at(1), old_name="old")
    ]  # fmt: skip


def test_health_is_told_by_its_word() -> None:
    assert arrows(RUNNING, [event("health_status", 1, "unhealthy")], RUNNING) == ["running -unhealthy-> running"]


FORCED = [event("kill", 1, signal="9"), event("die", 1.1, exitCode="137"), event("destroy", 1.2)]


def test_a_removal_by_force_takes_its_own_arrow() -> None:
    assert arrows(RUNNING, FORCED, None) == ["running -force-remove-> None"]
    assert arrows(container(State.PAUSED), FORCED, None) == ["paused -force-remove-> None"]


def test_a_container_with_rm_passes_through_its_end() -> None:
    once = container(auto_remove=True)

    assert arrows(once, FORCED, None) == ["running -kill-> failed", "failed -remove-> None"]
    assert arrows(once, [event("die", 1, exitCode="0"), event("destroy", 1.1)], None) == [
        "running -exit-> exited",
        "exited -remove-> None",
    ]


def test_removing_is_entered_through_the_end() -> None:
    removing = container(State.REMOVING, exit_code=137)

    assert arrows(RUNNING, [event("kill", 1, signal="9")], removing) == [
        "running -kill-> failed",
        "failed -remove-> removing",
    ]
    assert arrows(removing, [event("die", 1.1, exitCode="137"), event("destroy", 1.2)], None) == [
        "removing -remove-> None"
    ]


def test_what_has_no_event_is_still_a_move() -> None:
    assert arrows(RUNNING, [], container(State.PAUSED)) == ["running -pause-> paused"]
    assert arrows(RUNNING, [], container(State.DEAD)) == ["running -unobserved-> dead"]


def test_events_older_than_the_look_before_move_nothing() -> None:
    assert arrows(ended(0), [event("die", 1, exitCode="0")], ended(0)) == []


def test_a_label_named_exit_code_is_not_believed() -> None:
    before = container(signal_labels=frozenset({"exitCode"}))

    assert arrows(before, [event("die", 1, exitCode="1"), event("start", 2)], before) == [
        "running -exit-> exited",
        "exited -start-> running",
    ]
