"""Consoles under hard conditions on the real engine: hundreds one after another, floods, browsers that stand still."""

import hashlib
import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import docker as sdk
import pytest

from tests.support.app import App
from tests.support.cli import Docker
from tests.support.counted_app import CountedApp
from tests.support.dockerd import IMAGE
from tests.support.engine_facts import EngineFacts
from tests.support.processes import processes_of
from tests.support.seat import Seat
from tests.support.waiting import wait_until

pytestmark = pytest.mark.engine

MINE = "a" * 32
#: All thousand of them take minutes: `DOCKCYCLE_TEST_CONSOLES=1000` opens them.
CONSOLES = int(os.environ.get("DOCKCYCLE_TEST_CONSOLES", "50"))
#: A thread of gevent's pool, once begun, stays with its greenlets; what each tenth console left would be more.
TOLERATED = CONSOLES // 10
#: The SDK keeps its last 25 connections to the engine, one for each address it asked: after so many all are there.
KEPT_AT_MOST = 25


@pytest.fixture
def app(engine_url: str, docker: Docker, tmp_path: Path) -> Iterator[CountedApp]:
    """The app on the engine of the tests."""
    with CountedApp({"DOCKCYCLE_ENGINES": f"lab={engine_url}"}, tmp_path / "app.log") as app:
        app.wait_live()
        yield app


@pytest.fixture
def seat(app: App) -> Iterator[Seat]:
    with Seat(app.url, MINE) as seat:
        yield seat


def use_of(app: CountedApp, docker: Docker, url: str, id: str) -> dict[str, int]:
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


def open_and_close(seat: Seat, id: str) -> None:
    """Open a shell, wait for its prompt, close it."""
    console = seat.open(id)
    seat.until(console, b"# ")
    assert seat.ask("close", {"console": console}) == {"ok": True}
    assert seat.until_exit(console)["left"] is False


@pytest.mark.parametrize("tty", [True, False])
def test_an_exec_as_an_unknown_user_is_not_started_and_says_so_at_once(seat: Seat, docker: Docker, tty: bool) -> None:
    """Docker 20.10 says so when the process is to start; later ones refuse the exec itself, Podman with 500."""
    id = docker.run("lab", "sleep", "1000")
    before = time.monotonic()

    asked = {"engine": "lab", "id": id, "mode": "exec", "cmd": ["sh"], "user": "nobody;id", "tty": tty}
    answer = seat.ask("open", asked)

    if answer["ok"]:
        assert seat.until_exit(answer["console"], 3)["reason"] == "not_started"
        said = seat.text(answer["console"]).decode()
    else:
        assert answer["code"] in ("bad_request", "engine_error")
        said = answer["engineMessage"]
    assert "unable to find user nobody;id" in said
    assert time.monotonic() - before < 3


def test_consoles_opened_and_closed_one_after_another_leave_nothing(
    seat: Seat, app: CountedApp, docker: Docker, engine_url: str
) -> None:
    id = docker.run("lab", "sleep", "1000")
    for _ in range(KEPT_AT_MOST):
        open_and_close(seat, id)
    before = use_of(app, docker, engine_url, id)

    for _ in range(CONSOLES):
        open_and_close(seat, id)

    last: dict[str, int] = {}

    def is_back() -> bool:
        last.update(use_of(app, docker, engine_url, id))
        return all(last[name] - count <= TOLERATED for name, count in before.items())

    try:
        wait_until(is_back, 5, "no more than before")
    except AssertionError:
        raise AssertionError(f"consoles left something: {before} before, {last} after") from None


def test_what_runs_in_its_consoles_ends_with_the_app(seat: Seat, app: App, docker: Docker) -> None:
    id = docker.run("lab", "sleep", "1000")
    for command in (("sh",), ("sleep", "500"), ("sh", "-c", "trap '' INT HUP TERM; while :; do sleep 1; done")):
        seat.open(id, *command)
    wait_until(lambda: len(processes_of(docker, id)) >= 4, 5, "all of them to run")

    assert app.stop() == 0

    wait_until(lambda: len(processes_of(docker, id)) == 1, 2, "only the main process")


def test_ctrl_c_ends_a_flood_that_nobody_else_feels(seat: Seat, docker: Docker) -> None:
    id = docker.run("lab", "sleep", "1000")
    flood, quiet = seat.open(id), seat.open(id)
    seat.until(flood, b"# ")
    seat.type(flood, b"yes\r")
    seat.until(flood, b"y\r\ny\r\ny")

    seat.type(quiet, b"echo be''side\r")
    seat.until(quiet, b"beside", 2)
    seat.type(flood, b"\x03")
    seat.type(flood, b"echo af''ter\r")

    seat.until(flood, b"after", 5)


