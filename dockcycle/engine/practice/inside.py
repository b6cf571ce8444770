"""Consoles, logs, stats, processes, changed files and inspect of practice containers."""

from collections.abc import Mapping
from typing import Any

from dockcycle.domain.console import ExecSpec
from dockcycle.domain.container_details import FileChange, Processes
from dockcycle.domain.lifecycle.table import Command
from dockcycle.engine.docker.request_parsing import create_body
from dockcycle.engine.errors import EngineError
from dockcycle.engine.practice.daemon import random_names
from dockcycle.engine.practice.daemon.clock import Clock
from dockcycle.engine.practice.daemon.daemon import EXEC_FAILED, PracticeDaemon
from dockcycle.engine.practice.daemon.practice_container import PracticeContainer
from dockcycle.engine.practice.programs import shell
from dockcycle.engine.practice.programs.practice_logs import PracticeLog
from dockcycle.engine.practice.programs.practice_stats import PracticeStats
from dockcycle.engine.practice.programs.terminal import Terminal
from dockcycle.engine.practice.programs.terminal_console import TerminalConsole

#: Images with this prefix have no shell, as images that contain a single program.
_BARE = "prom/"
_NOT_STARTED = (
    "OCI runtime exec failed: exec failed: unable to start container process: "
    'exec: "{}": executable file not found in $PATH: unknown\n'
)


class Inside:
    """The calls of `Engine` for consoles and details of containers. `PracticeEngine` sets the attributes."""

    _clock: Clock
    _daemon: PracticeDaemon

    def exec_console(self, id: str, spec: ExecSpec, cols: int = 80, rows: int = 24) -> TerminalConsole:
        """Start a new process with a console; raises EngineError if the state does not allow exec."""
        with self._clock.lock:
            container = self._daemon.find(id)
            self._daemon.check_allowed(Command.EXEC, container)
            return _Exec(self._daemon, container, spec).begin(cols, rows)

    def attach_console(self, id: str, *, stdin: bool) -> TerminalConsole:
        """Attach a console to the main process; it takes input only if that is a shell with open stdin, and `stdin`."""
        with self._clock.lock:
            container = self._daemon.find(id)
            self._daemon.attach(container)
            return _attached(self._daemon, container, stdin=stdin)

    def shells(self, id: str) -> tuple[str, ...]:
        """Return the paths of the shells in the container's image."""
        with self._clock.lock:
            return () if _is_bare(self._daemon.find(id)) else ("/bin/bash", "/bin/sh")

    def logs(self, id: str, *, tail: int | None, since_ns: int | None = None, follow: bool = False) -> PracticeLog:
        """Open the log of a container."""
        return PracticeLog(self._clock, self._found(id), tail=tail, since_ns=since_ns, follow=follow)

    def stats(self, id: str) -> PracticeStats:
        """Open the stats of a container."""
        return PracticeStats(self._clock, self._found(id))

    def processes(self, id: str) -> Processes:
        """Return the main process and one shell per console; raises `not_allowed_in_state` if it is not running."""
        with self._clock.lock:
            container = self._daemon.find(id)
            if not container.is_up:
                raise EngineError("not_allowed_in_state", f"Container {container.inspected.id} is not running", 409)
            consoles = tuple(("root", str(4200 + number), "4096", "sh") for number in range(len(container.terminals)))
            return Processes(
                ("UID", "PID", "PPID", "CMD"), (("root", "4096", "1", " ".join(container.argv)), *consoles)
            )

    def changes(self, id: str) -> tuple[FileChange, ...]:
        """Return the files that were created in the container."""
        with self._clock.lock:
            return tuple(FileChange("A", path) for path in sorted(self._daemon.find(id).files))

    def inspect_raw(self, id: str) -> Mapping[str, Any]:
        """Return an inspect in the format of a real engine."""
        with self._clock.lock:
            return _raw(self._daemon.find(id))

    def _found(self, id: str) -> PracticeContainer:
        with self._clock.lock:
            return self._daemon.find(id)


