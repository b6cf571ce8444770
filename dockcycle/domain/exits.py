"""The cause of an exit, from the order of events and the inspect, never from the exit code alone.

A finished job is not a failure, 143 after `stop` is not a crash, an OOM kill is never hidden. The rules are those
measured on a live engine: `kill` events carry the signal, `stop` comes last of all, `oom` comes before `die`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from dockcycle.domain.container import Cause, Container
from dockcycle.domain.event import EngineEvent, whole_attribute
from dockcycle.domain.instant import NANOSECONDS, nanoseconds
from dockcycle.domain.lifecycle import State
from dockcycle.domain.words import N_

SIGKILL = 9
#: A signal sent longer than this before the exit is not its cause.
SIGNAL_COUNTS_SECONDS = 10
#: The engine stamps an end twice, in the event and in the inspect; on one clock, but not in one instant.
SAME_END_SECONDS = 5
#: Between a stop's first signal and its SIGKILL pass whole seconds: this much early to this much late.
STOP_EARLY_SECONDS, STOP_SLACK_SECONDS = 0.02, 0.25

#: What a signal is called whose number a label disguises.
UNKNOWN_SIGNAL = 0
SIGNAL_NAMES: Mapping[int, str] = {
    UNKNOWN_SIGNAL: "a signal",
    1: "SIGHUP", 2: "SIGINT", 3: "SIGQUIT", 4: "SIGILL", 6: "SIGABRT", 7: "SIGBUS", 8: "SIGFPE", 9: "SIGKILL",
    10: "SIGUSR1", 11: "SIGSEGV", 12: "SIGUSR2", 13: "SIGPIPE", 14: "SIGALRM", 15: "SIGTERM", 28: "SIGWINCH",
}  # fmt: skip

#: Every cause: its stable word and the sentence about it (English, for the catalogue).
CAUSES: Mapping[str, str] = {
    "not_found": N_("The container did not start because its command was not found."),
    "not_executable": N_("The container did not start because its command is not executable."),
    "start_failed": N_("The engine could not start the container."),
    "out_of_memory": N_("The kernel killed the main process (out of memory)."),
    "child_out_of_memory": N_("Exited with code %(code)s after a process in the container ran out of memory."),
    "stop_timed_out": N_(
        "The program did not end within %(seconds)s s of the stop signal, so the engine killed it (exit code 137)."
    ),
    "stopped": N_("Stopped with exit code %(code)s."),
    "force_removed": N_("Removed by force while running."),
    "killed": N_("Killed with docker kill."),
    "signalled": N_("Ended by %(signal)s sent with docker kill."),
    "exited_after_signal": N_("Exited with code %(code)s after %(signal)s was sent to the container."),
    "killed_outside": N_(
        "Ended by SIGKILL that was not sent through the engine, or the program returned exit code 137."
    ),
    "crashed": N_("The program crashed with %(signal)s."),
    "signal_outside": N_(
        "Ended by %(signal)s that was not sent through the engine, or the program returned exit code %(code)s."
    ),
    "no_terminal": N_(
        "The shell had no terminal to read from and ended immediately. Create the container with -it to "
        "keep it running."
    ),
    "finished": N_("The program finished normally (exit code 0)."),
    "failed": N_("The program failed with exit code %(code)s."),
    "command_failed": N_("Exit code %(code)s: usually the command was not found or is not executable."),
    "loop_ended": N_("A stop or kill ended the restart loop."),
    "stop_killed": N_(
        "The program did not end in time after the stop signal, so the engine killed it (exit code 137)."
    ),
    "ended": N_("Exited with code %(code)s. The engine does not record the reason."),
    "unobserved": N_("Exited with code %(code)s. Dockcycle did not observe the exit, so the cause is unknown."),
}

#: What reads its commands from a terminal, and has nothing to do where there is none.
_SHELLS = frozenset({"sh", "bash", "ash", "dash", "zsh", "python", "python3", "node", "irb"})
#: The entrypoint of many official images: it runs what stands behind it.
_ENTRYPOINT = "docker-entrypoint.sh"
#: A shell without a terminal ends at once; one that ran longer had something to do.
AT_ONCE_SECONDS = 2

_START_FAILURES = {127: "not_found", 126: "not_executable"}
_CRASHES = {132, 134, 135, 136, 139}
_OTHER_SIGNALS = {129, 130, 131, 143}


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was seen of one container since its last start. `signals` are (signal, nanoseconds), oldest first.

    `looping`: it waited for its next restart when somebody ended that. `restarting`: Podman announced a restart, which
    has not started it yet. `ran_seconds` is how long it ran, in whole
    seconds, as the `die` of newer engines tells (`execDuration`, moby `daemon/monitor.go`).
    """

    signals: tuple[tuple[int, int], ...] = ()
    oom_ns: int | None = None
    stopped: bool = False
    died_ns: int | None = None
    looping: bool = False
    restarting: bool = False
    ran_seconds: int | None = None

    def with_event(self, event: EngineEvent, container: Container) -> "Evidence":
        """Return the evidence after `event`; attributes that a label of `container` disguises are not believed.

        Podman sends the `restart` of a command before its `die`, that of a policy after it, both before the `start`.
        """
        disguised = container.signal_labels
        if event.action == "start":
            return Evidence()
        if event.action == "kill":
            number = whole_attribute(event, "signal", disguised)
            signal = UNKNOWN_SIGNAL if number is None else number
            return replace(self, signals=(*self.signals, (signal, event.at_ns))[-8:])
        if event.action == "oom":
            return replace(self, oom_ns=event.at_ns)
        if event.action == "stop":
            return replace(self, stopped=True)
        if event.action == "restart" and container.podman:
            return replace(self, restarting=True, stopped=self.stopped or self.died_ns is None)
        if event.action == "die":
            told = event.attributes.get("oomKilled") == "true"
            oom_ns = event.at_ns if told and self.oom_ns is None else self.oom_ns
            return replace(
                self, died_ns=event.at_ns, oom_ns=oom_ns, ran_seconds=whole_attribute(event, "execDuration", disguised)
            )
        return self


