"""A console on a new process in a container. Ends the process and its child processes with the console."""

import logging
import signal
import time
from typing import Any

from dockcycle.domain.console import ExecSpec
from dockcycle.engine.docker.console_endpoints import ConsoleEndpoints
from dockcycle.engine.docker.process_termination import MARK, SCRIPT, signal_from_here
from dockcycle.engine.docker.transport.hijacked import Hijacked
from dockcycle.engine.errors import EngineError

#: A key sequence that no user types. It disables detaching from an exec. With the default keys, the engine would hold
#: back a single Ctrl-P, and the detach would be reported as a failure (moby `daemon/exec.go` wraps the error).
EXEC_DETACH_KEYS = "ctrl-^,ctrl-],ctrl-^,ctrl-],ctrl-^"
CTRL_C, CTRL_D = b"\x03", b"\x04"
_LOOK_SECONDS = 0.02
#: How long the engine waits for a start before it refuses a resize, which is how long Dockcycle waits (seconds).
_START_SECONDS = 10
#: Timeouts of the steps that end a console (seconds).
_TYPED_SECONDS = 0.3
_SIGNAL_SECONDS = 0.7
_CODE_SECONDS = 0.4

log = logging.getLogger(__name__)


class ExecConsole:
    """A console on an exec process (`stream_protocols.ConsoleStream`)."""

    def __init__(
        self,
        endpoints: ConsoleEndpoints,
        container_id: str,
        exec_id: str,
        spec: ExecSpec,
        *,
        mark: str,
        hijacked: Hijacked,
    ) -> None:
        self.tty = spec.tty
        self.takes_input = True
        self._endpoints = endpoints
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
            self._endpoints.resize_terminal(f"/exec/{self._exec_id}/resize", cols, rows)

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
                if self.tty and not self._hijacked.try_send(CTRL_C + CTRL_D):  # the process does not read its input
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
        if self._endpoints.runs_here(self._container_id):
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
            shell = next(iter(self._endpoints.shells(self._container_id)), None)
            if shell is None:
                return
            command = (shell, "-c", SCRIPT, "end", f"{MARK}={self._mark}", number.name.removeprefix("SIG"))
            body = exec_body(ExecSpec(command, tty=False, user=self._spec.user), None)
            self._endpoints.exec_detached(self._container_id, body)
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
        return self._endpoints.exec_state(self._exec_id)


def exec_body(spec: ExecSpec, mark: str | None) -> dict[str, Any]:
    """Return the body of `ContainerExec`. `mark` marks the processes of a console in their environment."""
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
