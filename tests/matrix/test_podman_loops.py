"""Restart loops of a real Podman, which has no state for them."""

import pytest

from dockcycle.domain.lifecycle.table import State
from dockcycle.engine.docker.docker_engine import DockerEngine
from tests.support.board_recorder import BoardRecorder
from tests.support.engines import under_test
from tests.support.waiting import wait_until

pytestmark = [pytest.mark.engine, pytest.mark.skipif(not under_test().podman, reason="the others have `restarting`")]


def test_a_loop_is_shown_as_restarting_with_the_code_of_its_last_end(recorder: BoardRecorder) -> None:
    recorder.docker.run("loop", "sh", "-c", "exit 7", options=("--restart", "always"))

    recorder.until("loop", "failed", state=State.RESTARTING, exit_code=7)
    assert {edge for edge, source, _ in recorder.arrows("loop") if source == "restarting"} <= {"restart"}


def test_a_policy_that_gives_up_leaves_the_last_end_and_its_cause(recorder: BoardRecorder) -> None:
    recorder.docker.run("tries", "sh", "-c", "exit 5", options=("--restart", "on-failure:2"))

    recorder.until("tries", "failed", state=State.EXITED, exit_code=5, restarts=2)
    assert recorder.arrows("tries")[-1][2] == "failed"


def test_a_stop_waits_until_it_meets_a_loop_running(recorder: BoardRecorder, engine: DockerEngine) -> None:
    for number in range(5):
        name = f"loop-{number}"
        id = recorder.docker.run(name, "sh", "-c", "sleep 0.4; exit 7", options=("--restart", "always"))
        recorder.until(name, state=State.RESTARTING)

        assert engine.stop(id, 5)

        recorder.until(name, state=State.EXITED)
        restarts = engine.inspect(id).restarts
        wait_until(lambda name=name: recorder.states()[name] == "exited", 5, "a quiet container")  # type: ignore[misc]
        assert engine.inspect(id).restarts == restarts
