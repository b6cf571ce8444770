"""Which pulls are kept, which are published, and when one counts as stalled."""

from dataclasses import replace

from dockcycle.domain.pull import STALLED_AFTER_SECONDS, Pull, PullState
from dockcycle.live.commands.pull_table import ENDED_AT_MOST, ENDED_KEPT_SECONDS, PullTable


class Seconds:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def pull(id: str, engine: str = "lab") -> Pull:
    return Pull(id, engine, "nginx:latest", "docker.io", 0, 0)


def done(pull: Pull) -> Pull:
    return replace(pull, state=PullState.DONE)


def test_each_change_is_taken_once_and_the_table_rests_when_all_have_ended() -> None:
    table = PullTable(Seconds())
    table.put(pull("a"))
    table.update("a", lambda now: replace(now, at_ns=1))
    assert [(one.id, one.at_ns) for one in table.take_changed()] == [("a", 1)]
    assert table.take_changed() == []
    assert table.active.is_set()

    table.update("a", done)
    table.update("a", lambda now: now)
    table.update("none", done)

    assert [one.state for one in table.take_changed()] == [PullState.DONE]
    assert not table.active.is_set()


def test_running_pulls_of_one_engine() -> None:
    table = PullTable(Seconds())
    for one in (pull("a"), pull("b", "other"), done(pull("c"))):
        table.put(one)

    assert [one.id for one in table.running("lab")] == ["a"]
    assert [one.id for one in table.running()] == ["a", "b"]


def test_a_silent_pull_is_stalled_once() -> None:
    seconds = Seconds()
    table = PullTable(seconds)
    table.put(pull("a"))
    table.take_changed()

    seconds.now = STALLED_AFTER_SECONDS
    table.mark_stalled()
    assert table.take_changed() == []
    seconds.now += 1
    table.mark_stalled()
    assert [one.stalled for one in table.take_changed()] == [True]
    table.mark_stalled()
    assert table.take_changed() == []


def test_ended_pulls_expire_by_age_and_by_number() -> None:
    seconds = Seconds()
    table = PullTable(seconds)
    for number in range(ENDED_AT_MOST + 5):
        table.put(done(pull(str(number))))
    table.put(pull("running"))

    assert len(table.all()) == ENDED_AT_MOST + 1
    assert table.get("0") is None
    seconds.now = ENDED_KEPT_SECONDS + 1
    assert [one.id for one in table.all()] == ["running"]
