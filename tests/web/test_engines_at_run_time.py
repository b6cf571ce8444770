"""An engine that is added or removed while viewers watch: its part of everything appears and goes, the rest stays."""

from collections.abc import Iterator

import pytest

from tests.support.changing_app import ChangingApp
from tests.support.console_client import ConsoleClient
from tests.support.stream_client import StreamClient
from tests.support.viewer import Viewer
from tests.support.waiting import wait_until


@pytest.fixture
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ChangingApp]:
    log = tmp_path_factory.mktemp("changing") / "app.log"
    with ChangingApp({"DOCKCYCLE_ENGINES": "lab=practice://?containers=20"}, log) as app:
        app.wait_live()
        yield app
        assert "Traceback" not in app.log_text()


def running(viewer: Viewer, engine: str) -> str:
    """Return the id of a running container of that engine."""
    return next(id for (name, id), one in viewer.containers.items() if (name, one["state"]) == (engine, "running"))


def count(viewer: Viewer, engine: str) -> int:
    return sum(name == engine for name, _ in viewer.containers)


def until(viewer: Viewer, engine: str, containers: int) -> None:
    wait_until(lambda: count(viewer, engine) == containers, 10, f"{containers} containers of {engine}")


def test_its_containers_come_and_go_and_the_other_engine_is_not_disturbed(app: ChangingApp) -> None:
    with Viewer(app.url) as viewer, ConsoleClient(app.url) as consoles, StreamClient(app.url) as streams:
        until(viewer, "lab", 20)
        kept = running(viewer, "lab")
        stays = consoles.open(kept, "sh")
        assert streams.ask("/stats", "follow", {"engine": "lab", "id": kept})["ok"]
        assert app.add("visitor", 30) == 200
        until(viewer, "visitor", 30)
        one = running(viewer, "visitor")
        console = consoles.open(one, "sh", engine="visitor")
        assert streams.ask("/logs", "follow", {"engine": "visitor", "id": one})["ok"]
        assert streams.ask("/stats", "follow", {"engine": "visitor", "id": one})["ok"]

        assert app.remove("visitor") == 200

        until(viewer, "visitor", 0)
        assert consoles.until_exit(console)["reason"] == "engine_removed"
        wait_until(lambda: streams.ends[-1:] == ["removed"], 5, "the end of the log")
        assert count(viewer, "lab") == 20
        assert [status["name"] for status in app.get("/api/v1/board").json()["engines"]] == ["lab"]
        assert app.get("/healthz").json()["status"] == "ok"
        consoles.type(stays, b"echo still-here\r")
        consoles.until(stays, b"still-here")
        seen = len(streams.samples)
        wait_until(lambda: len(streams.samples) > seen + 1, 10, "more stats of the other engine")
        assert {sample["engine"] for sample in streams.samples[seen + 1 :]} == {"lab"}


def test_requests_for_it_are_refused_as_for_an_engine_that_never_was(app: ChangingApp) -> None:
    assert app.add("visitor", 1) == 200
    assert app.add("visitor", 1) == 409
    with Viewer(app.url) as viewer:
        until(viewer, "visitor", 1)
        id = next(id for name, id in viewer.containers if name == "visitor")
        assert app.remove("visitor") == 200
        assert app.remove("visitor") == 404

        assert viewer.ask("act", {"engine": "visitor", "id": id, "command": "stop"})["code"] == "not_found"
        for path in (f"/containers/visitor/{id}", "/api/v1/lifecycle?engine=visitor"):
            assert app.get(path).status_code == 404
        assert app.get(f"/api/v1/containers/visitor/{id}/inspect").json()["code"] == "not_found"

        assert app.add("visitor", 2) == 200
        until(viewer, "visitor", 2)
