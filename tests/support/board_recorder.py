"""A hub and a watcher on an engine, and all changes that they published."""

import time
from types import TracebackType
from typing import Self

from dockcycle.domain.engine_kind import EngineKind
from dockcycle.domain.lifecycle.container import Container
from dockcycle.domain.lifecycle.moves import Move
from dockcycle.domain.lifecycle.snapshot import Change, EngineStatus
from dockcycle.engine.discovery import parse_address
from dockcycle.engine.docker.docker_engine import DockerEngine
from dockcycle.live.board.hub import Hub
from dockcycle.live.board.watcher import Watcher
from tests.support.change_recorder import ChangeRecorder
from tests.support.docker_cli import DockerCli
from tests.support.engine_facts import facts_of
from tests.support.waiting import wait_until

ENGINE = "local"
Arrow = tuple[str, str | None, str | None]


class BoardRecorder:
    """Follows the board by its published changes, as a viewer would; `docker` is the CLI on the same engine."""

    def __init__(self, url: str, docker: DockerCli) -> None:
        self.docker = docker
        self.hub = Hub([EngineStatus(ENGINE, "unreachable", time.time_ns())])
        self._recorder = ChangeRecorder(self.hub)
        self._engine = DockerEngine(ENGINE, parse_address(url))
        info = self._engine.connect()
        self.facts = facts_of(EngineKind.of(info.product, info.api))
        self.watcher = Watcher(self._engine, self.hub)

    def __enter__(self) -> Self:
        self.hub.start()
        self.watcher.start()
        self.until_live()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.watcher.stop()
        self.hub.stop()

    @property
    def changes(self) -> list[Change]:
        """Every published change, in order."""
        return self._recorder.changes

    def containers(self) -> list[Container]:
        """Return the board as it was last published."""
        return list(self.hub.snapshot().containers)

    def states(self) -> dict[str, str]:
        """Return the state of every container by name."""
        return {one.name: one.state.value for one in self.containers()}

    def moves(self, name: str) -> list[Move]:
        """Return the moves of a container as a viewer has them by now, corrected ones too; oldest first."""
        moves: list[Move] = []
        for change in list(self.changes):
            corrected = dict(change.amended)
            moves = [corrected.get(move, move) for move in moves]
            moves += [move for move in change.moves if move.name == name]
        return moves

    def arrows(self, name: str) -> list[Arrow]:
        """Return the same as (edge, from, to)."""
        return [(move.edge, _word(move.source), _word(move.target)) for move in self.moves(name)]

    def until_live(self, state: str = "live", timeout: float = 30) -> None:
        """Wait until the engine is `live`, `stale` or `unreachable`."""
        wait_until(lambda: self.hub.engine(ENGINE).state == state, timeout, f"the engine to be {state}")

    def until(self, name: str, cause: str | None = None, timeout: float = 20, **facts: object) -> Container:
        """Wait until the container has all `facts` and, where given, that cause; returns it."""
        last: list[Container] = []

        def agrees() -> bool:
            last[:] = [one for one in self.containers() if one.name == name]
            return bool(last) and _agrees(last[0], cause, facts)

        try:
            wait_until(agrees, timeout, name)
        except AssertionError:
            raise AssertionError(f"{name} should be {cause} {facts}; last seen: {last}; {self.arrows(name)}") from None
        return last[0]

    def until_took(self, name: str, *arrows: Arrow, timeout: float = 15) -> None:
        """Wait until the last arrows of a container are these."""
        try:
            wait_until(lambda: self.arrows(name)[-len(arrows) :] == list(arrows), timeout, name)
        except AssertionError:
            raise AssertionError(f"{name} should have taken {arrows}; took {self.arrows(name)}") from None

    def until_equal(self, timeout: float = 20) -> None:
        """Wait until the board is `docker ps -a`."""
        last: dict[str, object] = {}

        def agrees() -> bool:
            last.update(board=self.states(), engine=self.docker.ps())
            return last["board"] == last["engine"]

        try:
            wait_until(agrees, timeout, "equality")
        except AssertionError:
            raise AssertionError(f"the board is not docker ps -a: {last}") from None


def _word(room: object) -> str | None:
    return None if room is None else str(room)


def _agrees(container: Container, cause: str | None, facts: dict[str, object]) -> bool:
    told = container.cause.code if container.cause else None
    return (cause is None or told == cause) and all(getattr(container, name) == fact for name, fact in facts.items())
