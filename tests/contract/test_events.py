"""What each verb announces, in which order, on both engines."""

import pytest

from dockcycle.domain.lifecycle.table import State
from dockcycle.engine.errors import EngineError
from tests.contract.engine_fixture import FAILS, IGNORES, EngineFixture


def test_start(engine_fixture: EngineFixture) -> None:
    id = engine_fixture.run()

    engine_fixture.told(id, "create", "start")


def test_start_of_what_runs_announces_nothing(engine_fixture: EngineFixture) -> None:
    id = engine_fixture.run()

    assert not engine_fixture.engine.start(id)
    engine_fixture.told(id, "create", "start")


def test_a_command_that_ends_by_itself(engine_fixture: EngineFixture) -> None:
    id = engine_fixture.ended(*FAILS)

    engine_fixture.told(id, "create", "start", "die:3")


def test_stop_of_one_that_obeys(engine_fixture: EngineFixture) -> None:
    id = engine_fixture.run()

    assert engine_fixture.engine.stop(id, 10)
    engine_fixture.told(id, "create", "start", engine_fixture.facts.stop(0))


def test_stop_of_one_that_does_not_react(engine_fixture: EngineFixture) -> None:
    id = engine_fixture.run(*IGNORES)

    assert engine_fixture.engine.stop(id, 1)
    engine_fixture.told(id, "create", "start", engine_fixture.facts.stop(137, timed_out=True))


def test_stop_of_a_shell_with_a_terminal_takes_the_whole_timeout(engine_fixture: EngineFixture) -> None:
    id = engine_fixture.run("sh", tty=True, open_stdin=True)

    assert engine_fixture.engine.stop(id, 1)
    engine_fixture.told(id, "create", "start", engine_fixture.facts.stop(137, timed_out=True))


def test_a_shell_without_a_terminal_ends_at_once(engine_fixture: EngineFixture) -> None:
    id = engine_fixture.ended("sh")

    engine_fixture.told(id, "create", "start", "die:0")


def test_stop_of_a_paused_one_thaws_it(engine_fixture: EngineFixture) -> None:
    id = engine_fixture.standing(State.PAUSED)

    assert engine_fixture.engine.stop(id, 10)
    engine_fixture.told(id, "create", "start", "pause", engine_fixture.facts.stop(0, paused=True))


def test_stop_of_one_that_waits_for_its_restart_announces_only_stop(engine_fixture: EngineFixture) -> None:
    id = engine_fixture.looping()
    before = engine_fixture.actions(id)

    assert engine_fixture.engine.stop(id)
    engine_fixture.told(id, *before, "stop")


def test_kill_of_one_that_waits_for_its_restart_announces_nothing(engine_fixture: EngineFixture) -> None:
    id = engine_fixture.looping()
    engine_fixture.pass_marker()
    before = engine_fixture.actions(id)

    assert engine_fixture.engine.kill(id)
    engine_fixture.told(id, *before)
    assert engine_fixture.engine.inspect(id).state is State.EXITED


def test_kill(engine_fixture: EngineFixture) -> None:
    id = engine_fixture.run()

    assert engine_fixture.engine.kill(id)
    engine_fixture.told(id, "create", "start", engine_fixture.facts.kill(9), "die:137")


def test_kill_of_a_paused_one_does_not_thaw_it(engine_fixture: EngineFixture) -> None:
    id = engine_fixture.standing(State.PAUSED)

    assert engine_fixture.engine.kill(id)
    engine_fixture.told(id, "create", "start", "pause", engine_fixture.facts.kill(9), "die:137")


def test_a_signal_nobody_handles_leaves_it_running(engine_fixture: EngineFixture) -> None:
    id = engine_fixture.run(*IGNORES)

    assert engine_fixture.engine.kill(id, "USR1")
    engine_fixture.told(id, "create", "start", engine_fixture.facts.kill(10))
    assert engine_fixture.engine.inspect(id).state is State.RUNNING


