"""Subscribers of the hub: a snapshot and every later change, in order, through a bounded queue."""

import threading
from collections.abc import Iterator

import pytest

from dockcycle.domain.lifecycle.replica import Replica
from dockcycle.domain.lifecycle.snapshot import Change, EngineStatus, Snapshot
from dockcycle.live.board.change_consumer import ChangeConsumer
from dockcycle.live.board.change_feed import ChangeFeed, ChangesLostError
from dockcycle.live.board.hub import Hub
from tests.support.waiting import wait_until
from tests.unit.domain.builders import container

WRITERS, WRITES, SUBSCRIBERS = 4, 150, 12
PLENTY = 10_000


@pytest.fixture
def hub() -> Iterator[Hub]:
    hub = Hub([EngineStatus("local", "live", 0)])
    hub.start()
    yield hub
    hub.stop()


def write(hub: Hub, writer: int, number: int) -> None:
    """Set and sometimes remove one of ten containers of a writer."""
    one = container(id=f"{writer}{number % 10}".rjust(64, "0"), name=f"web-{writer}-{number}")
    if number % 7 == 6:
        hub.write(lambda board: board.remove(one.key, [], hub.clock_ns()))
    else:
        hub.write(lambda board: board.set(one))


def write_many(hub: Hub, writer: int) -> None:
    for number in range(WRITES):
        write(hub, writer, number)


def changes_of(feed: ChangeFeed) -> Iterator[Change]:
    """Yield the changes that wait in a feed."""
    while (change := feed.get(timeout=0)) is not None:
        yield change


def publish(hub: Hub, number: int) -> None:
    """Write one container and wait until the change is published."""
    before = hub.snapshot().revision
    write(hub, 0, number * 7)
    wait_until(lambda: hub.snapshot().revision > before, 5, "the change")


def test_no_change_is_lost_or_doubled_while_threads_write(hub: Hub) -> None:
    writers = [threading.Thread(target=write_many, args=(hub, writer)) for writer in range(WRITERS)]
    for writer in writers:
        writer.start()
    subscribers: list[tuple[Snapshot, ChangeFeed]] = []
    while any(writer.is_alive() for writer in writers) or len(subscribers) < SUBSCRIBERS:
        subscribers.append(hub.subscribe(PLENTY))
        publish(hub, len(subscribers))
    for writer in writers:
        writer.join()
    publish(hub, WRITES)

    last = hub.snapshot()
    for snapshot, feed in subscribers:
        replica = Replica(snapshot)
        revisions = [change.revision for change in changes_of(feed) if replica.apply(change)]
        assert revisions == list(range(snapshot.revision + 1, last.revision + 1))
        assert replica.snapshot(last.at_ns) == last


def test_a_subscriber_that_does_not_read_gets_an_error_and_the_others_do_not(hub: Hub) -> None:
    _, full = hub.subscribe(at_most=2)
    _, other = hub.subscribe()
    for number in range(3):
        publish(hub, number)

    with pytest.raises(ChangesLostError):
        full.get()
    assert [change.revision for change in (other.get(), other.get(), other.get()) if change] == [1, 2, 3]


def test_a_feed_holds_its_limit_and_no_more() -> None:
    feed = ChangeFeed(at_most=2)

    assert [feed.put(Change(number, 0)) for number in (1, 2, 3, 4)] == [True, True, False, False]
    with pytest.raises(ChangesLostError):
        feed.get()


def test_a_closed_feed_takes_no_more_and_ends_the_wait_of_its_reader() -> None:
    feed = ChangeFeed()
    results: list[Change | None] = []
    reader = threading.Thread(target=lambda: results.append(feed.get()))
    reader.start()
    feed.close()
    reader.join(5)

    assert results == [None]
    assert not feed.put(Change(1, 0))
    assert feed.get() is None


class Listener:
    """Keeps a replica. It blocks in `take` until `may_continue` is set, and raises on a revision in `fails_at`."""

    def __init__(self, *fails_at: int) -> None:
        self.replicas: list[Replica] = []
        self.may_continue = threading.Event()
        self._fails_at = set(fails_at)

    def restart(self, snapshot: Snapshot) -> None:
        self.replicas.append(Replica(snapshot))

    def take(self, change: Change) -> None:
        self.may_continue.wait(10)
        if change.revision in self._fails_at:
            self._fails_at.discard(change.revision)
            raise ValueError(change.revision)
        assert self.replicas[-1].apply(change)


@pytest.fixture
def consumers() -> Iterator[list[ChangeConsumer]]:
    started: list[ChangeConsumer] = []
    yield started
    for consumer in started:
        consumer.stop()


def consume(hub: Hub, listener: Listener, consumers: list[ChangeConsumer], at_most: int = PLENTY) -> None:
    consumers.append(ChangeConsumer(hub, listener, at_most))
    consumers[-1].start()


def test_a_listener_gets_every_change(hub: Hub, consumers: list[ChangeConsumer]) -> None:
    listener = Listener()
    listener.may_continue.set()
    consume(hub, listener, consumers)
    for number in range(5):
        publish(hub, number)

    wait_until(lambda: listener.replicas[0].revision == hub.snapshot().revision, 5, "the last revision")
    assert len(listener.replicas) == 1


def test_a_listener_that_was_too_slow_continues_with_a_new_snapshot(hub: Hub, consumers: list[ChangeConsumer]) -> None:
    listener = Listener()
    consume(hub, listener, consumers, at_most=2)
    for number in range(6):
        publish(hub, number)
    listener.may_continue.set()

    wait_until(lambda: listener.replicas[-1].revision == hub.snapshot().revision, 5, "the last revision")
    assert len(listener.replicas) == 2


def test_an_exception_of_a_listener_does_not_end_its_changes(hub: Hub, consumers: list[ChangeConsumer]) -> None:
    listener = Listener(2)
    listener.may_continue.set()
    consume(hub, listener, consumers)
    for number in range(4):
        publish(hub, number)

    wait_until(lambda: listener.replicas[-1].revision == hub.snapshot().revision, 5, "the last revision")
    assert len(listener.replicas) == 2
