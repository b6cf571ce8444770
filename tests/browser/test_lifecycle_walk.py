"""Each step of the lifecycle by the docker CLI: card, room, arrow and the whole page, on the board and on the wall."""

from collections.abc import Iterator

import pytest

from tests.browser.conftest import OpenScreen
from tests.support.app import App
from tests.support.docker_cli import DockerCli
from tests.support.dockerd import IMAGE
from tests.support.screen import Arrow, Screen

pytestmark = [pytest.mark.engine, pytest.mark.browser]

OBEYS = ("sh", "-c", "trap 'exit 0' TERM; echo ready; while :; do sleep 0.05; done")
QUICK = ("--stop-timeout", "1")


class LifecycleWalk:
    """The docker CLI beside the board and the wall."""

    def __init__(self, docker: DockerCli, pages: list[Screen]) -> None:
        self.docker = docker
        self.pages = pages

    def stands(self, name: str, room: str, *arrows: Arrow, **facts: str) -> None:
        """Both pages show the card in its room, the arrows it took in order, and all of `docker ps -a`."""
        for page in self.pages:
            page.until_card(name, room=room, **facts)
            page.until_lit(*arrows)
            page.until_equal(self.docker)
            page.forget_lit()

    def gone(self, *arrows: Arrow) -> None:
        """Both pages took the last arrow, and equal `docker ps -a`."""
        for page in self.pages:
            page.until_lit(*arrows)
            page.until_equal(self.docker)
            page.forget_lit()

    def running(self, name: str, *options: str, command: tuple[str, ...] = ("sleep", "600")) -> None:
        """Run a container and see it arrive."""
        self.docker.run(name, *command, options=options)
        self.stands(name, "running", CREATE, START, state="running", exitCode="")


CREATE: Arrow = ("create", "images", "created")
START: Arrow = ("start", "created", "running")


@pytest.fixture
def walk(app: App, docker: DockerCli, screens: OpenScreen) -> Iterator[LifecycleWalk]:
    pages = [screens(app.url, path) for path in ("/", "/wall")]
    for page in pages:
        page.until_live()
        page.until_equal(docker)
    yield LifecycleWalk(docker, pages)
    for page in pages:
        page.until_live()


def test_create_start_and_rm(walk: LifecycleWalk) -> None:
    walk.docker("create", "--name", "made", IMAGE, *OBEYS)
    walk.stands("made", "created", CREATE, state="created", exitCode="", health="")
    walk.docker("start", "made")
    walk.stands("made", "running", START, state="running")
    walk.docker("rm", "-f", "made")
    walk.gone(("force-remove", "running", "removed"))
    walk.docker("create", "--name", "made", IMAGE)
    walk.stands("made", "created", CREATE, state="created")
    walk.docker("rm", "made")
    walk.gone(("remove", "created", "removed"))


def test_pause_and_unpause(walk: LifecycleWalk) -> None:
    walk.running("web")
    walk.docker("pause", "web")
    walk.stands("web", "paused", ("pause", "running", "paused"), state="paused")
    walk.docker("unpause", "web")
    walk.stands("web", "running", ("unpause", "paused", "running"), state="running")


def test_kill_and_start_again(walk: LifecycleWalk) -> None:
    walk.running("web")
    walk.docker("kill", "web")
    walk.stands("web", "failed", ("kill", "running", "failed"), state="exited", exitCode="137")
    walk.docker("start", "web")
    walk.stands("web", "running", ("start", "failed", "running"), state="running", exitCode="")


def test_stop_that_is_obeyed_and_rm(walk: LifecycleWalk) -> None:
    walk.running("web", command=OBEYS)
    walk.pages[0].until(lambda: "ready" in walk.docker("logs", "web"), 10, "its trap")
    walk.docker("stop", "web")
    walk.stands("web", "exited", ("stop", "running", "exited"), state="exited", exitCode="0")
    walk.docker("rm", "web")
    walk.gone(("remove", "exited", "removed"))


def test_stop_that_is_not_obeyed(walk: LifecycleWalk) -> None:
    walk.running("deaf", *QUICK)
    walk.docker("stop", "deaf")
    walk.stands("deaf", "failed", ("stop", "running", "failed"), state="exited", exitCode="137")


def test_restart(walk: LifecycleWalk) -> None:
    walk.running("web", *QUICK)
    walk.docker("restart", "web")
    walk.stands(
        "web", "running", ("stop", "running", "failed"), ("restart", "failed", "running"), state="running", exitCode=""
    )


def test_rename_keeps_the_card_in_its_room(walk: LifecycleWalk) -> None:
    walk.running("old-name")
    walk.docker("rename", "old-name", "new-name")
    walk.stands("new-name", "running", state="running")
    for page in walk.pages:
        assert page.card("old-name") is None
        assert page.lit() == []


def test_one_that_ends_at_once(walk: LifecycleWalk) -> None:
    walk.docker.run("brief", "true")
    walk.stands("brief", "exited", CREATE, START, ("exit", "running", "exited"), state="exited", exitCode="0")
    walk.docker("start", "brief")
    walk.stands(
        "brief", "exited", ("start", "exited", "running"), ("exit", "running", "exited"), state="exited", exitCode="0"
    )
    walk.docker.run("brief-failure", "sh", "-c", "exit 3")
    walk.stands("brief-failure", "failed", ("exit", "running", "failed"), state="exited", exitCode="3")


def test_arrows_light_in_the_order_they_were_taken(walk: LifecycleWalk) -> None:
    """The end is told while the card still travels along the arrows before it."""
    walk.docker.run("short", "sleep", "0.4")
    walk.stands("short", "exited", CREATE, START, ("exit", "running", "exited"), state="exited", exitCode="0")


def test_a_restart_loop(walk: LifecycleWalk) -> None:
    walk.docker.run("loop", "sh", "-c", "sleep 0.3; exit 5", options=("--restart", "always"))
    for page in walk.pages:
        page.until_lit(("die", "running", "restarting"), ("restart", "restarting", "running"))
        page.until_card("loop", room="restarting", state="restarting", exitCode="5")
    walk.docker("stop", "loop")
    walk.stands("loop", "failed", state="exited", exitCode="5")


def test_one_that_turns_unhealthy_and_healthy(walk: LifecycleWalk) -> None:
    check = ("--health-cmd", "test ! -e /sick", "--health-interval", "1s", "--health-retries", "1")
    walk.docker.run("checked", "sleep", "600", options=check)
    walk.stands("checked", "running", state="running", health="healthy")
    walk.docker("exec", "checked", "touch", "/sick")
    walk.stands("checked", "running", state="running", health="unhealthy")
    walk.docker("exec", "checked", "rm", "/sick")
    walk.stands("checked", "running", state="running", health="healthy")


def test_one_killed_out_of_memory(walk: LifecycleWalk) -> None:
    eats = ("sh", "-c", "exec tail /dev/zero")
    walk.docker.run("greedy", *eats, options=("--memory", "16m", "--memory-swap", "16m"))
    walk.stands("greedy", "failed", ("oom", "running", "failed"), state="exited", exitCode="137")
    for page in walk.pages:
        assert "memory" in (page.card("greedy") or {})["text"]


def test_one_that_removes_itself(walk: LifecycleWalk) -> None:
    walk.docker.run("passing", "sh", "-c", "sleep 1", options=("--rm",))
    walk.stands("passing", "running", CREATE, START, state="running")
    walk.gone(("exit", "running", "exited"), ("remove", "exited", "removed"))
    for page in walk.pages:
        assert "passing" in page.page.locator('[data-room="removed"]').inner_text()
