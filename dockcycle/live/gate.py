"""Gives access to the engines: checks the mode, the name of the engine and the number of running requests."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from threading import BoundedSemaphore

from dockcycle.domain.access import NEEDS, Mode, allows
from dockcycle.domain.i18n import N_
from dockcycle.engine import Engine
from dockcycle.live.failure import Failure

#: Requests that run at the same time on one engine. Further ones are refused, not queued, because the state may have
#: changed by the time they would run.
UNDER_WAY_AT_MOST = 64


class Gate:
    """Holds the mode and the engines. `look` makes the watcher of an engine compare the board with it now."""

    def __init__(self, mode: Mode, engines: Iterable[Engine], look: Callable[[str], None]) -> None:
        self.mode = mode
        self.look = look
        self._engines: Mapping[str, Engine] = {engine.name: engine for engine in engines}
        self._places = {name: BoundedSemaphore(UNDER_WAY_AT_MOST) for name in self._engines}

    def check(self, action: str) -> None:
        """Raise Failure `forbidden` if the mode does not allow `action`."""
        if not allows(self.mode, action):
            raise Failure(
                "forbidden",
                N_("Dockcycle runs in mode %(mode)s, but %(action)s requires mode %(needs)s."),
                {"mode": self.mode, "action": action, "needs": NEEDS[action]},
            )

    def engine(self, name: str) -> Engine:
        """Return an engine by name; raises Failure `not_found`."""
        engine = self._engines.get(name)
        if engine is None:
            raise Failure("not_found", N_("There is no engine %(engine)s."), {"engine": name})
        return engine

    @contextmanager
    def opened(self, action: str, name: str) -> Iterator[Engine]:
        """Check `action`, then yield the engine `name` and occupy one of its slots during the block.

        Raises Failure `forbidden`, `not_found` or `too_many`.
        """
        self.check(action)
        engine = self.engine(name)
        if not self._places[name].acquire(blocking=False):
            raise Failure(
                "too_many",
                N_("Too many commands are running on the engine %(engine)s. Try again later."),
                {"engine": name},
            )
        try:
            yield engine
        finally:
            self._places[name].release()
