"""The parts of the live layer that every service needs, with watchers that only record what they are asked for."""

from dataclasses import dataclass

from dockcycle.domain.access import Mode
from dockcycle.domain.lifecycle.snapshot import EngineStatus
from dockcycle.engine import Engine
from dockcycle.live.board.hub import Hub
from dockcycle.live.engines import EngineRegistry
from dockcycle.live.gate import Gate


class Reconciled(list[str]):
    """The names of the engines that the board should have been compared with."""


@dataclass
class RecordingWatcher:
    """A watcher of an engine that the test drives itself."""

    name: str
    reconciled: Reconciled

    def start(self) -> None: ...

    def stop(self) -> None: ...

    def reconcile_now(self) -> None:
        self.reconciled.append(self.name)

    def check_age(self) -> None: ...


@dataclass(frozen=True)
class LiveParts:
    """A hub, a registry and a gate that belong together."""

    hub: Hub
    engines: EngineRegistry
    gate: Gate


def live_parts(
    *engines: Engine, mode: Mode = Mode.ADMIN, hub: Hub | None = None, reconciled: Reconciled | None = None
) -> LiveParts:
    """Return the parts for connected engines. Without `hub`, every engine is live on an empty board."""
    recorded = Reconciled() if reconciled is None else reconciled
    hub = hub or Hub(EngineStatus(engine.name, "live", 0) for engine in engines)
    registry = EngineRegistry(hub, engines, lambda engine, _: RecordingWatcher(engine.name, recorded))
    return LiveParts(hub, registry, Gate(mode, registry))
