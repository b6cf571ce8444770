"""One process of a practice container: the main process, or the process of an exec."""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from dockcycle.domain.lifecycle.causes import SIGKILL
from dockcycle.engine.practice.daemon.clock import Clock
from dockcycle.engine.practice.programs.container_files import ContainerFiles
from dockcycle.engine.practice.programs.effects import Effect, Output, ReadInput, RepeatOutput
from dockcycle.engine.practice.programs.execution import Execution
from dockcycle.engine.practice.programs.shell import Servers, Shell, is_interactive
from dockcycle.engine.practice.programs.shell_commands import Machine, ShellState
from dockcycle.engine.practice.programs.signal_handlers import INTERACTIVE_SHELL, SIGNALS
from dockcycle.engine.practice.programs.terminal import Terminal
from dockcycle.engine.practice.programs.terminal_console import TerminalConsole

PROMPT = "/ # "
INTERRUPTED = 130
#: Limit of the lines that are typed while a command runs. They are run after it.
LINES_AHEAD_AT_MOST = 1000


@dataclass(frozen=True, slots=True)
class ProcessPlan:
    """What a process is started with.

    - `has_input`: its input is connected: a terminal or an open stdin.
    - `servers`: see `shell.Shell`.
    - `ps`: returns the output of `ps`.
    - `is_frozen`: returns whether the container is paused.
    - `exited`: is called at the exit of the process, except after `end`.
    - `logged`: is called with the output, for the log of a main process.
    - `detached`: is called with a console after its detach keys; None: there are no detach keys.
    """

    command: Sequence[str]
    files: ContainerFiles
    hostname: str
    variables: dict[str, str]
    ps: Callable[[], str]
    is_frozen: Callable[[], bool]
    exited: Callable[[], None]
    directory: str = "/"
    tty: bool = False
    has_input: bool = False
    has_memory_limit: bool = False
    servers: Servers | None = None
    logged: Callable[[Output], None] | None = None
    detached: Callable[[TerminalConsole], None] | None = None


