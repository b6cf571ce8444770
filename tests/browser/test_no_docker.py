"""On a machine without Docker the practice engine is served, says so, and its picture moves."""

from collections.abc import Iterator

import pytest

from tests.browser.conftest import OpenScreen
from tests.support.bare_app import BareApp
from tests.support.screen import Screen

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BareApp]:
    """The app as `make run` starts it, where there is no Docker."""
    folder = tmp_path_factory.mktemp("bare")
    home = folder / "home"
    home.mkdir()
    with BareApp(home, folder / "app.log") as app:
        app.wait_live()
        yield app


def standing(screen: Screen) -> dict[str, str]:
    """Return the room of each container."""
    return {card["name"]: card["room"] for card in screen.cards()}


@pytest.mark.parametrize("path", ["/", "/wall"])
def test_the_practice_engine_says_so_and_moves(path: str, bare: BareApp, screens: OpenScreen) -> None:
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


def test_healthz_tells_the_one_engine(bare: BareApp) -> None:
    assert list(bare.get("/healthz").json()["engines"]) == ["practice"]
