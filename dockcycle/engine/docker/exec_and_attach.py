"""Exec and attach on a real engine: starts and resizes consoles, and ends all processes of an exec."""

import logging
import secrets
import signal
import time
from http import HTTPStatus
from typing import Any

from dockcycle.domain.console import ExecSpec
from dockcycle.engine.docker.connection import Connection, path_of
from dockcycle.engine.docker.process_termination import MARK, SCRIPT, is_here, signal_from_here
from dockcycle.engine.docker.shells import found_shells
from dockcycle.engine.docker.transport.hijacked import Hijacked
from dockcycle.engine.docker.transport.payloads import read
from dockcycle.engine.errors import EngineError, engine_errors

UPGRADE = {"Connection": "Upgrade", "Upgrade": "tcp"}
#: A key sequence that no user types. It disables detaching from an exec. With the default keys, the engine would hold
#: back a single Ctrl-P, and the detach would be reported as a failure (moby `daemon/exec.go` wraps the error).
EXEC_DETACH_KEYS = "ctrl-^,ctrl-],ctrl-^,ctrl-],ctrl-^"
DETACH_KEYS = "ctrl-p,ctrl-q"
DETACH_BYTES = b"\x10\x11"
CTRL_C, CTRL_D = b"\x03", b"\x04"
#: From this API version on, the requests of an exec contain its terminal size. Before, it is resized after its start.
_SIZED_FROM = (1, 42)
_LOOK_SECONDS = 0.02
#: How long the engine waits for a start before it refuses a resize, which is how long Dockcycle waits (seconds).
_START_SECONDS = 10
#: Timeouts of the steps that end a console (seconds).
_TYPED_SECONDS = 0.3
_SIGNAL_SECONDS = 0.7
_CODE_SECONDS = 0.4
_DETACH_SECONDS = 1.0

log = logging.getLogger(__name__)


class DockerConsoles(Connection):
    """The calls of `Engine` for consoles and shells."""

    def exec_console(self, id: str, spec: ExecSpec, cols: int = 80, rows: int = 24) -> "ExecConsole":
        mark = secrets.token_hex(8)
        sized = {"ConsoleSize": [rows, cols]} if spec.tty and self._speaks(_SIZED_FROM) else {}
        with engine_errors("exec"):
            path = path_of(id, "exec")
            exec_id = str(read(self._post(path, json=_exec_body(spec, mark) | sized).content)["Id"])
            hijacked = self._hijack(f"/exec/{exec_id}/start", framed=not spec.tty, json={"Tty": spec.tty} | sized)
        console = self._kept(ExecConsole(self, id, exec_id, spec, mark=mark, hijacked=hijacked))
        if spec.tty and self._is_podman:  # Podman accepts the size at the start and ignores it
            console.resize(cols, rows)
        elif spec.tty and not sized:
            console.size_when_started(cols, rows)
        return console

    def attach_console(self, id: str, *, stdin: bool) -> "AttachConsole":
        with engine_errors("attach"):
            config = self._json(path_of(id, "json"))["Config"]
            tty, stdin = bool(config["Tty"]), stdin and _can_be_typed_to(config, is_podman=self._is_podman)
            params = {"stream": "1", "stdin": str(int(stdin)), "stdout": "1", "stderr": "1", "detachKeys": DETACH_KEYS}
            hijacked = self._hijack(path_of(id, "attach"), framed=not tty, params=params)
        return self._kept(AttachConsole(self, id, hijacked, tty=tty, takes_input=stdin))

    def shells(self, id: str) -> tuple[str, ...]:
        with engine_errors("inspect"):
            return found_shells(lambda path: self._stat(id, path))

    def _stat(self, id: str, path: str) -> str | None:
        """Return the stat of a file in a container as base64 JSON, None if the file does not exist."""
        url = self._url(path_of(id, "archive"))
        response = self._client().head(url, params={"path": path}, timeout=10)
        if response.status_code == HTTPStatus.NOT_FOUND:
            return None
        response.raise_for_status()
        return str(response.headers.get("X-Docker-Container-Path-Stat", ""))

    def _hijack(self, path: str, *, framed: bool, **options: Any) -> Hijacked:
        response = self._post(path, headers=UPGRADE, stream=True, timeout=(10, None), **options)
        return Hijacked(self._client(), response, framed=framed)

    def _resize(self, path: str, cols: int, rows: int) -> None:
        """Set a terminal size. Errors are only logged: the process may have ended, or the engine may refuse."""
        try:
            with engine_errors("resize"):
                self._post(path, params={"h": str(rows), "w": str(cols)})
        except EngineError as error:
            log.debug("resize: %s", error)

    def _is_here(self, id: str) -> bool:
        """Return whether the processes of a container are on this machine; True if it has none or does not exist."""
        try:
            with engine_errors("inspect"):
                state = self._json(path_of(id, "json"))["State"]
        except EngineError as error:
            return error.code == "not_found"
        return not state["Pid"] or is_here(id, int(state["Pid"]))

    def _exec_state(self, exec_id: str) -> Any:
        """Return the inspect of an exec, None if the exec or its container does not exist."""
        try:
            with engine_errors("inspect"):
                return self._json(f"/exec/{exec_id}/json")
        except EngineError as error:
            if error.code == "not_found":
                return None
            raise


