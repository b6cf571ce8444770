"""The hub and the watcher alone on the real engine: plain threads, no web."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dockcycle.domain.engine_kind import EngineKind
from dockcycle.engine.discovery import parse_address
from dockcycle.engine.docker.docker_engine import DockerEngine
from tests.support.app import App
from tests.support.board_recorder import ENGINE, BoardRecorder
from tests.support.console_client import MINE, ConsoleClient
from tests.support.docker_cli import DockerCli
from tests.support.docker_releases import DOCKER_29_0
from tests.support.engine_facts import EngineFacts, facts_of
from tests.support.greenlet_counting_app import GreenletCountingApp
from tests.support.lifecycle_walk import LifecycleWalk
from tests.support.restartable_engine import own_dockerd
from tests.support.scripted_engine import ScriptedEngine

__all__ = ["own_dockerd"]


@pytest.fixture
def recorder(engine_url: str, docker: DockerCli) -> Iterator[BoardRecorder]:
    """A watcher on the engine of the tests, live, and the docker CLI beside it."""
    with BoardRecorder(engine_url, docker) as recorder:
        yield recorder


@pytest.fixture
def facts(engine: DockerEngine) -> EngineFacts:
    """In what the engine differs from others."""
    info = engine.connect()
    return facts_of(EngineKind.of(info.product, info.api))


@pytest.fixture
def scripted(tmp_path: Path) -> Iterator[ScriptedEngine]:
    """Docker 29.0 without a container."""
    with ScriptedEngine(tmp_path, DOCKER_29_0) as scripted:
        yield scripted


@pytest.fixture
def docker_29(scripted: ScriptedEngine) -> Iterator[DockerEngine]:
    """The client of the scripted Docker 29.0, connected."""
    engine = DockerEngine(ENGINE, parse_address(scripted.url))
    engine.connect()
    yield engine
    engine.close()


@pytest.fixture
def counting_app(engine_url: str, docker: DockerCli, tmp_path: Path) -> Iterator[GreenletCountingApp]:
    """The app on the engine of the tests."""
    with GreenletCountingApp({"DOCKCYCLE_ENGINES": f"lab={engine_url}"}, tmp_path / "app.log") as counting_app:
        counting_app.wait_live()
        yield counting_app


@pytest.fixture
def console_client(counting_app: GreenletCountingApp) -> Iterator[ConsoleClient]:
    """The owner of consoles on the app whose greenlets are counted."""
    with ConsoleClient(counting_app.url, MINE) as console_client:
        yield console_client


@pytest.fixture
def app(engine_url: str, docker: DockerCli, tmp_path: Path) -> Iterator[App]:
    """The app on the engine of the tests."""
    with App({"DOCKCYCLE_ENGINES": f"lab={engine_url}"}, tmp_path / "app.log") as app:
        app.wait_live()
        yield app


@pytest.fixture
def walk(recorder: BoardRecorder) -> Iterator[LifecycleWalk]:
    """Docker commands on the engine of the tests, each followed by checks of the board."""
    walk = LifecycleWalk(recorder)
    yield walk
    assert recorder.docker.ps() == recorder.states(), "the board is docker ps -a to the end"
