"""The interpreter of practice containers, as main process, as exec and at the prompt of a console."""

import pytest

from dockcycle.domain.timestamps import NANOSECONDS
from dockcycle.engine.practice.programs.container_files import ContainerFiles
from dockcycle.engine.practice.programs.effects import Output
from dockcycle.engine.practice.programs.process import Process, ProcessPlan
from dockcycle.engine.practice.programs.shell import Servers
from dockcycle.engine.practice.programs.start_errors import CannotStartError, check_executable
from tests.unit.practice.manual_clock import BEGIN_NS, ManualClock

LONG_SECONDS = 1000


class Ran:
    """A main process that was started at once, and what it does as time passes."""

    def __init__(
        self, *command: str, files: ContainerFiles | None = None, has_input: bool = False, limited: bool = False
    ) -> None:
        self.clock = ManualClock()
        self.written: list[Output] = []
        self.seconds: float | None = None
        self.process = Process(
            self.clock,
            ProcessPlan(
                command, files or ContainerFiles(), "host", {}, ps=lambda: "", is_frozen=lambda: False,
                exited=self._exited, has_input=has_input, has_memory_limit=limited, servers=Servers(),
                logged=self.written.append,
            ),
        )  # fmt: skip
        self.process.start()

    def _exited(self) -> None:
        self.seconds = (self.clock.at_ns - BEGIN_NS) / NANOSECONDS

    @property
    def text(self) -> str:
        return "".join(output.text for output in self.written)

    def code_later(self, seconds: float = LONG_SECONDS) -> int | None:
        self.clock.advance(seconds)
        return self.process.exit_code


@pytest.mark.parametrize(
    ("command", "seconds", "code"),
    [
        (["true"], 0, 0),
        (["/bin/false"], 0, 1),
        (["sleep", "3"], 3, 0),
        (["sleep", "0.5"], 0.5, 0),
        (["sleep", "2m"], 120, 0),
        (["sleep", "never"], 0, 1),
        (["sh", "-c", "echo 'open"], 0, 2),
        (["sh"], 0, 0),
        (["python3"], 0, 0),
        (["docker-entrypoint.sh", "bash"], 0, 0),
        (["sh", "-c", "exit 300"], 0, 44),
        (["sh", "-c", "exit"], 0, 0),
        (["sh", "-c", "false; exit"], 0, 1),
        (["sh", "-c", "sleep 1; sleep 2; exit 7"], 3, 7),
        (["sh", "-c", "sleep 1 && false && sleep 9"], 1, 1),
        (["sh", "-c", "true || exit 3\nexit 4"], 0, 4),
        (["sh", "-c", "exec sleep 5; exit 3"], 5, 0),
        (["sh", "-c", "nosuchthing"], 0, 127),
        (["sh", "-c", "/etc"], 0, 126),
        (["sh", "-c", ""], 0, 0),
        (["sh", "-c", "for n in 1 2 3; do sleep $n; done; exit 8"], 6, 8),
        (["sh", "-c", "sh -c 'sleep 2; exit 6'"], 2, 6),
        (["sh", "-c", "until test -e /a; do sleep 1; touch /a; done"], 1, 0),
        (["sh", "-c", "while test -e /a; do sleep 1; done; exit 9"], 0, 9),
        (["sh", "-c", "if false; then exit 1; elif true; then exit 2; else exit 3; fi"], 0, 2),
        (["sh", "-c", "if false; then exit 1; else exit 3; fi"], 0, 3),
        (["sh", "-c", "A=4; exit $A"], 0, 4),
    ],
)
def test_how_long_it_runs_and_how_it_ends(command: list[str], seconds: float, code: int) -> None:
    ran = Ran(*command)

    assert ran.code_later() == code
    assert ran.seconds == seconds


@pytest.mark.parametrize(
    "command",
    [
        ["sleep", "infinity"],
        ["sleep", "1e400"],
        ["nginx", "-g", "daemon off;"],
        ["docker-entrypoint.sh", "nginx"],
        ["node", "server.js"],
        ["cat"],
        ["yes"],
        ["top"],
        ["tail", "-f", "/dev/null"],
        ["sh", "-c", "while true; do sleep 1; done"],
        ["sh", "-c", "while :; do :; done"],
        ["sh", "-c", "while :; do sleep 0; done"],
        ["sh", "-c", "while :; do sh -c 'sleep 0'; done"],
        ["sh", "-c", "while true; do for n in; do :; done; done"],
    ],
)
def test_some_run_until_they_are_killed(command: list[str]) -> None:
    assert Ran(*command).code_later() is None


