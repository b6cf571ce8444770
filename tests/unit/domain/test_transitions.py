"""Moves derived from events and two inspects."""

from dataclasses import replace

import pytest

from dockcycle.domain.lifecycle.container import Cause, Container
from dockcycle.domain.lifecycle.event import EngineEvent
from dockcycle.domain.lifecycle.evidence import Evidence
from dockcycle.domain.lifecycle.moves import Move
from dockcycle.domain.lifecycle.table import State
from dockcycle.domain.lifecycle.transitions import transitions
from tests.unit.domain.arrows import arrows
from tests.unit.domain.builders import CREATED, RUNNING, at, container, ended, event


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
    after = ended(5, seconds=16, started_ns=at(15))
    seen = transitions(looping, [], after, Evidence(), at(20)).seen

    assert not seen.ended_in_loop


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
    taken = transitions(RUNNING, [event("rename", 1, oldName="/old")], RUNNING, Evidence(), at(20)).moves

    assert taken == [
        Move("local", "a" * 64, "web-1", "rename", RUNNING.room, RUNNING.room, at(1), old_name="old")
    ]  # fmt: skip


def test_health_is_told_by_its_word() -> None:
    assert arrows(RUNNING, [event("health_status", 1, "unhealthy")], RUNNING) == ["running -unhealthy-> running"]


REFUSED = container(State.CREATED, exit_code=127, error='exec: "badcmd": executable file not found in $PATH')


@pytest.mark.parametrize(("before", "events"), [(None, [event("create", 1)]), (CREATED, [])])
def test_a_start_that_failed_is_told_with_its_cause(before: Container | None, events: list[EngineEvent]) -> None:
    """A failed start has no event: `run` sends only `create`, and the next inspect has the error."""
    last = transitions(before, events, REFUSED, Evidence(), at(20)).moves[-1]

    assert (last.edge, last.source, last.target) == ("start-failed", CREATED.room, CREATED.room)
    assert (last.exit_code, last.cause) == (127, Cause("not_found"))


def test_a_start_that_failed_is_told_once() -> None:
    assert arrows(REFUSED, [event("rename", 1, oldName="/old")], REFUSED) == ["created -rename-> created"]


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
    removing = container(State.REMOVING, exit_code=137, auto_remove=True)

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


@pytest.mark.parametrize("told", [[event("kill", 1, signal="9")], [event("kill", 1, signal="9"), event("die", 1.1)]])
def test_a_removal_by_force_that_takes_long_is_one_move_too(told: list[EngineEvent]) -> None:
    removing = container(State.REMOVING, exit_code=137)

    assert arrows(RUNNING, told, removing) == ["running -force-remove-> removing"]


def test_a_loop_that_gave_up_within_one_look_passed_through_each_restart() -> None:
    policy = "on-failure:1"
    events = [event("die", 1, exitCode="5"), event("start", 1.1), event("die", 1.2, exitCode="5")]

    assert arrows(container(restart_policy=policy), events, ended(5, seconds=1.2, restart_policy=policy)) == [
        "running -die-> restarting",
        "restarting -restart-> running",
        "running -exit-> failed",
    ]


def test_every_end_has_its_cause_though_another_start_followed() -> None:
    events = [event("kill", 1, signal="15"), event("stop", 1.1), event("die", 1.2, exitCode="0"), event("start", 1.3)]

    taken = transitions(RUNNING, [*events, event("restart", 1.4)], RUNNING, Evidence(), at(20)).moves

    assert [(move.edge, move.cause.code if move.cause else None) for move in taken] == [
        ("stop", "stopped"), ("restart", None),
    ]  # fmt: skip
    assert taken[0].exit_code == 0


def test_a_die_that_comes_after_its_end_was_found_moves_nothing() -> None:
    """Inspect can be ahead of the event, because the event stream may be slow."""
    looping = container(State.RESTARTING, restart_policy="always", exit_code=1)

    assert arrows(ended(3), [event("die", 10.1, exitCode="3")], ended(3)) == []
    assert arrows(looping, [event("die", 10.1, exitCode="1")], looping) == []


def test_a_die_between_two_restarts_tells_that_it_ran_again() -> None:
    looping = container(State.RESTARTING, restart_policy="always", exit_code=1)
    again = replace(looping, started_ns=at(11))
    seen = Evidence(died_ns=at(10))

    taken = transitions(looping, [event("die", 11.2, exitCode="1")], again, seen, at(20)).moves

    assert [(move.edge, move.target) for move in taken] == [("restart", "running"), ("die", "restarting")]
