"""The same tests on both engines: the practice one, and a real Docker Engine."""

from collections.abc import Iterator

import pytest

from dockcycle.domain.engine_kind import EngineKind
from dockcycle.engine import Credentials, Engine
from dockcycle.engine.practice import PracticeEngine
from dockcycle.engine.practice.daemon import registry as practice
from tests.contract.console_fixture import ConsoleFixture
from tests.contract.engine_fixture import EngineFixture
from tests.contract.image_fixture import ImageFixture
from tests.support.api_client import ApiClient
from tests.support.app import App
from tests.support.docker_cli import DockerCli
from tests.support.dockerd import IMAGE
from tests.support.engine_facts import EngineFacts, facts_of
from tests.support.registry import CREDENTIALS, Forwarder, Registry, push
from tests.support.viewer import Viewer


@pytest.fixture(params=["practice", pytest.param("docker", marks=pytest.mark.engine)])
def any_engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """An engine with the image `dockcycle-test/busybox:1`, connected."""
    if request.param == "docker":
        yield request.getfixturevalue("engine")
        return
    engine = PracticeEngine("practice", "practice://?containers=0")
    engine.connect()
    yield engine
    engine.close()


@pytest.fixture
def facts(any_engine: Engine) -> EngineFacts:
    """In what the engine differs from others."""
    info = any_engine.connect()
    return facts_of(EngineKind.of(info.product, info.api))


@pytest.fixture
def engine_fixture(any_engine: Engine) -> Iterator[EngineFixture]:
    """An `EngineFixture` on each engine; its containers are removed after the test."""
    engine_fixture = EngineFixture(any_engine)
    yield engine_fixture
    engine_fixture.close()


@pytest.fixture
def consoles(engine_fixture: EngineFixture) -> Iterator[ConsoleFixture]:
    """Consoles on either engine, ended afterwards."""
    consoles = ConsoleFixture(engine_fixture)
    yield consoles
    consoles.close()


@pytest.fixture
def image_fixture(any_engine: Engine, request: pytest.FixtureRequest) -> Iterator[ImageFixture]:
    """The images that the engine can pull."""
    if isinstance(any_engine, PracticeEngine):
        yield _practice_images()
        return
    registry: Registry = request.getfixturevalue("registry")
    private: Registry = request.getfixturevalue("private_registry")
    forwarder = Forwarder(registry.host)
    image_fixture = _registry_images(any_engine, request.getfixturevalue("docker"), registry, private, forwarder)
    yield image_fixture
    image_fixture.clean(any_engine)
    forwarder.close()


def _practice_images() -> ImageFixture:
    return ImageFixture(
        layers="nginx:1.29-alpine",
        twin="nginx:alpine",
        private=f"{practice.PRIVATE}/tools/report:1.5",
        credentials=Credentials(practice.USERNAME, practice.PASSWORD),
        slow="python:3.14-slim",
        move=lambda: "hello-world:latest",
        unknown_tag="alpine:nope",
        unknown_image="nosuch:1",
        release=lambda: None,
    )


def _registry_images(
    engine: Engine, docker: DockerCli, registry: Registry, private: Registry, forwarder: Forwarder
) -> ImageFixture:
    moved = f"{registry.host}/moved:1"

    def publish(version: str) -> str:
        """Push another image under the name that moves, and return its id."""
        container = docker("create", IMAGE, "true")
        made = docker("commit", "--change", f"ENV VERSION={version}", container, moved)
        docker("rm", container)
        push(docker, moved, registry)
        return made

    def move() -> str:
        older, newer = publish("1"), publish("2")
        docker("tag", older, moved)
        docker("rmi", newer)
        return moved

    return ImageFixture(
        layers=f"{registry.host}/layers:1",
        twin=f"{registry.host}/layers:twin",
        private=f"{private.host}/layers:1",
        credentials=CREDENTIALS,
        slow=f"{forwarder.host}/layers:1",
        move=move,
        unknown_tag=f"{registry.host}/layers:nope",
        unknown_image=f"{registry.host}/nosuch:1",
        release=forwarder.release,
    )


@pytest.fixture(scope="module", params=["practice", pytest.param("docker", marks=pytest.mark.engine)])
def served(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """The app on either engine."""
    url = "practice://?containers=0" if request.param == "practice" else request.getfixturevalue("engine_url")
    with App({"DOCKCYCLE_ENGINES": f"lab={url}"}, tmp_path_factory.mktemp("wire") / "app.log") as app:
        app.wait_live()
        yield app


@pytest.fixture(params=["http", "socket"])
def client(request: pytest.FixtureRequest, served: App) -> Iterator[ApiClient]:
    """A client on either way in."""
    with Viewer(served.url) as viewer:
        client = ApiClient(served, viewer if request.param == "socket" else None)
        yield client
        client.clean()


@pytest.fixture
def api_client(served: App) -> Iterator[ApiClient]:
    """A client over HTTP; the containers that it created are removed after the test."""
    client = ApiClient(served)
    yield client
    client.clean()
