"""What axe-core finds on the pages of a container, by all of its default rules."""

from pathlib import Path

import pytest

from tests.browser.conftest import OpenScreen
from tests.support.app import App
from tests.support.screen import Screen

pytestmark = pytest.mark.browser

_AXE = Path("node_modules/axe-core/axe.min.js").read_text()
_RUN = """async (part) =>
  (await axe.run(part)).violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html)}`)"""


def violations(screen: Screen, part: str = "html") -> list[str]:
    """Return what axe finds in a part of the page."""
    screen.page.evaluate(_AXE)
    found: list[str] = screen.page.evaluate(_RUN, part)
    return found


def test_a_page_with_an_open_console(practice_app: App, screens: OpenScreen) -> None:
    screen = screens(practice_app.url, "/containers/lab/blog-app-1#console")
    screen.page.locator(".start-card button", has_text="Open").first.click()
    screen.page.locator(".console:visible .xterm-rows").wait_for()

    assert violations(screen) == []


def test_a_page_with_its_log(practice_app: App, screens: OpenScreen) -> None:
    screen = screens(practice_app.url, "/containers/lab/blog-db-1#logs")
    screen.page.locator(".lines li[data-at]").first.wait_for()

    assert violations(screen) == []
