"""A page nobody touches, when the engine or the app goes away and comes back."""

import signal
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from dockcycle.engine import CreateSpec
from dockcycle.engine.discovery import parse_address
from dockcycle.engine.docker.docker_engine import DockerEngine
from tests.browser.conftest import OpenScreen
from tests.support.app import App, free_port
from tests.support.docker_cli import DockerCli
from tests.support.dockerd import IMAGE, Dockerd
from tests.support.restartable_engine import crash
from tests.support.screen import Screen
from tests.support.socket_proxy import SocketProxy
from tests.support.updated_app import UpdatedApp

pytestmark = pytest.mark.browser

#: What a browser itself says of a server that is away.
AWAY = ("WebSocket connection to", "net::ERR_CONNECTION_REFUSED")
STALE_SECONDS = 30


@pytest.fixture
def own_docker(own_dockerd: Dockerd) -> Iterator[DockerCli]:
    """The CLI on the test's own engine, with a container that stays and one that comes back with the engine."""
    docker = DockerCli(own_dockerd.url)
    docker.run("stays", "sleep", "600", options=("--stop-timeout", "1"))
    docker.run("always", "sleep", "600", options=("--restart", "always", "--stop-timeout", "1"))
    yield docker
    docker.clean()


@pytest.fixture
def own_app(own_dockerd: Dockerd, own_docker: DockerCli, tmp_path: Path) -> Iterator[App]:
    """The app on that engine."""
    with App({"DOCKCYCLE_ENGINES": f"local={own_dockerd.url}"}, tmp_path / "app.log") as app:
        app.wait_live()
        yield app


def both(app: App, screens: OpenScreen) -> list[Screen]:
    """Open the board and the wall."""
    return [screens(app.url, path) for path in ("/", "/wall")]


def until_old(page: Screen, live: str) -> None:
    """The page says so in its body, tells the age in every room, and its cards lose their colours."""
    page.until_live(live, STALE_SECONDS)
    page.until(
        lambda: "old" in page.page.locator('[data-room="running"] header').inner_text(), 5, "the age of the data"
    )
    page.until(lambda: page.page.locator("#news").is_visible(), 5, "the news")
    card, room = '[data-container="stays"]', '[data-room="running"]'
    tones = {tone(page, selector) for selector in (card, room)} if live == "lost" else {tone(page, card)}
    assert tones == {old_tone(page)}


def tone(page: Screen, selector: str) -> str:
    """Return the colour that stands for a state."""
    found: str = page.page.eval_on_selector(selector, "(one) => getComputedStyle(one).getPropertyValue('--tone')")
    return found


def old_tone(page: Screen) -> str:
    found: str = page.page.evaluate("getComputedStyle(document.body).getPropertyValue('--old')")
    return found


def until_back(pages: list[Screen], docker: DockerCli, documents: int = 1) -> None:
    """All are live again by themselves and equal `docker ps -a`, without having been loaded anew."""
    for page in pages:
        page.until_live("live", 40)
        page.until_equal(docker)
        assert len(page.documents) == documents
        assert page.page.locator("#news").is_hidden()
        assert "old" not in page.page.locator('[data-room="running"] header').inner_text()


def tolerate_absence(page: Screen) -> None:
    """Forget what the browser said of a server that was away, and nothing else."""
    page.complaints[:] = [one for one in page.complaints if not any(word in one for word in AWAY)]


@pytest.mark.engine
def test_the_engine_stops_and_starts(
    own_app: App, own_dockerd: Dockerd, own_docker: DockerCli, screens: OpenScreen
) -> None:
    pages = both(own_app, screens)
    own_dockerd.stop()
    for page in pages:
        until_old(page, "stale")
    own_dockerd.start()
    until_back(pages, own_docker)


@pytest.mark.engine
def test_the_engine_crashes(own_app: App, own_dockerd: Dockerd, own_docker: DockerCli, screens: OpenScreen) -> None:
    pages = both(own_app, screens)
    crash(own_dockerd)
    for page in pages:
        until_old(page, "stale")
    own_dockerd.start()
    until_back(pages, own_docker)


