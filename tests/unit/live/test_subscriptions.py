"""Subscriptions end with their viewers, and nothing is left behind."""

import threading
from collections.abc import Callable

import pytest

from dockcycle.domain.access import Mode
from dockcycle.domain.lifecycle.container import Key
from dockcycle.domain.stats import Sample
from dockcycle.engine import CreateSpec
from dockcycle.engine.errors import EngineError
from dockcycle.engine.practice import PracticeEngine
from dockcycle.live.failure import Failure
from dockcycle.live.streams.following import LogFrame
from dockcycle.live.streams.log_position import LogPosition
from dockcycle.live.streams.subscriptions import LOGS_OF_ONE_AT_MOST, STATS_OF_ONE_AT_MOST, Subscriptions
from tests.support.dockerd import IMAGE
from tests.support.live_parts import PAGE, caller_of, live_parts
from tests.support.waiting import wait_until


class Outlet:
    """Accepts everything and confirms it at once."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.cursor = ""
        self.ends: list[tuple[str, str | None]] = []
        self.acknowledges = True

    def lines(self, _viewer: str, _key: Key, frame: LogFrame, taken: Callable[[], None]) -> None:
        self.texts += [line.text for line in frame.lines]
        self.cursor = frame.cursor
        if self.acknowledges:
            taken()

    def end(self, _viewer: str, _key: Key, reason: str, why: str | None) -> None:
        self.ends.append((reason, why))

    def sample(self, _viewer: str, _key: Key, _value: Sample) -> None: ...


@pytest.fixture
def outlet() -> Outlet:
    return Outlet()


@pytest.fixture
def subscriptions(engine: PracticeEngine, outlet: Outlet) -> Subscriptions:
    parts = live_parts(engine, mode=Mode.VIEW)
    return Subscriptions(parts.gate, parts.engines, parts.hub, log_outlet=outlet, stats_outlet=outlet)


@pytest.fixture
def key(engine: PracticeEngine) -> Key:
    id = engine.create(CreateSpec(IMAGE, command=("sh", "-c", "echo hello; sleep 600")))
    engine.start(id)
    return ("lab", id)


def threads_of(key: Key) -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == f"follow-{key[1][:8]}"]


@pytest.mark.parametrize("comes", [False, True])
def test_nothing_is_followed_for_who_left_before_it_was_asked(
    subscriptions: Subscriptions, key: Key, comes: bool
) -> None:
    if comes:
        subscriptions.connect(PAGE)
        subscriptions.disconnect(PAGE)

    with pytest.raises(Failure, match="is closed"):
        subscriptions.follow_log(PAGE, key, 10, None)
    with pytest.raises(Failure, match="is closed"):
        subscriptions.follow_stats(PAGE, key)
    assert not threads_of(key)


def test_who_leaves_takes_all_that_was_followed_for_it_along(subscriptions: Subscriptions, key: Key) -> None:
    for page in ("one", "two"):
        subscriptions.connect(caller_of(page))
        subscriptions.follow_log(caller_of(page), key, 10, None)
        subscriptions.follow_stats(caller_of(page), key)
    assert len(threads_of(key)) == 3  # a log each, the readings together

    subscriptions.disconnect(caller_of("one"))
    wait_until(lambda: len(threads_of(key)) == 2, 5, "its log to end")
    subscriptions.disconnect(caller_of("two"))
    wait_until(lambda: not threads_of(key), 5, "all to end")


def test_one_that_nobody_acknowledges_ends_when_it_is_not_followed_any_more(
    subscriptions: Subscriptions, outlet: Outlet, key: Key
) -> None:
    outlet.acknowledges = False
    subscriptions.connect(PAGE)
    subscriptions.follow_log(PAGE, key, 10, None)
    wait_until(lambda: outlet.texts, 5, "the log")

    subscriptions.unfollow_log(PAGE, key)

    wait_until(lambda: not threads_of(key), 5, "its thread to end")


def test_the_same_log_followed_again_begins_anew(subscriptions: Subscriptions, outlet: Outlet, key: Key) -> None:
    subscriptions.connect(PAGE)

    for times in (1, 2):
        subscriptions.follow_log(PAGE, key, 10, None)
        wait_until(lambda: outlet.texts == ["hello"] * times, 5, "the log")  # noqa: B023 (asked at once)
    subscriptions.disconnect(PAGE)

    wait_until(lambda: not threads_of(key), 5, "all to end")


def test_a_log_followed_from_a_cursor_has_only_the_lines_after_it(
    subscriptions: Subscriptions, outlet: Outlet, key: Key, engine: PracticeEngine
) -> None:
    subscriptions.connect(PAGE)
    subscriptions.follow_log(PAGE, key, 10, None)
    wait_until(lambda: outlet.texts == ["hello"], 5, "the log")
    subscriptions.disconnect(PAGE)
    wait_until(lambda: not threads_of(key), 5, "its thread to end")

    engine.restart(key[1], timeout=0)
    subscriptions.connect(PAGE)
    position = LogPosition.at_cursor(outlet.cursor)
    subscriptions.follow_log(PAGE, key, 10, None, position=position)
    wait_until(lambda: outlet.texts == ["hello", "hello"], 5, "the line of the second run")
    subscriptions.disconnect(PAGE)
    wait_until(lambda: not threads_of(key), 5, "all to end")

    assert outlet.texts == ["hello", "hello"]


@pytest.mark.parametrize(
    ("code", "end"), [("engine_error", ("refused", "no log driver")), ("not_found", ("removed", None))]
)
def test_a_log_that_is_refused_is_not_removed_though_the_board_does_not_have_the_container_yet(
    subscriptions: Subscriptions, outlet: Outlet, key: Key, engine: PracticeEngine, monkeypatch: pytest.MonkeyPatch,
    *, code: str, end: tuple[str, str | None],
) -> None:  # fmt: skip
    def refuse(*_: object, **__: object) -> None:
        raise EngineError(code, "no log driver")

    monkeypatch.setattr(engine.details, "logs", refuse)
    subscriptions.connect(PAGE)

    subscriptions.follow_log(PAGE, key, 10, None)
    wait_until(lambda: outlet.ends, 5, "the end")
    subscriptions.disconnect(PAGE)

    assert outlet.ends == [end]


def test_one_page_follows_so_much_at_most(subscriptions: Subscriptions) -> None:
    subscriptions.connect(PAGE)
    for at in range(LOGS_OF_ONE_AT_MOST):
        subscriptions.follow_log(PAGE, ("lab", f"{at:064x}"), 10, None)
    for at in range(STATS_OF_ONE_AT_MOST):
        subscriptions.follow_stats(PAGE, ("lab", f"{at:064x}"))

    with pytest.raises(Failure, match="Too many logs"):
        subscriptions.follow_log(PAGE, ("lab", "f" * 64), 10, None)
    with pytest.raises(Failure, match="too many containers"):
        subscriptions.follow_stats(PAGE, ("lab", "f" * 64))
    subscriptions.stop()
