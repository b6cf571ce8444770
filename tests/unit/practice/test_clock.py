"""The clock: timers in order, cancelled ones not at all, a failing one stops nothing, waiting ends."""

import logging
import threading

import pytest

from dockcycle.engine.practice.daemon.clock import Clock
from tests.support.waiting import wait_until
from tests.unit.practice.manual_clock import ManualClock


def test_timers_act_in_order_and_cancelled_ones_do_not() -> None:
    clock, done = ManualClock(), list[str]()
    clock.later(2, lambda: done.append("two"))
    clock.later(1, lambda: done.append("one"))
    clock.later(1, lambda: done.append("one more"))
    clock.later(1.5, lambda: done.append("never")).cancel()

    clock.advance(1)
    assert done == ["one", "one more"]
    clock.advance(1)
    assert done == ["one", "one more", "two"]


def test_a_timer_that_fails_is_logged_and_time_goes_on(caplog: pytest.LogCaptureFixture) -> None:
    clock, done = ManualClock(), list[str]()
    clock.later(1, lambda: done.remove("nothing"))
    clock.later(2, lambda: done.append("after"))

    with caplog.at_level(logging.ERROR):
        clock.advance(3)

    assert done == ["after"]
    assert "a timer failed" in caplog.text


def test_the_real_one_lets_time_pass_in_a_thread_until_it_is_stopped() -> None:
    clock, done = Clock(), threading.Event()
    clock.start()
    clock.later(0.01, done.set)
    assert done.wait(10)

    clock.stop()
    clock.stop()
    late = threading.Event()
    clock.later(0, late.set)
    assert not late.wait(0.05)


def test_stop_lets_go_of_those_who_wait() -> None:
    clock, answers = Clock(), list[bool]()
    clock.start()

    def wait() -> None:
        with clock.lock:
            answers.append(clock.wait_for(lambda: False))

    waiter = threading.Thread(target=wait)
    waiter.start()
    clock.stop()
    wait_until(lambda: answers == [False], 10, "the waiter to come back")
    waiter.join(10)
