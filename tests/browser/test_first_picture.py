"""The board is in the page itself: it is shown before the page has connected, and replaced by what the socket sends."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, WebSocketRoute

from tests.support.app import App
from tests.support.waiting import wait_until

pytestmark = pytest.mark.browser

CARD = '[data-container="shop-web-1"]'


@pytest.fixture
def held(practice_app: App, browser: Browser) -> Iterator[tuple[Page, list[WebSocketRoute]]]:
    """The board, whose WebSocket reaches the server only when a test says so."""
    page = browser.new_page(viewport={"width": 1920, "height": 1080})
    sockets: list[WebSocketRoute] = []

    def hold(socket: WebSocketRoute) -> None:
        sockets.append(socket)

    page.route_web_socket("**/socket.io/**", hold)
    page.goto(practice_app.url)
    page.wait_for_selector(CARD)
    yield page, sockets
    page.close()


def test_the_board_is_shown_before_the_page_is_connected(held: tuple[Page, list[WebSocketRoute]]) -> None:
    page, sockets = held
    assert page.get_attribute("body", "data-live") == "lost"
    wait_until(lambda: sockets, 5, "the page to connect")
    sockets[0].connect_to_server()

    page.wait_for_selector('body[data-live="live"]:not([data-connecting])')
    assert page.locator(CARD).count() == 1


def test_a_page_that_cannot_connect_tells_the_age_of_its_board(held: tuple[Page, list[WebSocketRoute]]) -> None:
    page, _ = held
    page.wait_for_selector("body:not([data-connecting])")

    assert page.get_attribute("body", "data-live") == "lost"
    assert "No connection to the server. Data from" in page.inner_text("#news")
    assert page.locator(CARD).count() == 1
