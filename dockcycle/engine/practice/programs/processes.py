"""The main processes of practice containers: start, signals, exit and restart.

Nothing here blocks; anything that takes time is a timer. The order of events is that of a real engine. The caller
checks against the lifecycle table whether a command is legal.
"""

from collections.abc import Callable

from dockcycle.domain.container_details import LogLine
from dockcycle.domain.lifecycle.causes import SIGKILL
from dockcycle.domain.lifecycle.container import Port
from dockcycle.domain.lifecycle.table import State
from dockcycle.domain.timestamps import NANOSECONDS, rfc3339
from dockcycle.engine.errors import EngineError
from dockcycle.engine.practice.daemon import host_limits
from dockcycle.engine.practice.daemon.clock import Clock
from dockcycle.engine.practice.daemon.event_log import Journal
from dockcycle.engine.practice.daemon.health import Health
from dockcycle.engine.practice.daemon.practice_container import Record
from dockcycle.engine.practice.programs.practice_logs import said_at_start
from dockcycle.engine.practice.programs.programs import CannotStartError, understand

#: Back-off of restart policies: doubled at each restart, reset after a run of `GOOD_RUN_SECONDS` (moby
#: `restartmanager.go`).
BACK_OFF_SECONDS = 0.1
BACK_OFF_SECONDS_AT_MOST = 60.0
GOOD_RUN_SECONDS = 10.0
#: How long a hungry program takes to reach its memory limit, and how long the engine takes to remove a container with
#: `--rm` (seconds).
HUNGER_SECONDS = 0.05
REMOVING_SECONDS = 0.01
#: The error code for the HTTP status of a failed start.
_CODES = {400: "bad_request", 404: "engine_error", 500: "engine_error"}