@pytest.mark.parametrize(
    ("command", "signal", "code"),
    [
        (["sleep", "9"], 15, None),
        (["node", "server.js"], 15, None),
        (["java", "-jar", "x.jar"], 1, 129),
        (["java", "-jar", "x.jar"], 15, 143),
        (["nginx"], 1, None),
        (["nginx"], 2, 0),
        (["nginx"], 15, 0),
        (["sh", "-c", "nginx"], 15, None),
        (["sh", "-c", "exec nginx"], 15, 0),
        (["sh", "-c", "trap 'exit 5' TERM INT; sleep 9"], 15, 5),
        (["sh", "-c", "trap 'exit 5' TERM INT; sleep 9"], 2, 5),
        (["sh", "-c", "trap 'exit 5' TERM INT; sleep 9"], 1, None),
        (["sh", "-c", "trap 'exit 5' 15; sleep 9"], 15, 5),
        (["sh", "-c", "trap 'exit 5' TERM; trap - TERM; sleep 9"], 15, None),
        (["sh", "-c", "trap '' SIGTERM; sleep 9"], 15, None),
        (["sh", "-c", "trap 'echo bye' HUP; sleep 9"], 1, None),
        (["sh", "-c", "trap 'exit 5' TERM; exec sleep 9"], 15, None),
    ],
)
def test_which_signals_it_reacts_to(command: list[str], signal: int, code: int | None) -> None:
    ran = Ran(*command)

    ran.process.signal(signal)

    assert ran.process.exit_code == code


def test_a_signal_handler_may_take_time() -> None:
    ran = Ran("sh", "-c", "trap 'echo bye; sleep 2; exit 3' TERM; while true; do sleep 1; done")
    ran.process.signal(15)

    assert ran.code_later(1.5) is None
    assert ran.code_later(1) == 3
    assert ran.text == "bye\n"


def test_a_handler_that_does_not_exit_lets_the_command_run() -> None:
    ran = Ran("sh", "-c", "trap 'echo again' HUP; sleep 5; exit 4")
    ran.process.signal(1)
    ran.process.signal(1)

    assert ran.code_later() == 4
    assert (ran.text, ran.seconds) == ("again\nagain\n", 5)


def test_an_interactive_shell_stays_and_ignores_sigterm() -> None:
    ran = Ran("bash", has_input=True)

    ran.process.signal(15)
    assert ran.code_later() is None

    ran.process.signal(1)
    assert ran.process.exit_code == 129


@pytest.mark.parametrize("command", [["stress", "--vm", "1"], ["tail", "/dev/zero"], ["sh", "-c", "stress"]])
def test_some_take_all_memory(command: list[str]) -> None:
    assert Ran(*command).code_later() is None

    limited = Ran(*command, limited=True)
    assert limited.code_later() == 137
    assert limited.process.is_out_of_memory


def test_files_are_touched_tested_and_removed() -> None:
    files = ContainerFiles()

    assert Ran("test", "-e", "/a", files=files).process.exit_code == 1
    Ran("sh", "-c", "touch /a /b && rm /b", files=files)
    assert list(files) == ["/a"]
    assert Ran("sh", "-c", "[ -f /a ] && exit 6", files=files).process.exit_code == 6
    assert Ran("test", "!", "-e", "/a", files=files).process.exit_code == 1
    assert Ran("rm", "/b", files=files).process.exit_code == 1


def test_a_command_has_its_effect_when_its_time_has_come() -> None:
    files = ContainerFiles()
    ran = Ran("sh", "-c", "sleep 2; touch /later; echo done", files=files)

    assert (list(files), ran.text) == ([], "")
    ran.clock.advance(2)
    assert (list(files), ran.text) == (["/later"], "done\n")


@pytest.mark.parametrize(
    ("command", "code"), [([], 127), (["nosuch"], 127), (["/opt/no-such-thing"], 127), (["/"], 126)]
)
def test_some_cannot_be_started(command: list[str], code: int) -> None:
    with pytest.raises(CannotStartError) as failed:
        check_executable(command)

    assert failed.value.code == code


@pytest.mark.parametrize(
    "text",
    [
        "'", '"', "trap", "exit x", ";;;", "&&", "sleep", "\\", "trap 'exit", "test", "while", "do", "done", "if",
        "for", "for n in 1", "while true", "if true; then", "fi", "export", "cd", "exec", "> /a", "[ ]", "A=",
        "while " * 5000, "if a; then b; " + "elif c; then d; " * 5000,
    ],
)  # fmt: skip
def test_nonsense_does_not_break_it(text: str) -> None:
    assert Ran("sh", "-c", text).code_later() is not None
