"""The watcher on a real engine: why containers ended, which arrows they took, and that nothing is missed."""

import os
import signal
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from dockcycle.domain.lifecycle.table import State
from dockcycle.engine import CreateSpec
from dockcycle.engine.discovery import parse_address
from dockcycle.engine.docker.docker_engine import DockerEngine
from tests.support.cli import Docker
from tests.support.dockerd import IMAGE, Dockerd
from tests.support.own_engine import crash
from tests.support.waiting import wait_until
from tests.support.watch import Arrow, Watch

pytestmark = pytest.mark.engine

Program = tuple[str, ...]
End = tuple[int, str]

CREATE: Arrow = ("create", None, "created")
START: Arrow = ("start", "created", "running")
SLEEPS = ("sleep", "600")
DEAF = ("sh", "-c", "echo ready; exec sleep 600")
LOOPS = ("sh", "-c", "exit 5")


def handles(signal: str, code: int) -> Program:
    """A program that says when it is ready and exits with `code` on `signal`."""
    return ("sh", "-c", f"trap 'exit {code}' {signal}; echo ready; while :; do sleep 0.05; done")


def run_ready(watch: Watch, name: str, *command: str) -> None:
    watch.docker.run(name, *command)
    wait_until(lambda: "ready" in watch.docker("logs", name), 10, "its trap")


# --- causes -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "room", "cause"),
    [
        (0, "exited", "finished"),
        (3, "failed", "failed"),
        (127, "failed", "command_failed"),
        (137, "failed", "killed_outside"),
        (139, "failed", "crashed"),
        (143, "failed", "signal_outside"),
    ],
)
def test_a_program_that_ends_by_itself(watch: Watch, code: int, room: str, cause: str) -> None:
    watch.docker.run("own-end", "sh", "-c", f"sleep 0.2; exit {code}")

    watch.until("own-end", cause, state=State.EXITED, exit_code=code)
    watch.until_took("own-end", CREATE, START, ("exit", "running", room))


@pytest.mark.parametrize(
    ("command", "ask", "cause", "end"),
    [
        (handles("TERM", 0), ("stop",), "stopped", (0, "stop")),
        (handles("TERM", 4), ("stop",), "stopped", (4, "stop")),
        (DEAF, ("stop", "-t", "1"), "stop_timed_out", (137, "stop")),
        (DEAF, ("kill",), "killed", (137, "kill")),
        (handles("USR1", 138), ("kill", "-s", "USR1"), "signalled", (138, "kill")),
        (handles("USR1", 7), ("kill", "-s", "USR1"), "exited_after_signal", (7, "kill")),
    ],
)
def test_an_end_that_was_asked_for(watch: Watch, command: Program, ask: Program, cause: str, end: End) -> None:
    code, edge = end
    cause = watch.facts.timed_out_cause if cause == "stop_timed_out" else cause
    run_ready(watch, "asked", *command)
    watch.docker(*ask, "asked")

    watch.until("asked", cause, state=State.EXITED, exit_code=code)
    watch.until_took("asked", CREATE, START, (edge, "running", "failed" if code else "exited"))


def test_out_of_memory(watch: Watch) -> None:
    watch.docker.run("greedy", "tail", "/dev/zero", options=("--memory", "16m", "--memory-swap", "16m"))

    watch.until("greedy", "out_of_memory", state=State.EXITED, exit_code=137)
    watch.until_took("greedy", ("oom", "running", "failed"))


def test_a_label_cannot_forge_a_cause(watch: Watch) -> None:
    forged = ("--label", "exitCode=0", "--label", "signal=15")
    watch.docker.run("forger", *SLEEPS, options=forged)
    watch.docker("kill", "forger")

    watch.until("forger", "killed", state=State.EXITED, exit_code=137)


