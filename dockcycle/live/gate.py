"""Decides what a caller may do, by a list of rules, and gives access to the engines."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from dockcycle.domain.access import NEEDS, Caller, Mode, allows
from dockcycle.domain.i18n import N_
from dockcycle.engine import Engine
from dockcycle.live.engines import EngineRegistry
from dockcycle.live.failure import Failure

#: Returns the refusal of an action (a key of NEEDS) on an engine, None if the rule has no objection. The engine is None
#: for an action that does not concern one engine.
Rule = Callable[[Caller, str, str | None], Failure | None]


def mode_ceiling(mode: Mode) -> Rule:
    """Return the rule that refuses what `mode` does not allow to anybody (`DOCKCYCLE_MODE`)."""

    def rule(_caller: Caller, action: str, _engine: str | None) -> Failure | None:
        if allows(mode, action):
            return None
        return Failure(
            "forbidden",
            N_("Dockcycle runs in the mode %(mode)s, but %(action)s requires the mode %(needs)s."),
            {"mode": mode, "action": action, "needs": NEEDS[action]},
        )

    return rule


class Gate:
    """The only place that decides whether a caller may do something. An action is allowed if no rule refuses it."""

    def __init__(self, rules: Sequence[Rule], engines: EngineRegistry) -> None:
        self._rules = tuple(rules)
        self._engines = engines

    def authorize(self, caller: Caller, action: str, engine: str | None = None) -> None:
        """Raise the Failure of the first rule that refuses `action` on `engine`."""
        failure = self._refusal(caller, action, engine)
        if failure is not None:
            raise failure

    def allows(self, caller: Caller, action: str, engine: str | None = None) -> bool:
        """Return whether `authorize` would pass."""
        return self._refusal(caller, action, engine) is None

    def allowed(self, caller: Caller, engine: str | None = None) -> frozenset[str]:
        """Return all actions that the caller may run."""
        return frozenset(action for action in NEEDS if self.allows(caller, action, engine))

    @contextmanager
    def opened(self, caller: Caller, action: str, engine: str) -> Iterator[Engine]:
        """Authorize `action`, then yield the engine and occupy one of its slots during the block.

        Raises the Failure of a rule, or Failure `not_found` or `too_many`.
        """
        self.authorize(caller, action, engine)
        with self._engines.occupied(engine) as opened:
            yield opened

    def _refusal(self, caller: Caller, action: str, engine: str | None) -> Failure | None:
        return next((failure for rule in self._rules if (failure := rule(caller, action, engine)) is not None), None)
