"""On a machine without Docker the practice engine is served, says so, and its picture moves."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.browser.conftest import OpenScreen
from tests.support.app import App
from tests.support.app_without_docker import AppWithoutDocker
from tests.support.screen import Screen
from tests.support.scripted_http_server import ScriptedHttpServer, answer

pytestmark = pytest.mark.browser
OpenPage = Callable[[str], Screen]


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppWithoutDocker]:
    """The app as `make run` starts it, where there is no Docker."""
    folder = tmp_path_factory.mktemp("bare")
    home = folder / "home"
    home.mkdir()
    with AppWithoutDocker(home, folder / "app.log") as app:
        app.wait_live()
        yield app


def standing(screen: Screen) -> dict[str, str]:
    """Return the room of each container."""
    return {card["name"]: card["room"] for card in screen.cards()}


@pytest.mark.parametrize("path", ["/", "/wall"])
def test_the_practice_engine_says_so_and_moves(path: str, bare: AppWithoutDocker, screens: OpenScreen) -> None:
    page = screens(bare.url, path)
    page.until_live()
    for part in ("#news", "#engines"):
        assert "practice engine" in page.page.locator(part).inner_text().lower()
    page.until(lambda: len(page.cards()) >= 20, 10, "the fleet")
    before = standing(page)

    def moved() -> list[str]:
        after = standing(page)
        return [name for name in before.keys() & after.keys() if before[name] != after[name]]

    page.until(moved, 30, "a card in another room")
    page.until(page.lit, 10, "an arrow that lights up")
    assert page.page.locator("#news").is_visible()


def test_healthz_tells_the_one_engine(bare: AppWithoutDocker) -> None:
    assert list(bare.get("/healthz").json()["engines"]) == ["practice"]


@pytest.fixture
def absent(screens: OpenScreen, tmp_path: Path) -> Iterator[OpenPage]:
    """Open a page of an app whose engine was never there."""
    with App({"DOCKCYCLE_ENGINES": f"local=unix://{tmp_path}/docker.sock"}, tmp_path / "app.log") as app:

        def opened(path: str) -> Screen:
            screen = screens(app.url, path)
            screen.until_live("stale")
            screen.until(screen.page.locator("#notice").is_visible, 10, "the notice")
            return screen

        yield opened


@pytest.mark.parametrize("path", ["/", "/wall"])
def test_of_an_engine_that_was_never_there_no_age_and_no_number_is_told(path: str, absent: OpenPage) -> None:
    screen = absent(path)

    rooms = screen.page.locator("[data-room] header").all_inner_texts()
    assert rooms
    assert not [room for room in rooms if "old" in room or room.splitlines()[-1].isdigit()]
    notice = screen.page.locator("#notice")
    assert notice.locator("code", has_text="docker ps").is_visible()
    assert "`" not in notice.inner_text()
    assert notice.inner_text().count("connects automatically") == 1


def test_the_wall_of_an_engine_that_was_never_there_is_not_called_stale(absent: OpenPage) -> None:
    assert absent("/wall").page.inner_text("#verdict") == "Not connected to an engine yet"


def test_an_engine_that_does_not_let_dockcycle_in_is_not_said_to_be_silent(screens: OpenScreen, tmp_path: Path) -> None:
    with (
        ScriptedHttpServer({"GET /version": answer(403, {"message": "forbidden"})}) as engine,
        App({"DOCKCYCLE_ENGINES": f"local={engine.url}"}, tmp_path / "app.log") as app,
    ):
        screen = screens(app.url)
        title = screen.page.locator("#notice h2")
        screen.until(lambda: title.count() and title.inner_text() == "No access to Docker", 15, "the notice")