@pytest.mark.parametrize("network", ["bridge", "none"])
def test_a_start_that_fails_is_noticed_although_it_has_no_event(watch: Watch, network: str) -> None:
    """With a network its disconnect is a hint; without one only the reconcile finds it."""
    watch.docker("create", "--name", "absent", "--network", network, IMAGE, "no-such-command")
    watch.until("absent", state=State.CREATED, cause=None)
    watch.docker("start", "absent", ok=False)

    found = watch.until("absent", "not_found", state=State.CREATED, exit_code=127)
    assert found.error


def test_an_end_that_nobody_watched_is_unobserved(own_dockerd: Dockerd) -> None:
    """The engine remembers its last events only as long as it runs."""
    docker = Docker(own_dockerd.url)
    docker.run("quiet", "sh", "-c", "exit 3")
    wait_until(lambda: docker.ps()["quiet"] == "exited", 10, "its end")
    own_dockerd.stop()
    own_dockerd.start()
    with Watch(own_dockerd.url, docker) as watch:
        watch.until("quiet", watch.facts.unwatched("failed"), state=State.EXITED, exit_code=3)
        assert watch.arrows("quiet") == []


def test_an_end_while_the_engine_was_down_is_found(own_dockerd: Dockerd) -> None:
    docker = Docker(own_dockerd.url)
    with Watch(own_dockerd.url, docker) as watch:
        docker.run("quiet", *SLEEPS)
        docker.run("always", *SLEEPS, options=("--restart", "always", "--stop-timeout", "1"))
        watch.until("always", state=State.RUNNING)
        pid = docker.inspect("quiet")["State"]["Pid"]
        crash(own_dockerd)
        watch.until_live("stale")
        os.kill(pid, signal.SIGKILL)
        own_dockerd.start()
        watch.until_live()

        watch.until_equal()
        lost = watch.facts.unwatched("killed_outside")
        watch.until("quiet", lost, state=State.EXITED, exit_code=watch.facts.lost_exit_code)
        watch.until("always", state=State.RUNNING, cause=None)
        docker.clean()


def test_an_engine_that_stops_in_order_tells_why_its_containers_ended(own_dockerd: Dockerd) -> None:
    docker = Docker(own_dockerd.url)
    with Watch(own_dockerd.url, docker) as watch:
        docker.run("quiet", *SLEEPS, options=("--stop-timeout", "1"))
        watch.until("quiet", state=State.RUNNING)
        own_dockerd.stop()
        watch.until_live("stale")
        own_dockerd.start()
        watch.until_live()

        watch.until_equal()
        watch.until("quiet", "stop_timed_out", state=State.EXITED)
        docker.clean()


# --- arrows -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("_", range(3))
def test_restart_leaves_running_and_comes_back(watch: Watch, _: int) -> None:
    watch.docker.run("web", *SLEEPS)
    watch.docker("restart", "-t", "0", "web")

    watch.until_took("web", CREATE, START, ("stop", "running", "failed"), ("restart", "failed", "running"))
    watch.until("web", state=State.RUNNING, exit_code=None, cause=None)


def test_pause_unpause_and_kill_while_paused(watch: Watch) -> None:
    watch.docker.run("web", *SLEEPS)
    for command in ("pause", "unpause", "pause", "kill"):
        watch.docker(command, "web")

    watch.until_took(
        "web", CREATE, START, ("pause", "running", "paused"), ("unpause", "paused", "running"),
        ("pause", "running", "paused"), ("kill", "paused", "failed"),
    )  # fmt: skip


@pytest.mark.parametrize(("verb", "room"), [((), "running"), (("pause",), "paused")])
def test_rm_by_force_is_one_arrow(watch: Watch, verb: Program, room: str) -> None:
    watch.docker.run("web", *SLEEPS)
    for command in verb:
        watch.docker(command, "web")
    watch.docker("rm", "-f", "web")

    watch.until_took("web", ("force-remove", room, None))


def test_kill_then_rm_are_two_arrows(watch: Watch) -> None:
    watch.docker.run("web", *SLEEPS)
    watch.docker("kill", "web")
    watch.until("web", "killed")
    watch.docker("rm", "web")

    watch.until_took("web", ("kill", "running", "failed"), ("remove", "failed", None))


