"""The whole lifecycle, step by step with the docker CLI: board, causes, and the moves of each step."""

import os
import signal
from collections.abc import Callable

import pytest

from tests.support.lifecycle_walk import CREATED, GONE, PAUSED, RUNNING, Card, LifecycleWalk
from tests.support.waiting import wait_until

pytestmark = pytest.mark.engine

CREATE, START = "create - created", "start created running"
RUN = (CREATE, START)
NO_START = "start-failed created created"
OBEYS = """sh -c "trap 'exit 0' TERM; trap '' USR1; echo ready; while :; do sleep 0.05; done" """
DEAF = 'sh -c "echo ready; exec sleep 600"'
LOOPS = 'sh -c "exit 5"'


def run(walk: LifecycleWalk, name: str, program: str, *options: str) -> None:
    """Run a program that says when it is ready."""
    walk.step(f"run -d --name {name} {' '.join(options)} IMAGE {program}", name, RUNNING, *RUN)
    walk.await_ready(name)


def start(walk: LifecycleWalk, name: str, source: str) -> None:
    walk.step(f"start {name}", name, RUNNING, f"start {source} running")
    walk.await_ready(name)


def kill_silently(walk: LifecycleWalk, name: str) -> Callable[[], None]:
    """Return what ends the main process without the engine's knowledge."""
    pid = int(walk.docker.inspect(name)["State"]["Pid"])
    return lambda: os.kill(pid, signal.SIGKILL)


def test_one_long_life(walk: LifecycleWalk) -> None:
    walk.step(f"create --name web IMAGE {OBEYS}", "web", CREATED, CREATE)
    start(walk, "web", "created")
    walk.step("pause web", "web", PAUSED, "pause running paused")
    walk.step("unpause web", "web", RUNNING, "unpause paused running")
    walk.step("exec web true", "web", RUNNING)
    walk.step("top web", "web", RUNNING)
    walk.step("stop web", "web", Card("exited", 0, "stopped"), "stop running exited")
    start(walk, "web", "exited")
    walk.step("restart web", "web", RUNNING, "stop running exited", "restart exited running")
    walk.await_ready("web")
    walk.step("rename web shop", "shop", RUNNING, "rename running running")
    walk.step("update --restart unless-stopped shop", "shop", RUNNING)
    assert [one.restart_policy for one in walk.recorder.containers()] == ["unless-stopped"]
    walk.step("update --restart no shop", "shop", RUNNING)
    walk.step("kill -s USR1 shop", "shop", RUNNING)
    walk.step("stop shop", "shop", Card("exited", 0, "stopped"), "stop running exited")
    walk.step("restart shop", "shop", RUNNING, "restart exited running")
    walk.await_ready("shop")
    walk.step("kill -s TERM shop", "shop", Card("exited", 0, "signalled"), "kill running exited")
    start(walk, "shop", "exited")
    walk.step("kill shop", "shop", Card("failed", 137, "killed"), "kill running failed")
    walk.step("restart shop", "shop", RUNNING, "restart failed running")
    walk.step("rm -f shop", "shop", GONE, "force-remove running -")


def test_ends_of_their_own(walk: LifecycleWalk) -> None:
    ends = [
        ("true", Card("exited", 0, "finished")),
        ('sh -c "exit 3"', Card("failed", 3, "failed")),
        ("sh", Card("exited", 0, "no_terminal")),
        ('sh -c "exit 127"', Card("failed", 127, "command_failed")),
        ('sh -c "exit 137"', Card("failed", 137, "killed_outside")),
        ('sh -c "exit 139"', Card("failed", 139, "crashed")),
        ('sh -c "exit 143"', Card("failed", 143, "signal_outside")),
    ]
    for number, (program, card) in enumerate(ends):
        name, end = f"end-{number}", f"exit running {card.room}"
        walk.step(f"run -d --name {name} IMAGE {program}", name, card, *RUN, end)
    walk.step("start end-0", "end-0", Card("exited", 0, "finished"), "start exited running", "exit running exited")
    walk.step("start end-1", "end-1", Card("failed", 3, "failed"), "start failed running", "exit running failed")
    walk.step("rm end-0", "end-0", GONE, "remove exited -")
    walk.step("container prune -f", "end-1", GONE, "remove failed -")
    assert walk.recorder.containers() == []


