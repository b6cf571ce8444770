"""Resets a practice engine: a new engine with the chosen fleet takes its place."""

import threading

from dockcycle.domain.access import Caller
from dockcycle.domain.i18n import N_
from dockcycle.domain.practice import PracticeFleet
from dockcycle.engine.engine_protocols import RenewableEngine
from dockcycle.live.engines import EngineRegistry
from dockcycle.live.failure import Failure
from dockcycle.live.gate import Gate


class PracticeReset:
    """Replaces practice engines through the gate. One reset runs at a time."""

    def __init__(self, gate: Gate, engines: EngineRegistry) -> None:
        self._gate = gate
        self._engines = engines
        self._lock = threading.Lock()

    def reset(self, caller: Caller, engine_name: str, fleet: PracticeFleet) -> None:
        """End all work on a practice engine and start a new one under its name.

        Raises Failure, with the code `bad_request` for a real engine.
        """
        self._gate.authorize(caller, "reset-practice", engine_name)
        with self._lock:
            engine = self._engines.get(engine_name)
            if not isinstance(engine, RenewableEngine):
                raise Failure(
                    "bad_request",
                    N_("The engine %(engine)s is not a practice engine. Dockcycle resets practice engines only."),
                    {"engine": engine_name},
                )
            new = engine.renewed(fleet)
            self._engines.remove(engine_name)
            self._engines.add(new)
