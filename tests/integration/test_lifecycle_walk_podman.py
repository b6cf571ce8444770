"""The lifecycle on Podman, step by step with the docker CLI: what it tells is shown, and nothing is made up."""

import pytest

from tests.support.board_recorder import BoardRecorder
from tests.support.engines import under_test
from tests.support.lifecycle_walk import CREATED, GONE, PAUSED, RUNNING, Card, LifecycleWalk

pytestmark = [
    pytest.mark.engine,
    pytest.mark.skipif(not under_test().podman, reason="test_lifecycle_walk.py is the walk on Docker"),
]

CREATE, START = "create - created", "start created running"
OBEYS = """sh -c "trap 'exit 0' TERM; trap '' USR1; echo ready; while :; do sleep 0.05; done" """
DEAF = 'sh -c "echo ready; exec sleep 600"'
EXIT = "exit running exited"
NO_START = "start-failed created created"


def run(walk: LifecycleWalk, name: str, program: str, *options: str) -> None:
    """Run a program that says when it is ready."""
    walk.step(f"run -d --name {name} {' '.join(options)} IMAGE {program}", name, RUNNING, CREATE, START)
    walk.await_ready(name)


def test_one_long_life(walk: LifecycleWalk) -> None:
    walk.step(f"create --name web IMAGE {OBEYS}", "web", CREATED, CREATE)
    walk.step("start web", "web", RUNNING, START)
    walk.await_ready("web")
    walk.step("pause web", "web", PAUSED, "pause running paused")
    walk.step("stop web", "web", PAUSED)  # it refuses
    walk.step("unpause web", "web", RUNNING, "unpause paused running")
    walk.step("exec web true", "web", RUNNING)
    walk.step("stop -t 10 web", "web", Card("exited", 0, "stopped"), "stop running exited")
    walk.step("start web", "web", RUNNING, "start exited running")
    walk.await_ready("web")
    walk.step("rename web shop", "shop", RUNNING, "rename running running")
    assert walk.moves("shop")[-1].old_name == "web"
    walk.step("kill -s USR1 shop", "shop", RUNNING)
    walk.step("kill shop", "shop", Card("failed", 137, "killed"), "kill running failed")
    walk.step("rm shop", "shop", GONE, "remove failed -")


def test_ends_of_their_own(walk: LifecycleWalk) -> None:
    walk.step("run -d --name fine IMAGE sleep 1", "fine", Card("exited", 0, "finished"), CREATE, START, EXIT)
    fails = 'run -d --name fails IMAGE sh -c "sleep 1; exit 3"'
    walk.step(fails, "fails", Card("failed", 3, "failed"), CREATE, START, "exit running failed")
    killed = 'run -d --name outside IMAGE sh -c "sleep 1; exit 137"'
    walk.step(killed, "outside", Card("failed", 137, "killed_outside"), CREATE, START, "exit running failed")
    walk.step("rm fine", "fine", GONE, "remove exited -")


def test_stops_and_kills(walk: LifecycleWalk) -> None:
    run(walk, "deaf", DEAF)
    walk.step("stop -t 1 deaf", "deaf", Card("failed", 137, "stop_killed"), "stop running failed")
    walk.step("start deaf", "deaf", RUNNING, "start failed running")
    walk.step("kill -s HUP deaf", "deaf", RUNNING)
    walk.step("kill deaf", "deaf", Card("failed", 137, "killed"), "kill running failed")
    walk.step("start deaf", "deaf", RUNNING, "start failed running")


def test_starts_that_fail(walk: LifecycleWalk) -> None:
    walk.step("create --name absent IMAGE nosuchcmd", "absent", CREATED, CREATE)
    walk.step("start absent", "absent", Card("created", 127, "not_found"), NO_START)
    walk.step("run -d --name folder IMAGE /bin", "folder", Card("created", 126, "not_executable"), CREATE, NO_START)
    stray = Card("created", None, "start_failed")
    walk.step("run -d --name stray --user nouser IMAGE true", "stray", stray, CREATE, NO_START)
    walk.step("create --name lonely --network nosuch IMAGE true", "lonely", GONE)
    walk.step("rm absent", "absent", GONE, "remove created -")


def test_removals(walk: LifecycleWalk) -> None:
    walk.step("create --name made IMAGE true", "made", CREATED, CREATE)
    walk.step("rm made", "made", GONE, "remove created -")
    run(walk, "kept", OBEYS)
    walk.step("rm kept", "kept", RUNNING)
    walk.step("create --name kept IMAGE true", "kept", RUNNING)
    passing = 'run -d --rm --name passing IMAGE sh -c "sleep 1; exit 2"'
    walk.step(passing, "passing", GONE, CREATE, START, "exit running failed", "remove failed -")


def test_a_restart_loop_is_told_by_its_rate(recorder: BoardRecorder) -> None:
    recorder.docker.run("loop", "sh", "-c", "exit 5", options=("--restart", "always"))

    recorder.until("loop", state="restarting", exit_code=5)
    recorder.docker("rm", "-f", "loop")
    recorder.until_equal()
