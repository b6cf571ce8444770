"""What the contract tests cannot bring about on a real engine: all seven states, and long times without waiting."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from dockcycle.domain.console import ExecSpec
from dockcycle.domain.lifecycle.table import Command, Room, State, Verdict
from dockcycle.domain.lifecycle.variants import answer
from dockcycle.domain.timestamps import NANOSECONDS
from dockcycle.engine import CreateSpec, Healthcheck
from dockcycle.engine.errors import EngineError
from dockcycle.engine.practice.daemon.daemon import PracticeDaemon
from dockcycle.engine.practice.daemon.image_catalog import TEST_IMAGE
from dockcycle.engine.practice.daemon.practice_container import PracticeContainer
from dockcycle.engine.practice.daemon.practice_errors import refusal
from dockcycle.engine.practice.practice_consoles import PracticeConsoles
from tests.support.dockerd import IMAGE
from tests.unit.practice.manual_clock import ManualClock, drained, practice, spec


def attached(daemon: PracticeDaemon, container: PracticeContainer) -> bool:
    """Attach; it answers nothing."""
    daemon.attach(container)
    return True


def executed(daemon: PracticeDaemon, container: PracticeContainer) -> bool:
    """Start a process; return whether it was started and has exited."""
    console = PracticeConsoles(daemon).exec(container.inspected.id, ExecSpec(("true",)))
    return console.exit_code() == 0


ACTS: dict[Command, Callable[[PracticeDaemon, PracticeContainer], object]] = {
    Command.START: PracticeDaemon.start,
    Command.STOP: PracticeDaemon.stop,
    Command.KILL: PracticeDaemon.kill,
    Command.RESTART: PracticeDaemon.restart,
    Command.PAUSE: PracticeDaemon.pause,
    Command.UNPAUSE: PracticeDaemon.unpause,
    Command.RENAME: lambda daemon, container: daemon.rename(container, "another"),
    Command.REMOVE: PracticeDaemon.remove,
    Command.FORCE_REMOVE: lambda daemon, container: daemon.remove(container, force=True),
    Command.EXEC: executed,
    Command.ATTACH: attached,
}


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("command", Command)
def test_every_command_in_every_state_is_answered_by_the_table(command: Command, state: State) -> None:
    daemon = PracticeDaemon("practice", ManualClock(), [TEST_IMAGE])
    expected = answer(command, state)
    with daemon.clock.lock:
        container = daemon.create(spec("server"))
        daemon.start(container)
        container.update(state=state)
        if expected.verdict is Verdict.REFUSED:
            with pytest.raises(EngineError) as refused:
                ACTS[command](daemon, container)
            assert refused.value.status == expected.status
            assert container.state is state
            return
        assert ACTS[command](daemon, container) is (expected.verdict is Verdict.DONE)
    room = container.inspected.room if daemon.has(container) else Room.REMOVED
    assert room in (expected.leads_to or (Room(state.value),))


@pytest.mark.parametrize("command", Command)
def test_every_refusal_has_words(command: Command) -> None:
    daemon = PracticeDaemon("practice", ManualClock(), [TEST_IMAGE])
    told = daemon.create(spec("server", name="web")).inspected

    for state in State:
        if answer(command, state).verdict is Verdict.REFUSED:
            words = refusal(command, replace(told, state=state), 409).message
            assert "web" in words or told.id in words or "container" in words
            assert "{" not in words


def test_back_off_doubles_up_to_a_minute() -> None:
    engine, clock = practice()
    stream = engine.events()
    engine.start(engine.create(spec("false", restart="always")))
    clock.advance(400)

    told = [event for event in drained(engine, stream) if event.action in ("die", "start")]
    waits = [(start.at_ns - die.at_ns) / NANOSECONDS for die, start in zip(told[1::2], told[2::2], strict=False)]
    assert waits[:5] == pytest.approx([0.1, 0.2, 0.4, 0.8, 1.6], abs=0.001)
    assert max(waits) == waits[-1] == pytest.approx(60, abs=0.001)


def test_a_good_run_forgets_the_back_off() -> None:
    engine, clock = practice()
    stream = engine.events()
    engine.start(engine.create(spec("sleep", "11", restart="unless-stopped")))
    clock.advance(60)

    told = [event for event in drained(engine, stream) if event.action in ("die", "start")]
    waits = [(start.at_ns - die.at_ns) / NANOSECONDS for die, start in zip(told[1::2], told[2::2], strict=False)]
    assert waits == pytest.approx([0.1] * len(waits), abs=0.001)
    assert len(waits) > 3


@pytest.mark.parametrize(("policy", "restarts"), [("on-failure:3", 3), ("on-failure:0", 10), ("on-failure", 10)])
def test_on_failure_gives_up_after_its_number_if_it_has_one(policy: str, restarts: int) -> None:
    engine, clock = practice()
    id = engine.create(spec("false", restart=policy))
    engine.start(id)

    clock.advance(60)

    assert engine.inspect(id).restarts == restarts


def test_stop_waits_its_whole_timeout_and_no_longer() -> None:
    engine, clock = practice()
    id = engine.create(spec("sleep", "600"))
    engine.start(id)
    began_ns = clock.at_ns

    engine.stop(id)

    assert clock.at_ns - began_ns == engine.inspect(id).stop_timeout * NANOSECONDS
    assert engine.inspect(id).exit_code == 137


def test_a_stop_that_never_forces_waits_for_the_process() -> None:
    engine, clock = practice()
    id = engine.create(spec("sleep", "600"))
    engine.start(id)
    began_ns = clock.at_ns

    engine.stop(id, -1)

    assert clock.at_ns - began_ns == 600 * NANOSECONDS
    assert engine.inspect(id).exit_code == 0


@pytest.mark.parametrize("verb", ["stop", "restart"])
def test_a_stop_with_a_signal_sends_that_one(verb: str) -> None:
    engine, clock = practice()
    id = engine.create(spec("sh", "-c", "trap 'exit 7' INT; sleep 600"))
    engine.start(id)
    began_ns, stream = clock.at_ns, engine.events()

    getattr(engine, verb)(id, 10, "SIGINT")

    sent = [event.attributes["signal"] for event in drained(engine, stream) if event.action == "kill"]
    assert (sent, clock.at_ns) == (["2"], began_ns)


@pytest.mark.parametrize("verb", ["stop", "restart"])
def test_a_stop_with_a_signal_that_does_not_exist_is_refused(verb: str) -> None:
    engine, _ = practice()
    id = engine.create(spec("sleep", "600"))
    engine.start(id)

    with pytest.raises(EngineError) as refused:
        getattr(engine, verb)(id, 10, "BOGUS")

    assert refused.value.code == "bad_request"
    assert engine.inspect(id).state is State.RUNNING


def test_failing_probes_count_only_after_the_start_period_and_so_many_times() -> None:
    engine, clock = practice()
    check = Healthcheck("false", interval=2, retries=3, start_period=20)
    id = engine.create(CreateSpec(IMAGE, command=["server"], health=check))
    engine.start(id)

    clock.advance(19)
    assert engine.inspect(id).health == "starting"
    clock.advance(3)
    assert engine.inspect(id).health == "unhealthy"


def test_probes_rest_while_it_is_paused() -> None:
    engine, clock = practice()
    id = engine.create(CreateSpec(IMAGE, command=["server"], health=Healthcheck("true", interval=2)))
    engine.start(id)
    clock.advance(3)
    engine.pause(id)
    stream = engine.events()

    clock.advance(60)

    assert drained(engine, stream) == []
    assert engine.inspect(id).health is None


def test_a_removed_container_leaves_nothing_behind() -> None:
    engine, clock = practice()
    for number in range(50):
        made = CreateSpec(IMAGE, command=["false"], restart="always", health=Healthcheck("true"), name=f"n-{number}")
        id = engine.create(made)
        engine.start(id)
        clock.advance(0.15)
        engine.remove(id, force=True)
    stream = engine.events()

    clock.advance(600)

    assert drained(engine, stream) == []


def test_an_auto_removed_container_is_removing_for_a_moment() -> None:
    engine, clock = practice()
    id = engine.create(CreateSpec(IMAGE, command=["sleep", "1"], auto_remove=True))
    engine.start(id)
    clock.advance(1)

    assert engine.inspect(id).state is State.REMOVING
    with pytest.raises(EngineError, match="already in progress"):
        engine.remove(id, force=True)
    clock.advance(1)
    with pytest.raises(EngineError, match="No such container"):
        engine.inspect(id)


def test_an_image_is_found_with_and_without_its_tag_and_by_its_id() -> None:
    engine, _ = practice()
    alpine = next(image for image in engine.images.list() if "alpine:latest" in image.tags)

    for reference in ("alpine", "alpine:latest", alpine.id):
        id = engine.create(CreateSpec(reference))
        assert engine.inspect(id).image_id == alpine.id