def test_ends_from_outside(walk: LifecycleWalk) -> None:
    run(walk, "silent", DEAF)
    end = kill_silently(walk, "silent")
    walk.step(end, "silent", Card("failed", 137, "killed_outside"), "exit running failed")
    limits = "--memory 16m --memory-swap 16m"
    eats = f"run -d --name greedy {limits} IMAGE tail /dev/zero"
    walk.step(eats, "greedy", Card("failed", 137, "out_of_memory"), *RUN, "oom running failed")
    parent = f'run -d --name parent {limits} IMAGE sh -c "tail /dev/zero; exit 4"'
    walk.step(parent, "parent", Card("failed", 4, "child_out_of_memory"), *RUN, "exit running failed")


def test_stops_kills_and_signals(walk: LifecycleWalk) -> None:
    run(walk, "deaf", DEAF)
    walk.step("stop -t 1 deaf", "deaf", Card("failed", 137, "stop_timed_out"), "stop running failed")
    start(walk, "deaf", "failed")
    walk.step("kill -s HUP deaf", "deaf", RUNNING)
    walk.step("kill deaf", "deaf", Card("failed", 137, "killed"), "kill running failed")
    start(walk, "deaf", "failed")
    walk.step("restart -t 0 deaf", "deaf", RUNNING, "stop running failed", "restart failed running")
    walk.await_ready("deaf")

    run(walk, "hears", """sh -c "trap 'exit 7' USR1; echo ready; while :; do sleep 0.05; done" """)
    walk.step("kill -s USR1 hears", "hears", Card("failed", 7, "exited_after_signal"), "kill running failed")
    run(walk, "falls", """sh -c "trap 'exit 138' USR1; echo ready; while :; do sleep 0.05; done" """)
    walk.step("kill -s USR1 falls", "falls", Card("failed", 138, "signalled"), "kill running failed")


def test_paused_ones(walk: LifecycleWalk) -> None:
    pause, thaw = "pause running paused", "unpause paused running"
    run(walk, "web", OBEYS)
    walk.step("pause web", "web", PAUSED, pause)
    walk.step("stop web", "web", Card("exited", 0, "stopped"), thaw, "stop running exited")
    start(walk, "web", "exited")
    walk.step("pause web", "web", PAUSED, pause)
    walk.step("kill web", "web", Card("failed", 137, "killed"), "kill paused failed")
    start(walk, "web", "failed")
    walk.step("pause web", "web", PAUSED, pause)
    walk.step("restart web", "web", RUNNING, thaw, "stop running exited", "restart exited running")
    walk.step("pause web", "web", PAUSED, pause)
    walk.step("rm -f web", "web", GONE, "force-remove paused -")


def test_removals(walk: LifecycleWalk) -> None:
    walk.step("create --name made IMAGE true", "made", CREATED, CREATE)
    walk.step("rm made", "made", GONE, "remove created -")
    walk.step("create --name made IMAGE true", "made", CREATED, CREATE)
    walk.step("rm -f made", "made", GONE, "remove created -")
    walk.step(f"create --name made IMAGE {DEAF}", "made", CREATED, CREATE)
    walk.step("restart made", "made", RUNNING, "restart created running")
    walk.step("rm -f made", "made", GONE, "force-remove running -")
    walk.step("run -d --name made IMAGE true", "made", Card("exited", 0, "finished"), *RUN, "exit running exited")
    walk.step("rm -f made", "made", GONE, "remove exited -")

    run(walk, "kept", DEAF)
    walk.step("rm kept", "kept", RUNNING)
    walk.step("create --name kept IMAGE true", "kept", RUNNING)
    walk.step("rm -f kept", "kept", GONE, "force-remove running -")


def test_those_that_remove_themselves(walk: LifecycleWalk) -> None:
    walk.step(
        "run -d --rm --name flash IMAGE true", "flash", GONE, *RUN, "exit running exited", "remove exited -", flash=True
    )
    fails = 'run -d --rm --name brief-0 IMAGE sh -c "sleep 1; exit 2"'
    walk.step(fails, "brief-0", GONE, *RUN, "exit running failed", "remove failed -")
    run(walk, "brief", OBEYS, "--rm")
    walk.step("stop brief", "brief", GONE, "stop running exited", "remove exited -")
    run(walk, "brief-2", DEAF, "--rm")
    walk.step("kill brief-2", "brief-2", GONE, "kill running failed", "remove failed -")
    run(walk, "brief-3", OBEYS, "--rm")
    walk.step("restart brief-3", "brief-3", RUNNING, "stop running exited", "restart exited running")
    # Of one with --rm the engine sends the same events for `docker kill` as for `docker rm -f`.
    walk.step("rm -f brief-3", "brief-3", GONE, "kill running failed", "remove failed -")