class _Exec:
    """One exec process, from the event `exec_create` to `exec_die`."""

    def __init__(self, daemon: PracticeDaemon, container: PracticeContainer, spec: ExecSpec) -> None:
        self._daemon = daemon
        self._container = container
        self._spec = spec
        self._id = random_names.new_id(daemon.rng)
        self._code: int | None = None
        variables = {"PATH": "/bin", "HOSTNAME": container.inspected.id[:12], **container.spec.env, **spec.env}
        self._terminal = _terminal(daemon, container, variables, spec.workdir or "/", tty=spec.tty, finish=self._finish)
        self._console = TerminalConsole(self._terminal, tty=spec.tty, code=self._exit_code, ended=self._end)

    def begin(self, cols: int, rows: int) -> TerminalConsole:
        self._terminal.outputs.append(self._console)
        self._terminal.resize(cols, rows)
        line = " ".join(self._spec.command)
        for action in ("exec_create", "exec_start"):
            self._daemon.event_log.send(self._container, action, line, execID=self._id)
        if not shell.is_known(self._spec.command) or _is_bare(self._container):
            self._terminal.show(_NOT_STARTED.format(self._spec.command[0]))
            self._code = EXEC_FAILED
            self._terminal.hang_up()
            return self._console
        self._container.terminals.append(self._terminal)
        self._terminal.run(self._spec.command)
        return self._console

    def _finish(self, code: int) -> None:
        if self._code is None:
            self._code = code
            if self._terminal in self._container.terminals:
                self._container.terminals.remove(self._terminal)
            self._daemon.event_log.send(self._container, "exec_die", execID=self._id, exitCode=str(code))
            self._terminal.hang_up()

    def _exit_code(self) -> int | None:
        """Return the exit code, None while the process runs; 137 if the exit of the container killed it."""
        with self._daemon.clock.lock:
            is_alive = self._code is None and self._terminal in self._container.terminals
            return None if is_alive else 137 if self._code is None else self._code

    def _end(self) -> bool:
        with self._daemon.clock.lock:
            self._finish(129)
            self._terminal.hang_up()
        return True


def _attached(daemon: PracticeDaemon, container: PracticeContainer, *, stdin: bool) -> TerminalConsole:
    has_shell = container.is_up and shell.is_shell(container.argv) and container.spec.open_stdin
    main = next((one for one in container.terminals if one.is_main), None)
    if main is None:
        variables = {"PATH": "/bin", "HOSTNAME": container.inspected.id[:12], **container.spec.env}
        main = _terminal(
            daemon, container, variables, tty=container.spec.tty,
            finish=lambda code: daemon.exit_main_process(container, code),
            detach=lambda console: _detach(daemon, container, console),
        )  # fmt: skip
        main.is_main = True
        container.terminals.append(main)
        if has_shell:
            main.run(container.argv)

    def ended() -> bool:
        with daemon.clock.lock:
            _detach(daemon, container, console)
        return True

    console = TerminalConsole(main, tty=container.spec.tty, code=lambda: None, ended=ended)
    console.ignores_input = not (stdin and has_shell)
    main.outputs.append(console)
    return console


def _detach(daemon: PracticeDaemon, container: PracticeContainer, console: TerminalConsole) -> None:
    for terminal in container.terminals:
        if console in terminal.outputs:
            terminal.outputs.remove(console)
            daemon.event_log.send(container, "detach")
    console.close()


def _terminal(
    daemon: PracticeDaemon, container: PracticeContainer, variables: dict[str, str], folder: str = "/", **options: Any
) -> Terminal:
    def processes() -> str:
        return (
            f"PID   USER     COMMAND\n    1 root     {' '.join(container.argv)}\n   42 root     sh\n   43 root     ps\n"
        )

    small = shell.Shell(
        container.files, variables, container.inspected.id[:12], processes, lambda: terminal.size, folder
    )
    terminal = Terminal(daemon.clock, small, frozen=lambda: container.state == "paused", **options)
    return terminal


def _is_bare(container: PracticeContainer) -> bool:
    return container.inspected.image.startswith(_BARE)


def _raw(container: PracticeContainer) -> dict[str, Any]:
    inspected, body = container.inspected, create_body(container.spec)
    host = body.pop("HostConfig", {})
    env = [*body.pop("Env", ()), *(f"{name}={value}" for name, value in container.image.env.items())]
    return {
        "Id": inspected.id, "Created": inspected.created_at,
        "Path": container.argv[0], "Args": list(container.argv[1:]),
        "State": {
            "Status": inspected.state.value, "Running": container.is_up, "Paused": inspected.state == "paused",
            "Restarting": inspected.state == "restarting", "OOMKilled": inspected.oom_killed,
            "Dead": inspected.state == "dead",
            "ExitCode": inspected.exit_code or 0, "Error": inspected.error or "", "StartedAt": inspected.started_at,
            "FinishedAt": inspected.finished_at,
        },
        "Image": inspected.image_id, "Name": f"/{inspected.name}", "RestartCount": inspected.restarts,
        "HostConfig": host,
        "Mounts": [], "Config": {**body, "Env": env, "Image": inspected.image},
        "NetworkSettings": {"Networks": {"bridge": {"Gateway": "172.17.0.1", "IPAddress": "172.17.0.7"}}},
    }  # fmt: skip
