"""What each verb announces, in which order, on both engines."""

import pytest

from dockcycle.domain.lifecycle.table import State
from dockcycle.engine.errors import EngineError
from tests.contract.lab import FAILS, IGNORES, Lab


def test_start(lab: Lab) -> None:
    id = lab.run()

    lab.told(id, "create", "start")


def test_start_of_what_runs_announces_nothing(lab: Lab) -> None:
    id = lab.run()

    assert not lab.engine.start(id)
    lab.told(id, "create", "start")


def test_a_command_that_ends_by_itself(lab: Lab) -> None:
    id = lab.ended(*FAILS)

    lab.told(id, "create", "start", "die:3")


def test_stop_of_one_that_obeys(lab: Lab) -> None:
    id = lab.run()

    assert lab.engine.stop(id, 10)
    lab.told(id, "create", "start", lab.facts.stop(0))


def test_stop_of_one_that_does_not_react(lab: Lab) -> None:
    id = lab.run(*IGNORES)

    assert lab.engine.stop(id, 1)
    lab.told(id, "create", "start", lab.facts.stop(137, timed_out=True))


def test_stop_of_a_shell_with_a_terminal_takes_the_whole_timeout(lab: Lab) -> None:
    id = lab.run("sh", tty=True, open_stdin=True)

    assert lab.engine.stop(id, 1)
    lab.told(id, "create", "start", lab.facts.stop(137, timed_out=True))


def test_a_shell_without_a_terminal_ends_at_once(lab: Lab) -> None:
    id = lab.ended("sh")

    lab.told(id, "create", "start", "die:0")


def test_stop_of_a_paused_one_thaws_it(lab: Lab) -> None:
    id = lab.standing(State.PAUSED)

    assert lab.engine.stop(id, 10)
    lab.told(id, "create", "start", "pause", lab.facts.stop(0, paused=True))


def test_stop_of_one_that_waits_for_its_restart_announces_only_stop(lab: Lab) -> None:
    id = lab.looping()
    before = lab.actions(id)

    assert lab.engine.stop(id)
    lab.told(id, *before, "stop")


def test_kill_of_one_that_waits_for_its_restart_announces_nothing(lab: Lab) -> None:
    id = lab.looping()
    lab.pass_marker()
    before = lab.actions(id)

    assert lab.engine.kill(id)
    lab.told(id, *before)
    assert lab.engine.inspect(id).state is State.EXITED


def test_kill(lab: Lab) -> None:
    id = lab.run()

    assert lab.engine.kill(id)
    lab.told(id, "create", "start", lab.facts.kill(9), "die:137")


def test_kill_of_a_paused_one_does_not_thaw_it(lab: Lab) -> None:
    id = lab.standing(State.PAUSED)

    assert lab.engine.kill(id)
    lab.told(id, "create", "start", "pause", lab.facts.kill(9), "die:137")


def test_a_signal_nobody_handles_leaves_it_running(lab: Lab) -> None:
    id = lab.run(*IGNORES)

    assert lab.engine.kill(id, "USR1")
    lab.told(id, "create", "start", lab.facts.kill(10))
    assert lab.engine.inspect(id).state is State.RUNNING


def test_any_signal_but_kill_thaws_a_paused_one(lab: Lab) -> None:
    id = lab.run(*IGNORES)
    lab.engine.pause(id)

    assert lab.engine.kill(id, "SIGHUP")
    lab.told(id, "create", "start", "pause", lab.facts.kill(1), *(["unpause"] if lab.facts.signal_thaws else []))
    assert lab.engine.inspect(id).state is (State.RUNNING if lab.facts.signal_thaws else State.PAUSED)


def test_a_signal_that_is_handled_ends_it(lab: Lab) -> None:
    id = lab.run()

    assert lab.engine.kill(id, "TERM")
    lab.told(id, "create", "start", lab.facts.kill(15), "die:0")


def test_restart(lab: Lab) -> None:
    id = lab.run()

    assert lab.engine.restart(id, 10)
    lab.told(id, "create", "start", lab.facts.restart(0))


def test_restart_of_what_does_not_run(lab: Lab) -> None:
    id = lab.create()

    assert lab.engine.restart(id)
    lab.told(id, "create", lab.facts.restart_of_what_does_not_run())


def test_pause_and_unpause(lab: Lab) -> None:
    id = lab.run()

    assert lab.engine.pause(id)
    assert lab.engine.unpause(id)
    lab.told(id, "create", "start", "pause", "unpause")


def test_a_process_whose_time_comes_while_it_is_paused_ends_when_it_is_unpaused(lab: Lab) -> None:
    id = lab.run("sh", "-c", "sleep 1; exit 4")
    lab.engine.pause(id)
    lab.ended("sleep", "2")
    assert lab.engine.inspect(id).state is State.PAUSED

    lab.engine.unpause(id)
    lab.told(id, "create", "start", "pause", "unpause", "die:4")


def test_rename(lab: Lab) -> None:
    old, new = lab.name(), lab.name()
    id = lab.create(name=old)

    assert lab.engine.rename(id, new)
    lab.told(id, "create", "rename")
    event = lab.listener.of(id)[-1]
    assert event.name == new
    assert event.attributes.get("oldName") == (f"/{old}" if lab.facts.rename_tells_old_name else None)
    assert lab.engine.inspect(id).name == new


def test_remove(lab: Lab) -> None:
    id = lab.ended("true")

    assert lab.engine.remove(id)
    lab.told(id, "create", "start", "die:0", "destroy")


def test_remove_by_force(lab: Lab) -> None:
    id = lab.run()

    assert lab.engine.remove(id, force=True)
    lab.told(id, "create", "start", lab.facts.force_remove())


def test_an_auto_removed_one_goes_by_itself(lab: Lab) -> None:
    id = lab.run("true", auto_remove=True)

    lab.told(id, "create", "start", "die:0", "destroy")
    with pytest.raises(EngineError, match="not_found"):
        lab.engine.inspect(id)


def test_restart_does_not_remove_an_auto_removed_one(lab: Lab) -> None:
    id = lab.run(auto_remove=True)

    assert lab.engine.restart(id, 10)
    lab.told(id, "create", "start", lab.facts.restart(0))
    assert lab.engine.inspect(id).state is State.RUNNING


def test_labels_stand_over_the_attributes_of_an_event(lab: Lab) -> None:
    id = lab.ended("sh", "-c", "exit 9", labels={"exitCode": "0", "name": "somebody-else"})

    lab.told(id, "create", "start", "die:0" if lab.facts.labels_disguise_attributes else "die:9")
    container = lab.engine.inspect(id)
    assert lab.listener.of(id)[-1].name == container.name
    assert (container.exit_code, container.signal_labels) == (9, frozenset({"exitCode"}))
