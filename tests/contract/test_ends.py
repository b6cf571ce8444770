"""How containers end, fail to start, come back and feel, on both engines; the causes as the domain sees them."""

from functools import reduce
from itertools import pairwise

import pytest

from dockcycle.domain.lifecycle.container import Container
from dockcycle.domain.lifecycle.event import EngineEvent, failed_start_of
from dockcycle.domain.lifecycle.evidence import Evidence
from dockcycle.domain.lifecycle.exits import cause_of
from dockcycle.domain.lifecycle.table import Room, State
from dockcycle.domain.lifecycle.transitions import passage
from dockcycle.domain.timestamps import NANOSECONDS
from dockcycle.engine import Healthcheck
from dockcycle.engine.errors import EngineError
from tests.contract.lab import IGNORES, Lab
from tests.support.waiting import wait_until

MEBIBYTE = 1 << 20


def cause(lab: Lab, id: str) -> str | None:
    """Return the stable word of why it ended, from all that was told of it."""
    lab.pass_marker()
    container = lab.engine.inspect(id)
    seen = reduce(lambda seen, event: seen.with_event(event, container), lab.listener.of(id), Evidence())
    found = cause_of(container, seen)
    return found.code if found else None


@pytest.mark.parametrize(
    ("command", "code", "why"),
    [
        (("true",), 0, "finished"),
        (("false",), 1, "failed"),
        (("sh",), 0, "no_terminal"),
        (("sh", "-c", "exit 7"), 7, "failed"),
        (("sh", "-c", "exit 127"), 127, "command_failed"),
        (("sh", "-c", "exit 137"), 137, "killed_outside"),
        (("sh", "-c", "exit 143"), 143, "signal_outside"),
        (("sh", "-c", "nosuchcmd"), 127, "command_failed"),
        (("sh", "-c", "true && sleep 0.2; exit 5"), 5, "failed"),
        (("sh", "-c", "false || exit 6"), 6, "failed"),
    ],
)
def test_a_command_that_ends_by_itself(lab: Lab, command: tuple[str, ...], code: int, why: str) -> None:
    id = lab.ended(*command)

    container = lab.engine.inspect(id)
    assert container.exit_code == code
    assert container.room is (Room.FAILED if code else Room.EXITED)
    assert container.started_at is not None
    assert container.finished_at is not None
    assert cause(lab, id) == why


def test_the_cause_of_a_stop_that_was_obeyed(lab: Lab) -> None:
    id = lab.run()
    lab.engine.stop(id, 10)

    assert lab.engine.inspect(id).exit_code == 0
    assert cause(lab, id) == "stopped"


def test_the_cause_of_a_stop_that_timed_out(lab: Lab) -> None:
    id = lab.run(*IGNORES)
    lab.engine.stop(id, 1)

    assert lab.engine.inspect(id).exit_code == 137
    assert cause(lab, id) == lab.facts.timed_out_cause


def test_the_cause_of_a_kill(lab: Lab) -> None:
    id = lab.run()
    lab.engine.kill(id)

    assert lab.engine.inspect(id).exit_code == 137
    assert cause(lab, id) == "killed"


def test_the_cause_of_a_stop_of_a_restart_loop(lab: Lab) -> None:
    id = lab.looping()
    lab.engine.stop(id)

    container = lab.engine.inspect(id)
    assert (container.state, container.exit_code) == (State.EXITED, 3)
    assert cause(lab, id) == "stopped"


def test_out_of_memory(lab: Lab) -> None:
    id = lab.ended("tail", "/dev/zero", memory=16 * MEBIBYTE)

    container = lab.engine.inspect(id)
    assert (container.exit_code, container.oom_killed) == (137, True)
    assert cause(lab, id) == "out_of_memory"
    told = lab.actions(id)
    assert told[:2] == ["create", "start"]
    assert told[2:3] == (["oom"] if lab.facts.oom_is_announced else ["die:137"])
    assert told[-1] == "die:137"


@pytest.mark.parametrize(("command", "code", "why"), [("nosuchcmd", 127, "not_found"), ("/bin", 126, "not_executable")])
@pytest.mark.parametrize("restart", ["no", "always"])
def test_a_start_that_fails_leaves_it_created(lab: Lab, command: str, code: int, why: str, restart: str) -> None:
    id = lab.create(command, restart=restart)

    with pytest.raises(EngineError) as failed:
        lab.engine.start(id)

    assert failed.value.status == lab.facts.failed_start_status
    assert command in failed.value.message
    container = lab.engine.inspect(id)
    assert (container.state, container.exit_code) == (State.CREATED, code)
    assert container.error is not None
    assert command in container.error
    assert cause(lab, id) == why
    lab.told(id, "create")
    announced = {failed_start_of(event) for event in list(lab.listener.events)}
    assert (id in announced) is lab.facts.failed_start_is_announced


