"""A replica that applies the published changes equals the board, for random sequences of writes."""

import random
from collections.abc import Callable
from dataclasses import replace

import pytest

from dockcycle.domain.lifecycle.board import Board
from dockcycle.domain.lifecycle.container import Container, Image
from dockcycle.domain.lifecycle.moves import Move
from dockcycle.domain.lifecycle.replica import Replica
from dockcycle.domain.lifecycle.snapshot import Change, EngineStatus
from dockcycle.domain.lifecycle.table import Room, State
from tests.unit.domain.builders import at, container

ENGINES, IDS = ("local", "far", "lab"), tuple(character * 64 for character in "abcdef")
SECONDS_BETWEEN_WRITES = 40


def status(name: str, state: str = "live") -> EngineStatus:
    return EngineStatus(name, state, 0)


class RandomWrites:
    """Writes a board at random. `now` is the time of the scenario in seconds; each write advances it."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.board = Board([status(name) for name in ENGINES], epoch="one")
        self.moves: list[Move] = []
        self.now = 0

    def write(self) -> None:
        self.now += SECONDS_BETWEEN_WRITES
        writes: list[Callable[[], object]] = [self._set, self._set, self._remove, self._amend, self._engine]
        self.random.choice([*writes, self._images, self._add_engine, self._remove_engine])()

    def _key(self) -> tuple[str, str]:
        return self.random.choice(ENGINES), self.random.choice(IDS)

    def _container(self) -> Container:
        engine, id = self._key()
        return container(self.random.choice(list(State)), engine=engine, id=id, name=f"web-{self.now}")

    def _moves(self, engine: str, id: str, target: Room | None) -> list[Move]:
        moves = [
            Move(engine, id, "web", "start", Room.CREATED, target, at(self.now - self.random.randrange(5)))
            for _ in range(self.random.randrange(3))
        ]
        self.moves += moves
        return moves

    def _set(self) -> None:
        one = self._container()
        self.board.set(one, self._moves(*one.key, one.room))

    def _remove(self) -> None:
        engine, id = self._key()
        self.board.remove((engine, id), self._moves(engine, id, None), at(self.now))

    def _amend(self) -> None:
        if self.moves:
            move = self.random.choice(self.moves)
            self.board.amend(move, replace(move, edge=self.random.choice(["stop", "kill", "exit"])))

    def _engine(self) -> None:
        self.board.set_engine(status(self.random.choice(ENGINES), self.random.choice(["live", "stale"])))

    def _add_engine(self) -> None:
        self.board.add_engine(status(self.random.choice(ENGINES)))

    def _remove_engine(self) -> None:
        self.board.remove_engine(self.random.choice(ENGINES))

    def _images(self) -> None:
        engine = self.random.choice(ENGINES)
        images = [Image(engine, id, (), at(0), self.now) for id in self.random.sample(IDS, 2)]
        self.board.set_images(engine, images)


@pytest.mark.parametrize("seed", range(60))
def test_a_replica_equals_the_board_after_every_change(seed: int) -> None:
    writes = RandomWrites(seed)
    replicas = [Replica(writes.board.snapshot(0))]
    for _ in range(80):
        for _ in range(writes.random.randrange(6)):
            writes.write()
        change = writes.board.flush(at(writes.now))
        if change is not None:
            assert all(replica.apply(change) for replica in replicas)
        snapshot = writes.board.snapshot(at(writes.now))
        assert all(replica.snapshot(at(writes.now)) == snapshot for replica in replicas)
        if writes.random.random() < 0.2:
            replicas.append(Replica(snapshot))


@pytest.mark.parametrize("seed", range(20))
def test_a_flushed_board_contains_what_was_written(seed: int) -> None:
    writes = RandomWrites(seed)
    for _ in range(200):
        writes.write()
    writes.board.flush(at(writes.now))
    snapshot = writes.board.snapshot(at(writes.now))

    written = [one for name in ENGINES for one in writes.board.of_engine(name).values()]
    assert sorted(snapshot.containers, key=lambda one: one.key) == sorted(written, key=lambda one: one.key)
    names = {one.name for one in snapshot.engines}
    assert {one.engine for one in snapshot.images} | {one.engine for one in snapshot.recent} <= names
    assert {one.container.engine for one in snapshot.tombstones} <= names


def replica_and_change() -> tuple[Replica, Change]:
    """Return a replica at revision 0 and the first change of its board."""
    board = Board([status("local")], epoch="one")
    replica = Replica(board.snapshot(at(0)))
    board.set(container())
    change = board.flush(at(1))
    assert change is not None
    return replica, change


def test_a_change_after_a_missing_revision_is_refused() -> None:
    replica, change = replica_and_change()

    assert not replica.apply(replace(change, revision=2))
    assert replica.snapshot(at(1)).containers == ()


def test_a_change_of_another_epoch_is_refused() -> None:
    replica, change = replica_and_change()

    assert not replica.apply(replace(change, epoch="two"))
    assert replica.revision == 0


def test_an_older_change_is_ignored() -> None:
    replica, change = replica_and_change()
    assert replica.apply(change)

    assert replica.apply(replace(change, set=()))
    assert replica.snapshot(at(1)).containers == (container(),)
