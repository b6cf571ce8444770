"""The real engine client and the watcher against answers in the shape of Docker 29, which cannot run here."""

import time
from pathlib import Path
from typing import Any

import pytest

from dockcycle.domain.lifecycle.table import State
from dockcycle.domain.timestamps import rfc3339
from dockcycle.engine.discovery import parse_address
from dockcycle.engine.docker.docker_engine import DockerEngine
from dockcycle.engine.errors import EngineError
from tests.support.board_recorder import ENGINE, BoardRecorder
from tests.support.docker_29_payloads import event, inspect, row
from tests.support.docker_cli import DockerCli
from tests.support.docker_releases import (
    DOCKER_20_10,
    DOCKER_28_5,
    DOCKER_29_0,
    DOCKER_29_2,
    DOCKER_29_3,
    DOCKER_29_7,
    DOCKER_29_10,
    JSON,
    LINES,
    NEWLINES,
    Release,
)
from tests.support.scripted_engine import ScriptedEngine
from tests.support.waiting import wait_until

LIST, INSPECT = "/containers/json", "/containers/[^/]+/json"
WEB, OLD, HELD, PLAIN = ("a1" * 32, "b2" * 32, "c3" * 32, "d4" * 32)
MINUTES_NS = 60_000_000_000


def watching(scripted: ScriptedEngine) -> BoardRecorder:
    return BoardRecorder(scripted.url, DockerCli(scripted.url))


def put(scripted: ScriptedEngine, id: str, name: str, state: str = "running", **facts: Any) -> None:
    """Have a container; `health` is told by list and inspect alike, the other facts by inspect."""
    health = facts.pop("health", None)
    scripted.put(
        row(id, name, state, health or "none"),
        inspect(id, name, {"Status": state, "Running": state in ("running", "paused"), **facts}, health),
    )


def ended(code: int, at_ns: int, **facts: Any) -> dict[str, Any]:
    return {"ExitCode": code, "Pid": 0, "FinishedAt": rfc3339(at_ns), "StartedAt": rfc3339(at_ns - MINUTES_NS), **facts}


# --- which version of the API is spoken -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "release", [DOCKER_20_10, DOCKER_28_5, DOCKER_29_0, DOCKER_29_2, DOCKER_29_3, DOCKER_29_10], ids=str
)
def test_the_newest_version_of_each_is_spoken(tmp_path: Path, release: Release) -> None:
    with ScriptedEngine(tmp_path, release) as scripted:
        engine = DockerEngine(ENGINE, parse_address(scripted.url))
        info = engine.connect()
        engine.ping()
        engine.containers()
        engine.close()

    assert (info.version, info.api, info.product) == (release.version, release.api, "Docker")
    assert [path.partition("?")[0] for _, path in scripted.asked] == [
        "/version", f"/v{release.api}/_ping", f"/v{release.api}{LIST}",
    ]  # fmt: skip


def test_an_engine_that_was_upgraded_beyond_our_version_says_so(
    scripted: ScriptedEngine, docker_29: DockerEngine
) -> None:
    scripted.become(Release("31.0.0", "1.70", "1.60"))

    with pytest.raises(EngineError) as refused:
        docker_29.containers()

    assert (refused.value.code, refused.value.status) == ("bad_request", 400)
    assert "client version 1.52 is too old. Minimum supported API version is 1.60" in refused.value.message


def test_an_upgrade_from_20_10_is_followed(tmp_path: Path) -> None:
    """The version spoken before is refused from one moment to the next: the watcher asks anew what to speak."""
    with ScriptedEngine(tmp_path, DOCKER_20_10) as scripted:
        put(scripted, WEB, "web", health="healthy")
        with watching(scripted) as recorder:
            assert recorder.hub.engine(ENGINE).api == "1.41"
            scripted.become(DOCKER_29_0)
            wait_until(lambda: recorder.hub.engine(ENGINE).version == "29.0.0", 30, "the new version")
            recorder.until_live()

            assert recorder.hub.engine(ENGINE).api == "1.52"
            assert recorder.until("web").health == "healthy"


# --- the board --------------------------------------------------------------------------------------------------


def test_the_board_is_what_the_list_says(scripted: ScriptedEngine) -> None:
    put(scripted, WEB, "web", health="starting")
    put(scripted, OLD, "old", "exited", health="unhealthy", **ended(0, time.time_ns() - MINUTES_NS))
    put(scripted, HELD, "held", "paused", health="healthy")
    put(scripted, PLAIN, "plain")
    with watching(scripted) as recorder:
        wait_until(lambda: len(recorder.containers()) == 4, 5, "the board to have all four")
        assert recorder.states() == {"web": "running", "old": "exited", "held": "paused", "plain": "running"}
        assert {one.name: one.health for one in recorder.containers()} == {
            "web": "starting", "old": "unhealthy", "held": "healthy", "plain": None,
        }  # fmt: skip
        assert [(one.public, one.private) for one in recorder.until("web").ports] == [(8080, 80), (None, 443)]


