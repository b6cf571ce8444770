"""The parts of the live layer that every service needs, without a real watcher and without viewers."""

from dataclasses import dataclass

from dockcycle.domain.access import Caller, Mode
from dockcycle.domain.lifecycle.snapshot import EngineStatus
from dockcycle.engine import Engine
from dockcycle.live.board.hub import Hub
from dockcycle.live.engines import EngineRegistry
from dockcycle.live.gate import Gate, mode_ceiling
from dockcycle.live.services import Outlets


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
    return LiveParts(hub, registry, Gate([mode_ceiling(mode)], registry))


def caller_of(viewer: str, name: str = "owner") -> Caller:
    """Return a caller with all permissions."""
    return Caller(name=name, role=Mode.ADMIN, language="en", viewer=viewer)


#: The viewer of most tests.
PAGE = caller_of("page")


class SilentOutlet:
    """Sends nothing."""

    def lines(self, *_: object) -> None: ...

    def end(self, *_: object) -> None: ...

    def sample(self, *_: object) -> None: ...

    def output(self, *_: object) -> None: ...

    def replay(self, *_: object) -> None: ...

    def about(self, *_: object) -> None: ...

    def exit(self, *_: object) -> None: ...


def silent_outlets() -> Outlets:
    """Return outlets that send nothing."""
    silent = SilentOutlet()
    return Outlets(silent, silent, silent, lambda _: None)
