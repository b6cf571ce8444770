"""Every state x command pair of the lifecycle table, as it holds for the engine at hand."""

import pytest

from dockcycle.domain.lifecycle.table import Command, Room, State, Verdict
from dockcycle.domain.lifecycle.variants import answer
from dockcycle.engine.errors import EngineError
from tests.contract.engine_fixture import IGNORES, EngineFixture, perform
from tests.support.waiting import wait_until

#: `removing` and `dead` cannot be brought about on purpose; the practice engine's unit tests have them.
STATES = (State.CREATED, State.RUNNING, State.PAUSED, State.RESTARTING, State.EXITED)


@pytest.mark.parametrize("command", Command)
@pytest.mark.parametrize("state", STATES)
def test_the_engine_answers_as_the_table_says(engine_fixture: EngineFixture, state: State, command: Command) -> None:
    expected = answer(command, state, engine_fixture.kind)
    id = engine_fixture.standing(state)
    before = engine_fixture.room(id)

    try:
        status = 204 if perform(engine_fixture, command, id) else 304
        is_refused = False
    except EngineError as error:
        status, is_refused = error.status or 0, True

    assert (is_refused, status) == (expected.verdict is Verdict.REFUSED, expected.status)
    rooms = expected.leads_to or (before,)
    if state is State.RESTARTING and not expected.leads_to:
        return  # it goes on by itself
    wait_until(
        lambda: engine_fixture.room(id) in rooms, 10, f"{command} of a {state} container to lead to one of {rooms}"
    )


@pytest.mark.parametrize("command", Command)
def test_a_container_that_is_not_there_is_not_found(engine_fixture: EngineFixture, command: Command) -> None:
    with pytest.raises(EngineError) as refused:
        perform(engine_fixture, command, "f" * 64)

    assert (refused.value.code, refused.value.status) == ("not_found", 404)


@pytest.mark.parametrize("signal", ["0", "BOGUS"])
def test_a_signal_that_does_not_exist_is_refused(engine_fixture: EngineFixture, signal: str) -> None:
    id = engine_fixture.standing(State.RUNNING)

    with pytest.raises(EngineError) as refused:
        engine_fixture.engine.kill(id, signal)

    assert (refused.value.code, refused.value.status) == ("bad_request", engine_fixture.facts.refusal(400))
    assert engine_fixture.engine.inspect(id).state is State.RUNNING


def test_a_name_will_do_for_an_id(engine_fixture: EngineFixture) -> None:
    name = engine_fixture.name()
    id = engine_fixture.create(name=name)

    assert engine_fixture.engine.start(name)
    assert engine_fixture.engine.inspect(name).id == id


def test_a_removal_by_force_is_waited_for_also_where_it_stops_first(engine_fixture: EngineFixture) -> None:
    id = engine_fixture.run(*IGNORES)

    assert engine_fixture.engine.remove(id, force=True)
    assert engine_fixture.room(id) is Room.REMOVED
