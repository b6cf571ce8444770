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
from dockcycle.engine.practice.daemon.practice_container import Record
from dockcycle.engine.practice.programs import shell
from dockcycle.engine.practice.programs.practice_logs import Log
from dockcycle.engine.practice.programs.practice_stats import Readings
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
    _world: PracticeDaemon

    def exec_console(self, id: str, spec: ExecSpec, cols: int = 80, rows: int = 24) -> TerminalConsole:
        """Start a new process with a console; raises EngineError if the state does not allow exec."""
        with self._clock.lock:
            record = self._world.find(id)
            self._world.may(Command.EXEC, record)
            return _Exec(self._world, record, spec).begin(cols, rows)

    def attach_console(self, id: str, *, stdin: bool) -> TerminalConsole:
        """Attach a console to the main process; it takes input only if that is a shell with open stdin, and `stdin`."""
        with self._clock.lock:
            record = self._world.find(id)
            self._world.attach(record)
            return _attached(self._world, record, stdin=stdin)

    def shells(self, id: str) -> tuple[str, ...]:
        """Return the paths of the shells in the container's image."""
        with self._clock.lock:
            return () if _is_bare(self._world.find(id)) else ("/bin/bash", "/bin/sh")

    def logs(self, id: str, *, tail: int | None, since_ns: int | None = None, follow: bool = False) -> Log:
        """Open the log of a container."""
        return Log(self._clock, self._found(id), tail=tail, since_ns=since_ns, follow=follow)

    def stats(self, id: str) -> Readings:
        """Open the stats of a container."""
        return Readings(self._clock, self._found(id))

    def processes(self, id: str) -> Processes:
        """Return the main process and one shell per console; raises `not_allowed_in_state` if it is not running."""
        with self._clock.lock:
            record = self._world.find(id)
            if not record.is_up:
                raise EngineError("not_allowed_in_state", f"Container {record.inspected.id} is not running", 409)
            consoles = tuple(("root", str(4200 + number), "4096", "sh") for number in range(len(record.terminals)))
            return Processes(("UID", "PID", "PPID", "CMD"), (("root", "4096", "1", " ".join(record.argv)), *consoles))

    def changes(self, id: str) -> tuple[FileChange, ...]:
        """Return the files that were created in the container."""
        with self._clock.lock:
            return tuple(FileChange("A", path) for path in sorted(self._world.find(id).files))

    def inspect_raw(self, id: str) -> Mapping[str, Any]:
        """Return an inspect in the format of a real engine."""
        with self._clock.lock:
            return _raw(self._world.find(id))

    def _found(self, id: str) -> Record:
        with self._clock.lock:
            return self._world.find(id)


class _Exec:
    """One exec process, from the event `exec_create` to `exec_die`."""

    def __init__(self, world: PracticeDaemon, record: Record, spec: ExecSpec) -> None:
        self._world = world
        self._record = record
        self._spec = spec
        self._id = random_names.new_id(world.chance)
        self._code: int | None = None
        variables = {"PATH": "/bin", "HOSTNAME": record.inspected.id[:12], **record.spec.env, **spec.env}
        self._terminal = _terminal(world, record, variables, spec.workdir or "/", tty=spec.tty, finish=self._finish)
        self._joined = TerminalConsole(self._terminal, tty=spec.tty, code=self._told_code, ended=self._end)

    def begin(self, cols: int, rows: int) -> TerminalConsole:
        self._terminal.outputs.append(self._joined)
        self._terminal.resize(cols, rows)
        line = " ".join(self._spec.command)
        for action in ("exec_create", "exec_start"):
            self._world.journal.tell(self._record, action, line, execID=self._id)
        if not shell.is_known(self._spec.command) or _is_bare(self._record):
            self._terminal.show(_NOT_STARTED.format(self._spec.command[0]))
            self._code = EXEC_FAILED
            self._terminal.hang_up()
            return self._joined
        self._record.terminals.append(self._terminal)
        self._terminal.run(self._spec.command)
        return self._joined

    def _finish(self, code: int) -> None:
        if self._code is None:
            self._code = code
            if self._terminal in self._record.terminals:
                self._record.terminals.remove(self._terminal)
            self._world.journal.tell(self._record, "exec_die", execID=self._id, exitCode=str(code))
            self._terminal.hang_up()

    def _told_code(self) -> int | None:
        """Return the exit code, None while the process runs; 137 if the exit of the container killed it."""
        with self._world.clock.lock:
            is_alive = self._code is None and self._terminal in self._record.terminals
            return None if is_alive else 137 if self._code is None else self._code

    def _end(self) -> bool:
        with self._world.clock.lock:
            self._finish(129)
            self._terminal.hang_up()
        return True


def _attached(world: PracticeDaemon, record: Record, *, stdin: bool) -> TerminalConsole:
    has_shell = record.is_up and shell.is_shell(record.argv) and record.spec.open_stdin
    main = next((one for one in record.terminals if one.is_main), None)
    if main is None:
        variables = {"PATH": "/bin", "HOSTNAME": record.inspected.id[:12], **record.spec.env}
        main = _terminal(
            world, record, variables, tty=record.spec.tty, finish=lambda code: world.leave(record, code),
            detach=lambda joined: _detach(world, record, joined),
        )  # fmt: skip
        main.is_main = True
        record.terminals.append(main)
        if has_shell:
            main.run(record.argv)

    def ended() -> bool:
        with world.clock.lock:
            _detach(world, record, joined)
        return True

    joined = TerminalConsole(main, tty=record.spec.tty, code=lambda: None, ended=ended)
    joined.is_deaf = not (stdin and has_shell)
    main.outputs.append(joined)
    return joined


def _detach(world: PracticeDaemon, record: Record, joined: TerminalConsole) -> None:
    for terminal in record.terminals:
        if joined in terminal.outputs:
            terminal.outputs.remove(joined)
            world.journal.tell(record, "detach")
    joined.close()


def _terminal(
    world: PracticeDaemon, record: Record, variables: dict[str, str], folder: str = "/", **options: Any
) -> Terminal:
    def processes() -> str:
        return f"PID   USER     COMMAND\n    1 root     {' '.join(record.argv)}\n   42 root     sh\n   43 root     ps\n"

    small = shell.Shell(record.files, variables, record.inspected.id[:12], processes, lambda: terminal.size, folder)
    terminal = Terminal(world.clock, small, frozen=lambda: record.state == "paused", **options)
    return terminal


def _is_bare(record: Record) -> bool:
    return record.inspected.image.startswith(_BARE)


def _raw(record: Record) -> dict[str, Any]:
    told, body = record.inspected, create_body(record.spec)
    host = body.pop("HostConfig", {})
    env = [*body.pop("Env", ()), *(f"{name}={value}" for name, value in record.image.env.items())]
    return {
        "Id": told.id, "Created": told.created_at, "Path": record.argv[0], "Args": list(record.argv[1:]),
        "State": {
            "Status": told.state.value, "Running": record.is_up, "Paused": told.state == "paused",
            "Restarting": told.state == "restarting", "OOMKilled": told.oom_killed, "Dead": told.state == "dead",
            "ExitCode": told.exit_code or 0, "Error": told.error or "", "StartedAt": told.started_at,
            "FinishedAt": told.finished_at,
        },
        "Image": told.image_id, "Name": f"/{told.name}", "RestartCount": told.restarts, "HostConfig": host,
        "Mounts": [], "Config": {**body, "Env": env, "Image": told.image},
        "NetworkSettings": {"Networks": {"bridge": {"Gateway": "172.17.0.1", "IPAddress": "172.17.0.7"}}},
    }  # fmt: skip
