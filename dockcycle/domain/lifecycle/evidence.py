"""The evidence of an exit: what the events of a container showed since its last start."""

from dataclasses import dataclass, replace

from dockcycle.domain.lifecycle.causes import UNKNOWN_SIGNAL
from dockcycle.domain.lifecycle.container import Container
from dockcycle.domain.lifecycle.event import EngineEvent, whole_attribute


@dataclass(frozen=True, slots=True)
class Evidence:
    """What Dockcycle observed of a container since its last start. `signals` are (signal, nanoseconds), oldest first.

    `stopped` is true after a `stop` event. `ended_in_loop`: a stop or kill ended the wait for the next restart.
    `restarting`: Podman announced a restart but has not started the container yet. `ran_seconds` is how long the main
    process ran, in whole seconds, from the `die` event of newer engines (`execDuration`, moby `daemon/monitor.go`).
    """

    signals: tuple[tuple[int, int], ...] = ()
    oom_ns: int | None = None
    stopped: bool = False
    died_ns: int | None = None
    ended_in_loop: bool = False
    restarting: bool = False
    ran_seconds: int | None = None

    def with_event(self, event: EngineEvent, container: Container) -> "Evidence":
        """Return the evidence after `event`; event attributes that a label of `container` overwrites are ignored.

        Podman sends `restart` before `die` if a user restarts the container, and after `die` if the restart policy
        does; in both cases before `start`.
        """
        overwritten = container.signal_labels
        if event.action == "start":
            return Evidence()
        if event.action == "kill":
            number = whole_attribute(event, "signal", overwritten)
            signal = UNKNOWN_SIGNAL if number is None else number
            return replace(self, signals=(*self.signals, (signal, event.at_ns))[-8:])
        if event.action == "oom":
            return replace(self, oom_ns=event.at_ns)
        if event.action == "stop":
            return replace(self, stopped=True)
        if event.action == "restart" and container.podman:
            return replace(self, restarting=True, stopped=self.stopped or self.died_ns is None)
        if event.action == "die":
            by_oom = event.attributes.get("oomKilled") == "true"
            oom_ns = event.at_ns if by_oom and self.oom_ns is None else self.oom_ns
            return replace(
                self,
                died_ns=event.at_ns,
                oom_ns=oom_ns,
                ran_seconds=whole_attribute(event, "execDuration", overwritten),
            )
        return self
