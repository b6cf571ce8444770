"""What tests of several levels share: a private Docker Engine for the whole run, and clean hands after each test."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from dockcycle.engine.discovery import parse_address
from dockcycle.engine.docker.docker_engine import DockerEngine
from tests.support.docker_cli import DockerCli
from tests.support.dockerd import import_busybox, private_engine
from tests.support.engine_skips import SKIPS, reason
from tests.support.engines import under_test
from tests.support.private_engine import PrivateEngine
from tests.support.registry import CREDENTIALS, Registry, push_layers

#: Needs the unpacked engines: `make test-engines` names it.
collect_ignore = ["matrix"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out what the engine under test cannot pass, with the reason (tests/support/engine_skips.py)."""
    exceptions = SKIPS.get(under_test().name, ())
    for item in items:
        why = reason(exceptions, item.nodeid)
        if why is not None and item.get_closest_marker("engine"):
            item.add_marker(pytest.mark.skip(reason=why))


@pytest.fixture(scope="session")
def engine_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an engine to try things on: DOCKCYCLE_TEST_DOCKER_HOST, or one of our own."""
    given = os.environ.get("DOCKCYCLE_TEST_DOCKER_HOST")
    if given:
        import_busybox(given)
        yield given
        return
    dockerd = private_engine(tmp_path_factory.mktemp("engine"))
    dockerd.start()
    try:
        import_busybox(dockerd.url)
        yield dockerd.url
    finally:
        dockerd.close()


@pytest.fixture(scope="session")
def engine(engine_url: str) -> Iterator[DockerEngine]:
    """The real engine, connected."""
    engine = DockerEngine("local", parse_address(engine_url))
    engine.connect()
    yield engine
    engine.close()


@pytest.fixture(scope="session")
def registry(engine_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Registry]:
    """A registry that the engine may pull from, with `layers:1`, an image of several layers."""
    yield from _registry(engine_url, Registry(tmp_path_factory.mktemp("registry")))


@pytest.fixture(scope="session")
def private_registry(engine_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Registry]:
    """The same, for those with `tests.support.registry.CREDENTIALS` only."""
    yield from _registry(engine_url, Registry(tmp_path_factory.mktemp("private"), CREDENTIALS))


def _registry(engine_url: str, registry: Registry) -> Iterator[Registry]:
    registry.start()
    try:
        push_layers(DockerCli(engine_url), f"{registry.host}/layers:1", registry)
        yield registry
    finally:
        registry.close()


@pytest.fixture
def docker(engine_url: str) -> Iterator[DockerCli]:
    """The docker CLI on the engine of the tests; what the test made with it is removed."""
    cli = DockerCli(engine_url)
    yield cli
    cli.clean()


@pytest.fixture
def own_dockerd(tmp_path: Path) -> Iterator[PrivateEngine]:
    """An engine that the test may stop and start."""
    dockerd = private_engine(tmp_path / "engine")
    dockerd.start()
    try:
        import_busybox(dockerd.url)
        yield dockerd
    finally:
        dockerd.close()
