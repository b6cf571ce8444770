"""What an engine says and no browser could be told: it is that engine's failure, and no other's."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from dockcycle.engine.discovery import parse_address
from dockcycle.engine.docker.docker_engine import DockerEngine
from dockcycle.engine.errors import EngineError
from tests.support.app import App
from tests.support.scripted_http_server import CHUNKED, ScriptedHttpServer, answer

ID = "c" * 64
HUGE = 10**30
CONTAINER: dict[str, Any] = {
    "Id": ID, "Name": "/web", "Image": "sha256:1", "Created": "2026-01-01T00:00:00Z", "Path": "sleep", "Args": [],
    "State": {"Status": "running", "StartedAt": "2026-01-01T00:00:00Z"}, "Config": {"Image": "x"},
}  # fmt: skip
UNSAYABLE: list[dict[str, Any]] = [
    {"Name": "/half-a-character-\ud800"},
    {"Config": {"Image": "x", "Labels": {"com.docker.compose.project": "\udfff"}}},
    {"RestartCount": HUGE},
    {"State": {"Status": "exited", "ExitCode": HUGE}},
    {"State": {"Status": "exited", "ExitCode": float("nan")}},
    {"NetworkSettings": {"Ports": {f"{HUGE}/tcp": None}}},
]


@contextmanager
def connected(server: ScriptedHttpServer) -> Iterator[DockerEngine]:
    engine = DockerEngine("scripted", parse_address(server.url))
    engine.connect()
    yield engine
    engine.close()


@pytest.mark.parametrize("odd", UNSAYABLE)
def test_a_container_that_cannot_be_told_of_is_an_error_of_its_engine(odd: dict[str, Any]) -> None:
    with (
        ScriptedHttpServer({f"GET /containers/{ID}/json": answer(200, {**CONTAINER, **odd})}) as server,
        connected(server) as engine,
    ):
        with pytest.raises(EngineError) as failed:
            engine.inspect(ID)
        assert failed.value.code == "engine_error"


@pytest.mark.parametrize("odd", [{"Id": "sha256:\ud800"}, {"Size": HUGE}, {"Created": HUGE}])
def test_an_image_that_cannot_be_told_of_is_an_error_of_its_engine(odd: dict[str, Any]) -> None:
    said: list[dict[str, Any]] = [{"Id": "sha256:1", "RepoTags": ["x:1"], "Size": 1, "Created": 1, **odd}]
    with ScriptedHttpServer({"GET /images/json": answer(200, said)}) as server, connected(server) as engine:
        with pytest.raises(EngineError) as failed:
            engine.images.list()
        assert failed.value.code == "engine_error"


def test_the_words_of_a_refusal_are_cut_and_can_be_told() -> None:
    said = answer(500, {"message": "\ud800" + "x" * 1_000_000})
    with ScriptedHttpServer({"GET /images/json": said}) as server, connected(server) as engine:
        with pytest.raises(EngineError) as failed:
            engine.images.list()
        assert 1000 < len(failed.value.message.encode()) < 10_000


def test_the_boards_of_other_engines_go_on(tmp_path: Path) -> None:
    row = {"Id": ID, "Names": ["/web"], "State": "running", "Status": "Up"}
    replies = {
        "GET /_ping": answer(200, "OK"),
        "GET /containers/json": answer(200, [row]),
        f"GET /containers/{ID}/json": answer(200, {**CONTAINER, **UNSAYABLE[0]}),
        "GET /images/json": answer(200, []),
        "GET /events": CHUNKED,
    }
    with ScriptedHttpServer(replies) as server:
        engines = f"bad={server.url},lab=practice://?containers=3"
        with App({"DOCKCYCLE_ENGINES": engines}, tmp_path / "app.log") as app:
            app.wait_live()
            board = app.get("/api/v1/board")
            assert (board.status_code, len(board.json()["containers"])) == (200, 3)
            assert "Traceback" not in app.log_text()