class Process:
    """Runs a command with its terminal, from `start` to its exit. Callers must hold the lock of the clock.

    `exit_code` is None while the process runs, and after `end`. The process owns its executions and reads its terminal.
    """

    def __init__(self, clock: Clock, plan: ProcessPlan) -> None:
        self.command = plan.command
        self.exit_code: int | None = None
        self.is_out_of_memory = False
        self.is_interactive = plan.has_input and is_interactive(plan.command)
        self.has_memory_limit = plan.has_memory_limit
        self.is_running = False
        self.terminal = Terminal(clock, self, tty=plan.tty, detached=plan.detached)
        self._clock = clock
        self._plan = plan
        machine = Machine(plan.files, plan.hostname, plan.ps, lambda: self.terminal.size, clock.now_ns)
        state = ShellState(machine, {"PATH": "/bin", "HOSTNAME": plan.hostname, **plan.variables}, plan.directory)
        self._shell = Shell(state, plan.servers)
        self._foreground: Execution | None = None
        self._executions: list[Execution] = []
        self._typed_ahead: deque[str] = deque()

    def start(self) -> None:
        """Start the command. An interactive shell prints its prompt and waits for input."""
        self.is_running = True
        if self.is_interactive:
            self._shell.state.traps.update(INTERACTIVE_SHELL)
            self._prompt()
        else:
            self._run_in_foreground(self._shell.execute(self.command))

    def connect(self, console: TerminalConsole) -> None:
        """Connect a console. An idle interactive shell shows its prompt in it."""
        self.terminal.consoles.append(console)
        if self.is_running and self.is_interactive and self._plan.tty and self._foreground is None:
            console.offer(PROMPT.encode())

    def disconnect(self, console: TerminalConsole) -> bool:
        """Close a console; return whether it was connected."""
        is_connected = console in self.terminal.consoles
        if is_connected:
            self.terminal.consoles.remove(console)
        console.close()
        return is_connected

    def signal(self, number: int) -> None:
        """Run the handler of a signal. Without a handler, the signal has no effect, as for PID 1 of a container."""
        action = self._shell.state.traps.get(number)
        if action and self.is_running:
            self._run(self._shell.run(action))

    def thaw(self) -> None:
        """Continue after a pause of the container."""
        for execution in list(self._executions):
            execution.thaw()
        self.terminal.process_input()

    def exit(self, code: int) -> None:
        """End the process with an exit code; does nothing if it does not run."""
        if self.is_running:
            self.exit_code = code
            self.end()
            self._plan.exited()

    def fail(self, code: int, message: str) -> None:
        """Show why the process could not be started, and close its consoles."""
        self.terminal.show(message)
        self.exit_code = code
        self.end()

    def end(self) -> None:
        """End the process and close its consoles, without calling `exited`."""
        self.is_running = False
        self._cancel()
        self.terminal.hang_up()

    # --- the owner of executions --------------------------------------------------------------------------------

    def is_frozen(self) -> bool:
        return self._plan.is_frozen()

    def write(self, output: Output) -> None:
        self.terminal.show(output.text)
        if self._plan.logged is not None:
            self._plan.logged(output)

    def wait(self) -> None:
        self.terminal.wake()

    def use_all_memory(self) -> None:
        self.is_out_of_memory = True
        self.exit(128 + SIGKILL)

    def finished(self, execution: Execution) -> None:
        self._executions.remove(execution)
        if self._shell.state.has_exited or (not self.is_interactive and execution is self._foreground):
            self.exit(self._shell.state.code)
        elif execution is self._foreground:
            self._foreground = None
            self._prompt()
            if self._typed_ahead:  # in a timer: a thousand short commands would be a thousand nested calls
                self._clock.later(0.0, self._run_next_line)

    # --- the reader of the terminal -----------------------------------------------------------------------------

    @property
    def flood(self) -> str:
        foreground = self._foreground  # readers of consoles do not hold the lock
        effect = None if foreground is None else foreground.waiting_for
        return effect.text if isinstance(effect, RepeatOutput) else ""

    def take_line(self, line: str) -> None:
        if self._foreground is not None and isinstance(self._foreground.waiting_for, ReadInput):
            self.write(Output(line + "\n"))
        elif self.is_interactive and len(self._typed_ahead) < LINES_AHEAD_AT_MOST:
            self._typed_ahead.append(line)
            self._run_next_line()

    def interrupt(self) -> None:
        self._typed_ahead.clear()
        if self.is_interactive:
            self._cancel()
            self._shell.state.code = INTERRUPTED
            self._prompt()
        elif SIGNALS["INT"] in self._shell.state.traps:
            self.signal(SIGNALS["INT"])
        else:
            self.exit(INTERRUPTED)

    def end_input(self) -> None:
        if self._foreground is None:
            if self.is_interactive:
                self.exit(self._shell.state.code)
        elif isinstance(self._foreground.waiting_for, ReadInput):
            self._foreground.proceed()

    # ------------------------------------------------------------------------------------------------------------

    def _run_next_line(self) -> None:
        if self.is_running and self._foreground is None and self._typed_ahead:
            self._run_in_foreground(self._shell.run(self._typed_ahead.popleft()))

    def _run_in_foreground(self, effects: Iterator[Effect]) -> None:
        self._foreground = Execution(self._clock, effects, self)
        self._begin(self._foreground)

    def _run(self, effects: Iterator[Effect]) -> None:
        self._begin(Execution(self._clock, effects, self))

    def _begin(self, execution: Execution) -> None:
        self._executions.append(execution)
        execution.proceed()

    def _cancel(self) -> None:
        for execution in self._executions:
            execution.cancel()
        self._executions.clear()
        self._foreground = None

    def _prompt(self) -> None:
        if self._plan.tty:
            self.terminal.show(PROMPT)
