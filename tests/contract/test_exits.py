"""How containers end, fail to start, come back and feel, on both engines; the causes as the domain sees them."""

from functools import reduce
from itertools import pairwise

import pytest

from dockcycle.domain.lifecycle.container import Container
from dockcycle.domain.lifecycle.event import EngineEvent, failed_start_of
from dockcycle.domain.lifecycle.evidence import Evidence
from dockcycle.domain.lifecycle.exits import cause_of
from dockcycle.domain.lifecycle.table import Room, State
from dockcycle.domain.lifecycle.transitions import transitions
from dockcycle.domain.timestamps import NANOSECONDS
from dockcycle.engine import Healthcheck
from dockcycle.engine.errors import EngineError
from tests.contract.engine_fixture import IGNORES, EngineFixture
from tests.support.waiting import wait_until

MEBIBYTE = 1 << 20


def cause(engine_fixture: EngineFixture, id: str) -> str | None:
    """Return the code of the cause of the exit, from all events of the container."""
    engine_fixture.pass_marker()
    container = engine_fixture.engine.inspect(id)
    seen = reduce(lambda seen, event: seen.with_event(event, container), engine_fixture.listener.of(id), Evidence())
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
def test_a_command_that_ends_by_itself(
    engine_fixture: EngineFixture, command: tuple[str, ...], code: int, why: str
) -> None:
    id = engine_fixture.ended(*command)

    container = engine_fixture.engine.inspect(id)
    assert container.exit_code == code
    assert container.room is (Room.FAILED if code else Room.EXITED)
    assert container.started_ns is not None
    assert container.finished_ns is not None
    assert cause(engine_fixture, id) == why


def test_the_cause_of_a_stop_that_was_obeyed(engine_fixture: EngineFixture) -> None:
    id = engine_fixture.run()
    engine_fixture.engine.stop(id, 10)

    assert engine_fixture.engine.inspect(id).exit_code == 0
    assert cause(engine_fixture, id) == "stopped"


def test_the_cause_of_a_stop_that_timed_out(engine_fixture: EngineFixture) -> None:
    id = engine_fixture.run(*IGNORES)
    engine_fixture.engine.stop(id, 1)

    assert engine_fixture.engine.inspect(id).exit_code == 137
    assert cause(engine_fixture, id) == engine_fixture.facts.timed_out_cause


def test_the_cause_of_a_kill(engine_fixture: EngineFixture) -> None:
    id = engine_fixture.run()
    engine_fixture.engine.kill(id)

    assert engine_fixture.engine.inspect(id).exit_code == 137
    assert cause(engine_fixture, id) == "killed"


def test_the_cause_of_a_stop_of_a_restart_loop(engine_fixture: EngineFixture) -> None:
    id = engine_fixture.looping()
    engine_fixture.engine.stop(id)

    container = engine_fixture.engine.inspect(id)
    assert (container.state, container.exit_code) == (State.EXITED, 3)
    assert cause(engine_fixture, id) == "stopped"


def test_out_of_memory(engine_fixture: EngineFixture) -> None:
    id = engine_fixture.ended("tail", "/dev/zero", memory=16 * MEBIBYTE)

    container = engine_fixture.engine.inspect(id)
    assert (container.exit_code, container.oom_killed) == (137, True)
    assert cause(engine_fixture, id) == "out_of_memory"
    told = engine_fixture.actions(id)
    assert told[:2] == ["create", "start"]
    assert told[2:3] == (["oom"] if engine_fixture.facts.oom_is_announced else ["die:137"])
    assert told[-1] == "die:137"


@pytest.mark.parametrize(("command", "code", "why"), [("nosuchcmd", 127, "not_found"), ("/bin", 126, "not_executable")])
@pytest.mark.parametrize("restart", ["no", "always"])
def test_a_start_that_fails_leaves_it_created(
    engine_fixture: EngineFixture, command: str, code: int, why: str, restart: str
) -> None:
    id = engine_fixture.create(command, restart=restart)

    with pytest.raises(EngineError) as failed:
        engine_fixture.engine.start(id)

    assert failed.value.status == engine_fixture.facts.failed_start_status
    assert command in failed.value.message
    container = engine_fixture.engine.inspect(id)
    assert (container.state, container.exit_code) == (State.CREATED, code)
    assert container.error is not None
    assert command in container.error
    assert cause(engine_fixture, id) == why
    engine_fixture.told(id, "create")
    announced = {failed_start_of(event) for event in list(engine_fixture.listener.events)}
    assert (id in announced) is engine_fixture.facts.failed_start_is_announced


