"""Creates the processes of practice containers: the main process, those of exec, and the health check."""

from collections.abc import Callable, Iterable, Sequence

from dockcycle.domain.console import ExecSpec
from dockcycle.domain.container_details import LogLine
from dockcycle.domain.lifecycle.table import State
from dockcycle.domain.timestamps import rfc3339
from dockcycle.engine.practice.daemon.clock import Clock
from dockcycle.engine.practice.daemon.practice_container import PracticeContainer
from dockcycle.engine.practice.programs.effects import Effect, Output, Sleep
from dockcycle.engine.practice.programs.process import Process, ProcessPlan
from dockcycle.engine.practice.programs.shell import Servers, Shell
from dockcycle.engine.practice.programs.shell_commands import Machine, ShellState
from dockcycle.engine.practice.programs.terminal_console import TerminalConsole

_HEALTH_CHECK_FAILED = 1
_EFFECTS_AT_MOST = 1000


def main_process(
    clock: Clock, container: PracticeContainer, exited: Callable[[], None],
    detached: Callable[[TerminalConsole], None], lines: Sequence[str],
) -> Process:  # fmt: skip
    """Return the main process of a container, not started yet.

    Every name in its command is a program. A server program writes `lines` at its start.
    """
    spec = container.spec
    plan = ProcessPlan(
        container.argv, container.files, container.hostname, dict(spec.env),
        ps=lambda: _ps(container), is_frozen=lambda: container.state is State.PAUSED, exited=exited,
        directory=spec.workdir or "/", tty=spec.tty, has_input=spec.tty or spec.open_stdin,
        has_memory_limit=bool(spec.memory), servers=Servers(tuple(lines)),
        logged=lambda output: _log(clock, container, output), detached=detached,
    )  # fmt: skip
    return Process(clock, plan)


def exec_process(clock: Clock, container: PracticeContainer, spec: ExecSpec, exited: Callable[[], None]) -> Process:
    """Return a process of an exec, not started yet. Only the known commands are programs."""
    plan = ProcessPlan(
        spec.command, container.files, container.hostname, {**container.spec.env, **spec.env},
        ps=lambda: _ps(container), is_frozen=lambda: container.state is State.PAUSED, exited=exited,
        directory=spec.workdir or "/", tty=spec.tty, has_input=True, has_memory_limit=bool(container.spec.memory),
    )  # fmt: skip
    return Process(clock, plan)


def health_check_code(clock: Clock, container: PracticeContainer, command: str, timeout: float) -> int:
    """Return the exit code of a health check at once, without waiting; not 0 if it takes longer than `timeout` seconds.

    Programs that the practice engine does not know, such as curl, succeed.
    """
    machine = Machine(container.files, container.hostname, lambda: _ps(container), lambda: (24, 80), clock.now_ns)
    state = ShellState(machine, dict(container.spec.env))
    return _code_in_time(Shell(state, Servers()).run(command), state, timeout)


def _code_in_time(effects: Iterable[Effect], state: ShellState, timeout: float) -> int:
    seconds = 0.0
    for number, effect in enumerate(effects):
        if isinstance(effect, Sleep):
            seconds += effect.seconds or 0.0
        if seconds > timeout or number > _EFFECTS_AT_MOST:
            return _HEALTH_CHECK_FAILED
    return state.code


def _log(clock: Clock, container: PracticeContainer, output: Output) -> None:
    """Write the output of the main process to the log. A terminal has one stream."""
    stream = "stderr" if output.is_error and not container.spec.tty else "stdout"
    for line in output.text.splitlines():
        container.write(LogLine(rfc3339(clock.now_ns()), stream, line))
    clock.changed()


def _ps(container: PracticeContainer) -> str:
    rows = [(number, " ".join(command)) for number, command in enumerate(commands_of(container), 1)]
    return "PID   USER     COMMAND\n" + "".join(f"{pid:5} root     {command}\n" for pid, command in (*rows, (99, "ps")))


def commands_of(container: PracticeContainer) -> list[Sequence[str]]:
    """Return the commands of the processes in a running container, the main process first."""
    return [container.argv, *(process.command for process in container.execs)]
