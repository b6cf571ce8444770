"""The main processes of practice containers: start, signals, exit and restart.

Nothing here blocks; anything that takes time is a timer. The order of events is that of a real engine. The caller
checks against the lifecycle table whether a command is legal.
"""

from collections.abc import Callable, Sequence

from dockcycle.domain.lifecycle.causes import SIGKILL
from dockcycle.domain.lifecycle.container import Port
from dockcycle.domain.lifecycle.table import State
from dockcycle.domain.shell_names import without_entrypoint
from dockcycle.domain.timestamps import NANOSECONDS
from dockcycle.engine.errors import EngineError
from dockcycle.engine.practice.daemon import host_limits
from dockcycle.engine.practice.daemon.clock import Clock
from dockcycle.engine.practice.daemon.event_log import EventLog
from dockcycle.engine.practice.daemon.health_checks import HealthChecks
from dockcycle.engine.practice.daemon.practice_container import PracticeContainer
from dockcycle.engine.practice.programs.container_processes import main_process
from dockcycle.engine.practice.programs.practice_logs import start_lines
from dockcycle.engine.practice.programs.process import Process
from dockcycle.engine.practice.programs.restart_policy import next_back_off, restarts_after
from dockcycle.engine.practice.programs.start_errors import CannotStartError, check_executable
from dockcycle.engine.practice.programs.terminal_console import TerminalConsole

#: How long the engine takes to remove a container with `--rm` (seconds).
REMOVING_SECONDS = 0.01
#: The error code for the HTTP status of a failed start.
_CODES = {400: "bad_request", 404: "engine_error", 500: "engine_error"}


