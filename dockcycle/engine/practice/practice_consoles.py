"""Consoles on practice containers: exec and attach."""

from dockcycle.domain.console import ExecSpec
from dockcycle.domain.lifecycle.causes import SIGKILL
from dockcycle.domain.lifecycle.table import Command
from dockcycle.engine.practice.daemon import random_names
from dockcycle.engine.practice.daemon.daemon import PracticeDaemon
from dockcycle.engine.practice.daemon.practice_container import PracticeContainer
from dockcycle.engine.practice.programs.container_processes import exec_process
from dockcycle.engine.practice.programs.shell_commands import is_known
from dockcycle.engine.practice.programs.terminal_console import TerminalConsole

#: The exit code of an exec whose command is not found (measured on a real engine).
EXEC_FAILED = 126
#: The exit code of an exec whose console was ended: 128 + SIGHUP.
_HUNG_UP = 129
#: Images with this prefix have no shell, as images that contain a single program.
_BARE = "prom/"
_SHELLS = ("/bin/bash", "/bin/sh")
_NOT_STARTED = (
    "OCI runtime exec failed: exec failed: unable to start container process: "
    'exec: "{}": executable file not found in $PATH: unknown\n'
)


class PracticeConsoles:
    """The calls of `Engine` for consoles."""

    def __init__(self, daemon: PracticeDaemon) -> None:
        self._daemon = daemon

    def exec(self, id: str, spec: ExecSpec, cols: int = 80, rows: int = 24) -> TerminalConsole:
        """Start a new process with a console; raises EngineError if the state does not allow exec."""
        with self._daemon.clock.lock:
            container = self._daemon.find(id)
            self._daemon.check_allowed(Command.EXEC, container)
            return _Exec(self._daemon, container, spec).start(cols, rows)

    def attach(self, id: str, *, stdin: bool) -> TerminalConsole:
        """Attach a console to the main process. With `stdin` it takes input if that process is an interactive shell."""
        with self._daemon.clock.lock:
            return _attached(self._daemon, self._daemon.find(id), stdin=stdin)

    def shells(self, id: str) -> tuple[str, ...]:
        """Return the paths of the shells in the container's image."""
        with self._daemon.clock.lock:
            return () if _is_bare(self._daemon.find(id)) else _SHELLS


class _Exec:
    """One exec, from the event `exec_create` to `exec_die`."""

    def __init__(self, daemon: PracticeDaemon, container: PracticeContainer, spec: ExecSpec) -> None:
        self._daemon = daemon
        self._container = container
        self._spec = spec
        self._id = random_names.new_id(daemon.rng)
        self._process = exec_process(daemon.clock, container, spec, self._exited)
        self._console = TerminalConsole(self._process.terminal, tty=spec.tty, code=self._exit_code, ended=self._end)

    def start(self, cols: int, rows: int) -> TerminalConsole:
        line = " ".join(self._spec.command)
        for action in ("exec_create", "exec_start"):
            self._daemon.event_log.send(self._container, action, line, execID=self._id)
        self._process.terminal.resize(cols, rows)
        self._process.connect(self._console)
        if not is_known(self._spec.command) or _is_bare(self._container):
            self._process.fail(EXEC_FAILED, _NOT_STARTED.format(self._spec.command[0]))
        else:
            self._container.execs.append(self._process)
            self._process.start()
        return self._console

    def _exited(self) -> None:
        self._container.execs.remove(self._process)
        self._daemon.event_log.send(self._container, "exec_die", execID=self._id, exitCode=str(self._process.exit_code))

    def _exit_code(self) -> int | None:
        """Return the exit code, None while the process runs; 137 if the exit of the container killed it."""
        with self._daemon.clock.lock:
            if self._process.is_running:
                return None
            return 128 + SIGKILL if self._process.exit_code is None else self._process.exit_code

    def _end(self) -> bool:
        with self._daemon.clock.lock:
            self._process.exit(_HUNG_UP)
        return True


def _attached(daemon: PracticeDaemon, container: PracticeContainer, *, stdin: bool) -> TerminalConsole:
    process = daemon.attach(container)

    def ended() -> bool:
        with daemon.clock.lock:
            daemon.detach(container, console)
        return True

    console = TerminalConsole(
        process.terminal, tty=container.spec.tty, code=lambda: None, ended=ended,
        ignores_input=not (stdin and container.is_up and container.spec.open_stdin and process.is_interactive),
    )  # fmt: skip
    process.connect(console)
    return console


def _is_bare(container: PracticeContainer) -> bool:
    return container.inspected.image.startswith(_BARE)