def cause_of(container: Container, seen: Evidence) -> Cause | None:
    """Return why `container` is not running, None while nothing ended. Rows are tried in order, first match wins."""
    if container.state is State.CREATED:
        return _start_failure(container)
    if container.state not in (State.EXITED, State.DEAD, State.RESTARTING, State.REMOVING):
        return None
    code = container.exit_code or 0
    seen = seen if saw_the_end(container, seen) else Evidence(looping=seen.looping)
    if container.error and not seen.died_ns and code in (126, 127, 128):
        return _start_failure(container)
    return _memory(container, code, seen) or _asked(container, code, seen) or _own_end(container, code, seen)


def saw_the_end(container: Container, seen: Evidence) -> bool:
    """A `die` that was seen long before the container finished belongs to another end, one that nobody watched."""
    if seen.died_ns is None or container.finished_at is None:
        return seen.died_ns is not None
    return abs(nanoseconds(container.finished_at) - seen.died_ns) < SAME_END_SECONDS * NANOSECONDS


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
    """Tell whose SIGKILL it was: one sent through the engine after the last `oom` is that of a kill or a stop.

    The kernel may have killed another process of the container long before (`OOMKilled` is per container and stays).
    """
    if seen.oom_ns is None:
        return container.oom_killed and not seen.signals
    return not any(number in (SIGKILL, UNKNOWN_SIGNAL) and at > seen.oom_ns for number, at in seen.signals)


def _asked(container: Container, code: int, seen: Evidence) -> Cause | None:
    """Somebody asked for it: stop (first its signal, after the timeout SIGKILL), kill, or a signal by kill."""
    if seen.looping:
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
    """Return how long (seconds) after another signal SIGKILL was sent; None where SIGKILL was not the last.

    A stop may wait longer than a signal counts otherwise.
    """
    last, last_at = signals[-1]
    gentle = [at for one, at in signals if one != SIGKILL] or [at for one, at in seen.signals[-2:] if one != SIGKILL]
    if last != SIGKILL or not gentle:
        return None
    return (last_at - gentle[0]) / NANOSECONDS


