"""Input of consoles on the real engine: large pastes, paused containers, processes that do not read."""

import hashlib
import threading

import pytest

from tests.support.console_client import MINE, ConsoleClient
from tests.support.docker_cli import DockerCli
from tests.support.dockerd import IMAGE
from tests.support.engine_facts import EngineFacts
from tests.support.greenlet_counting_app import GreenletCountingApp
from tests.support.processes import processes_of
from tests.support.waiting import wait_until

pytestmark = pytest.mark.engine


def test_a_large_paste_arrives_whole(console_client: ConsoleClient, docker: DockerCli) -> None:
    id = docker.run("lab", "sleep", "1000")
    size = 1 << 20
    console = console_client.open(id, "sh", "-c", f"stty raw -echo; echo ready; head -c {size} | md5sum", cols=200)
    console_client.until(console, b"ready")
    data = bytes(range(256)) * (size // 256)

    for at in range(0, size, 65_536):
        assert console_client.type(console, data[at : at + 65_536]) == {"ok": True}

    console_client.until(console, hashlib.md5(data, usedforsecurity=False).hexdigest().encode())


@pytest.mark.parametrize("tty", [True, False])
def test_a_megabyte_without_a_line_end_arrives_as_it_was_written(
    console_client: ConsoleClient, docker: DockerCli, tty: bool
) -> None:
    id = docker.run("lab", "sleep", "1000")
    size = 1 << 20
    raw = "stty raw -echo; " if tty else ""
    # What is not divisible by three is cut in the middle of its characters wherever a piece ends.
    console = console_client.open(id, "sh", "-c", f"{raw}yes 한글é | tr -d '\\n' | head -c {size}", tty=tty)

    console_client.until_exit(console, 30)

    assert console_client.text(console) == ("한글é".encode() * (size // 8 + 1))[:size]


def test_typing_into_a_paused_container_blocks_nobody(
    console_client: ConsoleClient, counting_app: GreenletCountingApp, docker: DockerCli
) -> None:
    id, other = docker.run("lab", "sleep", "1000"), docker.run("other", "sleep", "1000")
    frozen, quiet = console_client.open(id), console_client.open(other)
    console_client.until(frozen, b"# ")
    docker("pause", id)
    typist = threading.Thread(target=_paste, args=(counting_app.url, frozen), daemon=True)
    typist.start()

    console_client.type(quiet, b"echo al''ive\r")
    console_client.until(quiet, b"alive", 2)
    docker("unpause", id)
    typist.join(20)

    assert not typist.is_alive()


def _paste(url: str, console: str) -> None:
    with ConsoleClient(url, MINE) as console_client:
        console_client.join(console)
        for _ in range(8):
            console_client.type(console, b"#" * 60_000 + b"\r")


def test_a_console_of_a_paused_container_that_is_closed_tells_the_truth(
    console_client: ConsoleClient, docker: DockerCli
) -> None:
    id = docker.run("lab", "sleep", "1000")
    console = console_client.open(id)
    console_client.until(console, b"# ")
    docker("pause", id)

    assert console_client.ask("close", {"console": console}) == {"ok": True}

    left = console_client.until_exit(console)["left"]
    assert left is (len(processes_of(docker, id)) > 1)
    docker("unpause", id)
    wait_until(lambda: len(processes_of(docker, id)) == 1, 5, "nothing left once it goes on")


@pytest.mark.parametrize("tty", [True, False])
def test_a_console_whose_process_takes_nothing_is_ended(
    console_client: ConsoleClient, docker: DockerCli, tty: bool
) -> None:
    id = docker.run("lab", "sleep", "1000")
    console = console_client.open(id, "sleep", "1000", tty=tty)
    for _ in range(40):
        console_client.client.emit("input", (console, b"x" * 65_536), namespace="/console")

    assert console_client.ask("close", {"console": console}) == {"ok": True}

    assert console_client.until_exit(console)["left"] is False
    assert len(processes_of(docker, id)) == 1, "only the main process is left"


def test_an_input_that_ends_with_who_typed_is_only_watched(
    console_client: ConsoleClient, docker: DockerCli, facts: EngineFacts
) -> None:
    """`docker run -i` without a terminal closes the input of its process when one leaves that was typed to."""
    id = docker("create", "-i", "--name", "lab", IMAGE, "cat")
    docker("start", id)
    answer = console_client.ask("open", {"engine": "lab", "id": id, "mode": "attach", "stdin": True})
    assert answer["about"]["canType"] is False

    console_client.ask("detach", {"console": answer["console"]})

    assert console_client.until_exit(answer["console"])["reason"] == "detached"
    assert docker.inspect(id)["Config"]["StdinOnce"] is facts.inspect_has_stdin_once
    assert docker.inspect(id)["State"]["Running"] is True
