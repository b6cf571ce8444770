"""Derives the cause of an exit from the order of the events and from inspect, never from the exit code alone.

A finished job is not a failure, exit code 143 after `stop` is not a crash, and an out-of-memory kill is always
reported. The rules were measured on an engine: `kill` events carry the signal, `stop` is the last event of a stop, and
`oom` precedes `die`.
"""

from dockcycle.domain.lifecycle.causes import SIGKILL, SIGNAL_NAMES, UNKNOWN_SIGNAL, signal_name
from dockcycle.domain.lifecycle.container import Cause, Container
from dockcycle.domain.lifecycle.evidence import Evidence
from dockcycle.domain.lifecycle.table import State
from dockcycle.domain.shell_names import is_interpreter_alone
from dockcycle.domain.timestamps import NANOSECONDS

#: A signal counts as the cause of an exit for this time or the container's stop timeout, whichever is longer, plus 2 s.
SIGNAL_COUNTS_SECONDS = 10
#: The engine records an exit twice, in the event and in inspect, with one clock but at slightly different times.
SAME_END_SECONDS = 5
#: A stop sends SIGKILL a whole number of seconds after its first signal. STOP_EARLY_SECONDS is how early it can be,
#: STOP_SLACK_SECONDS the width of the accepted interval.
STOP_EARLY_SECONDS, STOP_SLACK_SECONDS = 0.02, 0.25

#: A shell that ran this long (seconds) or longer did not exit because it had no terminal.
AT_ONCE_SECONDS = 2

_START_FAILURES = {127: "not_found", 126: "not_executable"}
_CRASHES = {132, 134, 135, 136, 139}
_OTHER_SIGNALS = {129, 130, 131, 143}


def cause_of(container: Container, seen: Evidence) -> Cause | None:
    """Return why `container` exited or could not start, None if neither applies.

    The rules are tried in order, and the first one that matches decides.
    """
    if container.state is State.CREATED:
        return _start_failure(container)
    if container.state not in (State.EXITED, State.DEAD, State.RESTARTING, State.REMOVING):
        return None
    code = container.exit_code or 0
    seen = seen if saw_the_end(container, seen) else Evidence(ended_in_loop=seen.ended_in_loop)
    if container.error and not seen.died_ns and code in (126, 127, 128):
        return _start_failure(container)
    return _memory(container, code, seen) or _asked(container, code, seen) or _own_end(container, code, seen)


def saw_the_end(container: Container, seen: Evidence) -> bool:
    """Return whether the evidence belongs to the exit that inspect reports.

    A `die` event more than SAME_END_SECONDS before or after the finish time belongs to another exit. Dockcycle then did
    not observe the exit that inspect reports.
    """
    if seen.died_ns is None or container.finished_ns is None:
        return seen.died_ns is not None
    return abs(container.finished_ns - seen.died_ns) < SAME_END_SECONDS * NANOSECONDS


def _start_failure(container: Container) -> Cause | None:
    if not container.error and not container.exit_code:
        return None
    return Cause(_START_FAILURES.get(container.exit_code or 0, "start_failed"))


def _memory(container: Container, code: int, seen: Evidence) -> Cause | None:
    if seen.oom_ns is None and not container.oom_killed:
        return None
    if code == 128 + SIGKILL:
        return Cause("out_of_memory") if _killed_by_memory(container, seen) else None
    return Cause("child_out_of_memory", (("code", code),))


def _killed_by_memory(container: Container, seen: Evidence) -> bool:
    """Return whether the kernel sent the SIGKILL because of a memory limit: no SIGKILL of the engine follows `oom`.

    The flag `OOMKilled` alone is not enough. It stays set after the kernel killed any process of the container.
    """
    if seen.oom_ns is None:
        return container.oom_killed and not seen.signals
    return not any(number in (SIGKILL, UNKNOWN_SIGNAL) and at > seen.oom_ns for number, at in seen.signals)


def _asked(container: Container, code: int, seen: Evidence) -> Cause | None:
    """Return the cause of a requested exit: a stop (its signal, SIGKILL after the timeout) or a kill (any signal)."""
    if seen.ended_in_loop:
        return Cause("loop_ended")
    if not seen.died_ns:
        return None
    window = _window_ns(container)
    signals = [(number or _signal_in(code), at) for number, at in seen.signals if seen.died_ns - at <= window]
    if not signals:
        return _stopped_without_signal(container, code, seen)
    first, last = signals[0][0], signals[-1][0]
    waited = _waited_for_the_stop(signals, seen)
    if waited is not None and code == 128 + SIGKILL and (seen.stopped or _is_a_timeout(waited)):
        return Cause("stop_timed_out", (("seconds", round(waited)),))
    if seen.stopped:
        return Cause("stopped", (("code", code),))
    if last == SIGKILL:
        return Cause("killed")
    return _signalled(last, code, asked=first == container.stop_signal)


