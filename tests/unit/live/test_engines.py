"""Engines are added and removed while the app runs, and the others are not disturbed."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from dockcycle.engine.practice import PracticeEngine
from dockcycle.live.board.hub import Hub
from dockcycle.live.engines import REQUESTS_AT_MOST, EngineRegistry, not_connected
from dockcycle.live.failure import Failure
from tests.support.change_recorder import ChangeRecorder
from tests.support.live_parts import live_parts
from tests.support.waiting import wait_until


class Board:
    """A running registry with one engine of five containers, and what its viewers receive."""

    def __init__(self) -> None:
        first = practice("first", 5)
        self.hub = Hub([not_connected(first)])
        self.engines = EngineRegistry(self.hub, [first])
        self.recorder = ChangeRecorder(self.hub)
        self.hub.start()
        self.engines.start()

    def count(self, engine: str) -> int:
        return len([one for one in self.hub.snapshot().containers if one.engine == engine])

    def names(self) -> list[str]:
        return [status.name for status in self.hub.snapshot().engines]

    def until(self, engine: str, count: int) -> None:
        wait_until(lambda: self.count(engine) == count, 10, f"{count} containers of {engine}")


@pytest.fixture
def board() -> Iterator[Board]:
    board = Board()
    board.until("first", 5)
    yield board
    board.engines.stop()
    board.hub.stop()


def practice(name: str, containers: int) -> PracticeEngine:
    return PracticeEngine(name, f"practice://?containers={containers}")


def refusal(engines: EngineRegistry, name: str) -> str:
    with pytest.raises(Failure) as refused:
        engines.get(name)
    return refused.value.code


def test_an_added_engine_is_watched_and_a_removed_one_leaves_the_board(board: Board) -> None:
    board.engines.add(practice("second", 3))
    board.until("second", 3)
    wait_until(lambda: board.engines.is_live("second"), 10, "it to be live")
    known = {one.key for one in board.hub.snapshot().containers if one.engine == "second"}
    seen = len(board.recorder.changes)

    board.engines.remove("second")
    board.until("second", 0)

    assert board.names() == ["first"]
    assert board.count("first") == 5
    later = board.recorder.changes[seen:]
    assert {key for change in later for key in change.remove} == known
    assert [key for change in later for key in change.remove if key[0] == "first"] == []
    assert refusal(board.engines, "second") == "not_found"
    assert not board.engines.is_live("second")


def test_a_name_is_taken_once_and_free_again_after_its_removal(board: Board) -> None:
    with pytest.raises(Failure) as taken:
        board.engines.add(practice("first", 1))
    with pytest.raises(Failure) as unknown:
        board.engines.remove("second")

    board.engines.remove("first")
    board.until("first", 0)
    board.engines.add(practice("first", 7))
    board.until("first", 7)

    assert (taken.value.code, unknown.value.code) == ("conflict", "not_found")


def test_a_removed_engine_leaves_no_threads(board: Board) -> None:
    before = set(threading.enumerate())
    board.engines.add(practice("second", 3))
    board.until("second", 3)
    assert len(set(threading.enumerate()) - before) > 3

    board.engines.remove("second")

    wait_until(lambda: not set(threading.enumerate()) - before, 5, "the threads to end")


def test_an_engine_for_each_of_many_visitors(board: Board) -> None:
    def visit(number: int) -> int:
        name = f"visitor-{number}"
        board.engines.add(practice(name, number))
        board.until(name, number)
        count = board.count("first")
        board.engines.remove(name)
        return count

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(visit, range(1, 17))) == {5}
    wait_until(lambda: board.names() == ["first"], 10, "the engines of all visitors to be removed")


def test_a_listener_that_fails_does_not_keep_an_engine(caplog: pytest.LogCaptureFixture) -> None:
    engines = live_parts(practice("lab", 0)).engines
    ended: list[str] = []
    engines.on_remove(lambda _: 1 // 0)
    engines.on_remove(ended.append)

    engines.remove("lab")

    assert ended == ["lab"]
    assert refusal(engines, "lab") == "not_found"
    assert "could not end all work" in caplog.text


def test_a_request_that_runs_keeps_its_engine_and_the_next_one_is_refused() -> None:
    engine = practice("lab", 0)
    engines = live_parts(engine).engines
    with engines.occupied("lab") as opened:
        engines.remove("lab")
        assert opened is engine
        with pytest.raises(Failure) as refused, engines.occupied("lab"):
            pass
    assert refused.value.code == "not_found"


def test_an_engine_added_again_has_all_its_slots() -> None:
    engine = practice("lab", 0)
    engines = live_parts(engine).engines
    held = [engines.occupied("lab") for _ in range(REQUESTS_AT_MOST)]
    for one in held:
        one.__enter__()
    with pytest.raises(Failure, match="too_many"), engines.occupied("lab"):
        pass

    engines.remove("lab")
    engines.add(engine)

    with engines.occupied("lab"):
        for one in held:
            one.__exit__(None, None, None)
