"""The shared timer: each item is due after the same delay, and one greenlet serves all items."""

from collections.abc import Callable

import pytest

from dockcycle.web.sockets.shared_timer import SharedTimer


class Loop:
    """Runs one started function at a time, with a clock that only sleeping moves."""

    def __init__(self) -> None:
        self.now = 0.0
        self.started: list[Callable[[], None]] = []
        self.done: list[tuple[float, str]] = []
        self.later: list[tuple[float, str]] = []
        self.timer = SharedTimer[str](10, self.act, start=self.started.append, sleep=self.sleep, clock=lambda: self.now)

    def act(self, item: str) -> None:
        self.done.append((self.now, item))
        if item == "broken":
            raise ValueError(item)

    def sleep(self, seconds: float) -> None:
        self.now += seconds
        while self.later and self.later[0][0] <= self.now:
            self.timer.add(self.later.pop(0)[1])

    def run(self) -> None:
        while self.started:
            self.started.pop(0)()


def test_each_item_is_due_after_the_delay() -> None:
    loop = Loop()
    loop.timer.add("first")
    loop.now = 4
    loop.timer.add("second")
    loop.run()

    assert loop.done == [(10, "first"), (14, "second")]


def test_one_greenlet_serves_all_items_and_ends_with_the_last() -> None:
    loop = Loop()
    loop.timer.add("first")
    loop.timer.add("second")
    assert len(loop.started) == 1
    loop.run()
    loop.timer.add("third")
    assert len(loop.started) == 1
    loop.run()

    assert loop.done == [(10, "first"), (10, "second"), (20, "third")]


def test_an_item_that_is_added_during_a_wait_is_due_in_turn() -> None:
    loop = Loop()
    loop.later = [(10, "second")]
    loop.timer.add("first")
    loop.run()

    assert loop.done == [(10, "first"), (20, "second")]


def test_a_failure_is_logged_and_the_next_items_follow(caplog: pytest.LogCaptureFixture) -> None:
    loop = Loop()
    loop.timer.add("broken")
    loop.timer.add("next")
    loop.run()

    assert [item for _, item in loop.done] == ["broken", "next"]
    assert "unexpected error" in caplog.text
