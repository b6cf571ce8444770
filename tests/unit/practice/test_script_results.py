"""A script does the same as the main process, as an exec and typed in a console."""

from collections.abc import Sequence

import pytest

from dockcycle.domain.console import ExecSpec
from tests.support.shell_scripts import SCRIPTS
from tests.unit.practice.manual_clock import practice, spec

#: Scripts whose output depends on the version of a real shell.
OF_PRACTICE = [("echo 'open", "sh: syntax error: unterminated quoted string\n", 2)]


@pytest.mark.parametrize(("script", "text", "code"), [*SCRIPTS, *OF_PRACTICE])
def test_a_script_does_the_same_wherever_it_runs(script: str, text: str, code: int) -> None:
    assert _as_main_process(script) == (text, code)
    assert _as_exec(("sh", "-c", script)) == (text, code)
    assert _typed(script) == (text, code)


def _as_main_process(script: str) -> tuple[str, int | None]:
    engine, clock = practice()
    id = engine.create(spec("sh", "-c", script))
    engine.start(id)
    clock.advance(10)
    lines = [line.text for batch in engine.details.logs(id, tail=None) for line in batch]
    return "".join(f"{line}\n" for line in lines), engine.inspect(id).exit_code


def _as_exec(command: Sequence[str]) -> tuple[str, int | None]:
    engine, clock = practice()
    id = engine.create(spec("sleep", "600"))
    engine.start(id)
    console = engine.consoles.exec(id, ExecSpec(tuple(command), tty=False))
    clock.advance(10)
    return console.read().decode(), console.exit_code()


def _typed(script: str) -> tuple[str, int | None]:
    """Type a script at a prompt, and `exit` without waiting for its end."""
    engine, clock = practice()
    id = engine.create(spec("sleep", "600"))
    engine.start(id)
    console = engine.consoles.exec(id, ExecSpec(("sh",), tty=False))
    console.write(f"{script}\nexit\n".encode())
    clock.advance(10)
    return console.read().decode(), console.exit_code()


def test_lines_that_are_typed_ahead_run_one_after_the_other() -> None:
    engine, clock = practice()
    id = engine.create(spec("sleep", "600"))
    engine.start(id)
    console = engine.consoles.exec(id, ExecSpec(("sh",), tty=False))

    console.write(b"sleep 1\n" + b"true\n" * 900 + b"echo last; exit 5\n")
    clock.advance(2)

    assert (console.read(), console.exit_code()) == (b"last\n", 5)


def test_an_interrupt_drops_the_lines_that_are_typed_ahead() -> None:
    engine, clock = practice()
    id = engine.create(spec("sleep", "600"))
    engine.start(id)
    console = engine.consoles.exec(id, ExecSpec(("sh",)))

    console.write(b"sleep 60\recho never\r\x03echo $?\r")
    clock.advance(100)

    assert console.read().endswith(b"^C\r\n/ # echo $?\r\n130\r\n/ # ")


def test_a_main_process_shows_its_output_in_consoles_and_in_its_log() -> None:
    engine, clock = practice()
    id = engine.create(spec("sh", "-c", "while true; do sleep 1; echo tick; done"))
    engine.start(id)
    console = engine.consoles.attach(id, stdin=False)
    clock.advance(2.5)

    lines = [line.text for batch in engine.details.logs(id, tail=None) for line in batch]
    assert (console.read(), lines) == (b"tick\ntick\n", ["tick", "tick"])


def test_a_paused_container_has_no_output_until_it_is_unpaused() -> None:
    engine, clock = practice()
    id = engine.create(spec("sleep", "600"))
    engine.start(id)
    console = engine.consoles.exec(id, ExecSpec(("sh", "-c", "sleep 1; echo awake; exit 3"), tty=False))
    engine.pause(id)
    clock.advance(10)
    assert console.exit_code() is None

    engine.unpause(id)

    assert (console.read(), console.exit_code()) == (b"awake\n", 3)


def test_docker_top_lists_the_processes_of_exec() -> None:
    engine, _ = practice()
    id = engine.create(spec("sleep", "600"))
    engine.start(id)
    engine.consoles.exec(id, ExecSpec(("sh",)))

    assert [row[-1] for row in engine.details.processes(id).rows] == ["sleep 600", "sh"]