class ExecConsole:
    """A console on an exec process (`stream_protocols.ConsoleStream`)."""

    def __init__(
        self,
        consoles: DockerConsoles,
        container_id: str,
        exec_id: str,
        spec: ExecSpec,
        *,
        mark: str,
        hijacked: Hijacked,
    ) -> None:
        self.tty = spec.tty
        self.takes_input = True
        self._consoles = consoles
        self._container_id = container_id
        self._exec_id = exec_id
        self._spec = spec
        self._mark = mark
        self._hijacked = hijacked
        self._is_over = False

    def read(self) -> bytes:
        return self._hijacked.read()

    def write(self, data: bytes) -> None:
        self._hijacked.write(data)

    def resize(self, cols: int, rows: int) -> None:
        if not self._hijacked.has_ended():
            self._consoles._resize(f"/exec/{self._exec_id}/resize", cols, rows)  # noqa: SLF001 (one module)

    def size_when_started(self, cols: int, rows: int) -> None:
        """Wait until the process runs, then set the size. If the process could not start, do nothing.

        The engine blocks a resize until the start, for 10 s, even if the start has failed (moby `daemon/resize.go`).
        """
        until = time.monotonic() + _START_SECONDS
        while (state := self._state()) is not None and time.monotonic() < until:
            if state.get("Pid"):
                return self.resize(cols, rows)
            if state["ExitCode"] is not None:
                return None
            time.sleep(_LOOK_SECONDS)
        return None

    def exit_code(self) -> int | None:
        """Return the exit code, None if unknown. After the end of the output, wait up to `_CODE_SECONDS` for it."""
        until = time.monotonic() + _CODE_SECONDS
        while (state := self._state()) is not None:
            if not state["Running"]:
                return None if state["ExitCode"] is None else int(state["ExitCode"])
            if not self._hijacked.has_ended() or time.monotonic() > until:
                return None
            time.sleep(_LOOK_SECONDS)
        return None

    def end(self) -> bool:
        """End the process by Ctrl-C Ctrl-D, then SIGHUP, then SIGKILL, and its child processes; close the connection.

        Returns whether the engine confirmed that the process has ended.
        """
        try:
            self._is_over = self._is_over or self._ended_by_hand() or self._ended_by_signal()
        except EngineError as error:
            log.warning("could not end the process of a console: %s", error)
        finally:
            self.close()
        return self._is_over

    def close(self) -> None:
        self._hijacked.close()

    def _ended_by_hand(self) -> bool:
        """Type Ctrl-C Ctrl-D, or close stdin without a terminal; an idle shell ends within milliseconds.

        Returns whether the process has ended and no child process was found afterwards.
        """
        for _ in range(2):
            try:
                if self.tty and not self._hijacked.nudge(CTRL_C + CTRL_D):  # the process does not read its input
                    break
                if not self.tty:
                    self._hijacked.end_input()
            except EngineError:  # the process has ended, or the connection is lost
                break
            if self._has_ended_within(_TYPED_SECONDS / 2):
                break
        return not self._runs() and not self._left()

    def _ended_by_signal(self) -> bool:
        for number in (signal.SIGHUP, signal.SIGKILL):
            if not self._signal_from_here(number):
                self._signal_from_inside(number)
            if self._has_ended_within(_SIGNAL_SECONDS) and not self._left():
                return True
        return not self._runs()

    def _left(self) -> bool:
        """Send SIGHUP to the remaining child processes; return whether there were any.

        If the engine is on another machine, they cannot be counted and the result is False.
        """
        if self._consoles._is_here(self._container_id):  # noqa: SLF001 (one module)
            return bool(self._signal_from_here(signal.SIGHUP))
        self._signal_from_inside(signal.SIGHUP)
        return False

    def _signal_from_here(self, number: signal.Signals) -> int:
        state = self._state()
        if state is None:
            return 0
        return signal_from_here(str(state["ContainerID"]), int(state.get("Pid") or 0), self._mark, number)

    def _signal_from_inside(self, number: signal.Signals) -> None:
        try:
            shell = next(iter(self._consoles.shells(self._container_id)), None)
            if shell is None:
                return
            command = (shell, "-c", SCRIPT, "end", f"{MARK}={self._mark}", number.name.removeprefix("SIG"))
            body = _exec_body(ExecSpec(command, tty=False, user=self._spec.user), None)
            with engine_errors("exec"):
                made = read(self._consoles._post(path_of(self._container_id, "exec"), json=body).content)  # noqa: SLF001
                self._consoles._post(f"/exec/{made['Id']}/start", json={"Detach": True})  # noqa: SLF001
        except EngineError as error:
            log.debug("could not signal the process of a console from inside the container: %s", error)

    def _has_ended_within(self, seconds: float) -> bool:
        until = time.monotonic() + seconds
        while self._runs():
            if time.monotonic() > until:
                return False
            time.sleep(_LOOK_SECONDS)
        return True

    def _runs(self) -> bool:
        state = self._state()
        return state is not None and bool(state["Running"])

    def _state(self) -> Any:
        return self._consoles._exec_state(self._exec_id)  # noqa: SLF001


