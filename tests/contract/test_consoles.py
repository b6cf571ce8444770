"""Consoles at the seam to the engine, on both: echo, size, codes, frames, keys, refusals."""

import pytest

from dockcycle.domain.lifecycle.table import State
from dockcycle.engine.errors import EngineError
from tests.contract.console_fixture import ConsoleFixture
from tests.contract.engine_fixture import IGNORES
from tests.support.waiting import wait_until


def test_a_shell_echoes_answers_and_tells_its_code(consoles: ConsoleFixture) -> None:
    console = consoles.exec(consoles.engine_fixture.run(*IGNORES))

    console.stream.write(b"echo hello\r")
    console.until(b"echo hello\r\nhello\r\n")
    console.stream.write(b"exit 7\r")

    console.to_end()
    assert console.stream.exit_code() == 7


def test_the_size_is_there_at_once_and_changes(consoles: ConsoleFixture) -> None:
    console = consoles.exec(consoles.engine_fixture.run(*IGNORES), cols=101, rows=33)

    console.stream.write(b"stty size\r")
    console.until(b"33 101")
    console.stream.resize(64, 20)
    console.stream.write(b"stty size\r")

    console.until(b"20 64")


def test_a_command_without_a_terminal_writes_as_it_wrote(consoles: ConsoleFixture) -> None:
    console = consoles.exec(consoles.engine_fixture.run(*IGNORES), "sh", "-c", "echo one; echo two; exit 3", tty=False)

    assert console.to_end() == b"one\ntwo\n"
    assert console.stream.exit_code() == 3


def test_a_command_that_is_not_there(consoles: ConsoleFixture) -> None:
    console = consoles.exec(consoles.engine_fixture.run(*IGNORES), "nosuch")

    assert b"nosuch" in console.to_end()
    assert console.stream.exit_code() == consoles.engine_fixture.facts.missing_command_code


def test_environment_and_folder_are_those_asked_for(consoles: ConsoleFixture) -> None:
    console = consoles.exec(consoles.engine_fixture.run(*IGNORES), workdir="/etc", env={"COLOUR": "blue"})

    console.stream.write(b"pwd; echo $COLOUR\r")

    console.until(b"\r\n/etc\r\nblue\r\n")


def test_end_ends_what_is_busy(consoles: ConsoleFixture) -> None:
    console = consoles.exec(consoles.engine_fixture.run(*IGNORES), "sleep", "1000")

    assert console.stream.end() is True

    console.to_end()


def test_a_closed_console_takes_no_input(consoles: ConsoleFixture) -> None:
    console = consoles.exec(consoles.engine_fixture.run(*IGNORES))
    console.stream.end()
    console.to_end()

    with pytest.raises(EngineError):
        console.stream.write(b"echo\r")


def test_attach_detaches_by_keys_and_everybody_is_told(consoles: ConsoleFixture) -> None:
    id = consoles.engine_fixture.run("sh", tty=True, open_stdin=True)
    console = consoles.attach(id)
    console.stream.write(b"echo jo''ined\r")
    console.until(b"joined\r\n")

    console.stream.write(b"\x10\x11")

    console.to_end()
    assert consoles.engine_fixture.engine.inspect(id).state is State.RUNNING
    events = consoles.engine_fixture.listener.events
    wait_until(lambda: [one for one in events if (one.id, one.action) == (id, "detach")], 5, "the event")


def test_attach_detaches_by_keys_that_come_one_by_one(consoles: ConsoleFixture) -> None:
    id = consoles.engine_fixture.run("sh", tty=True, open_stdin=True)
    console = consoles.attach(id)
    console.stream.write(b"echo jo''ined\r")
    console.until(b"joined\r\n")

    console.stream.write(b"\x10")
    console.stream.write(b"\x11")

    console.to_end()
    assert consoles.engine_fixture.engine.inspect(id).state is State.RUNNING


def test_a_key_that_only_begins_like_the_detach_keys_does_not_detach(consoles: ConsoleFixture) -> None:
    console = consoles.attach(consoles.engine_fixture.run("sh", tty=True, open_stdin=True))

    console.stream.write(b"\x10")
    console.stream.write(b"\x15echo st''ill here\r")

    console.until(b"still here\r\n")


def test_attach_to_a_program_without_a_terminal_shows_what_it_writes(consoles: ConsoleFixture) -> None:
    console = consoles.attach(
        consoles.engine_fixture.run("sh", "-c", "while true; do echo tick; sleep 0.2; done"), stdin=False
    )

    console.until(b"tick\ntick\n")


def test_attach_to_a_program_without_a_terminal_lets_it_run(consoles: ConsoleFixture) -> None:
    id = consoles.engine_fixture.run(*IGNORES)
    console = consoles.attach(id, stdin=False)

    assert console.stream.end() is True

    console.to_end()
    assert consoles.engine_fixture.engine.inspect(id).state is State.RUNNING


def test_the_end_of_the_container_is_the_end_of_its_consoles(consoles: ConsoleFixture) -> None:
    id = consoles.engine_fixture.run(*IGNORES)
    console = consoles.exec(id)
    console.until(b"# ")

    consoles.engine_fixture.engine.kill(id)

    console.to_end()
    assert console.stream.exit_code() == 137


@pytest.mark.parametrize("state", ["paused", "exited"])
def test_a_container_that_does_not_run_takes_no_exec(consoles: ConsoleFixture, state: str) -> None:
    id = consoles.engine_fixture.run(*IGNORES)
    (consoles.engine_fixture.engine.pause if state == "paused" else consoles.engine_fixture.engine.kill)(id)

    with pytest.raises(EngineError) as refused:
        consoles.exec(id)
    assert refused.value.code in ("conflict", "not_allowed_in_state")


def test_the_shells_of_a_container_are_found(consoles: ConsoleFixture) -> None:
    found = consoles.engine_fixture.engine.consoles.shells(consoles.engine_fixture.run(*IGNORES))

    assert found
    assert all(path.rpartition("/")[2] in ("bash", "zsh", "ash", "dash", "sh") for path in found)