def test_one_that_removes_itself_ends_first(watch: Watch) -> None:
    watch.docker.run("passing", "sh", "-c", "sleep 0.3; exit 2", options=("--rm",))

    watch.until_took("passing", CREATE, START, ("exit", "running", "failed"), ("remove", "failed", None))
    watch.until_equal()


def test_rename_and_health_move_nothing(watch: Watch) -> None:
    watch.docker.run("old", *SLEEPS, options=("--health-cmd", "true", "--health-interval", "1s"))
    watch.until("old", health="healthy")
    watch.docker("rename", "old", "new")

    watch.until_took("new", ("rename", "running", "running"))
    assert watch.moves("new")[-1].old_name == "old"
    assert watch.arrows("old")[-1] == ("healthy", "running", "running")


def test_a_restart_policy_goes_round_until_it_gives_up(watch: Watch) -> None:
    watch.docker.run("tries", *LOOPS, options=("--restart", "on-failure:2"))
    die, again = ("die", "running", "restarting"), ("restart", "restarting", "running")

    watch.until("tries", "failed", state=State.EXITED, exit_code=5, restarts=2)
    watch.until_took("tries", CREATE, START, die, again, die, again, ("exit", "running", "failed"))


# --- what has no event ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("verb", ["kill", "stop"])
def test_the_end_of_a_restart_loop_is_found(watch: Watch, verb: str) -> None:
    """A kill between two restarts has no event at all: only the reconcile sees it."""
    watch.docker.run("loop", *LOOPS, options=("--restart", "always"))
    wait_until(lambda: watch.docker.inspect("loop")["RestartCount"] >= 5, 20, "a long wait between two restarts")
    watch.until("loop", state=State.RESTARTING, exit_code=5)
    watch.docker(verb, "loop")

    watch.until("loop", "loop_ended", state=State.EXITED, exit_code=5)
    watch.until_took("loop", (verb, "restarting", "failed"))
    watch.until_equal()


def test_four_clients_churn_a_hundred_containers(watch: Watch, engine_url: str) -> None:
    with ThreadPoolExecutor(4) as clients:
        list(clients.map(lambda number: churn(engine_url, number), range(4)))

    watch.until_equal()
    assert len(watch.containers()) == 100 - 4 * len(range(0, 25, 5))
    revisions = [change.revision for change in watch.changes]
    assert revisions == list(range(revisions[0], revisions[0] + len(revisions)))


def churn(url: str, number: int) -> None:
    """Make 25 containers and take them along different ways; every fifth is removed by force."""
    engine = DockerEngine(f"client-{number}", parse_address(url))
    engine.connect()
    for index in range(25):
        id = engine.create(CreateSpec(IMAGE, f"churn-{number}-{index}", command=SLEEPS))
        if index % 5 == 4:
            continue
        engine.start(id)
        if index % 5 in (1, 2):
            engine.pause(id)
        if index % 5 == 2:
            engine.unpause(id)
        if index % 5 == 3:
            engine.kill(id)
        if index % 5 == 0:
            engine.remove(id, force=True)
    engine.close()


def test_stop_leaves_no_thread_behind(engine_url: str, docker: Docker) -> None:
    before = set(threading.enumerate())
    with Watch(engine_url, docker) as watch:
        docker.run("web", *SLEEPS)
        watch.until("web", state=State.RUNNING)
        assert set(threading.enumerate()) > before
    after = set(threading.enumerate()) - before

    assert after == set()


def test_an_image_made_by_commit_is_listed_though_it_has_no_name(watch: Watch) -> None:
    watch.docker("create", "--name", "base", IMAGE)
    made = watch.docker("commit", "base").removeprefix("sha256:")  # Podman leaves it out

    def is_listed() -> bool:
        return f"sha256:{made}" in {image.id for image in watch.hub.snapshot().images}

    wait_until(is_listed, 8, "the image")
    watch.docker("rmi", made)
    wait_until(lambda: not is_listed(), 8, "the image to go")