class ProcessTable:
    """Runs the main processes. Callers must hold the lock of the clock.

    `destroy` removes a container. `open_ports` returns the ports of a starting container or raises CannotStartError.
    """

    def __init__(
        self, clock: Clock, event_log: EventLog, open_ports: Callable[[PracticeContainer], tuple[Port, ...]],
        destroy: Callable[[PracticeContainer], None],
    ) -> None:  # fmt: skip
        self._clock = clock
        self._event_log = event_log
        self._open_ports = open_ports
        self._destroy = destroy
        self._health = HealthChecks(clock, event_log)

    def start(self, container: PracticeContainer) -> None:
        """Start a container for a user's command; raises EngineError if the main process cannot start."""
        try:
            self._run(container)
        except CannotStartError as failure:
            self._event_log.send_network_event(container, "disconnect")
            container.update(exit_code=failure.code, error=failure.message)
            if container.spec.auto_remove:
                self._destroy(container)
            raise EngineError(_CODES[failure.status], failure.message, failure.status) from None

    def main_process(self, container: PracticeContainer) -> Process:
        """Return the main process, for the connection of a console or a signal.

        For a container that was not started by this process table, create it: not started, or running if the container
        is up.
        """
        if container.process is None:
            container.process = self._new_process(container, ())
            if container.is_up:
                container.process.start()
        return container.process

    def detach(self, container: PracticeContainer, console: TerminalConsole) -> None:
        """Disconnect a console from the main process."""
        if container.process is not None and container.process.disconnect(console):
            self._event_log.send(container, "detach")

    def resume(self, container: PracticeContainer) -> None:
        """Schedule the health check and the exit of an initial container, or its next automatic restart."""
        if container.state is State.RESTARTING:
            self._schedule_restart(container)
        elif container.state is State.RUNNING:
            self._health.watch(container)
            self.main_process(container)

    def pause(self, container: PracticeContainer) -> None:
        """Freeze the process and its health check."""
        container.disarm("probe")
        container.update(state=State.PAUSED, health=None, health_since_ns=None, since_ns=None)
        self._event_log.send(container, "pause")

    def unpause(self, container: PracticeContainer) -> None:
        """Let the process continue. It exits at once if its exit was due while it was paused."""
        health = None if container.spec.health is None else "unhealthy"
        container.update(state=State.RUNNING, health=health, since_ns=container.inspected.started_ns)
        self._event_log.send(container, "unpause")
        self._health.watch(container)
        for process in container.processes:
            process.thaw()
        self._end_if_exited(container)

    def signal(self, container: PracticeContainer, number: int) -> None:
        """Send a signal as `docker kill` does.

        After any signal, the restart policy does not start the container again (moby `daemon/kill.go`).
        """
        container.was_signalled = True
        if container.state is State.RESTARTING:
            self._end_restart_loop(container)
            return
        self._event_log.send(container, "kill", signal=str(number))
        if number == SIGKILL:
            self._end(container, 128 + SIGKILL)
            return
        if container.state is State.PAUSED:
            self.unpause(container)
        if container.is_up:
            self.main_process(container).signal(number)
            self._end_if_exited(container)

    def stop(self, container: PracticeContainer, timeout: float, signal: int | None = None) -> None:
        """Send `signal` (None: the stop signal), and SIGKILL after `timeout` seconds (negative: never).

        `container.is_stopping` is True until the container exits.
        """
        if container.state is State.RESTARTING:
            container.was_signalled = True
            self._end_restart_loop(container)
            self._event_log.send(container, "stop")
            self._continue_after_exit(container)
            return
        container.is_stopping = True
        self.signal(container, container.inspected.stop_signal if signal is None else signal)
        if container.is_stopping and timeout >= 0:
            container.arm("kill", self._clock.later(timeout, lambda: self.signal(container, SIGKILL)))

    def restart(self, container: PracticeContainer, timeout: float, signal: int | None = None) -> None:
        """Stop the container, then start it. `container.after_stop` is set until the stop has finished.

        Raises EngineError if the container is not running and cannot start.
        """
        if container.is_up or container.state is State.RESTARTING:
            container.after_stop = lambda: self._start_again(container)
            self.stop(container, timeout, signal)
        else:
            self._start_again(container)

    def _start_again(self, container: PracticeContainer) -> None:
        self.start(container)
        self._event_log.send(container, "restart")

    def _run(self, container: PracticeContainer, restarts: int = 0) -> None:
        """Start the main process; raises CannotStartError. `restarts` is 0 for a start by a user."""
        self._event_log.send_network_event(container, "connect")
        host_limits.check_start(container.spec)
        if not restarts:  # during a restart loop the container keeps its ports
            container.ports = self._open_ports(container)
        check_executable(without_entrypoint(container.argv))
        process = self._new_process(container, start_lines(container))
        container.process = process
        container.was_signalled, container.started_ns = False, self._clock.now_ns()
        if not restarts:
            container.back_off_seconds = 0.0
        started_ns = container.started_ns
        container.update(
            state=State.RUNNING,
            since_ns=started_ns,
            exit_code=None,
            error=None,
            oom_killed=False,
            restarts=restarts,
            ports=container.ports,
            started_ns=started_ns,
        )
        self._health.begin(container)
        self._event_log.send(container, "start")
        process.start()

    def _new_process(self, container: PracticeContainer, lines: Sequence[str]) -> Process:
        """Return a new main process. The consoles of the previous one are connected to it."""
        process = main_process(
            self._clock, container, exited=lambda: self._schedule_end(container),
            detached=lambda console: self.detach(container, console), lines=lines,
        )  # fmt: skip
        for console in container.process.terminal.consoles if container.process is not None else ():
            process.connect(console)
        return process

    def _schedule_end(self, container: PracticeContainer) -> None:
        """End the container after the current command, so that a start returns before the exit of a short process."""
        container.arm("end", self._clock.later(0.0, lambda: self._end_if_exited(container)))

    def _end_if_exited(self, container: PracticeContainer) -> None:
        """End the container if its main process has exited; a paused container ends when it is unpaused."""
        process = container.process
        if container.state is State.RUNNING and process is not None and process.exit_code is not None:
            if process.is_out_of_memory:
                self._event_log.send(container, "oom")
            self._end(container, process.exit_code, oom_killed=process.is_out_of_memory)

    def _end(self, container: PracticeContainer, code: int, *, oom_killed: bool = False) -> None:
        """Record the exit: close consoles, send `die`, schedule a restart, and continue a stop or restart."""
        for process in container.processes:
            process.end()
        container.execs.clear()
        again = not container.was_signalled and restarts_after(
            container.spec.restart, code, container.inspected.restarts
        )
        self._set_ended(container, State.RESTARTING if again else State.EXITED, exit_code=code, oom_killed=oom_killed)
        self._event_log.send(container, "die", exitCode=str(code))
        self._event_log.send_network_event(container, "disconnect")
        if again:
            self._schedule_restart_after_exit(container)
        if container.is_stopping:
            container.is_stopping = False
            self._event_log.send(container, "stop")
        self._continue_after_exit(container)

    def _set_ended(self, container: PracticeContainer, state: State, **facts: object) -> None:
        """Set the fields that every exit has in common, and cancel all timers."""
        container.disarm()
        ended_ns = self._clock.now_ns()
        container.update(state=state, since_ns=ended_ns, health=None, ports=(), finished_ns=ended_ns, **facts)
        self._clock.changed()

    def _continue_after_exit(self, container: PracticeContainer) -> None:
        after_stop, container.after_stop = container.after_stop, None
        if after_stop is not None:
            after_stop()
        elif container.spec.auto_remove and container.state is State.EXITED and not container.is_removed:
            container.update(state=State.REMOVING, since_ns=None)
            container.arm("remove", self._clock.later(REMOVING_SECONDS, lambda: self._destroy(container)))

    def _end_restart_loop(self, container: PracticeContainer) -> None:
        self._set_ended(container, State.EXITED)

    def _schedule_restart_after_exit(self, container: PracticeContainer) -> None:
        ran_seconds = (self._clock.now_ns() - container.started_ns) / NANOSECONDS
        container.back_off_seconds = next_back_off(container.back_off_seconds, ran_seconds)
        container.update(restarts=container.inspected.restarts + 1)
        self._schedule_restart(container)

    def _schedule_restart(self, container: PracticeContainer) -> None:
        restarts = container.inspected.restarts
        container.arm("again", self._clock.later(container.back_off_seconds, lambda: self._run(container, restarts)))