def test_health_needs_no_inspect(scripted: ScriptedEngine) -> None:
    put(scripted, WEB, "web", health="healthy")
    put(scripted, OLD, "old", "exited", health="unhealthy", **ended(0, time.time_ns() - MINUTES_NS))
    put(scripted, HELD, "held", "paused", health="healthy")
    with watching(scripted) as recorder:
        recorder.until("old", "unobserved")
        compared(scripted, recorder)
        before = scripted.times_asked(INSPECT)
        compared(scripted, recorder)

        assert scripted.times_asked(INSPECT) == before


def test_health_that_changed_without_a_word_is_found(scripted: ScriptedEngine) -> None:
    put(scripted, WEB, "web", health="healthy")
    with watching(scripted) as recorder:
        recorder.until("web", health="healthy")
        put(scripted, WEB, "web", health="unhealthy")
        recorder.watcher.reconcile_now()

        recorder.until("web", health="unhealthy", timeout=5)


def compared(scripted: ScriptedEngine, recorder: BoardRecorder) -> None:
    """Return when the board was compared with the list once more: a second list is asked for after the first only."""
    for _ in range(2):
        lists = scripted.times_asked(LIST)
        recorder.watcher.reconcile_now()
        wait_until(lambda lists=lists: scripted.times_asked(LIST) > lists, 5, "the list to be asked for")  # type: ignore[misc]


# --- events -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("release", "kind"),
    [(DOCKER_28_5, JSON), (DOCKER_29_0, NEWLINES), (DOCKER_29_2, LINES), (DOCKER_29_3, LINES)],
    ids=str,
)
def test_a_life_told_by_events(tmp_path: Path, release: Release, kind: str) -> None:
    with ScriptedEngine(tmp_path, release) as scripted, watching(scripted) as recorder:
        at_ns = time.time_ns()
        put(scripted, WEB, "web", StartedAt=rfc3339(at_ns))
        for place, word in enumerate(("create", "start")):
            scripted.tell(event(WEB, "web", word, at_ns + place))
        recorder.until("web", state=State.RUNNING)
        put(scripted, WEB, "web", health="unhealthy", StartedAt=rfc3339(at_ns))
        scripted.tell(event(WEB, "web", "health_status: unhealthy", time.time_ns()))
        recorder.until("web", health="unhealthy")
        at_ns = time.time_ns()
        put(scripted, WEB, "web", "exited", health="unhealthy", **ended(7, at_ns))
        scripted.tell(event(WEB, "web", "die", at_ns, exitCode="7", execDuration="60"))

        recorder.until("web", "failed", exit_code=7)
        recorder.until_took(
            "web",
            ("create", None, "created"), ("start", "created", "running"), ("unhealthy", "running", "running"),
            ("exit", "running", "failed"),
        )  # fmt: skip
        assert set(scripted.types) == {kind}


def test_out_of_memory(scripted: ScriptedEngine) -> None:
    put(scripted, WEB, "web")
    with watching(scripted) as recorder:
        at_ns = time.time_ns()
        put(scripted, WEB, "web", "exited", **ended(137, at_ns, OOMKilled=True))
        scripted.tell(event(WEB, "web", "oom", at_ns - 2_000_000))
        scripted.tell(event(WEB, "web", "die", at_ns, exitCode="137", execDuration="60"))

        assert recorder.until("web", "out_of_memory").oom_killed


def test_a_child_out_of_memory_is_not_the_end(scripted: ScriptedEngine) -> None:
    """The flag is there from the event on and stays: while the container runs it tells of no end."""
    put(scripted, WEB, "web", OOMKilled=True)
    with watching(scripted) as recorder:
        scripted.tell(event(WEB, "web", "oom", time.time_ns() - MINUTES_NS))
        running = recorder.until("web")
        assert (running.cause, running.oom_killed) == (None, False)
        at_ns = time.time_ns()
        put(scripted, WEB, "web", "exited", **ended(3, at_ns, OOMKilled=True))
        scripted.tell(event(WEB, "web", "die", at_ns, exitCode="3", execDuration="60"))

        recorder.until("web", "child_out_of_memory", exit_code=3)


# --- commands ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("release", "told", "asked", "seconds"),
    [
        (DOCKER_29_3, None, None, 20),
        (DOCKER_29_7, None, None, 310),
        (DOCKER_29_7, 60, None, 70),
        (DOCKER_29_7, None, 5, 15),
    ],
    ids=str,
)
def test_a_stop_is_given_the_time_the_engine_may_give_it(
    tmp_path: Path, release: Release, told: int | None, asked: int | None, seconds: float
) -> None:
    with ScriptedEngine(tmp_path, release) as scripted:
        config: dict[str, Any] = {"Image": "busybox:1", "Labels": {}, "StopTimeout": told}
        scripted.put(row(WEB, "web"), inspect(WEB, "web", Config=config))
        engine = DockerEngine(ENGINE, parse_address(scripted.url))
        engine.connect()
        wait = engine._stop_wait(WEB, asked)
        engine.close()

    assert wait == seconds
