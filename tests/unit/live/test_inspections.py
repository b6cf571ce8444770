"""Events and inspects of one exit, in different orders, become one card and one move."""

import time
from collections.abc import Iterator
from typing import Any

import pytest

from dockcycle.domain.lifecycle.container import Container
from dockcycle.domain.lifecycle.event import EngineEvent
from dockcycle.domain.lifecycle.moves import Move
from dockcycle.domain.lifecycle.snapshot import Change, EngineStatus
from dockcycle.domain.timestamps import NANOSECONDS, rfc3339
from dockcycle.engine.discovery import parse_address
from dockcycle.engine.docker.docker_engine import DockerEngine
from dockcycle.engine.errors import EngineError
from dockcycle.live.board.hub import Hub
from dockcycle.live.board.inspections import Inspections
from tests.support.change_recorder import ChangeRecorder
from tests.support.scripted_http_server import ScriptedHttpServer, Write, answer
from tests.support.waiting import wait_until
from tests.unit.engine.payloads import ID, inspected

KEY = ("local", ID)


class Story:
    """One container of an engine whose inspect results and events the test sets."""

    def __init__(self) -> None:
        self.began_ns = time.time_ns()
        self.inspect: dict[str, Any] | None = self._raw("running")
        self.answers = True
        self.errors: list[EngineError] = []
        self.hub = Hub([EngineStatus("local", "live", 0)])
        self._recorder = ChangeRecorder(self.hub)
        self.server = ScriptedHttpServer({f"GET /containers/{ID}/json": self._answer})
        self.engine = DockerEngine("local", parse_address(self.server.url))
        self.inspections = Inspections(self.engine, self.hub, self.errors.append)

    @property
    def changes(self) -> list[Change]:
        """Every published change, in order."""
        return self._recorder.changes

    def _answer(self, write: Write) -> None:
        if self.answers:
            write(answer(404, {"message": "No such container"}) if self.inspect is None else answer(200, self.inspect))

    def _raw(self, status: str, code: int = 0) -> dict[str, Any]:
        raw = inspected()
        alive = status == "running"
        raw["State"] = {
            "Status": status, "ExitCode": code, "Error": "", "OOMKilled": False,
            "StartedAt": rfc3339(self.began_ns - NANOSECONDS),
            "FinishedAt": "0001-01-01T00:00:00Z" if alive else rfc3339(self.began_ns),
        }  # fmt: skip
        raw["HostConfig"] = {}
        return raw

    def stands(self, status: str, code: int = 0) -> None:
        """Set the state that inspect reports from now on."""
        self.inspect = self._raw(status, code)

    def tell(self, action: str, seconds: float = 0.0, **attributes: str) -> None:
        """Send an event, `seconds` after the exit."""
        at_ns = self.began_ns + int(seconds * NANOSECONDS)
        self.inspections.request(ID, EngineEvent("local", "container", action, ID, at_ns, "web-1", "", attributes))

    def card(self) -> Container | None:
        """Return the container as written to the board."""
        return self.hub.container(KEY)

    def cause(self) -> str | None:
        """Return the cause on the card."""
        card = self.card()
        return card.cause.code if card is not None and card.cause else None

    def recent(self) -> list[tuple[str, str | None]]:
        """Return the recent events as edges with their causes."""
        return [told(move) for move in self.hub.snapshot().recent]


def told(move: Move) -> tuple[str, str | None]:
    return (move.edge, move.cause.code if move.cause else None)


@pytest.fixture
def story() -> Iterator[Story]:
    """A running container on the board."""
    story = Story()
    with story.server:
        story.engine.connect()
        story.hub.start()
        story.inspections.start()
        assert story.inspections.inspect_all({ID}, 10)
        yield story
        story.inspections.stop()
        story.hub.stop()
        story.engine.close()


def test_the_events_of_a_look_that_failed_are_taken_by_the_next(story: Story) -> None:
    """Docker 23 and later stop answering first and report the exits of their containers afterwards."""
    story.answers = False
    story.tell("kill", -0.1, signal="15")
    wait_until(lambda: story.errors, 10, "the look that fails")
    story.tell("stop", -0.01)
    story.tell("die", exitCode="0")
    wait_until(lambda: len(story.errors) > 1, 10, "another one")
    story.stands("exited")
    story.answers = True

    assert story.inspections.inspect_all(set(), 10)
    assert story.cause() == "stopped"
    wait_until(story.recent, 10, "the move")
    assert story.recent() == [("stop", "stopped")]


