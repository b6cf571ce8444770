"""Runs docker commands one by one and checks the board, the causes and the moves after each of them."""

import shlex
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from dockcycle.domain.lifecycle.moves import Move
from dockcycle.domain.lifecycle.table import Room, State
from tests.support.board_recorder import Arrow, BoardRecorder
from tests.support.dockerd import IMAGE
from tests.support.waiting import wait_until

#: Name, state, exit code and room of a container.
Row = tuple[str, str, int | None, str]
_ENDED = (State.EXITED, State.DEAD, State.RESTARTING, State.REMOVING)


@dataclass(frozen=True, slots=True)
class Card:
    """What a card must show after a step: its room, its exit code and the code of its cause."""

    room: str
    code: int | None = None
    cause: str | None = None
    health: str | None = None


GONE = None
CREATED, RUNNING, PAUSED = Card("created"), Card("running"), Card("paused")


class LifecycleWalk:
    """The docker CLI beside a live board. `steps` counts the steps that were taken."""

    def __init__(self, recorder: BoardRecorder) -> None:
        self.recorder = recorder
        self.docker = recorder.docker
        self.facts = recorder.facts
        self.steps = 0
        self._ready: Counter[str] = Counter()

    def step(
        self, line: str | Callable[[], object], name: str, card: Card | None, *moves: str, flash: bool = False
    ) -> None:
        """Run `docker LINE` (or a function), then wait until everything is as it must be.

        `card` is what the card of `name` shows (GONE: there is none); `moves` are the moves of this step, each
        written `edge source target` with `-` where the container does not exist. A word IMAGE is the tests' image.
        A `flash` container may be gone before it was ever inspected, and then has no moves; or be seen with the error
        of its start.
        """
        self.steps += 1
        began_ns = time.time_ns()
        if isinstance(line, str):
            self.docker(*(IMAGE if word == "IMAGE" else word for word in shlex.split(line)), ok=False)
        else:
            line()
        allowed = [[_arrow(move) for move in moves]]
        if flash:
            allowed += [[], [allowed[0][0], _arrow("start-failed created created"), *allowed[0][1:]]]
        last: list[str] = []

        def is_true() -> bool:
            last[:] = self._faults(name, card, allowed, began_ns)
            return not last

        try:
            wait_until(is_true, 20, "the step")
        except AssertionError:
            raise AssertionError(f"after {line!r}: {'; '.join(last)}") from None

    def await_ready(self, name: str) -> None:
        """Wait until the program of a container that was just started has said `ready`: its trap is set."""
        self._ready[name] += 1
        wait_until(lambda: self.docker("logs", name).count("ready") >= self._ready[name], 10, f"{name} to be ready")

    def moves(self, name: str, since_ns: int = 0) -> list[Move]:
        """Return the latest moves of a container as the snapshot has them, corrected ones as they were corrected."""
        return [move for move in self.recorder.hub.snapshot().recent if move.name == name and move.at_ns >= since_ns]

    def _faults(self, name: str, card: Card | None, allowed: list[list[Arrow]], began_ns: int) -> list[str]:
        faults = self._faults_of_card(name, card)
        moves = self.moves(name, began_ns)
        arrows: list[Arrow] = [(move.edge, _word(move.source), _word(move.target)) for move in moves]
        if arrows not in allowed:
            faults.append(f"{name} took {arrows} instead of {allowed[0]}")
        if card is not None and card.cause and moves and moves[-1].target in (Room.EXITED, Room.FAILED):
            told = moves[-1].cause.code if moves[-1].cause else None
            if told != card.cause:
                faults.append(f"the last move of {name} has the cause {told} instead of {card.cause}")
        if not faults:  # asking the engine is slow: only once all else is true
            board, engine = self._board(), self._engine()
            faults += [f"the board has {board}, the engine {engine}"] if board != engine else []
        return faults

    def _faults_of_card(self, name: str, card: Card | None) -> list[str]:
        found = next((one for one in self.recorder.containers() if one.name == name), None)
        if found is None or card is None:
            return [] if found is None and card is None else [f"{name} is {found} instead of {card}"]
        shown = Card(str(found.room), found.exit_code, found.cause.code if found.cause else None, found.health)
        return [] if shown == card else [f"{name} shows {shown} instead of {card}"]

    def _board(self) -> list[Row]:
        return sorted(
            (one.name, str(one.state), one.exit_code, str(one.room)) for one in self.recorder.containers()
        )  # fmt: skip

    def _engine(self) -> list[Row]:
        """Return the same from `docker ps -a` and `docker inspect`."""
        rows: list[Row] = []
        for name, state in self.docker.ps().items():
            found = self.docker.inspect(name)["State"]
            if self.facts.code_of_failed_start_is_read and state == State.CREATED and found["Error"]:
                found["ExitCode"] = next(one.exit_code for one in self.recorder.containers() if one.name == name)
            never_started = state == State.CREATED and not (found["ExitCode"] or found["Error"])
            code = None if never_started or state not in (*_ENDED, State.CREATED) else found["ExitCode"]
            rows.append((name, state, code, "failed" if state == State.EXITED and code else state))
        return sorted(rows)


def _arrow(text: str) -> Arrow:
    edge, source, target = text.split()
    return edge, None if source == "-" else source, None if target == "-" else target


def _word(room: Room | None) -> str | None:
    return None if room is None else str(room)