@pytest.mark.engine
def test_the_engine_hangs(own_app: App, own_dockerd: Dockerd, own_docker: DockerCli, screens: OpenScreen) -> None:
    pages = both(own_app, screens)
    assert own_dockerd.process is not None
    own_dockerd.process.send_signal(signal.SIGSTOP)
    try:
        for page in pages:
            until_old(page, "stale")
    finally:
        own_dockerd.process.send_signal(signal.SIGCONT)
    until_back(pages, own_docker)


@pytest.mark.engine
def test_three_hundred_events_while_the_engine_was_out_of_reach(
    engine_url: str, docker: DockerCli, screens: OpenScreen, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """More than the engine remembers (256), made by another client."""
    folder = tmp_path_factory.mktemp("proxy")
    docker.run("stays", "sleep", "600")
    with (
        SocketProxy(Path(urlsplit(engine_url).path), folder / "end") as socket_proxy,
        App({"DOCKCYCLE_ENGINES": f"local={socket_proxy.url}"}, folder / "app.log") as app,
    ):
        app.wait_live()
        pages = both(app, screens)
        socket_proxy.stop()
        for page in pages:
            until_old(page, "stale")
        make_events(engine_url)
        socket_proxy.start()
        until_back(pages, docker)


def make_events(url: str) -> None:
    """Make 300 events that matter: a hundred containers come and go, fifty times one is renamed and renamed back."""
    engine = DockerEngine("other", parse_address(url))
    engine.connect()
    for index in range(100):
        engine.remove(engine.create(CreateSpec(IMAGE, f"passing-{index}")))
    for _ in range(50):
        engine.rename("stays", "stays-not")
        engine.rename("stays-not", "stays")
    engine.pause("stays")
    engine.create(CreateSpec(IMAGE, "left-behind"))
    engine.close()


@pytest.mark.engine
def test_the_app_stops_and_starts(engine_url: str, docker: DockerCli, screens: OpenScreen, tmp_path: Path) -> None:
    docker.run("stays", "sleep", "600")
    with App({"DOCKCYCLE_ENGINES": f"local={engine_url}"}, tmp_path / "app.log") as app:
        app.wait_live()
        pages = both(app, screens)
        app.stop()
        for page in pages:
            until_old(page, "lost")
        docker("pause", "stays")
        app.start()
        until_back(pages, docker)
        for page in pages:
            page.until_card("stays", state="paused", room="paused")
            tolerate_absence(page)


@pytest.mark.engine
def test_the_app_starts_before_its_engine(own_dockerd: Dockerd, screens: OpenScreen, tmp_path: Path) -> None:
    own_dockerd.stop()
    with App({"DOCKER_HOST": own_dockerd.url}, tmp_path / "app.log") as app:
        pages = both(app, screens)
        for page in pages:
            page.until_live("stale")
            page.until(page.page.locator("#notice").is_visible, 10, "the notice")
            notice = page.page.locator("#notice").inner_text()
            assert "Docker is not connected" in notice
            assert str(own_dockerd.socket) in notice
        own_dockerd.start()
        docker = DockerCli(own_dockerd.url)
        docker.run("first", "sleep", "600")
        until_back(pages, docker)
        assert all(page.page.locator("#notice").is_hidden() for page in pages)
        docker.clean()


def test_a_wall_is_loaded_anew_once_when_the_app_was_updated(screens: OpenScreen, tmp_path: Path) -> None:
    port, settings = free_port(), {"DOCKCYCLE_ENGINES": "lab=practice://?containers=5"}
    with App(settings, tmp_path / "old.log", port) as old:
        old.wait_live()
        wall = screens(old.url, "/wall")
        before = wall.page.get_attribute("body", "data-version")
    wall.until_live("lost", STALE_SECONDS)
    with UpdatedApp(settings, tmp_path / "new.log", port) as new:
        new.wait_live()
        wall.until(lambda: len(wall.documents) == 2, 30, "the reload")
        wall.until_live()
        new.stop()
        wall.until_live("lost", STALE_SECONDS)
        new.start()
        wall.until_live("live", STALE_SECONDS)
        assert len(wall.documents) == 2
        assert wall.page.get_attribute("body", "data-version") != before
        tolerate_absence(wall)
