"""The event stream: a ring of 256, bounded subscribers, silence, close."""

import pytest

from dockcycle.engine.errors import EngineError
from dockcycle.engine.practice import PracticeEngine
from dockcycle.engine.practice.daemon.event_log import BEHIND_AT_MOST, REMEMBERED, PracticeEventStream
from tests.unit.practice.manual_clock import BEGIN_NS, drained, practice, spec


def pause_often(engine: PracticeEngine, times: int) -> str:
    """Start a container and make two events of it so many times; returns its id."""
    id = engine.create(spec("server"))
    engine.start(id)
    for _ in range(times):
        engine.pause(id)
        engine.unpause(id)
    return id


def test_events_are_told_in_order_and_never_in_the_same_instant() -> None:
    engine, _ = practice()
    stream = engine.events()
    pause_often(engine, 100)

    told = drained(engine, stream)
    assert [event.action for event in told] == ["create", "connect", "start", *["pause", "unpause"] * 100]
    instants = [event.at_ns for event in told]
    assert instants == sorted(set(instants))


def test_a_reader_that_is_too_far_behind_loses_what_comes_next() -> None:
    engine, _ = practice()
    stream = engine.events()
    id = pause_often(engine, BEHIND_AT_MOST)

    reader = iter(stream)
    told = [next(reader) for _ in range(BEHIND_AT_MOST)]
    engine.kill(id)
    assert next(reader).action == "kill"
    assert told[0].action == "create"


def test_only_the_last_256_are_remembered() -> None:
    engine, _ = practice()
    id = pause_often(engine, REMEMBERED)
    stream = engine.events(since_ns=BEGIN_NS)
    engine.kill(id)

    reader = iter(stream)
    told = [next(reader) for _ in range(REMEMBERED + 1)]
    assert [event.action for event in told] == ["pause", "unpause"] * (REMEMBERED // 2) + ["kill"]


def test_a_silent_stream_ends() -> None:
    left: list[PracticeEventStream] = []
    stream = PracticeEventStream([], left.append, silence_seconds=0.01)

    assert list(stream) == []
    assert left == [stream]


def test_a_closed_engine_ends_its_streams_and_cannot_be_reached() -> None:
    engine, _ = practice()
    stream = engine.events()
    engine.close()
    engine.close()

    assert list(stream) == []
    for ask in (engine.ping, engine.events):
        with pytest.raises(EngineError, match="engine_unreachable"):
            ask()
    engine.connect()
    engine.ping()


def test_labels_stand_over_attributes_but_not_over_name_and_image() -> None:
    engine, _ = practice()
    stream = engine.events()
    labels = {"exitCode": "0", "name": "fake", "image": "fake", "team": "shop"}
    made = spec("sh", "-c", "exit 9", name="real")
    engine.create(type(made)(made.image, made.name, made.command, labels=labels))

    event = next(iter(stream))
    assert event.attributes == {**labels, "name": "real", "image": made.image}
    assert engine.inspect("real").signal_labels == {"exitCode"}
