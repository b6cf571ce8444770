"""The same scripts as main process, by exec and at a prompt: the same output and exit code on both engines."""

import pytest

from dockcycle.domain.lifecycle.table import State
from tests.contract.console_fixture import ConsoleFixture
from tests.contract.engine_fixture import IGNORES, OBEYS, EngineFixture
from tests.support.shell_scripts import SCRIPTS


@pytest.mark.parametrize(("script", "text", "code"), SCRIPTS)
def test_a_script_as_main_process(engine_fixture: EngineFixture, script: str, text: str, code: int) -> None:
    id = engine_fixture.ended("sh", "-c", script)

    lines = [line for batch in engine_fixture.engine.details.logs(id, tail=None) for line in batch]
    assert "".join(f"{line.text}\n" for line in lines) == text
    assert engine_fixture.engine.inspect(id).exit_code == code


@pytest.mark.parametrize(("script", "text", "code"), SCRIPTS)
def test_a_script_by_exec(consoles: ConsoleFixture, script: str, text: str, code: int) -> None:
    console = consoles.exec(consoles.engine_fixture.run(*IGNORES), "sh", "-c", script, tty=False)

    assert console.to_end().decode() == text
    assert console.stream.exit_code() == code


@pytest.mark.parametrize(("script", "text", "code"), SCRIPTS)
def test_a_script_at_the_prompt(consoles: ConsoleFixture, script: str, text: str, code: int) -> None:
    console = consoles.exec(consoles.engine_fixture.run(*IGNORES), "sh", tty=False)

    console.stream.write(f"{script}\nexit\n".encode())

    assert console.to_end().decode() == text
    assert console.stream.exit_code() == code


@pytest.mark.parametrize(
    ("command", "signal", "code"),
    [
        (OBEYS, "TERM", 0),
        (("sh", "-c", "trap 'sleep 0.2; exit 3' TERM; while true; do sleep 0.1; done"), "TERM", 3),
        (("sh", "-c", "trap 'exit 3' USR1; while true; do sleep 0.1; done"), "USR1", 3),
    ],
)
def test_a_signal_handler_ends_the_main_process(
    engine_fixture: EngineFixture, command: tuple[str, ...], signal: str, code: int
) -> None:
    id = engine_fixture.run(*command)
    engine_fixture.await_trap(id)

    engine_fixture.engine.kill(id, signal)

    assert engine_fixture.until(id, lambda now: now.state is State.EXITED).exit_code == code


@pytest.mark.parametrize(
    "command",
    [
        ("sleep", "600"),
        ("sh", "-c", "trap '' TERM; while true; do sleep 0.1; done"),
        ("sh", "-c", "trap 'exit 3' TERM; exec sleep 600"),
    ],
)
def test_a_main_process_without_a_handler_ignores_sigterm(
    engine_fixture: EngineFixture, command: tuple[str, ...]
) -> None:
    id = engine_fixture.run(*command)
    engine_fixture.await_trap(id)

    engine_fixture.engine.stop(id, 1)

    assert engine_fixture.engine.inspect(id).exit_code == 137


def test_an_interactive_shell_ignores_sigterm(engine_fixture: EngineFixture) -> None:
    id = engine_fixture.run("sh", tty=True, open_stdin=True)

    engine_fixture.engine.stop(id, 1)

    assert engine_fixture.engine.inspect(id).exit_code == 137
