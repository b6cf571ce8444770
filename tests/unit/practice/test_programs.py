"""The very small shell of the practice engine."""

import pytest

from dockcycle.engine.practice.programs.programs import CannotStartError, Program, understand


@pytest.mark.parametrize(
    ("command", "seconds", "code"),
    [
        (["true"], 0, 0),
        (["/bin/false"], 0, 1),
        (["sleep", "3"], 3, 0),
        (["sleep", "0.5"], 0.5, 0),
        (["sleep", "2m"], 120, 0),
        (["sleep", "infinity"], None, 0),
        (["sleep", "never"], 0, 0),
        (["sleep", "1e400"], None, 0),
        (["sh", "-c", "echo 'open"], 0, 2),
        (["sh"], 0, 0),
        (["docker-entrypoint.sh", "bash"], 0, 0),
        (["nginx", "-g", "daemon off;"], None, 0),
        (["sh", "-c", "exit 300"], 0, 44),
        (["sh", "-c", "exit"], 0, 0),
        (["sh", "-c", "false; exit"], 0, 1),
        (["sh", "-c", "sleep 1; sleep 2; exit 7"], 3, 7),
        (["sh", "-c", "sleep 1 && false && sleep 9"], 1, 1),
        (["sh", "-c", "true || exit 3\nexit 4"], 0, 4),
        (["sh", "-c", "while true; do sleep 1; done"], None, 0),
        (["sh", "-c", "exec sleep 5; exit 3"], 5, 0),
        (["sh", "-c", "nosuchthing"], 0, 127),
        (["sh", "-c", ""], 0, 0),
    ],
)
def test_how_long_it_runs_and_how_it_ends(command: list[str], seconds: float | None, code: int) -> None:
    program = understand(command, set())

    assert (program.seconds, program.code) == (seconds, code)


@pytest.mark.parametrize(
    ("command", "handlers"),
    [
        (["sleep", "9"], {}),
        (["node", "server.js"], {}),
        (["java", "-jar", "x.jar"], {1: 129, 2: 130, 15: 143}),
        (["nginx"], {1: None, 2: 0, 3: 0, 15: 0}),
        (["sh", "-c", "trap 'exit 5' TERM INT; sleep 9"], {2: 5, 15: 5}),
        (["sh", "-c", "trap '' SIGTERM; sleep 9"], {15: None}),
        (["sh", "-c", "trap 'echo bye' HUP; sleep 9"], {1: None}),
    ],
)
def test_which_signals_it_reacts_to(command: list[str], handlers: dict[int, int | None]) -> None:
    assert understand(command, set()).handlers == handlers


def test_a_shell_with_a_terminal_stays_and_ignores_sigterm() -> None:
    program = understand(["bash"], set(), interactive=True)

    assert program.seconds is None
    assert 15 not in program.handlers


@pytest.mark.parametrize("command", [["stress", "--vm", "1"], ["tail", "/dev/zero"], ["sh", "-c", "stress"]])
def test_some_take_all_memory(command: list[str]) -> None:
    assert understand(command, set()).hungry


def test_files_are_touched_tested_and_removed() -> None:
    files: set[str] = set()

    assert understand(["test", "-e", "/a"], files).code == 1
    understand(["sh", "-c", "touch /a /b && rm /b"], files)
    assert files == {"/a"}
    assert understand(["sh", "-c", "[ -f /a ] && exit 6"], files).code == 6
    assert understand(["test", "!", "-e", "/a"], files).code == 1


@pytest.mark.parametrize(
    ("command", "code"), [([], 127), (["nosuch"], 127), (["/opt/no-such-thing"], 127), (["/"], 126)]
)
def test_some_cannot_be_started(command: list[str], code: int) -> None:
    with pytest.raises(CannotStartError) as failed:
        understand(command, set())

    assert failed.value.code == code


@pytest.mark.parametrize("text", ["'", '"', "trap", "exit x", ";;;", "&&", "sleep", "\\", "trap 'exit", "test"])
def test_nonsense_does_not_break_it(text: str) -> None:
    assert isinstance(understand(["sh", "-c", text], set()), Program)
