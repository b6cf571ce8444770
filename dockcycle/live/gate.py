"""Gives access to the engines: checks the mode, then occupies a slot of the engine."""

from collections.abc import Iterator
from contextlib import contextmanager

from dockcycle.domain.access import NEEDS, Mode, allows
from dockcycle.domain.i18n import N_
from dockcycle.engine import Engine
from dockcycle.live.engines import EngineRegistry
from dockcycle.live.failure import Failure


class Gate:
    """Holds the mode, and gives access to the engines of the registry."""

    def __init__(self, mode: Mode, engines: EngineRegistry) -> None:
        self.mode = mode
        self._engines = engines

    def check(self, action: str) -> None:
        """Raise Failure `forbidden` if the mode does not allow `action`."""
        if not allows(self.mode, action):
            raise Failure(
                "forbidden",
                N_("Dockcycle runs in mode %(mode)s, but %(action)s requires mode %(needs)s."),
                {"mode": self.mode, "action": action, "needs": NEEDS[action]},
            )

    @contextmanager
    def opened(self, action: str, name: str) -> Iterator[Engine]:
        """Check `action`, then yield the engine `name` and occupy one of its slots during the block.

        Raises Failure `forbidden`, `not_found` or `too_many`.
        """
        self.check(action)
        with self._engines.occupied(name) as engine:
            yield engine