def test_restart_policies(walk: LifecycleWalk) -> None:
    die, again, ended = "die running restarting", "restart restarting running", "exit running failed"
    tries = f"run -d --name tries --restart on-failure:2 IMAGE {LOOPS}"
    walk.step(tries, "tries", Card("failed", 5, "failed"), *RUN, die, again, die, again, ended)
    walk.step(
        "run -d --name fine --restart on-failure:2 IMAGE true", "fine", Card("exited", 0, "finished"), *RUN,
        "exit running exited",
    )  # fmt: skip
    second = 'sh -c "test -e /tried && exec sleep 600; touch /tried; exit 3"'
    walk.step(f"run -d --name second --restart on-failure:5 IMAGE {second}", "second", RUNNING, *RUN, die, again)
    walk.step("rm -f second", "second", GONE, "force-remove running -")

    run(walk, "always", DEAF, "--restart", "always")
    walk.step(kill_silently(walk, "always"), "always", RUNNING, die, again)
    walk.step("kill always", "always", Card("failed", 137, "killed"), "kill running failed")
    walk.step("start always", "always", RUNNING, "start failed running")
    walk.step("stop -t 1 always", "always", Card("failed", 137, "stop_timed_out"), "stop running failed")


@pytest.mark.parametrize(
    ("verb", "card", "move"),
    [
        ("stop", Card("failed", 5, "loop_ended"), "stop restarting failed"),
        ("kill", Card("failed", 5, "loop_ended"), "kill restarting failed"),
        ("rm -f", GONE, "force-remove restarting -"),
    ],
)
def test_the_end_of_a_restart_loop(walk: LifecycleWalk, verb: str, card: Card | None, move: str) -> None:
    walk.docker.run("loop", "sh", "-c", "exit 5", options=("--restart", "always"))
    wait_until(lambda: walk.docker.inspect("loop")["RestartCount"] >= 5, 20, "a long wait between two restarts")
    walk.recorder.until("loop", state="restarting", exit_code=5)

    walk.step(f"{verb} loop", "loop", card, move)


def test_starts_that_fail(walk: LifecycleWalk) -> None:
    walk.step("create --name absent IMAGE nosuchcmd", "absent", CREATED, CREATE)
    walk.step("start absent", "absent", Card("created", 127, "not_found"), NO_START)
    walk.step("run -d --name folder IMAGE /bin", "folder", Card("created", 126, "not_executable"), CREATE, NO_START)
    stray = Card("created", 128, "start_failed")
    walk.step("run -d --name stray --user nouser IMAGE true", "stray", stray, CREATE, NO_START)
    again = Card("created", 127, "not_found")
    walk.step("run -d --name again --restart always IMAGE nosuchcmd", "again", again, CREATE, NO_START)
    walk.step("run -d --rm --name flash IMAGE nosuchcmd", "flash", GONE, CREATE, "remove created -", flash=True)
    walk.step("create --name lonely --network nosuch IMAGE true", "lonely", CREATED, CREATE)
    walk.step("start lonely", "lonely", Card("created", 128, "start_failed"), NO_START)
    walk.step("rm absent", "absent", GONE, "remove created -")


def test_health(walk: LifecycleWalk) -> None:
    check = '--health-cmd "test ! -e /sick" --health-interval 1s --health-retries 1'
    healthy, sick = Card("running", health="healthy"), Card("running", health="unhealthy")
    turn_healthy, turn_sick = "healthy running running", "unhealthy running running"
    walk.step(f"run -d --name web {check} IMAGE sleep 600", "web", healthy, *RUN, turn_healthy)
    walk.step("exec web touch /sick", "web", sick, turn_sick)
    walk.step("exec web rm /sick", "web", healthy, turn_healthy)
    walk.step("exec web touch /sick", "web", sick, turn_sick)
    walk.step("kill web", "web", Card("failed", 137, "killed", "unhealthy"), "kill running failed")
