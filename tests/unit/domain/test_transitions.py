"""Moves derived from events and two inspects."""

from dataclasses import replace

import pytest

from dockcycle.domain.lifecycle.container import Cause, Container
from dockcycle.domain.lifecycle.event import EngineEvent
from dockcycle.domain.lifecycle.evidence import Evidence
from dockcycle.domain.lifecycle.moves import Move, corrected
from dockcycle.domain.lifecycle.table import State
from dockcycle.domain.lifecycle.transitions import passage
from dockcycle.domain.timestamps import rfc3339
from tests.unit.domain.builders import at, container, ended, event

CREATED, RUNNING = container(State.CREATED), container(State.RUNNING)


def arrows(before: Container | None, events: list[EngineEvent], after: Container | None) -> list[str]:
    taken = passage(before, events, after, Evidence(), at(20)).moves
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
    seen = passage(looping, [], after, Evidence(), at(20)).seen

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
    taken = passage(RUNNING, [event("rename", 1, oldName="/old")], RUNNING, Evidence(), at(20)).moves

    assert taken == [
        Move("local", "a" * 64, "web-1", "rename", RUNNING.room, RUNNING.room, at(1), old_name="old")
    ]  # fmt: skip


def test_health_is_told_by_its_word() -> None:
    assert arrows(RUNNING, [event("health_status", 1, "unhealthy")], RUNNING) == ["running -unhealthy-> running"]


REFUSED = container(State.CREATED, exit_code=127, error='exec: "badcmd": executable file not found in $PATH')


@pytest.mark.parametrize(("before", "events"), [(None, [event("create", 1)]), (CREATED, [])])
def test_a_start_that_failed_is_told_with_its_cause(before: Container | None, events: list[EngineEvent]) -> None:
    """A failed start has no event: `run` sends only `create`, and the next inspect has the error."""
    last = passage(before, events, REFUSED, Evidence(), at(20)).moves[-1]

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

    taken = passage(RUNNING, [*events, event("restart", 1.4)], RUNNING, Evidence(), at(20)).moves

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
    again = replace(looping, started_at=rfc3339(at(11)))
    seen = Evidence(died_ns=at(10))

    taken = passage(looping, [event("die", 11.2, exitCode="1")], again, seen, at(20)).moves

    assert [(move.edge, move.target) for move in taken] == [("restart", "running"), ("die", "restarting")]


# --- corrections of a published exit by a later event --------------------------------------------------------------


def test_a_stop_that_is_told_after_the_end_corrects_its_cause_and_its_arrow() -> None:
    """Docker 20.10 sends `stop` 50 to 170 ms after `die`."""
    signalled = ended(143, cause=None)
    first = passage(RUNNING, [event("kill", 9.9, signal="15"), event("die", 10)], signalled, Evidence(), at(20))
    published = first.moves[0]
    later = passage(signalled, [event("stop", 10.1)], signalled, first.seen, at(20))

    assert published.cause is not None
    assert published.cause.code == "signalled"
    assert later.last_end is not None
    assert not later.moves
    correct = corrected(published, signalled, later.last_end)
    assert correct.cause is not None
    assert (correct.edge, correct.cause.code) == ("stop", "stopped")


def test_what_follows_the_next_start_proves_nothing_of_the_end_before() -> None:
    first = passage(RUNNING, [event("kill", 9.9, signal="9"), event("die", 10)], ended(137), Evidence(), at(20))
    later = passage(ended(137), [event("start", 11), event("stop", 12)], RUNNING, first.seen, at(20))

    assert later.last_end is not None
    assert not later.last_end.stopped


@pytest.mark.parametrize(
    ("events", "code", "told"),
    [
        (
            [event("kill", 1, signal="10"), event("kill", 2, signal="15"), event("die", 2.1), event("stop", 2.2)],
            0,
            ("stop", "stopped"),
        ),
        ([event("kill", 1, signal="15"), event("die", 1.1), event("stop", 1.2)], 143, ("stop", "stopped")),
    ],
)
def test_what_is_told_after_the_end_in_the_same_look_counts(
    events: list[EngineEvent], code: int, told: tuple[str, str]
) -> None:
    last = passage(RUNNING, events, ended(code, seconds=2), Evidence(), at(20)).moves[-1]

    assert last.cause is not None
    assert (last.edge, last.cause.code) == told


def test_a_stop_signal_without_a_stop_is_a_kill_once_everything_was_told() -> None:
    signalled = ended(143)
    found = passage(RUNNING, [event("kill", 9.9, signal="15"), event("die", 10)], signalled, Evidence(), at(20))
    published = found.moves[0]

    assert published.edge == "stop"
    assert corrected(published, signalled, found.seen).edge == "stop"
    assert corrected(published, signalled, found.seen, settled=True).edge == "kill"


def test_a_restart_that_is_told_after_its_start_was_written() -> None:
    found = passage(RUNNING, [event("restart", 1)], RUNNING, Evidence(), at(20))

    assert found.was_restarted
    assert not passage(RUNNING, [event("die", 1)], ended(0), Evidence(), at(20)).was_restarted


# --- Podman -------------------------------------------------------------------------------------------------------


def test_podman_tells_a_restart_before_its_start() -> None:
    events = [event("restart", 1), event("die", 1.1, exitCode="137"), event("start", 1.2)]
    podman = container(podman=True)

    assert arrows(podman, events, podman) == ["running -stop-> failed", "failed -restart-> running"]


def test_podman_does_not_tell_the_old_name() -> None:
    renamed = container(name="web-2", podman=True)

    taken = passage(container(podman=True), [event("rename", 1)], renamed, Evidence(), at(20)).moves

    assert taken[0].old_name == "web-1"


@pytest.mark.parametrize(("destroyed", "edges"), [(10.1, ["force-remove"]), (12, ["exit", "remove"])])
def test_podman_tells_of_a_removal_by_force_only_the_end_and_the_removal(destroyed: float, edges: list[str]) -> None:
    podman = container(podman=True)

    taken = passage(podman, [event("die", 10), event("destroy", destroyed)], None, Evidence(), at(20)).moves

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
    again = replace(ended(3), started_at=rfc3339(at(11)), finished_at=rfc3339(at(12)))
    events = [event("start", 11), event("die", 12, exitCode="3")]

    assert arrows(ended(3), events, again) == ["failed -start-> running", "running -exit-> failed"]


def test_a_restart_of_podman_that_is_announced_in_an_earlier_look_names_the_start() -> None:
    podman, killed = container(podman=True), ended(137, podman=True)
    first = passage(podman, [event("restart", 9.9), event("die", 10)], killed, Evidence(), at(20))
    later = passage(killed, [event("start", 11)], replace(podman, started_at=rfc3339(at(11))), first.seen, at(20))

    assert [move.edge for move in (*first.moves, *later.moves)] == ["stop", "restart"]


def test_a_container_that_is_found_without_its_events_was_created_first() -> None:
    failed = container(State.CREATED, exit_code=127, error="not found")

    assert arrows(None, [], RUNNING) == ["None -create-> created", "created -start-> running"]
    assert arrows(None, [], failed) == ["None -create-> created", "created -start-failed-> created"]