def test_any_signal_but_kill_thaws_a_paused_one(engine_fixture: EngineFixture) -> None:
    id = engine_fixture.run(*IGNORES)
    engine_fixture.engine.pause(id)

    assert engine_fixture.engine.kill(id, "SIGHUP")
    engine_fixture.told(
        id,
        "create",
        "start",
        "pause",
        engine_fixture.facts.kill(1),
        *(["unpause"] if engine_fixture.facts.signal_thaws else []),
    )
    assert engine_fixture.engine.inspect(id).state is (
        State.RUNNING if engine_fixture.facts.signal_thaws else State.PAUSED
    )


def test_a_signal_that_is_handled_ends_it(engine_fixture: EngineFixture) -> None:
    id = engine_fixture.run()

    assert engine_fixture.engine.kill(id, "TERM")
    engine_fixture.told(id, "create", "start", engine_fixture.facts.kill(15), "die:0")


def test_restart(engine_fixture: EngineFixture) -> None:
    id = engine_fixture.run()

    assert engine_fixture.engine.restart(id, 10)
    engine_fixture.told(id, "create", "start", engine_fixture.facts.restart(0))


def test_restart_of_what_does_not_run(engine_fixture: EngineFixture) -> None:
    id = engine_fixture.create()

    assert engine_fixture.engine.restart(id)
    engine_fixture.told(id, "create", engine_fixture.facts.restart_of_what_does_not_run())


def test_pause_and_unpause(engine_fixture: EngineFixture) -> None:
    id = engine_fixture.run()

    assert engine_fixture.engine.pause(id)
    assert engine_fixture.engine.unpause(id)
    engine_fixture.told(id, "create", "start", "pause", "unpause")


def test_a_process_whose_time_comes_while_it_is_paused_ends_when_it_is_unpaused(engine_fixture: EngineFixture) -> None:
    id = engine_fixture.run("sh", "-c", "sleep 1; exit 4")
    engine_fixture.engine.pause(id)
    engine_fixture.ended("sleep", "2")
    assert engine_fixture.engine.inspect(id).state is State.PAUSED

    engine_fixture.engine.unpause(id)
    engine_fixture.told(id, "create", "start", "pause", "unpause", "die:4")


def test_rename(engine_fixture: EngineFixture) -> None:
    old, new = engine_fixture.name(), engine_fixture.name()
    id = engine_fixture.create(name=old)

    assert engine_fixture.engine.rename(id, new)
    engine_fixture.told(id, "create", "rename")
    event = engine_fixture.listener.of(id)[-1]
    assert event.name == new
    assert event.attributes.get("oldName") == (f"/{old}" if engine_fixture.facts.rename_tells_old_name else None)
    assert engine_fixture.engine.inspect(id).name == new


def test_remove(engine_fixture: EngineFixture) -> None:
    id = engine_fixture.ended("true")

    assert engine_fixture.engine.remove(id)
    engine_fixture.told(id, "create", "start", "die:0", "destroy")


def test_remove_by_force(engine_fixture: EngineFixture) -> None:
    id = engine_fixture.run()

    assert engine_fixture.engine.remove(id, force=True)
    engine_fixture.told(id, "create", "start", engine_fixture.facts.force_remove())


def test_an_auto_removed_one_goes_by_itself(engine_fixture: EngineFixture) -> None:
    id = engine_fixture.run("true", auto_remove=True)

    engine_fixture.told(id, "create", "start", "die:0", "destroy")
    with pytest.raises(EngineError, match="not_found"):
        engine_fixture.engine.inspect(id)


def test_restart_does_not_remove_an_auto_removed_one(engine_fixture: EngineFixture) -> None:
    id = engine_fixture.run(auto_remove=True)

    assert engine_fixture.engine.restart(id, 10)
    engine_fixture.told(id, "create", "start", engine_fixture.facts.restart(0))
    assert engine_fixture.engine.inspect(id).state is State.RUNNING


def test_labels_stand_over_the_attributes_of_an_event(engine_fixture: EngineFixture) -> None:
    id = engine_fixture.ended("sh", "-c", "exit 9", labels={"exitCode": "0", "name": "somebody-else"})

    engine_fixture.told(id, "create", "start", "die:0" if engine_fixture.facts.labels_disguise_attributes else "die:9")
    container = engine_fixture.engine.inspect(id)
    assert engine_fixture.listener.of(id)[-1].name == container.name
    assert (container.exit_code, container.signal_labels) == (9, frozenset({"exitCode"}))
