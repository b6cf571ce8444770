"""Detects that a kill ended a restart loop: a kill between two restarts has no event (Docker 20.10 to 29)."""

import threading

from dockcycle.domain.lifecycle.container import Container
from dockcycle.domain.lifecycle.table import State
from dockcycle.engine import Engine
from dockcycle.live.board.hub import Hub
from dockcycle.live.board.inspections import Inspections

#: How often (seconds) containers in back-off are compared with the engine.
CHECK_SECONDS = 1.0
#: How long (seconds) to wait for events of a container that is not in back-off any more. A restart has an event.
EVENT_SECONDS = 0.2


class RestartLoopCheck:
    """Compares the containers of one engine that are `restarting` on the board with the engine's list of them.

    One request covers all of them. Without such a container, no request is sent.
    """

    def __init__(self, engine: Engine, hub: Hub, inspections: Inspections, stopped: threading.Event) -> None:
        self._engine = engine
        self._hub = hub
        self._inspections = inspections
        self._stopped = stopped

    def run(self) -> None:
        """Wait for the next check, then request an inspect of each container that left its loop without an event.

        Raises EngineError.
        """
        if self._stopped.wait(CHECK_SECONDS):
            return
        before = self._restarting()
        if not before:
            return
        listed = {row.id for row in self._engine.containers(State.RESTARTING) if row.state in (State.RESTARTING, None)}
        missing = {id: container for id, container in before.items() if id not in listed}
        if not missing or self._stopped.wait(EVENT_SECONDS):
            return
        after = self._restarting()
        for id, container in missing.items():
            if after.get(id) == container:
                self._inspections.request(id)

    def _restarting(self) -> dict[str, Container]:
        """Return the restarting containers by id. On Podman the list does not show them (`crash_loop.py`)."""
        known = self._hub.of_engine(self._engine.name)
        return {id: one for id, one in known.items() if one.state is State.RESTARTING and not one.podman}