class ProcessTable:
    """Runs the main processes. Callers must hold the lock of the clock.

    `destroy` removes a container. `open_ports` returns the ports of a starting container or raises CannotStartError.
    """

    def __init__(
        self, clock: Clock, journal: Journal, open_ports: Callable[[Record], tuple[Port, ...]],
        destroy: Callable[[Record], None],
    ) -> None:  # fmt: skip
        self._clock = clock
        self._journal = journal
        self._open_ports = open_ports
        self._destroy = destroy
        self._health = Health(clock, journal)

    def start(self, record: Record) -> None:
        """Start a container for a user's command; raises EngineError if the main process cannot start."""
        try:
            self._run(record)
        except CannotStartError as failure:
            self._journal.tell_network(record, "disconnect")
            record.tell(exit_code=failure.code, error=failure.message)
            if record.spec.auto_remove:
                self._destroy(record)
            raise EngineError(_CODES[failure.status], failure.message, failure.status) from None

    def leave(self, record: Record, code: int) -> None:
        """End the main process with `code`, after its shell has exited in a console."""
        if record.is_up:
            self._end(record, code)

    def take_up(self, record: Record) -> None:
        """Schedule the health check and the exit of an initial container, or its next automatic restart."""
        if record.state is State.RESTARTING:
            self._arm_restart(record)
        elif record.state is State.RUNNING:
            self._health.watch(record)
            self._schedule_end(record)

    def pause(self, record: Record) -> None:
        """Freeze the process and its health check."""
        record.disarm("probe")
        record.tell(state=State.PAUSED, health=None, health_since=None, since=None)
        self._journal.tell(record, "pause")

    def unpause(self, record: Record) -> None:
        """Let the process continue. It exits at once if its exit was due while it was paused."""
        health = None if record.spec.health is None else "unhealthy"
        record.tell(state=State.RUNNING, health=health, since=record.inspected.started_at)
        self._journal.tell(record, "unpause")
        self._health.watch(record)
        for terminal in list(record.terminals):
            terminal.thaw()
        if record.overdue is not None:
            self._end(record, record.overdue)

    def signal(self, record: Record, number: int) -> None:
        """Send a signal as `docker kill` does.

        After any signal, the restart policy does not start the container again (moby `daemon/kill.go`).
        """
        record.asked = True
        if record.state is State.RESTARTING:
            self._end_loop(record)
            return
        self._journal.tell(record, "kill", signal=str(number))
        if number == SIGKILL:
            self._end(record, 128 + SIGKILL)
            return
        if record.state is State.PAUSED:
            self.unpause(record)
        code = record.program.handlers.get(number)
        if code is not None and record.is_up:
            self._end(record, code)

    def stop(self, record: Record, timeout: float, signal: int | None = None) -> None:
        """Send `signal` (None: the stop signal), and SIGKILL after `timeout` seconds (negative: never).

        `record.stopping` is True until the container exits.
        """
        if record.state is State.RESTARTING:
            record.asked = True
            self._end_loop(record)
            self._journal.tell(record, "stop")
            self._follow_up(record)
            return
        record.stopping = True
        self.signal(record, record.inspected.stop_signal if signal is None else signal)
        if record.stopping and timeout >= 0:
            record.arm("kill", self._clock.later(timeout, lambda: self.signal(record, SIGKILL)))

    def restart(self, record: Record, timeout: float, signal: int | None = None) -> None:
        """Stop the container, then start it. `record.then` is set until the stop has finished.

        Raises EngineError if the container is not running and cannot start.
        """
        if record.is_up or record.state is State.RESTARTING:
            record.then = lambda: self._start_again(record)
            self.stop(record, timeout, signal)
        else:
            self._start_again(record)

    def _start_again(self, record: Record) -> None:
        self.start(record)
        self._journal.tell(record, "restart")

    def _run(self, record: Record, restarts: int = 0) -> None:
        """Start the main process; raises CannotStartError. `restarts` is 0 for a start by a user."""
        interactive = record.spec.tty or record.spec.open_stdin
        self._journal.tell_network(record, "connect")
        host_limits.check_start(record.spec)
        if not restarts:  # during a restart loop the container keeps its ports
            record.ports = self._open_ports(record)
        record.program = understand(record.argv, record.files, interactive=interactive)
        record.asked, record.overdue, record.started_ns = False, None, self._clock.now_ns()
        if not restarts:
            record.back_off = 0.0
        started_at = rfc3339(record.started_ns)
        record.tell(
            state=State.RUNNING,
            since=started_at,
            exit_code=None,
            error=None,
            oom_killed=False,
            restarts=restarts,
            ports=record.ports,
            started_at=started_at,
        )
        for text in said_at_start(record):
            record.write(LogLine(started_at, "stdout", text))
        self._health.begin(record)
        self._journal.tell(record, "start")
        self._schedule_end(record)

    def _schedule_end(self, record: Record) -> None:
        program = record.program
        if program.hungry and record.spec.memory:
            record.arm("end", self._clock.later(HUNGER_SECONDS, lambda: self._run_out_of_memory(record)))
        elif program.seconds is not None:
            record.arm("end", self._clock.later(program.seconds, lambda: self._end_by_itself(record)))

    def _run_out_of_memory(self, record: Record) -> None:
        self._journal.tell(record, "oom")
        self._end(record, 128 + SIGKILL, oom_killed=True)

    def _end_by_itself(self, record: Record) -> None:
        if record.state is State.PAUSED:
            record.overdue = record.program.code
        else:
            self._end(record, record.program.code)

    def _end(self, record: Record, code: int, *, oom_killed: bool = False) -> None:
        """Record the exit: close consoles, send `die`, schedule a restart, and continue a stop or restart."""
        for terminal in record.terminals:
            terminal.hang_up()
        record.terminals.clear()
        again = self._comes_back(record, code)
        self._rest(record, State.RESTARTING if again else State.EXITED, exit_code=code, oom_killed=oom_killed)
        self._journal.tell(record, "die", exitCode=str(code))
        self._journal.tell_network(record, "disconnect")
        if again:
            self._back_off(record)
        if record.stopping:
            record.stopping = False
            self._journal.tell(record, "stop")
        self._follow_up(record)

    def _rest(self, record: Record, state: State, **facts: object) -> None:
        """Set the fields that every exit has in common, and cancel all timers."""
        record.disarm()
        ended_at = rfc3339(self._clock.now_ns())
        record.tell(state=state, since=ended_at, health=None, ports=(), finished_at=ended_at, **facts)
        self._clock.changed()

    def _follow_up(self, record: Record) -> None:
        then, record.then = record.then, None
        if then is not None:
            then()
        elif record.spec.auto_remove and record.state is State.EXITED and not record.doomed:
            record.tell(state=State.REMOVING, since=None)
            record.arm("remove", self._clock.later(REMOVING_SECONDS, lambda: self._destroy(record)))

    def _end_loop(self, record: Record) -> None:
        self._rest(record, State.EXITED)

    def _comes_back(self, record: Record, code: int) -> bool:
        policy, _, most = record.spec.restart.partition(":")
        if record.asked or policy == "no":
            return False
        if policy == "on-failure":
            return code != 0 and (int(most or 0) == 0 or record.inspected.restarts < int(most))
        return True

    def _back_off(self, record: Record) -> None:
        ran_seconds = (self._clock.now_ns() - record.started_ns) / NANOSECONDS
        seconds = 0.0 if ran_seconds >= GOOD_RUN_SECONDS else record.back_off * 2
        record.back_off = min(max(seconds, BACK_OFF_SECONDS), BACK_OFF_SECONDS_AT_MOST)
        record.tell(restarts=record.inspected.restarts + 1)
        self._arm_restart(record)

    def _arm_restart(self, record: Record) -> None:
        restarts = record.inspected.restarts
        record.arm("again", self._clock.later(record.back_off, lambda: self._run(record, restarts)))