def test_a_start_that_fails_removes_an_auto_removed_one(lab: Lab) -> None:
    id = lab.create("nosuchcmd", auto_remove=True)

    with pytest.raises(EngineError):
        lab.engine.start(id)
    lab.told(id, "create", "destroy")


def test_on_failure_gives_up_after_so_many_restarts(lab: Lab) -> None:
    id = lab.run("sh", "-c", "exit 5", restart="on-failure:2")

    container = lab.until(id, lambda now: now.state is State.EXITED and now.restarts >= 2)
    assert (container.restarts, container.exit_code, container.restart_policy) == (2, 5, "on-failure:2")
    again = (lab.facts.restart_by_policy(), "die:5")
    lab.told(id, "create", "start", "die:5", *again, *again)


def test_on_failure_lets_a_success_be(lab: Lab) -> None:
    id = lab.ended("true", restart="on-failure:2")

    assert lab.engine.inspect(id).restarts == 0
    lab.told(id, "create", "start", "die:0")


def test_on_failure_stays_up_when_the_second_try_does(lab: Lab) -> None:
    id = lab.run("sh", "-c", "test -e /tried && sleep 600; touch /tried; exit 3", restart="on-failure:5")

    lab.until(id, lambda now: now.state is State.RUNNING and now.restarts == 1)
    lab.told(id, "create", "start", "die:3", lab.facts.restart_by_policy())


def test_back_off_doubles(lab: Lab) -> None:
    id = lab.looping()

    waits = back_offs(lab.listener.of(id))[:3]
    assert len(waits) == 3
    for wait, least in zip(waits, (0.1, 0.2, 0.4), strict=True):
        assert least - 0.02 <= wait < least + 5, waits  # the start itself takes its time, too


def back_offs(events: list[EngineEvent]) -> list[float]:
    """Return the seconds from each `die` to the `start` after it."""
    return [
        (start.at_ns - die.at_ns) / NANOSECONDS
        for die, start in pairwise(events)
        if (die.action, start.action) == ("die", "start")
    ]


@pytest.mark.parametrize("signal", ["KILL", "HUP"])
def test_a_person_s_signal_ends_the_restart_policy_s_part(lab: Lab, signal: str) -> None:
    id = lab.run("sh", "-c", "trap 'exit 4' HUP; while true; do sleep 0.1; done", restart="always")
    lab.await_trap(id)

    lab.engine.kill(id, signal)
    container = lab.until(id, lambda now: now.state is not State.RUNNING)
    assert container.state is State.EXITED
    assert container.restarts == 0


def test_a_person_s_start_counts_restarts_anew(lab: Lab) -> None:
    id = lab.run("sh", "-c", "exit 5", restart="on-failure:1")
    lab.until(id, lambda now: now.state is State.EXITED and now.restarts == 1)

    lab.engine.start(id)
    once = ("start", "die:5", lab.facts.restart_by_policy(), "die:5")
    lab.told(id, "create", *once, *once)
    assert lab.engine.inspect(id).restarts == 1


def test_health_follows_the_probe(lab: Lab) -> None:
    id = lab.run(health=Healthcheck("test ! -e /sick", interval=1, retries=1))
    assert lab.engine.inspect(id).health == "starting"

    lab.until(id, lambda now: now.health == "healthy")
    assert lab.engine.exec(id, ("touch", "/sick")) == 0
    lab.until(id, lambda now: now.health == "unhealthy")
    lab.engine.exec(id, ("rm", "/sick"))
    lab.until(id, lambda now: now.health == "healthy")

    lab.told(id, "create", "start", *(f"health_status:{word}" for word in ("healthy", "unhealthy", "healthy")))


def test_health_is_told_in_the_list_too(lab: Lab) -> None:
    id = lab.run(health=Healthcheck("true"))
    lab.until(id, lambda now: now.health == "healthy")

    health = wait_until(lambda: {row.id: row.health for row in lab.engine.containers()}[id], 10, "health in the list")
    assert health == "healthy"


def test_the_moves_of_a_whole_life(lab: Lab) -> None:
    id = lab.run()
    lab.engine.pause(id)
    lab.engine.unpause(id)
    lab.engine.stop(id, 10)
    last: Container = lab.engine.inspect(id)
    lab.engine.remove(id)
    lab.told(id, "create", "start", "pause", "unpause", lab.facts.stop(0), "destroy")

    taken = passage(last, lab.listener.of(id), None, Evidence(), 0).moves
    assert [move.target for move in taken][-6:] == [
        Room.CREATED, Room.RUNNING, Room.PAUSED, Room.RUNNING, Room.EXITED, None,
    ]  # fmt: skip
