"""One Chromium for all tests of this folder; every window that a test opens must stay without a complaint."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from bench.chromium import ARGUMENTS, EXECUTABLE
from tests.browser.board_commands import COUNT_ACTS, QUICK
from tests.browser.board_view import settled
from tests.browser.pointer_input import wait_for_commands
from tests.support.api_client import ApiClient
from tests.support.app import App
from tests.support.docker_cli import DockerCli
from tests.support.dockerd import IMAGE
from tests.support.restartable_engine import own_dockerd
from tests.support.screen import Screen

__all__ = ["own_dockerd"]

OpenScreen = Callable[..., Screen]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, as the bench starts it."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=EXECUTABLE, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def screens(browser: Browser) -> Iterator[OpenScreen]:
    """Open windows by `screens(base, path, **options)`; afterwards none may have complained."""
    opened: list[Screen] = []

    def open_screen(base: str, path: str = "/", **options: Any) -> Screen:
        opened.append(Screen(browser, base, **options))
        return opened[-1].open(path)

    yield open_screen
    complaints = [complaint for screen in opened for complaint in screen.complaints]
    for screen in opened:
        screen.close()
    assert complaints == []


@pytest.fixture(scope="session")
def app(engine_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """The app on the engine of the tests, for all that do not stop it."""
    log = tmp_path_factory.mktemp("app") / "app.log"
    with App({"DOCKCYCLE_ENGINES": f"local={engine_url}"}, log) as app:
        app.wait_live()
        yield app


@pytest.fixture
def api_client(app: App) -> Iterator[ApiClient]:
    """Makes containers through the app, and takes them away."""
    client = ApiClient(app)
    yield client
    client.clean()


@pytest.fixture(scope="module")
def practice_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """The app on the standard practice fleet, which does not change."""
    log = tmp_path_factory.mktemp("practice") / "app.log"
    with App({"DOCKCYCLE_ENGINES": "lab=practice://?life=0"}, log) as app:
        app.wait_live()
        yield app


@pytest.fixture
def practice_board(practice_app: App, screens: OpenScreen) -> Screen:
    """The board with all containers of the practice fleet."""
    return settled(screens(practice_app.url))


@pytest.fixture
def command_board(app: App, docker: DockerCli, screens: OpenScreen) -> Iterator[Screen]:
    """The board with `web`, which runs, `job`, which ended, and `new`, which never ran; it counts what it sends."""
    docker.run("web", "sleep", "600", options=QUICK)
    docker.run("job", "true", options=QUICK)
    docker("create", "--name", "new", *QUICK, IMAGE, "sleep", "600")
    screen = screens(app.url)
    screen.page.add_init_script(COUNT_ACTS)
    screen.open("/")
    screen.until_live()
    screen.until_card("job", room="exited")
    screen.until_equal(docker)
    wait_for_commands(screen)
    yield screen
    screen.until_equal(docker)


@pytest.fixture(scope="session")
def practice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """The app on a practice engine, at rest."""
    log = tmp_path_factory.mktemp("practice") / "app.log"
    with App({"DOCKCYCLE_ENGINES": "local=practice://?life=0"}, log) as app:
        app.wait_live()
        yield app