class AttachConsole:
    """A console on the main process of a container (`stream_protocols.ConsoleStream`)."""

    def __init__(
        self, consoles: DockerConsoles, container_id: str, hijacked: Hijacked, *, tty: bool, takes_input: bool
    ) -> None:
        self.tty = tty
        self.takes_input = takes_input
        self._consoles = consoles
        self._container_id = container_id
        self._hijacked = hijacked

    def read(self) -> bytes:
        return self._hijacked.read()

    def write(self, data: bytes) -> None:
        self._hijacked.write(data)

    def resize(self, cols: int, rows: int) -> None:
        if self.tty and not self._hijacked.has_ended():
            self._consoles._resize(path_of(self._container_id, "resize"), cols, rows)  # noqa: SLF001

    def exit_code(self) -> int | None:
        return None

    def end(self) -> bool:
        """Detach by the detach keys, as `docker attach` does, so that the engine sends the event `detach`.

        Without a terminal or input, only close the connection. Returns True.
        """
        try:
            if self.tty and self.takes_input and self._hijacked.nudge(DETACH_BYTES):
                self._await_end()
        except EngineError as error:
            log.debug("detach: %s", error)
        finally:
            self.close()
        return True

    def _await_end(self) -> None:
        until = time.monotonic() + _DETACH_SECONDS
        while not self._hijacked.has_ended() and time.monotonic() < until:
            time.sleep(_LOOK_SECONDS)

    def close(self) -> None:
        self._hijacked.close()


def _can_be_typed_to(config: Any, *, is_podman: bool) -> bool:
    """Return whether an attach may send input to the main process of a container.

    Without a terminal, the engine may close the input of the process when an attached client disconnects, which ends
    `cat` and similar programs. Docker does so if StdinOnce is set, as by `docker run -i` (moby
    `container/stream/attach.go`, CloseStdin). Podman always does, although its inspect has StdinOnce false. A console
    on such a process is read-only.
    """
    if config["Tty"]:
        return bool(config["OpenStdin"])
    return bool(config["OpenStdin"]) and not config.get("StdinOnce") and not is_podman


def _exec_body(spec: ExecSpec, mark: str | None) -> dict[str, Any]:
    """Return the body of `ContainerExec`."""
    marked = {} if mark is None else {MARK: mark}
    body: dict[str, Any] = {
        "Cmd": list(spec.command), "Tty": spec.tty, "AttachStdin": mark is not None, "AttachStdout": True,
        "AttachStderr": True, "DetachKeys": EXEC_DETACH_KEYS,
        "Env": [f"{name}={value}" for name, value in (dict(spec.env) | marked).items()],
    }  # fmt: skip
    if spec.user:
        body["User"] = spec.user
    if spec.workdir:
        body["WorkingDir"] = spec.workdir
    return body
