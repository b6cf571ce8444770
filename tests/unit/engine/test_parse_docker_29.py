"""Answers in the shape of Docker 29 through the same parsers as all others."""

import pytest

from dockcycle.domain.lifecycle.container import Port
from dockcycle.domain.lifecycle.table import State
from dockcycle.domain.pull import LayerState, PullProgress
from dockcycle.engine.docker.parse import parse_container, parse_event, parse_image, parse_pull, parse_spec
from tests.support.docker_29_payloads import FAILED, INDEX, PULL, event, image, inspect, row

ID = "29" * 32


@pytest.mark.parametrize(
    ("state", "told", "health"),
    [
        ("running", "none", None),
        ("running", "starting", "starting"),
        ("running", "healthy", "healthy"),
        ("paused", "healthy", "healthy"),
        ("exited", "unhealthy", "unhealthy"),
        ("exited", "none", None),
        ("running", "a word to come", None),
    ],
)
def test_health_is_told_by_the_row(state: str, told: str, health: str | None) -> None:
    assert parse_container.summary(row(ID, "web-1", state, told)).health == health


def test_the_word_in_the_text_does_not_stand_against_the_object() -> None:
    raw = row(ID, "web-1", health="unhealthy", Status="Up 5 seconds (healthy)")

    assert parse_container.summary(raw).health == "unhealthy"


@pytest.mark.parametrize(("state", "health"), [("running", "healthy"), ("paused", "healthy"), ("exited", "unhealthy")])
def test_row_and_inspect_agree(state: str, health: str) -> None:
    listed = parse_container.summary(row(ID, "web-1", state, health))
    told = parse_container.container("local", inspect(ID, "web-1", {"Status": state}, health))

    assert (listed.id, listed.name, listed.state, listed.health) == (told.id, told.name, told.state, told.health)


def test_an_inspect_without_the_fields_that_are_gone() -> None:
    told = parse_container.container("local", inspect(ID, "web-1"))

    assert (told.state, told.health, told.image_id) == (State.RUNNING, None, INDEX)
    assert told.ports == (Port(80, "tcp", 8080, "0.0.0.0"), Port(443, "tcp"))


def test_what_would_make_another_one_is_read_without_them_too() -> None:
    told = parse_spec.spec(inspect(ID, "web-1"), {})

    assert (told.image, told.name, told.command) == ("busybox:1", "web-1", ("sleep", "600"))


def test_memory_ran_out_in_a_child_and_the_container_still_runs() -> None:
    """From 24 on the flag is set at the event and stays until the next start; it says nothing of an end before one."""
    running = parse_container.container("local", inspect(ID, "web-1", {"OOMKilled": True}))
    ended = parse_container.container(
        "local", inspect(ID, "web-1", {"OOMKilled": True, "Status": "exited", "FinishedAt": "2026-11-24T00:00:00Z"})
    )

    assert (running.oom_killed, ended.oom_killed, ended.exit_code) == (False, True, 0)


def test_an_event_without_the_old_fields() -> None:
    told = parse_event.event("local", event(ID, "web-1", "die", 1795476959778094864, exitCode="7", execDuration="12"))

    assert (told.id, told.name, told.action, told.at_ns) == (ID, "web-1", "die", 1795476959778094864)
    assert (told.attributes["exitCode"], told.attributes["execDuration"]) == ("7", "12")


def test_an_event_of_health() -> None:
    told = parse_event.event("local", event(ID, "web-1", "health_status: unhealthy", 1795476959000000000))

    assert (told.action, told.detail) == ("health_status", "unhealthy")


@pytest.mark.parametrize(("told", "count"), [(0, 0), (3, 3), (-1, None), (None, None), ("3", None), (True, None)])
def test_an_image_and_how_many_containers_the_engine_counts(told: object, count: int | None) -> None:
    raw = {**image(["busybox:1"], 0), "Containers": told}

    assert parse_image.image("local", raw).containers == count


def test_an_image_before_the_count() -> None:
    raw = image(["busybox:1"], 0)
    del raw["Containers"]

    assert parse_image.image("local", raw).containers is None


def test_a_pull_into_the_containerd_store() -> None:
    layer = [told for line in PULL if (told := parse_pull.progress(line)).layer]

    assert [(one.state, one.current, one.total) for one in layer] == [
        (LayerState.WAITING, None, None),
        (LayerState.DOWNLOADING, 1_048_576, 2_206_931),
        (LayerState.DOWNLOADED, None, None),
        (LayerState.EXTRACTING, None, None),
        (LayerState.COMPLETE, None, None),
    ]
    assert parse_pull.progress(PULL[-2]) == PullProgress(digest=INDEX)


def test_a_failure_is_told_by_its_detail() -> None:
    detail = FAILED["errorDetail"]["message"]

    assert parse_pull.error_of(FAILED) == detail
    assert parse_pull.error_of({**FAILED, "error": "less"}) == detail
    assert parse_pull.error_of({"error": "of old engines"}) == "of old engines"