def test_a_start_that_fails_removes_an_auto_removed_one(engine_fixture: EngineFixture) -> None:
    id = engine_fixture.create("nosuchcmd", auto_remove=True)

    with pytest.raises(EngineError):
        engine_fixture.engine.start(id)
    engine_fixture.told(id, "create", "destroy")


def test_on_failure_gives_up_after_so_many_restarts(engine_fixture: EngineFixture) -> None:
    id = engine_fixture.run("sh", "-c", "exit 5", restart="on-failure:2")

    container = engine_fixture.until(id, lambda now: now.state is State.EXITED and now.restarts >= 2)
    assert (container.restarts, container.exit_code, container.restart_policy) == (2, 5, "on-failure:2")
    again = (engine_fixture.facts.restart_by_policy(), "die:5")
    engine_fixture.told(id, "create", "start", "die:5", *again, *again)


def test_on_failure_lets_a_success_be(engine_fixture: EngineFixture) -> None:
    id = engine_fixture.ended("true", restart="on-failure:2")

    assert engine_fixture.engine.inspect(id).restarts == 0
    engine_fixture.told(id, "create", "start", "die:0")


def test_on_failure_stays_up_when_the_second_try_does(engine_fixture: EngineFixture) -> None:
    id = engine_fixture.run("sh", "-c", "test -e /tried && sleep 600; touch /tried; exit 3", restart="on-failure:5")

    engine_fixture.until(id, lambda now: now.state is State.RUNNING and now.restarts == 1)
    engine_fixture.told(id, "create", "start", "die:3", engine_fixture.facts.restart_by_policy())


def test_back_off_doubles(engine_fixture: EngineFixture) -> None:
    id = engine_fixture.looping()

    waits = back_offs(engine_fixture.listener.of(id))[:3]
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
def test_a_person_s_signal_ends_the_restart_policy_s_part(engine_fixture: EngineFixture, signal: str) -> None:
    id = engine_fixture.run("sh", "-c", "trap 'exit 4' HUP; while true; do sleep 0.1; done", restart="always")
    engine_fixture.await_trap(id)

    engine_fixture.engine.kill(id, signal)
    container = engine_fixture.until(id, lambda now: now.state is not State.RUNNING)
    assert container.state is State.EXITED
    assert container.restarts == 0


def test_a_person_s_start_counts_restarts_anew(engine_fixture: EngineFixture) -> None:
    id = engine_fixture.run("sh", "-c", "exit 5", restart="on-failure:1")
    engine_fixture.until(id, lambda now: now.state is State.EXITED and now.restarts == 1)

    engine_fixture.engine.start(id)
    once = ("start", "die:5", engine_fixture.facts.restart_by_policy(), "die:5")
    engine_fixture.told(id, "create", *once, *once)
    assert engine_fixture.engine.inspect(id).restarts == 1


def test_health_follows_the_probe(engine_fixture: EngineFixture) -> None:
    id = engine_fixture.run(health=Healthcheck("test ! -e /sick", interval=1, retries=1))
    assert engine_fixture.engine.inspect(id).health == "starting"

    engine_fixture.until(id, lambda now: now.health == "healthy")
    assert engine_fixture.exec(id, "touch", "/sick") == 0
    engine_fixture.until(id, lambda now: now.health == "unhealthy")
    engine_fixture.exec(id, "rm", "/sick")
    engine_fixture.until(id, lambda now: now.health == "healthy")

    engine_fixture.told(
        id, "create", "start", *(f"health_status:{word}" for word in ("healthy", "unhealthy", "healthy"))
    )


def test_health_is_told_in_the_list_too(engine_fixture: EngineFixture) -> None:
    id = engine_fixture.run(health=Healthcheck("true"))
    engine_fixture.until(id, lambda now: now.health == "healthy")

    health = wait_until(
        lambda: {row.id: row.health for row in engine_fixture.engine.containers()}[id], 10, "health in the list"
    )
    assert health == "healthy"


def test_the_moves_of_a_whole_life(engine_fixture: EngineFixture) -> None:
    id = engine_fixture.run()
    engine_fixture.engine.pause(id)
    engine_fixture.engine.unpause(id)
    engine_fixture.engine.stop(id, 10)
    last: Container = engine_fixture.engine.inspect(id)
    engine_fixture.engine.remove(id)
    engine_fixture.told(id, "create", "start", "pause", "unpause", engine_fixture.facts.stop(0), "destroy")

    taken = transitions(last, engine_fixture.listener.of(id), None, Evidence(), 0).moves
    assert [move.target for move in taken][-6:] == [
        Room.CREATED, Room.RUNNING, Room.PAUSED, Room.RUNNING, Room.EXITED, None,
    ]  # fmt: skip
