"""Commands from the picture where no engine is needed: fingers, other windows, other modes, and no connection."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Route

from tests.browser.conftest import OpenScreen
from tests.browser.pointer_input import TouchPointer, card, drag, middle, wait_for_commands
from tests.support.app import App
from tests.support.screen import Screen

pytestmark = pytest.mark.browser

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


@pytest.fixture
def practice_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """The usual practice fleet, fresh and at rest."""
    with App({"DOCKCYCLE_ENGINES": "lab=practice://?life=0"}, tmp_path_factory.mktemp("acts") / "app.log") as app:
        app.wait_live()
        yield app


def shown(screen: Screen) -> Screen:
    screen.until_live()
    screen.until(lambda: len(screen.cards()) == 20, 10, "the fleet")
    return wait_for_commands(screen)


def test_a_finger_that_holds_drags_a_card_and_the_page_scrolls_along(practice_app: App, screens: OpenScreen) -> None:
    phone = shown(screens(practice_app.url, **PHONE))
    pointer = TouchPointer(phone)
    card(phone, "blog-app-1").scroll_into_view_if_needed()
    at = pointer.hold("blog-app-1")
    pointer.move((at[0] + 30, at[1] + 30), at)
    phone.until(lambda: phone.page.locator(".dragged").count() == 1, 5, "the card to follow the finger")
    before = phone.page.evaluate("scrollY")
    pointer.move((200, 835), (at[0] + 30, at[1] + 30))
    phone.until(lambda: phone.page.evaluate("scrollY") > before, 5, "the page to scroll")
    paused = phone.page.locator('[data-room="paused"]')
    phone.until(lambda: (paused.bounding_box() or {"y": 900})["y"] < 600, 10, "Paused to come near")
    pointer.move(middle(phone.page, '[data-room="paused"] header'), (200, 835))
    phone.until(lambda: phone.page.locator('[data-room="paused"][data-over]').count() == 1, 5, "the room to notice")
    pointer.lift()

    phone.until_card("blog-app-1", room="paused")


def test_a_finger_selects_and_taps_select_more(practice_app: App, screens: OpenScreen) -> None:
    phone = shown(screens(practice_app.url, **PHONE))
    pointer = TouchPointer(phone)
    card(phone, "blog-app-1").scroll_into_view_if_needed()
    pointer.hold("blog-app-1")
    pointer.lift()
    bulk = phone.page.locator("#bulk")
    phone.until(
        lambda: bulk.is_visible() and "1 container selected" in bulk.inner_text(), 5, "the bar of those selected"
    )
    card(phone, "blog-db-1").tap()
    phone.until(lambda: "2 containers selected" in bulk.inner_text(), 5, "two selected")
    assert phone.page.locator("#panel").is_hidden()
    bulk.locator('[data-command="pause"]').tap()
    phone.page.locator("dialog.ask .run").tap()

    for name in ("blog-app-1", "blog-db-1"):
        phone.until_card(name, room="paused")
    phone.until(lambda: "2 done" in phone.page.locator("#outcomes").inner_text(), 5, "both outcomes")


def test_a_finger_that_moves_on_scrolls_and_drags_nothing(practice_app: App, screens: OpenScreen) -> None:
    phone = shown(screens(practice_app.url, **PHONE))
    card(phone, "blog-app-1").scroll_into_view_if_needed()
    at = middle(phone.page, '[data-container="blog-app-1"]')
    pointer = TouchPointer(phone)
    pointer.touch(at)
    pointer.move((at[0], at[1] - 200), at)
    pointer.lift()

    assert phone.page.locator(".dragged, [data-selected], [data-held]").count() == 0
    assert phone.page.locator("#panel").is_hidden()


@pytest.mark.parametrize("size", [(390, 844), (1366, 768), (1920, 1080), (3840, 2160)])
def test_every_command_is_in_reach_of_the_panel(size: tuple[int, int], practice_app: App, screens: OpenScreen) -> None:
    page = shown(screens(practice_app.url, "/#lab/shop-web-1", viewport={"width": size[0], "height": size[1]}))
    commands = page.page.locator("#panel [data-command]")
    names = commands.evaluate_all("(all) => all.map((one) => one.dataset.command)")
    assert names == ["start", "stop", "kill", "restart", "pause", "unpause", "rename", "remove", "force-remove"]
    width = page.page.evaluate("document.documentElement.scrollWidth")
    assert width == size[0]
    for command in commands.all():
        box = command.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= size[0]
        assert box["height"] >= 24


def test_a_mode_that_only_looks_offers_nothing_and_says_so(screens: OpenScreen, tmp_path: Path) -> None:
    settings = {"DOCKCYCLE_ENGINES": "lab=practice://?life=0", "DOCKCYCLE_MODE": "view"}
    with App(settings, tmp_path / "app.log") as app:
        app.wait_live()
        page = shown(screens(app.url, "/#lab/shop-web-1"))
        assert page.page.locator("#panel [data-command]:enabled").count() == 0
        assert "mode view" in page.page.locator("#panel .barred").inner_text()
        page.page.keyboard.press("Escape")
        drag(page, "shop-web-1", "paused")
        page.until(lambda: "mode view" in page.page.locator(".note").inner_text(), 5, "why not")


def test_without_a_connection_nothing_can_be_sent(screens: OpenScreen, practice_app: App) -> None:
    page = shown(screens(practice_app.url, "/#lab/shop-web-1"))
    practice_app.stop()
    page.until_live("lost")
    commands = page.page.locator("#panel [data-command]")
    page.until(lambda: all(one.is_disabled() for one in commands.all()), 5, "the buttons to be off")
    assert "No connection" in page.page.locator("#panel .barred").inner_text()
    assert page.page.locator("[data-legal]").count() == 0
    page.complaints.clear()


def test_the_wall_only_looks(practice_app: App, screens: OpenScreen) -> None:
    wall = screens(practice_app.url, "/wall")
    wall.until_card("shop-web-1", room="running")
    wall.page.locator('[data-container="shop-web-1"]').click()
    wall.page.keyboard.press("s")
    assert wall.page.locator("[data-command], [data-selected], [data-legal]").count() == 0
    wall.until_card("shop-web-1", room="running")


def test_acting_comes_though_the_network_lost_its_code_twice(practice_app: App, screens: OpenScreen) -> None:
    screen = screens(practice_app.url)
    lost: list[str] = []

    def lose(route: Route) -> None:
        if len(lost) == 2:
            route.continue_()
            return
        lost.append(route.request.url)
        route.abort()

    screen.page.route("**/command_views*.js", lose)
    screen.open("/")
    shown(screen)
    card(screen, "blog-app-1").click()
    screen.until(screen.page.locator("#panel").is_visible, 10, "the panel")

    assert len(lost) == 2
    screen.complaints.clear()  # the browser notes what was lost