def _waited_for_the_stop(signals: list[tuple[int, int]], seen: Evidence) -> float | None:
    """Return the seconds between the stop signal and the final SIGKILL, None if the last signal is not SIGKILL.

    If no other signal is recent enough, the last two signals of the container count whatever their age, because the
    timeout of a stop has no limit.
    """
    last, last_at = signals[-1]
    gentle = [at for one, at in signals if one != SIGKILL] or [at for one, at in seen.signals[-2:] if one != SIGKILL]
    if last != SIGKILL or not gentle:
        return None
    return (last_at - gentle[0]) / NANOSECONDS


def _stopped_without_signal(container: Container, code: int, seen: Evidence) -> Cause | None:
    """Return the cause of a stop that has no signal event, None if there was no stop.

    Podman reports no signal for a stop and often not the stop itself. Its inspect has a flag for a requested stop.
    """
    if not seen.stopped and not container.stopped_by_user:
        return None
    if container.podman and code == 128 + SIGKILL and container.stop_signal != SIGKILL:
        return Cause("stop_killed")
    return Cause("stopped", (("code", code),))


def _is_a_timeout(waited: float) -> bool:
    """Return whether the wait (seconds) before SIGKILL is that of a stop, which waits whole seconds.

    A user who runs `docker kill` twice hardly ever waits exactly that long.
    """
    return round(waited) >= 1 and 0 <= waited - round(waited) + STOP_EARLY_SECONDS < STOP_SLACK_SECONDS


def _signal_in(code: int) -> int:
    """Return the signal that the exit code implies, UNKNOWN_SIGNAL if it implies none."""
    return code - 128 if code - 128 in SIGNAL_NAMES else UNKNOWN_SIGNAL


def _window_ns(container: Container) -> int:
    return (max(SIGNAL_COUNTS_SECONDS, container.stop_timeout) + 2) * NANOSECONDS


def _signalled(signal: int, code: int, *, asked: bool) -> Cause:
    name = signal_name(signal)
    if code == 128 + signal or (asked and code == 0):
        return Cause("signalled", (("signal", name),))
    return Cause("exited_after_signal", (("code", code), ("signal", name)))


def _own_end(container: Container, code: int, seen: Evidence) -> Cause:
    if not seen.died_ns:
        return Cause("unobserved", (("code", code),))
    # A restart policy ignores exits that a command requested.
    if container.podman and container.stopped_by_user is None and container.state is not State.RESTARTING:
        return Cause("ended", (("code", code),))
    if code == 0:
        return Cause("no_terminal" if _had_no_terminal(container, seen) else "finished")
    if code == 128 + SIGKILL:
        return Cause("killed_outside")
    if code in _CRASHES:
        return Cause("crashed", (("signal", signal_name(code - 128)),))
    if code in _OTHER_SIGNALS:
        return Cause("signal_outside", (("code", code), ("signal", signal_name(code - 128))))
    if code in (125, 126, 127):
        return Cause("command_failed", (("code", code),))
    return Cause("failed", (("code", code),))


def _had_no_terminal(container: Container, seen: Evidence) -> bool:
    """Return whether a shell exited at once for lack of a terminal, as in `docker run -d ubuntu`."""
    if container.tty or container.open_stdin or not is_interpreter_alone(container.command.split()):
        return False
    if seen.ran_seconds is not None:
        return seen.ran_seconds < AT_ONCE_SECONDS
    if container.started_ns is None or container.finished_ns is None:
        return False
    # The engine records the start when containerd reports it; for a process that exits at once that can be later than
    # the exit.
    ran_ns = abs(container.finished_ns - container.started_ns)
    return ran_ns < AT_ONCE_SECONDS * NANOSECONDS


def edge_hint(container: Container, seen: Evidence, *, settled: bool = False) -> str:
    """Return the name of the arrow of an exit as far as it is known: `stop`, `kill`, `oom` or `exit`.

    A container that received its own stop signal was probably stopped, and the event `stop` may still follow. `settled`
    means that it does not follow, so the signal came from `docker kill -s`.
    """
    by_memory = seen.oom_ns is not None or container.oom_killed
    if by_memory and container.exit_code == 128 + SIGKILL and _killed_by_memory(container, seen):
        return "oom"
    if seen.stopped:
        return "stop"
    if container.stopped_by_user and not seen.signals:  # Podman does not report every stop
        return "stop"
    if seen.ended_in_loop:  # a kill between two restarts is the only one without an event
        return "kill"
    if not seen.signals:
        return "exit"
    first = seen.signals[0][0]
    is_stop = first == container.stop_signal and first != SIGKILL and not settled
    return "stop" if is_stop else "kill"
