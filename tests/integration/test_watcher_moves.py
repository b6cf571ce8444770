"""The arrows that containers take on a real engine, as the watcher reports them."""

import pytest

from dockcycle.domain.lifecycle.table import State
from tests.support.board_recorder import Arrow, BoardRecorder
from tests.support.container_programs import LOOPS, SLEEPS, Program

pytestmark = pytest.mark.engine

CREATE: Arrow = ("create", None, "created")
START: Arrow = ("start", "created", "running")


# --- arrows -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("_", range(3))
def test_restart_leaves_running_and_comes_back(recorder: BoardRecorder, _: int) -> None:
    recorder.docker.run("web", *SLEEPS)
    recorder.docker("restart", "-t", "0", "web")

    recorder.until_took("web", CREATE, START, ("stop", "running", "failed"), ("restart", "failed", "running"))
    recorder.until("web", state=State.RUNNING, exit_code=None, cause=None)


def test_pause_unpause_and_kill_while_paused(recorder: BoardRecorder) -> None:
    recorder.docker.run("web", *SLEEPS)
    for command in ("pause", "unpause", "pause", "kill"):
        recorder.docker(command, "web")

    recorder.until_took(
        "web", CREATE, START, ("pause", "running", "paused"), ("unpause", "paused", "running"),
        ("pause", "running", "paused"), ("kill", "paused", "failed"),
    )  # fmt: skip


@pytest.mark.parametrize(("verb", "room"), [((), "running"), (("pause",), "paused")])
def test_rm_by_force_is_one_arrow(recorder: BoardRecorder, verb: Program, room: str) -> None:
    recorder.docker.run("web", *SLEEPS)
    for command in verb:
        recorder.docker(command, "web")
    recorder.docker("rm", "-f", "web")

    recorder.until_took("web", ("force-remove", room, None))


def test_kill_then_rm_are_two_arrows(recorder: BoardRecorder) -> None:
    recorder.docker.run("web", *SLEEPS)
    recorder.docker("kill", "web")
    recorder.until("web", "killed")
    recorder.docker("rm", "web")

    recorder.until_took("web", ("kill", "running", "failed"), ("remove", "failed", None))


def test_one_that_removes_itself_ends_first(recorder: BoardRecorder) -> None:
    recorder.docker.run("passing", "sh", "-c", "sleep 0.3; exit 2", options=("--rm",))

    recorder.until_took("passing", CREATE, START, ("exit", "running", "failed"), ("remove", "failed", None))
    recorder.until_equal()


def test_rename_and_health_move_nothing(recorder: BoardRecorder) -> None:
    recorder.docker.run("old", *SLEEPS, options=("--health-cmd", "true", "--health-interval", "1s"))
    recorder.until("old", health="healthy")
    recorder.docker("rename", "old", "new")

    recorder.until_took("new", ("rename", "running", "running"))
    assert recorder.moves("new")[-1].old_name == "old"
    assert recorder.arrows("old")[-1] == ("healthy", "running", "running")


def test_a_restart_policy_goes_round_until_it_gives_up(recorder: BoardRecorder) -> None:
    recorder.docker.run("tries", *LOOPS, options=("--restart", "on-failure:2"))
    die, again = ("die", "running", "restarting"), ("restart", "restarting", "running")

    recorder.until("tries", "failed", state=State.EXITED, exit_code=5, restarts=2)
    recorder.until_took("tries", CREATE, START, die, again, die, again, ("exit", "running", "failed"))