def test_a_browser_that_stands_still_is_sent_no_more_than_the_window_and_nothing_is_lost(
    app: App, docker: Docker
) -> None:
    id = docker.run("lab", "sleep", "1000")
    script = "i=0; while [ $i -lt 60000 ]; do echo line $i; i=$((i+1)); done"
    with Seat(app.url, MINE, reads=False) as seat:
        console = seat.open(id, "sh", "-c", script, tty=False)
        seat.until(console, b"line 100\n")
        seat.until_still()
        stalled = len(seat.text(console))
        assert stalled <= 256 * 1024
        assert console not in seat.exits

        seat.reads = True
        seat.client.emit("received", {"console": console, "bytes": stalled}, namespace="/console")

        seat.until_exit(console, 30)
        assert seat.text(console) == "".join(f"line {number}\n" for number in range(60_000)).encode()
        assert seat.replays == 0


def test_a_large_paste_arrives_whole(seat: Seat, docker: Docker) -> None:
    id = docker.run("lab", "sleep", "1000")
    size = 1 << 20
    console = seat.open(id, "sh", "-c", f"stty raw -echo; echo ready; head -c {size} | md5sum", cols=200)
    seat.until(console, b"ready")
    data = bytes(range(256)) * (size // 256)

    for at in range(0, size, 65_536):
        assert seat.type(console, data[at : at + 65_536]) == {"ok": True}

    seat.until(console, hashlib.md5(data, usedforsecurity=False).hexdigest().encode())


@pytest.mark.parametrize("tty", [True, False])
def test_a_megabyte_without_a_line_end_arrives_as_it_was_written(seat: Seat, docker: Docker, tty: bool) -> None:
    id = docker.run("lab", "sleep", "1000")
    size = 1 << 20
    raw = "stty raw -echo; " if tty else ""
    # What is not divisible by three is cut in the middle of its characters wherever a piece ends.
    console = seat.open(id, "sh", "-c", f"{raw}yes 한글é | tr -d '\\n' | head -c {size}", tty=tty)

    seat.until_exit(console, 30)

    assert seat.text(console) == ("한글é".encode() * (size // 8 + 1))[:size]


def test_typing_into_a_paused_container_blocks_nobody(seat: Seat, app: App, docker: Docker) -> None:
    id, other = docker.run("lab", "sleep", "1000"), docker.run("other", "sleep", "1000")
    frozen, quiet = seat.open(id), seat.open(other)
    seat.until(frozen, b"# ")
    docker("pause", id)
    typist = threading.Thread(target=_paste, args=(app.url, frozen), daemon=True)
    typist.start()

    seat.type(quiet, b"echo al''ive\r")
    seat.until(quiet, b"alive", 2)
    docker("unpause", id)
    typist.join(20)

    assert not typist.is_alive()


def _paste(url: str, console: str) -> None:
    with Seat(url, MINE) as seat:
        seat.join(console)
        for _ in range(8):
            seat.type(console, b"#" * 60_000 + b"\r")


def test_a_console_of_a_paused_container_that_is_closed_tells_the_truth(seat: Seat, docker: Docker) -> None:
    id = docker.run("lab", "sleep", "1000")
    console = seat.open(id)
    seat.until(console, b"# ")
    docker("pause", id)

    assert seat.ask("close", {"console": console}) == {"ok": True}

    left = seat.until_exit(console)["left"]
    assert left is (len(processes_of(docker, id)) > 1)
    docker("unpause", id)
    wait_until(lambda: len(processes_of(docker, id)) == 1, 5, "nothing left once it goes on")


@pytest.mark.parametrize("tty", [True, False])
def test_a_console_whose_process_takes_nothing_is_ended(seat: Seat, docker: Docker, tty: bool) -> None:
    id = docker.run("lab", "sleep", "1000")
    console = seat.open(id, "sleep", "1000", tty=tty)
    for _ in range(40):
        seat.client.emit("input", (console, b"x" * 65_536), namespace="/console")

    assert seat.ask("close", {"console": console}) == {"ok": True}

    assert seat.until_exit(console)["left"] is False
    assert len(processes_of(docker, id)) == 1, "only the main process is left"


def test_an_input_that_ends_with_who_typed_is_only_watched(seat: Seat, docker: Docker, facts: EngineFacts) -> None:
    """`docker run -i` without a terminal closes the input of its process when one leaves that was typed to."""
    id = docker("create", "-i", "--name", "lab", IMAGE, "cat")
    docker("start", id)
    answer = seat.ask("open", {"engine": "lab", "id": id, "mode": "attach", "stdin": True})
    assert answer["about"]["canType"] is False

    seat.ask("detach", {"console": answer["console"]})

    assert seat.until_exit(answer["console"])["reason"] == "detached"
    assert docker.inspect(id)["Config"]["StdinOnce"] is facts.inspect_has_stdin_once
    assert docker.inspect(id)["State"]["Running"] is True