def _stopped_without_signal(container: Container, code: int, seen: Evidence) -> Cause | None:
    """Podman tells no signal of a stop, and often not the stop: its inspect knows that the container was ended."""
    if not seen.stopped and not container.stopped_by_user:
        return None
    if container.podman and code == 128 + SIGKILL and container.stop_signal != SIGKILL:
        return Cause("stop_killed")
    return Cause("stopped", (("code", code),))


def _is_a_timeout(waited: float) -> bool:
    """A stop waits whole seconds before its SIGKILL; a person who runs kill twice hardly does."""
    return round(waited) >= 1 and 0 <= waited - round(waited) + STOP_EARLY_SECONDS < STOP_SLACK_SECONDS


def _signal_in(code: int) -> int:
    """Return the signal that an exit code tells of, for one that a label disguises."""
    return code - 128 if code - 128 in SIGNAL_NAMES else UNKNOWN_SIGNAL


def _window_ns(container: Container) -> int:
    return (max(SIGNAL_COUNTS_SECONDS, container.stop_timeout) + 2) * NANOSECONDS


def _signalled(signal: int, code: int, *, asked: bool) -> Cause:
    name = _signal_name(signal)
    if code == 128 + signal or (asked and code == 0):
        return Cause("signalled", (("signal", name),))
    return Cause("exited_after_signal", (("code", code), ("signal", name)))


def _own_end(container: Container, code: int, seen: Evidence) -> Cause:
    if not seen.died_ns:
        return Cause("unobserved", (("code", code),))
    # A restart policy acts only on an end that nobody asked for.
    if container.podman and container.stopped_by_user is None and container.state is not State.RESTARTING:
        return Cause("ended", (("code", code),))
    if code == 0:
        return Cause("no_terminal" if _had_no_terminal(container, seen) else "finished")
    if code == 128 + SIGKILL:
        return Cause("killed_outside")
    if code in _CRASHES:
        return Cause("crashed", (("signal", _signal_name(code - 128)),))
    if code in _OTHER_SIGNALS:
        return Cause("signal_outside", (("code", code), ("signal", _signal_name(code - 128))))
    if code in (125, 126, 127):
        return Cause("command_failed", (("code", code),))
    return Cause("failed", (("code", code),))


def _had_no_terminal(container: Container, seen: Evidence) -> bool:
    """Tell of the beginner's riddle: `docker run -d ubuntu` ends at once, with code 0 and without a word."""
    words = [word.rpartition("/")[2] for word in container.command.split()]
    if words[:1] == [_ENTRYPOINT]:
        words = words[1:]
    if container.tty or container.open_stdin or len(words) != 1 or words[0] not in _SHELLS:
        return False
    if seen.ran_seconds is not None:
        return seen.ran_seconds < AT_ONCE_SECONDS
    if container.started_at is None or container.finished_at is None:
        return False
    # The engine stamps the start when it hears of it: of what ended at once that may be after the end.
    ran_ns = abs(nanoseconds(container.finished_at) - nanoseconds(container.started_at))
    return ran_ns < AT_ONCE_SECONDS * NANOSECONDS


def _signal_name(number: int) -> str:
    return SIGNAL_NAMES.get(number, f"signal {number}")


def edge_hint(container: Container, seen: Evidence, *, settled: bool = False) -> str:
    """Return the name of the arrow an exit took as far as it is known: `stop`, `kill`, `oom` or `exit`.

    A container that was sent its own stop signal was mostly stopped, and the event `stop` may be on its way; `settled`
    says that it is not, so that the signal came from `docker kill -s`.
    """
    by_memory = seen.oom_ns is not None or container.oom_killed
    if by_memory and container.exit_code == 128 + SIGKILL and _killed_by_memory(container, seen):
        return "oom"
    if seen.stopped:
        return "stop"
    if container.stopped_by_user and not seen.signals:  # Podman does not tell every stop
        return "stop"
    if seen.looping:  # a kill between two restarts is the only end that is never announced
        return "kill"
    if not seen.signals:
        return "exit"
    first = seen.signals[0][0]
    is_stop = first == container.stop_signal and first != SIGKILL and not settled
    return "stop" if is_stop else "kill"
