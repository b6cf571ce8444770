"""The watcher on a real engine: the causes of exits, and changes that have no event."""

import os
import signal
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from dockcycle.domain.lifecycle.table import State
from dockcycle.engine import CreateSpec
from dockcycle.engine.discovery import parse_address
from dockcycle.engine.docker.docker_engine import DockerEngine
from tests.support.board_recorder import Arrow, BoardRecorder
from tests.support.container_programs import DEAF, LOOPS, SLEEPS, Program, handles, run_ready
from tests.support.docker_cli import DockerCli
from tests.support.dockerd import IMAGE, Dockerd
from tests.support.restartable_engine import crash
from tests.support.waiting import wait_until

pytestmark = pytest.mark.engine
End = tuple[int, str]

CREATE: Arrow = ("create", None, "created")
START: Arrow = ("start", "created", "running")
#: The end of a restart loop is on the board within this time (seconds).
LOOP_ENDED_SECONDS = 2.0


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
def test_a_program_that_ends_by_itself(recorder: BoardRecorder, code: int, room: str, cause: str) -> None:
    recorder.docker.run("own-end", "sh", "-c", f"sleep 0.2; exit {code}")

    recorder.until("own-end", cause, state=State.EXITED, exit_code=code)
    recorder.until_took("own-end", CREATE, START, ("exit", "running", room))


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
def test_an_end_that_was_asked_for(
    recorder: BoardRecorder, command: Program, ask: Program, cause: str, end: End
) -> None:
    code, edge = end
    cause = recorder.facts.timed_out_cause if cause == "stop_timed_out" else cause
    run_ready(recorder, "asked", *command)
    recorder.docker(*ask, "asked")

    recorder.until("asked", cause, state=State.EXITED, exit_code=code)
    recorder.until_took("asked", CREATE, START, (edge, "running", "failed" if code else "exited"))


def test_out_of_memory(recorder: BoardRecorder) -> None:
    recorder.docker.run("greedy", "tail", "/dev/zero", options=("--memory", "16m", "--memory-swap", "16m"))

    recorder.until("greedy", "out_of_memory", state=State.EXITED, exit_code=137)
    recorder.until_took("greedy", ("oom", "running", "failed"))


def test_a_label_cannot_forge_a_cause(recorder: BoardRecorder) -> None:
    forged = ("--label", "exitCode=0", "--label", "signal=15")
    recorder.docker.run("forger", *SLEEPS, options=forged)
    recorder.docker("kill", "forger")

    recorder.until("forger", "killed", state=State.EXITED, exit_code=137)


@pytest.mark.parametrize("network", ["bridge", "none"])
def test_a_start_that_fails_is_noticed_although_it_has_no_event(recorder: BoardRecorder, network: str) -> None:
    """With a network its disconnect is a hint; without one only the reconcile finds it."""
    recorder.docker("create", "--name", "absent", "--network", network, IMAGE, "no-such-command")
    recorder.until("absent", state=State.CREATED, cause=None)
    recorder.docker("start", "absent", ok=False)

    found = recorder.until("absent", "not_found", state=State.CREATED, exit_code=127)
    assert found.error


def test_an_end_that_nobody_watched_is_unobserved(own_dockerd: Dockerd) -> None:
    """The engine remembers its last events only as long as it runs."""
    docker = DockerCli(own_dockerd.url)
    docker.run("quiet", "sh", "-c", "exit 3")
    wait_until(lambda: docker.ps()["quiet"] == "exited", 10, "its end")
    own_dockerd.stop()
    own_dockerd.start()
    with BoardRecorder(own_dockerd.url, docker) as recorder:
        recorder.until("quiet", recorder.facts.unwatched("failed"), state=State.EXITED, exit_code=3)
        assert recorder.arrows("quiet") == []


def test_an_end_while_the_engine_was_down_is_found(own_dockerd: Dockerd) -> None:
    docker = DockerCli(own_dockerd.url)
    with BoardRecorder(own_dockerd.url, docker) as recorder:
        docker.run("quiet", *SLEEPS)
        docker.run("always", *SLEEPS, options=("--restart", "always", "--stop-timeout", "1"))
        recorder.until("always", state=State.RUNNING)
        pid = docker.inspect("quiet")["State"]["Pid"]
        crash(own_dockerd)
        recorder.until_live("stale")
        os.kill(pid, signal.SIGKILL)
        own_dockerd.start()
        recorder.until_live()

        recorder.until_equal()
        lost = recorder.facts.unwatched("killed_outside")
        recorder.until("quiet", lost, state=State.EXITED, exit_code=recorder.facts.lost_exit_code)
        recorder.until("always", state=State.RUNNING, cause=None)
        docker.clean()


def test_an_engine_that_stops_in_order_tells_why_its_containers_ended(own_dockerd: Dockerd) -> None:
    docker = DockerCli(own_dockerd.url)
    with BoardRecorder(own_dockerd.url, docker) as recorder:
        docker.run("quiet", *SLEEPS, options=("--stop-timeout", "1"))
        recorder.until("quiet", state=State.RUNNING)
        own_dockerd.stop()
        recorder.until_live("stale")
        own_dockerd.start()
        recorder.until_live()

        recorder.until_equal()
        recorder.until("quiet", "stop_timed_out", state=State.EXITED)
        docker.clean()


# --- what has no event ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("verb", ["kill", "stop"])
def test_the_end_of_a_restart_loop_is_found(recorder: BoardRecorder, verb: str) -> None:
    """A kill between two restarts has no event: only the list of restarting containers shows it."""
    recorder.docker.run("loop", *LOOPS, options=("--restart", "always"))
    wait_until(lambda: recorder.docker.inspect("loop")["RestartCount"] >= 5, 20, "a long wait between two restarts")
    recorder.until("loop", state=State.RESTARTING, exit_code=5)
    recorder.docker(verb, "loop")

    recorder.until("loop", "loop_ended", state=State.EXITED, exit_code=5, timeout=LOOP_ENDED_SECONDS)
    recorder.until_took("loop", (verb, "restarting", "failed"))
    recorder.until_equal()


def test_four_clients_churn_a_hundred_containers(recorder: BoardRecorder, engine_url: str) -> None:
    with ThreadPoolExecutor(4) as clients:
        list(clients.map(lambda number: churn(engine_url, number), range(4)))

    recorder.until_equal()
    assert len(recorder.containers()) == 100 - 4 * len(range(0, 25, 5))
    revisions = [change.revision for change in recorder.changes]
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


def test_stop_leaves_no_thread_behind(engine_url: str, docker: DockerCli) -> None:
    before = set(threading.enumerate())
    with BoardRecorder(engine_url, docker) as recorder:
        docker.run("web", *SLEEPS)
        recorder.until("web", state=State.RUNNING)
        assert set(threading.enumerate()) > before
    after = set(threading.enumerate()) - before

    assert after == set()


def test_an_image_made_by_commit_is_listed_though_it_has_no_name(recorder: BoardRecorder) -> None:
    recorder.docker("create", "--name", "base", IMAGE)
    made = recorder.docker("commit", "base").removeprefix("sha256:")  # Podman leaves it out

    def is_listed() -> bool:
        return f"sha256:{made}" in {image.id for image in recorder.hub.snapshot().images}

    wait_until(is_listed, 8, "the image")
    recorder.docker("rmi", made)
    wait_until(lambda: not is_listed(), 8, "the image to go")
