"""Event streams on both engines: nothing is lost, nothing doubled, close() ends them from anywhere."""

import threading

from dockcycle.domain.lifecycle.table import State
from tests.contract.lab import Lab
from tests.support.waiting import wait_until


def test_two_subscribers_are_told_the_same(lab: Lab) -> None:
    other = lab.listen()
    id = lab.run()
    lab.engine.stop(id, 10)

    lab.told(id, "create", "start", lab.facts.stop(0))
    told = [event.key for event in lab.listener.of(id)]
    wait_until(lambda: len(other.of(id)) == len(told), 10, "the other one's events")
    assert [event.key for event in other.of(id)] == told


def test_nothing_old_is_told_without_since(lab: Lab) -> None:
    id = lab.ended("true")

    late = lab.listen()
    lab.engine.remove(id)
    wait_until(lambda: late.of(id), 10, "the destroy event")
    assert [event.action for event in late.of(id)] == ["destroy"]


def test_since_is_inclusive(lab: Lab) -> None:
    id = lab.ended("true")
    lab.told(id, "create", "start", "die:0")
    _, start, die = lab.listener.of(id)

    again = lab.listen(since_ns=start.at_ns - lab.facts.since_precision_ns)
    wait_until(lambda: len(again.of(id)) == 2, 10, "what is remembered")
    assert [event.key for event in again.of(id)] == [start.key, die.key]
    later = lab.listen(since_ns=start.at_ns + 1 + lab.facts.since_precision_ns)
    wait_until(lambda: later.of(id), 10, "what is remembered later")
    assert [event.key for event in later.of(id)] == [die.key]


def test_a_resumed_stream_loses_and_doubles_nothing(lab: Lab) -> None:
    first = lab.listen()
    id = lab.run()
    wait_until(lambda: len(first.of(id)) == 2, 10, "create and start")
    first.close()
    lab.engine.pause(id)
    lab.engine.unpause(id)

    second = lab.listen(since_ns=first.of(id)[0].at_ns - lab.facts.since_precision_ns)
    lab.engine.kill(id)
    lab.told(id, "create", "start", "pause", "unpause", lab.facts.kill(9), "die:137")
    wait_until(lambda: len(second.of(id)) == 6, 10, "the rest")

    told = list({event.key: event.action for event in [*first.of(id), *second.of(id)]}.values())
    assert told == ["create", "start", "pause", "unpause", "kill", "die"]


def test_close_from_another_thread_ends_a_waiting_reader(lab: Lab) -> None:
    listener = lab.listen()
    assert not listener.ended()

    closer = threading.Thread(target=listener.close)
    closer.start()
    closer.join(10)

    assert listener.ended()
    listener.close()


def test_closing_one_stream_leaves_the_other(lab: Lab) -> None:
    lab.listen().close()

    id = lab.run()
    lab.told(id, "create", "start")
    assert lab.engine.inspect(id).state is State.RUNNING
