"""Consoles over the real socket: typed into, sized, found again, watched, ended; nothing is left behind."""

from collections.abc import Iterator

import pytest

from tests.support.app import App
from tests.support.cli import Docker
from tests.support.client import Client
from tests.support.processes import processes_of
from tests.support.seat import Seat
from tests.support.waiting import wait_until

MINE, THEIRS = "a" * 32, "b" * 32
STAYS = ("sleep", "1000")


@pytest.fixture
def seat(served: App) -> Iterator[Seat]:
    with Seat(served.url, MINE) as seat:
        yield seat


@pytest.fixture
def making(served: App) -> Iterator[Client]:
    client = Client(served)
    yield client
    client.clean()


def test_an_exec_types_and_gets_its_echo_in_the_size_it_was_given(seat: Seat, making: Client) -> None:
    console = seat.open(making.run(*STAYS), cols=101, rows=33)

    seat.type(console, b"stty size\r")

    seat.until(console, b"33 101")


def test_a_resize_reaches_the_process(seat: Seat, making: Client) -> None:
    console = seat.open(making.run(*STAYS))
    seat.until(console, b"# ")

    assert seat.ask("resize", {"console": console, "cols": 77, "rows": 11}) == {"ok": True}
    seat.type(console, b"stty size\r")

    seat.until(console, b"11 77")


def test_the_exit_code_of_an_exec_is_told(seat: Seat, making: Client) -> None:
    console = seat.open(making.run(*STAYS))

    seat.type(console, b"exit 7\r")

    assert seat.until_exit(console)["exitCode"] == 7
    assert seat.exits[console]["reason"] == "exited"


def test_a_command_that_is_not_there_says_so(seat: Seat, making: Client) -> None:
    console = seat.open(making.run(*STAYS), "nosuch")

    assert seat.until_exit(console)["reason"] == "not_started"
    assert b"nosuch" in seat.text(console)


def test_a_console_is_found_again_with_what_it_wrote(seat: Seat, making: Client, served: App) -> None:
    id = making.run(*STAYS)
    console = seat.open(id)
    seat.type(console, b"echo be''fore\r")
    seat.until(console, b"before")
    seat.client.disconnect()

    with Seat(served.url, MINE) as again:
        assert [one["console"] for one in again.ask("list", {"id": id})["consoles"]] == [console]
        assert again.join(console)["about"]["isOwner"]
        assert b"before" in again.text(console)
        again.type(console, b"echo af''ter\r")
        again.until(console, b"after")


def test_somebody_else_may_watch_and_not_type(seat: Seat, making: Client, served: App) -> None:
    console = seat.open(making.run(*STAYS))

    with Seat(served.url, THEIRS) as other:
        assert other.join(console)["about"]["canType"] is False
        assert other.type(console, b"exit\r")["code"] == "forbidden"
        assert other.ask("close", {"console": console})["code"] == "forbidden"
        seat.type(console, b"echo se''en\r")
        other.until(console, b"seen")
        wait_until(lambda: seat.abouts[console]["viewers"] == 2, 5, "two viewers")


@pytest.mark.parametrize(("command", "reason"), [("kill", "container_exited"), ("remove", "container_removed")])
def test_the_end_of_the_container_is_told_within_two_seconds(
    seat: Seat, making: Client, command: str, reason: str
) -> None:
    id = making.run(*STAYS)
    console = seat.open(id)
    seat.until(console, b"# ")

    making.act(command, id, **({"force": True} if command == "remove" else {}))

    assert seat.until_exit(console, 2)["reason"] == reason


def test_a_paused_container_takes_no_exec(seat: Seat, making: Client) -> None:
    id = making.standing("paused")

    assert (
        seat.ask("open", {"engine": "lab", "id": id, "mode": "exec", "cmd": ["sh"]})["code"] == "not_allowed_in_state"
    )


