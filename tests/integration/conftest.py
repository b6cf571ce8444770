"""The hub and the watcher alone on the real engine: plain threads, no web."""

from collections.abc import Iterator

import pytest

from dockcycle.domain.engine_kind import EngineKind
from dockcycle.engine.docker.docker_engine import DockerEngine
from tests.support.board_recorder import BoardRecorder
from tests.support.docker_cli import DockerCli
from tests.support.engine_facts import EngineFacts, facts_of
from tests.support.restartable_engine import own_dockerd

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
