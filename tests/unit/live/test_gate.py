"""The gate asks every rule, and the first refusal counts."""

import pytest

from dockcycle.domain.access import NEEDS, Caller, Mode, allows
from dockcycle.engine.practice import PracticeEngine
from dockcycle.live.failure import Failure
from dockcycle.live.gate import Gate, mode_ceiling
from tests.support.live_parts import PAGE, caller_of, live_parts


def own_engine_only(caller: Caller, _action: str, engine: str | None) -> Failure | None:
    """A rule as accounts may add one: everybody has one engine."""
    return None if engine in (None, caller.name) else Failure("forbidden", "This is not your engine.")


def gate_of(mode: Mode) -> Gate:
    return Gate([mode_ceiling(mode), own_engine_only], live_parts().engines)


def refusal(gate: Gate, caller: Caller, action: str, engine: str | None) -> str | None:
    try:
        gate.authorize(caller, action, engine)
    except Failure as failure:
        return str(failure.text)
    return None


def test_every_rule_must_allow_an_action() -> None:
    gate, ann = gate_of(Mode.OPERATE), caller_of("page", "ann")

    assert refusal(gate, ann, "stop", "ann") is None
    assert refusal(gate, ann, "stop", "bob") == "This is not your engine."
    assert "requires the mode" in str(refusal(gate, ann, "exec", "bob"))
    assert gate.allows(ann, "pull")
    assert not gate.allows(ann, "pull", "bob")


@pytest.mark.parametrize("mode", list(Mode))
def test_the_allowed_actions_are_those_of_the_mode(mode: Mode) -> None:
    gate = live_parts(mode=mode).gate

    assert gate.allowed(PAGE) == {action for action in NEEDS if allows(mode, action)}
    assert gate_of(mode).allowed(PAGE, "other") == frozenset()


def test_an_engine_opens_only_for_what_is_authorized(engine: PracticeEngine) -> None:
    gate = live_parts(engine, mode=Mode.VIEW).gate

    with gate.opened(PAGE, "inspect", "lab") as opened:
        assert opened is engine
    with pytest.raises(Failure, match="forbidden"), gate.opened(PAGE, "stop", "lab"):
        pass
    with pytest.raises(Failure, match="not_found"), gate.opened(PAGE, "inspect", "other"):
        pass