@pytest.mark.parametrize(
    "asked",
    [
        None, [], {}, {"engine": "lab"}, {"engine": "lab", "id": "x", "mode": "else", "cmd": ["sh"]},
        {"engine": "lab", "id": "../x", "mode": "exec", "cmd": ["sh"]},
        {"engine": "lab", "id": "x", "mode": "exec", "cmd": "sh"}, {"engine": "lab", "id": "x", "mode": "exec"},
        {"engine": "lab", "id": "x", "mode": "exec", "cmd": ["a\x00b"]},
        {"engine": "lab", "id": "x", "mode": "exec", "cmd": ["sh"], "privileged": True},
        {"engine": "lab", "id": "x", "mode": "exec", "cmd": ["sh"], "cols": 0},
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_refused(seat: Seat, asked: object) -> None:
    assert seat.ask("open", asked)["code"] == "bad_request"


def test_an_attach_joins_the_shell_and_lets_go_by_its_keys(seat: Seat, making: Client) -> None:
    id = making.run("sh", tty=True, openStdin=True)
    console = seat.open(id, mode="attach")
    seat.type(console, b"echo jo''ined\r")
    seat.until(console, b"joined")

    seat.type(console, b"\x10\x11")

    assert seat.until_exit(console)["reason"] == "detached"
    making.until(id, lambda one: one["state"] == "running")


def test_an_attached_terminal_takes_the_size_it_is_given(seat: Seat, making: Client) -> None:
    id = making.run("sh", tty=True, openStdin=True)
    console = seat.open(id, mode="attach", cols=101, rows=31)
    seat.type(console, b"stty size\r")
    seat.until(console, b"31 101")

    seat.ask("resize", {"console": console, "cols": 90, "rows": 20})
    seat.type(console, b"stty size\r")

    seat.until(console, b"20 90")


def test_exit_in_an_attached_shell_ends_the_container(seat: Seat, making: Client) -> None:
    id = making.run("sh", tty=True, openStdin=True)
    console = seat.open(id, mode="attach")

    seat.type(console, b"exit\r")

    assert seat.until_exit(console)["reason"] == "container_exited"
    making.until(id, lambda one: one["state"] == "exited" and one["exitCode"] == 0)


def test_the_button_detaches_too(seat: Seat, making: Client) -> None:
    id = making.run("sh", tty=True, openStdin=True)
    console = seat.open(id, mode="attach")

    assert seat.ask("detach", {"console": console}) == {"ok": True}

    assert seat.until_exit(console)["reason"] == "detached"
    making.until(id, lambda one: one["state"] == "running")


@pytest.mark.engine
@pytest.mark.parametrize("served", ["docker"], indirect=True)
@pytest.mark.parametrize(
    "typed",
    [
        b"", b"sleep 1000\r", b"sleep 500 & sleep 501 &\r", b"vi /tmp/x\r", b"cat\r", b"yes\r",
        b"trap '' INT HUP TERM; while :; do sleep 1; done\r",
    ],
)  # fmt: skip
def test_closing_a_console_leaves_nothing_in_the_container(
    seat: Seat, making: Client, docker: Docker, typed: bytes
) -> None:
    id = making.run(*STAYS)
    console = seat.open(id)
    seat.until(console, b"# ")
    if typed:
        seat.type(console, typed)

    assert seat.ask("close", {"console": console}) == {"ok": True}

    assert seat.until_exit(console)["left"] is False
    wait_until(lambda: len(processes_of(docker, id)) == 1, 2, "only the main process")


@pytest.mark.engine
@pytest.mark.parametrize("served", ["docker"], indirect=True)
def test_every_byte_arrives_as_it_was_written(seat: Seat, making: Client) -> None:
    script = (
        'stty raw -echo 2>/dev/null; i=0; while [ $i -lt 256 ]; do printf "\\\\$(printf %03o $i)"; i=$((i+1)); done'
    )
    console = seat.open(making.run(*STAYS), "sh", "-c", script, tty=False)

    seat.until_exit(console)

    assert seat.text(console) == bytes(range(256))