def test_health_is_since_its_event_and_stays_so(story: Story) -> None:
    """The log of the health checks does not change it later."""
    assert story.inspect is not None
    story.inspect["State"]["Health"] = {"Status": "unhealthy", "FailingStreak": 9, "Log": []}
    at_ns = story.began_ns + NANOSECONDS
    story.inspections.request(ID, EngineEvent("local", "container", "health_status", ID, at_ns, "web-1", "unhealthy"))
    wait_until(lambda: (card := story.card()) is not None and card.health == "unhealthy", 10, "the card")
    story.inspect["Name"] = "/web-2"
    story.inspections.request(ID)
    wait_until(lambda: (card := story.card()) is not None and card.name == "web-2", 10, "the card again")

    card = story.card()
    assert card is not None
    assert card.health_since_ns == at_ns
    assert card.since_ns != card.health_since_ns


def test_an_end_found_before_its_die_is_written_with_it(story: Story) -> None:
    story.stands("exited", 137)
    story.tell("kill", -0.01, signal="9")
    wait_until(lambda: len(story.server.asked) > 2, 10, "the look that finds the end")
    story.tell("die", exitCode="137")
    wait_until(story.cause, 10, "the cause")

    ends = [one for change in story.changes for one in change.set if one.state == "exited"]
    assert [one.cause.code if one.cause else None for one in ends] in ([], ["killed"])
    wait_until(story.recent, 10, "the move")
    assert story.recent() == [("kill", "killed")]


def test_an_end_whose_die_never_comes_is_written_all_the_same(story: Story) -> None:
    story.stands("exited", 1)
    story.inspections.request(ID)

    wait_until(lambda: story.cause() == "unobserved", 10, "the card")
    wait_until(story.recent, 10, "the move")
    assert story.recent() == [("exit", "unobserved")]


def test_a_stop_that_is_told_late_corrects_the_move(story: Story) -> None:
    story.stands("exited", 143)
    story.tell("kill", -0.2, signal="15")
    story.tell("die", exitCode="143")
    wait_until(lambda: story.recent() == [("stop", "signalled")], 10, "the move as it was published")
    story.tell("stop", 0.1)

    wait_until(lambda: story.recent() == [("stop", "stopped")], 10, "the correction")
    assert story.cause() == "stopped"
    amended = [pair for change in story.changes for pair in change.amended]
    assert [(told(was), told(now)) for was, now in amended] == [(("stop", "signalled"), ("stop", "stopped"))]


def test_a_stop_signal_that_no_stop_follows_was_a_kill(story: Story) -> None:
    story.stands("exited", 143)
    story.tell("kill", -0.2, signal="15")
    story.tell("die", exitCode="143")

    wait_until(lambda: story.recent() == [("kill", "signalled")], 10, "the correction")


def test_a_restart_that_is_told_late_corrects_its_start(story: Story) -> None:
    story.stands("exited", 0)
    story.tell("kill", -0.2, signal="15")
    story.tell("stop", -0.1)
    story.tell("die", exitCode="0")
    wait_until(lambda: story.cause() == "stopped", 10, "its end")
    story.stands("running")
    story.tell("start", 5)
    wait_until(lambda: story.recent()[-1:] == [("start", None)], 10, "the start")
    story.tell("restart", 5.1)

    wait_until(lambda: story.recent()[-1:] == [("restart", None)], 10, "the correction")


@pytest.mark.parametrize("between", ["removing", "dead", None])
def test_a_removal_by_force_is_one_move(story: Story, between: str | None) -> None:
    story.inspect = story._raw(between, 137) if between else None
    story.tell("kill", -0.01, signal="9")
    story.tell("die", exitCode="137")
    wait_until(lambda: len(story.server.asked) > 2, 10, "a look between the end and the removal")
    story.inspect = None
    story.tell("destroy", 0.02)

    wait_until(lambda: story.card() is None, 10, "its removal")
    wait_until(story.recent, 10, "the move")
    assert story.recent() == [("force-remove", None)]


def test_a_container_that_is_gone_leaves_nothing_behind(story: Story) -> None:
    story.inspect = None
    story.tell("destroy")
    wait_until(lambda: story.card() is None, 10, "its removal")

    wait_until(lambda: not story.inspections._jobs, 10, "its job to be forgotten")


@pytest.mark.parametrize(("seconds", "edges"), [(-10, []), (10, ["create", "start"])])
def test_a_container_without_events_is_new_by_the_time_of_its_creation(
    story: Story, seconds: int, edges: list[str]
) -> None:
    story.inspect = None
    story.tell("destroy")
    wait_until(lambda: story.card() is None, 5, "the container to go")

    story.inspect = {**inspected(), "Created": rfc3339(story.began_ns + seconds * NANOSECONDS)}
    story.inspections.request(ID)

    def moves() -> list[str]:
        return [move.edge for change in story.changes for move in change.moves]

    wait_until(lambda: moves() and story.changes[-1].set, 5, "the change with the card")
    assert moves() == ["force-remove", *edges]
