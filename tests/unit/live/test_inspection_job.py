"""The phases of a job: when an inspect is queued, and which events it covers."""

import pytest

from dockcycle.domain.lifecycle.container import Container
from dockcycle.domain.lifecycle.event import EngineEvent
from dockcycle.live.board.inspection import History
from dockcycle.live.board.inspection_job import Job, Phase
from tests.unit.domain.builders import container, ended, event

KILL, DIE, START, HEALTH = event("kill", 1), event("die", 2), event("start", 3), event("health_status", 2)


def busy(*events: EngineEvent) -> Job:
    """Return a job whose inspect covers no event and during which `events` arrived."""
    job = Job("a" * 64)
    job.request(None)
    job.begin()
    for one in events:
        job.request(one)
    return job


def test_the_first_request_queues_the_job_and_later_ones_do_not() -> None:
    job = Job("a" * 64)

    assert [job.request(KILL), job.request(DIE), job.request(None)] == [True, False, False]
    assert job.phase is Phase.QUEUED


def test_an_inspect_covers_the_events_before_it() -> None:
    job = Job("a" * 64)
    job.request(KILL)
    job.request(DIE)

    assert job.begin() == [KILL, DIE]
    assert (job.phase, job.events) == (Phase.BUSY, [])


def test_only_the_newest_events_are_kept() -> None:
    job = Job("a" * 64)
    for one in (KILL, DIE, START):
        job.request(one, at_most=2)

    assert job.begin() == [DIE, START]


def test_a_written_result_ends_the_job() -> None:
    job = busy()
    history = History(end=None, begin=None)
    job.time_left("die", 0, 1)

    assert not job.write(history)
    assert (job.phase, job.history, job.deadlines) == (Phase.IDLE, history, {})


def test_a_request_during_the_inspect_queues_the_job_at_its_end() -> None:
    job = busy(KILL)

    assert job.write(History())
    assert job.phase is Phase.QUEUED
    assert not job.request(None)
    assert job.begin() == [KILL]


def test_a_deferred_inspect_keeps_its_events_until_the_next_request() -> None:
    job = busy()

    assert not job.defer([KILL])
    assert job.phase is Phase.DEFERRED
    assert job.request(DIE)
    assert job.begin() == [KILL, DIE]


def test_a_deferred_inspect_is_queued_at_once_if_an_event_arrived_meanwhile() -> None:
    job = busy(DIE)

    assert job.defer([KILL])
    assert (job.phase, job.begin()) == (Phase.QUEUED, [KILL, DIE])


def test_the_deadline_of_a_reason_is_set_by_its_first_call() -> None:
    job = busy()

    assert job.time_left("die", now=10, seconds=0.5) == pytest.approx(0.5)
    assert job.time_left("die", now=10.4, seconds=0.5) == pytest.approx(0.1)
    assert job.time_left("die", now=10.5, seconds=0.5) is None
    assert job.time_left("start", now=10.5, seconds=0.5) == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("events", "after", "taken", "queues"),
    [
        ([], container(), [], False),
        ([HEALTH], container(), [HEALTH], False),
        ([DIE], ended(1), [DIE], False),
        ([DIE], container(), [], True),
        ([KILL, DIE, START], ended(1), [KILL, DIE], True),
        ([START, HEALTH], container(), [], True),
        ([KILL], None, [KILL], False),
    ],
)
def test_late_events_belong_to_the_inspect_until_one_moves_the_card(
    events: list[EngineEvent], after: Container | None, taken: list[EngineEvent], queues: bool
) -> None:
    job = busy(*events)

    assert job.take_late_events(after) == taken
    assert job.events == events[len(taken) :]
    assert job.write(History()) is queues


def test_a_request_without_an_event_survives_late_events() -> None:
    job = busy(DIE)
    job.request(None)

    assert job.take_late_events(container()) == []
    assert job.write(History())
