"""A hundred stops, a hundred kills and twenty forced removals: each is one move with the right name and cause."""

import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from dockcycle.domain.lifecycle.table import State
from tests.support.board_recorder import BoardRecorder
from tests.support.waiting import wait_until

pytestmark = pytest.mark.engine

#: Containers that end at once; the snapshot keeps the last 30 moves, so that the moves of one round are all there.
BATCH = 10
OBEYS = ("sh", "-c", "trap 'exit 0' TERM; echo ready; while :; do sleep 0.05; done")
#: (edge, source, target, code of the cause)
End = tuple[str, str, str | None, str | None]


class Batch:
    """Ten containers on which one docker command after another is run, on all at the same time."""

    def __init__(self, recorder: BoardRecorder) -> None:
        self.recorder = recorder
        self.names = [f"many-{number}" for number in range(BATCH)]
        self._pool = ThreadPoolExecutor(BATCH)
        self._starts = 0

    def close(self) -> None:
        self._pool.shutdown()

    def all(self, *command: str) -> None:
        """Run `docker COMMAND NAME` for each container."""
        list(self._pool.map(lambda name: self.recorder.docker(*command, name), self.names))

    def run(self) -> None:
        """Create and start all of them."""
        self._starts = 0
        list(self._pool.map(lambda name: self.recorder.docker.run(name, *OBEYS), self.names))
        self._await_ready()

    def start(self) -> None:
        """Start all of them again."""
        self.all("start")
        self._await_ready()

    def end(self, *command: str, expected: End) -> None:
        """Run a command that ends each container, and wait until each has taken the one expected move."""
        began_ns = time.time_ns()
        self.all(*command)
        all_of_them = Counter({expected: BATCH})
        try:
            wait_until(lambda: self._ends(began_ns) == all_of_them, 10, "the moves")
        except AssertionError:
            raise AssertionError(f"after {command}: {self._ends(began_ns)} instead of {all_of_them}") from None

    def _ends(self, began_ns: int) -> Counter[End]:
        recent = [move for move in self.recorder.hub.snapshot().recent if move.at_ns >= began_ns]
        return Counter(
            (
                move.edge,
                str(move.source),
                str(move.target) if move.target else None,
                move.cause.code if move.cause else None,
            )
            for move in recent
        )

    def _await_ready(self) -> None:
        """Wait until the trap of each is set; without it a stop would take its whole timeout."""
        self._starts += 1
        wait_until(lambda: all(self._pool.map(self._is_ready, self.names)), 20, "all to be ready")
        for name in self.names:
            self.recorder.until(name, state=State.RUNNING)

    def _is_ready(self, name: str) -> bool:
        return self.recorder.docker("logs", name).count("ready") == self._starts


@pytest.fixture
def batch(recorder: BoardRecorder) -> Iterator[Batch]:
    batch = Batch(recorder)
    batch.run()
    yield batch
    batch.close()


def test_a_hundred_stops(batch: Batch) -> None:
    for _ in range(10):
        batch.end("stop", expected=("stop", "running", "exited", "stopped"))
        batch.start()


def test_a_hundred_kills(batch: Batch) -> None:
    for _ in range(10):
        batch.end("kill", expected=("kill", "running", "failed", "killed"))
        batch.start()


def test_twenty_forced_removals(batch: Batch) -> None:
    batch.end("rm", "-f", expected=("force-remove", "running", None, None))
    batch.run()
    batch.end("rm", "-f", expected=("force-remove", "running", None, None))
