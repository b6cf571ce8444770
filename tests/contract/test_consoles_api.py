"""Consoles over the real socket: typed into, sized, found again, watched, ended; nothing is left behind."""

from collections.abc import Iterator

import pytest

from tests.support.api_client import ApiClient
from tests.support.app import App
from tests.support.console_client import MINE, THEIRS, ConsoleClient
from tests.support.docker_cli import DockerCli
from tests.support.processes import processes_of
from tests.support.waiting import wait_until

STAYS = ("sleep", "1000")


@pytest.fixture
def console_client(served: App) -> Iterator[ConsoleClient]:
    with ConsoleClient(served.url, MINE) as console_client:
        yield console_client


def test_an_exec_types_and_gets_its_echo_in_the_size_it_was_given(
    console_client: ConsoleClient, api_client: ApiClient
) -> None:
    console = console_client.open(api_client.run(*STAYS), cols=101, rows=33)

    console_client.type(console, b"stty size\r")

    console_client.until(console, b"33 101")


def test_a_resize_reaches_the_process(console_client: ConsoleClient, api_client: ApiClient) -> None:
    console = console_client.open(api_client.run(*STAYS))
    console_client.until(console, b"# ")

    assert console_client.ask("resize", {"console": console, "cols": 77, "rows": 11}) == {"ok": True}
    console_client.type(console, b"stty size\r")

    console_client.until(console, b"11 77")


def test_the_exit_code_of_an_exec_is_told(console_client: ConsoleClient, api_client: ApiClient) -> None:
    console = console_client.open(api_client.run(*STAYS))

    console_client.type(console, b"exit 7\r")

    assert console_client.until_exit(console)["exitCode"] == 7
    assert console_client.exits[console]["reason"] == "exited"


def test_a_command_that_is_not_there_says_so(console_client: ConsoleClient, api_client: ApiClient) -> None:
    console = console_client.open(api_client.run(*STAYS), "nosuch")

    assert console_client.until_exit(console)["reason"] == "not_started"
    assert b"nosuch" in console_client.text(console)


def test_a_console_is_found_again_with_what_it_wrote(
    console_client: ConsoleClient, api_client: ApiClient, served: App
) -> None:
    id = api_client.run(*STAYS)
    console = console_client.open(id)
    console_client.type(console, b"echo be''fore\r")
    console_client.until(console, b"before")
    console_client.client.disconnect()

    with ConsoleClient(served.url, MINE) as again:
        assert [one["console"] for one in again.ask("list", {"id": id})["consoles"]] == [console]
        assert again.join(console)["about"]["isOwner"]
        assert b"before" in again.text(console)
        again.type(console, b"echo af''ter\r")
        again.until(console, b"after")


def test_somebody_else_may_watch_and_not_type(
    console_client: ConsoleClient, api_client: ApiClient, served: App
) -> None:
    console = console_client.open(api_client.run(*STAYS))

    with ConsoleClient(served.url, THEIRS) as other:
        assert other.join(console)["about"]["canType"] is False
        assert other.type(console, b"exit\r")["code"] == "forbidden"
        assert other.ask("close", {"console": console})["code"] == "forbidden"
        console_client.type(console, b"echo se''en\r")
        other.until(console, b"seen")
        wait_until(lambda: console_client.abouts[console]["viewers"] == 2, 5, "two viewers")


@pytest.mark.parametrize(("command", "reason"), [("kill", "container_exited"), ("remove", "container_removed")])
def test_the_end_of_the_container_is_told_within_two_seconds(
    console_client: ConsoleClient, api_client: ApiClient, command: str, reason: str
) -> None:
    id = api_client.run(*STAYS)
    console = console_client.open(id)
    console_client.until(console, b"# ")

    api_client.act(command, id, **({"force": True} if command == "remove" else {}))

    assert console_client.until_exit(console, 2)["reason"] == reason


def test_a_paused_container_takes_no_exec(console_client: ConsoleClient, api_client: ApiClient) -> None:
    id = api_client.standing("paused")

    assert (
        console_client.ask("open", {"engine": "lab", "id": id, "mode": "exec", "cmd": ["sh"]})["code"]
        == "not_allowed_in_state"
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
def test_what_cannot_be_meant_is_refused(console_client: ConsoleClient, asked: object) -> None:
    assert console_client.ask("open", asked)["code"] == "bad_request"


def test_an_attach_joins_the_shell_and_lets_go_by_its_keys(
    console_client: ConsoleClient, api_client: ApiClient
) -> None:
    id = api_client.run("sh", tty=True, openStdin=True)
    console = console_client.open(id, mode="attach")
    console_client.type(console, b"echo jo''ined\r")
    console_client.until(console, b"joined")

    console_client.type(console, b"\x10\x11")

    assert console_client.until_exit(console)["reason"] == "detached"
    api_client.until(id, lambda one: one["state"] == "running")


def test_an_attached_terminal_takes_the_size_it_is_given(console_client: ConsoleClient, api_client: ApiClient) -> None:
    id = api_client.run("sh", tty=True, openStdin=True)
    console = console_client.open(id, mode="attach", cols=101, rows=31)
    console_client.type(console, b"stty size\r")
    console_client.until(console, b"31 101")

    console_client.ask("resize", {"console": console, "cols": 90, "rows": 20})
    console_client.type(console, b"stty size\r")

    console_client.until(console, b"20 90")


def test_exit_in_an_attached_shell_ends_the_container(console_client: ConsoleClient, api_client: ApiClient) -> None:
    id = api_client.run("sh", tty=True, openStdin=True)
    console = console_client.open(id, mode="attach")

    console_client.type(console, b"exit\r")

    assert console_client.until_exit(console)["reason"] == "container_exited"
    api_client.until(id, lambda one: one["state"] == "exited" and one["exitCode"] == 0)


def test_the_button_detaches_too(console_client: ConsoleClient, api_client: ApiClient) -> None:
    id = api_client.run("sh", tty=True, openStdin=True)
    console = console_client.open(id, mode="attach")

    assert console_client.ask("detach", {"console": console}) == {"ok": True}

    assert console_client.until_exit(console)["reason"] == "detached"
    api_client.until(id, lambda one: one["state"] == "running")


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
    console_client: ConsoleClient, api_client: ApiClient, docker: DockerCli, typed: bytes
) -> None:
    id = api_client.run(*STAYS)
    console = console_client.open(id)
    console_client.until(console, b"# ")
    if typed:
        console_client.type(console, typed)

    assert console_client.ask("close", {"console": console}) == {"ok": True}

    assert console_client.until_exit(console)["left"] is False
    wait_until(lambda: len(processes_of(docker, id)) == 1, 2, "only the main process")


@pytest.mark.engine
@pytest.mark.parametrize("served", ["docker"], indirect=True)
def test_every_byte_arrives_as_it_was_written(console_client: ConsoleClient, api_client: ApiClient) -> None:
    script = (
        'stty raw -echo 2>/dev/null; i=0; while [ $i -lt 256 ]; do printf "\\\\$(printf %03o $i)"; i=$((i+1)); done'
    )
    console = console_client.open(api_client.run(*STAYS), "sh", "-c", script, tty=False)

    console_client.until_exit(console)

    assert console_client.text(console) == bytes(range(256))
