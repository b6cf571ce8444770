"""Event streams on both engines: nothing is lost, nothing doubled, close() ends them from anywhere."""

import threading

from dockcycle.domain.lifecycle.table import State
from tests.contract.engine_fixture import EngineFixture
from tests.support.waiting import wait_until


def test_two_subscribers_are_told_the_same(engine_fixture: EngineFixture) -> None:
    other = engine_fixture.listen()
    id = engine_fixture.run()
    engine_fixture.engine.stop(id, 10)

    engine_fixture.told(id, "create", "start", engine_fixture.facts.stop(0))
    told = [event.key for event in engine_fixture.listener.of(id)]
    wait_until(lambda: len(other.of(id)) == len(told), 10, "the other one's events")
    assert [event.key for event in other.of(id)] == told


def test_nothing_old_is_told_without_since(engine_fixture: EngineFixture) -> None:
    id = engine_fixture.ended("true")

    late = engine_fixture.listen()
    engine_fixture.engine.remove(id)
    wait_until(lambda: late.of(id), 10, "the destroy event")
    assert [event.action for event in late.of(id)] == ["destroy"]


def test_since_is_inclusive(engine_fixture: EngineFixture) -> None:
    id = engine_fixture.ended("true")
    engine_fixture.told(id, "create", "start", "die:0")
    _, start, die = engine_fixture.listener.of(id)

    again = engine_fixture.listen(since_ns=start.at_ns - engine_fixture.facts.since_precision_ns)
    wait_until(lambda: len(again.of(id)) == 2, 10, "what is remembered")
    assert [event.key for event in again.of(id)] == [start.key, die.key]
    later = engine_fixture.listen(since_ns=start.at_ns + 1 + engine_fixture.facts.since_precision_ns)
    wait_until(lambda: later.of(id), 10, "what is remembered later")
    assert [event.key for event in later.of(id)] == [die.key]


def test_a_resumed_stream_loses_and_doubles_nothing(engine_fixture: EngineFixture) -> None:
    first = engine_fixture.listen()
    id = engine_fixture.run()
    wait_until(lambda: len(first.of(id)) == 2, 10, "create and start")
    first.close()
    engine_fixture.engine.pause(id)
    engine_fixture.engine.unpause(id)

    second = engine_fixture.listen(since_ns=first.of(id)[0].at_ns - engine_fixture.facts.since_precision_ns)
    engine_fixture.engine.kill(id)
    engine_fixture.told(id, "create", "start", "pause", "unpause", engine_fixture.facts.kill(9), "die:137")
    wait_until(lambda: len(second.of(id)) == 6, 10, "the rest")

    told = list({event.key: event.action for event in [*first.of(id), *second.of(id)]}.values())
    assert told == ["create", "start", "pause", "unpause", "kill", "die"]


def test_close_from_another_thread_ends_a_waiting_reader(engine_fixture: EngineFixture) -> None:
    listener = engine_fixture.listen()
    assert not listener.ended()

    closer = threading.Thread(target=listener.close)
    closer.start()
    closer.join(10)

    assert listener.ended()
    listener.close()


def test_closing_one_stream_leaves_the_other(engine_fixture: EngineFixture) -> None:
    engine_fixture.listen().close()

    id = engine_fixture.run()
    engine_fixture.told(id, "create", "start")
    assert engine_fixture.engine.inspect(id).state is State.RUNNING
