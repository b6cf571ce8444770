"""Writes the status of one engine to the board: live, out of date, or not connected."""

import logging
from dataclasses import replace

from dockcycle.domain.lifecycle.snapshot import EngineStatus
from dockcycle.engine import EngineInfo
from dockcycle.engine.errors import EngineError
from dockcycle.live.board.hub import Hub

#: An engine is `live` while it answered within this time (seconds). Half a second passes between two checks, so the
#: data of a `live` engine is never older than ten seconds. A reconcile must be answered within the rest of that time.
LIVE_SECONDS = 9.4

log = logging.getLogger(__name__)


class StatusRecorder:
    """The status of the engine `name`."""

    def __init__(self, name: str, hub: Hub) -> None:
        self._name = name
        self._hub = hub
        self._seen_ns: int | None = None

    @property
    def is_live(self) -> bool:
        """Whether the board shows the engine as live."""
        return self._status().state == "live"

    def seen(self) -> None:
        """Record that the engine has just answered or sent an event."""
        self._seen_ns = self._hub.clock_ns()

    def check_age(self) -> None:
        """Mark a live engine as out of date if it has not answered for LIVE_SECONDS.

        The next complete reconcile marks it as live again.
        """
        age = self._hub.answer_age(self._name)
        if age is not None and age > LIVE_SECONDS and self.is_live:
            self.write_failure(EngineError("unknown_outcome", "no response in time"))

    def write_live(self, info: EngineInfo) -> None:
        """Mark the engine as live, after it was compared with the board."""
        live = replace(
            self._status(), state="live", version=info.version, practice=info.practice, product=info.product,
            api=info.api, code=None, error=None,
        )  # fmt: skip
        self._write(live)

    def write_failure(self, error: EngineError) -> None:
        """Mark the engine as out of date, or as not connected if it never answered."""
        old = self._status()
        state = "unreachable" if old.state == "unreachable" else "stale"
        if (old.state, old.code, old.error) == (state, error.code, error.message):
            return
        log.warning("engine %s: %s", self._name, error)
        self._write(replace(old, state=state, code=error.code, error=error.message, seen_ns=self._seen_ns))

    def _status(self) -> EngineStatus:
        return self._hub.engine(self._name)

    def _write(self, status: EngineStatus) -> None:
        old = self._status()
        if status.state != old.state:
            status = replace(status, since_ns=self._hub.clock_ns())
        self._hub.write(lambda board: board.set_engine(status))
