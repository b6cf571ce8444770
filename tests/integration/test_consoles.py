"""Consoles under hard conditions on the real engine: hundreds one after another, floods, browsers that stand still."""

import os
import time
from pathlib import Path

import docker as sdk
import pytest

from tests.support.console_client import MINE, ConsoleClient
from tests.support.docker_cli import DockerCli
from tests.support.greenlet_counting_app import GreenletCountingApp
from tests.support.processes import processes_of
from tests.support.waiting import wait_until

pytestmark = pytest.mark.engine

#: All thousand of them take minutes: `DOCKCYCLE_TEST_CONSOLES=1000` opens them.
CONSOLES = int(os.environ.get("DOCKCYCLE_TEST_CONSOLES", "50"))
#: A thread of gevent's pool, once begun, stays with its greenlets; what each tenth console left would be more.
TOLERATED = CONSOLES // 10
#: The SDK keeps its last 25 connections to the engine, one for each address it asked: after so many all are there.
KEPT_AT_MOST = 25


def use_of(app: GreenletCountingApp, docker: DockerCli, url: str, id: str) -> dict[str, int]:
    """Return what consoles could leave: what the app holds, execs and processes of the container."""
    assert app.process is not None
    folder = Path("/proc") / str(app.process.pid)
    return {
        "descriptors": len(list((folder / "fd").iterdir())), "threads": len(list((folder / "task").iterdir())),
        "greenlets": app.greenlets(), "execs": open_execs(url, id), "processes": len(processes_of(docker, id)),
    }  # fmt: skip


def open_execs(url: str, id: str) -> int:
    """Return how many execs have not ended, those included that were never started.

    Podman lists an exec for five minutes after its end.
    """
    client = sdk.APIClient(url, version="auto")
    try:
        execs = client.inspect_container(id)["ExecIDs"] or []
        return sum(not client.exec_inspect(one)["CanRemove"] for one in execs)
    finally:
        client.close()


def open_and_close(console_client: ConsoleClient, id: str) -> None:
    """Open a shell, wait for its prompt, close it."""
    console = console_client.open(id)
    console_client.until(console, b"# ")
    assert console_client.ask("close", {"console": console}) == {"ok": True}
    assert console_client.until_exit(console)["left"] is False


@pytest.mark.parametrize("tty", [True, False])
def test_an_exec_as_an_unknown_user_is_not_started_and_says_so_at_once(
    console_client: ConsoleClient, docker: DockerCli, tty: bool
) -> None:
    """Docker 20.10 says so when the process is to start; later ones refuse the exec itself, Podman with 500."""
    id = docker.run("lab", "sleep", "1000")
    before = time.monotonic()

    asked = {"engine": "lab", "id": id, "mode": "exec", "cmd": ["sh"], "user": "nobody;id", "tty": tty}
    answer = console_client.ask("open", asked)

    if answer["ok"]:
        assert console_client.until_exit(answer["console"], 3)["reason"] == "not_started"
        said = console_client.text(answer["console"]).decode()
    else:
        assert answer["code"] in ("bad_request", "engine_error")
        said = answer["engineMessage"]
    assert "unable to find user nobody;id" in said
    assert time.monotonic() - before < 3


def test_consoles_opened_and_closed_one_after_another_leave_nothing(
    console_client: ConsoleClient, counting_app: GreenletCountingApp, docker: DockerCli, engine_url: str
) -> None:
    id = docker.run("lab", "sleep", "1000")
    for _ in range(KEPT_AT_MOST):
        open_and_close(console_client, id)
    before = use_of(counting_app, docker, engine_url, id)

    for _ in range(CONSOLES):
        open_and_close(console_client, id)

    last: dict[str, int] = {}

    def is_back() -> bool:
        last.update(use_of(counting_app, docker, engine_url, id))
        return all(last[name] - count <= TOLERATED for name, count in before.items())

    try:
        wait_until(is_back, 5, "no more than before")
    except AssertionError:
        raise AssertionError(f"consoles left something: {before} before, {last} after") from None


def test_what_runs_in_its_consoles_ends_with_the_app(
    console_client: ConsoleClient, counting_app: GreenletCountingApp, docker: DockerCli
) -> None:
    id = docker.run("lab", "sleep", "1000")
    for command in (("sh",), ("sleep", "500"), ("sh", "-c", "trap '' INT HUP TERM; while :; do sleep 1; done")):
        console_client.open(id, *command)
    wait_until(lambda: len(processes_of(docker, id)) >= 4, 5, "all of them to run")

    assert counting_app.stop() == 0

    wait_until(lambda: len(processes_of(docker, id)) == 1, 2, "only the main process")


def test_ctrl_c_ends_a_flood_that_nobody_else_feels(console_client: ConsoleClient, docker: DockerCli) -> None:
    id = docker.run("lab", "sleep", "1000")
    flood, quiet = console_client.open(id), console_client.open(id)
    console_client.until(flood, b"# ")
    console_client.type(flood, b"yes\r")
    console_client.until(flood, b"y\r\ny\r\ny")

    console_client.type(quiet, b"echo be''side\r")
    console_client.until(quiet, b"beside", 2)
    console_client.type(flood, b"\x03")
    console_client.type(flood, b"echo af''ter\r")

    console_client.until(flood, b"after", 5)


def test_a_browser_that_stands_still_is_sent_no_more_than_the_window_and_nothing_is_lost(
    counting_app: GreenletCountingApp, docker: DockerCli
) -> None:
    id = docker.run("lab", "sleep", "1000")
    script = "i=0; while [ $i -lt 60000 ]; do echo line $i; i=$((i+1)); done"
    with ConsoleClient(counting_app.url, MINE, reads=False) as console_client:
        console = console_client.open(id, "sh", "-c", script, tty=False)
        console_client.until(console, b"line 100\n")
        console_client.until_still()
        stalled = len(console_client.text(console))
        assert stalled <= 256 * 1024
        assert console not in console_client.exits

        console_client.reads = True
        console_client.client.emit("received", {"console": console, "bytes": stalled}, namespace="/console")

        console_client.until_exit(console, 30)
        assert console_client.text(console) == "".join(f"line {number}\n" for number in range(60_000)).encode()
        assert console_client.replays == 0
