"""The hub and the watcher alone on the real engine: plain threads, no web."""

from collections.abc import Iterator

import pytest

from dockcycle.domain.engine_kind import EngineKind
from dockcycle.engine.docker.docker_engine import DockerEngine
from tests.support.cli import Docker
from tests.support.engine_facts import EngineFacts, facts_of
from tests.support.own_engine import own_dockerd
from tests.support.watch import Watch

__all__ = ["own_dockerd"]


@pytest.fixture
def watch(engine_url: str, docker: Docker) -> Iterator[Watch]:
    """A watcher on the engine of the tests, live, and the docker CLI beside it."""
    with Watch(engine_url, docker) as watch:
        yield watch


@pytest.fixture
def facts(engine: DockerEngine) -> EngineFacts:
    """In what the engine differs from others."""
    info = engine.connect()
    return facts_of(EngineKind.of(info.product, info.api))
