"""The list of containers: rows, sort, selection, keys, strip and address, on the practice engine."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator

from tests.browser.board_view import focused, setting
from tests.browser.conftest import OpenScreen
from tests.browser.pointer_input import wait_for_commands
from tests.browser.test_axe import violations
from tests.support.app import App
from tests.support.screen import Screen

pytestmark = pytest.mark.browser

COUNT = 60


@pytest.fixture(scope="module")
def fleet(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """The app on sixty practice containers in Compose projects."""
    log = tmp_path_factory.mktemp("list") / "app.log"
    with App({"DOCKCYCLE_ENGINES": f"local=practice://?containers={COUNT}"}, log) as app:
        app.wait_live()
        yield app


def rows(screen: Screen) -> Locator:
    return screen.page.locator(".list-row")


def row(screen: Screen, name: str) -> Locator:
    return screen.page.locator(f'.list-row[data-container="{name}"]')


def names(screen: Screen) -> list[str]:
    """Return the names in the order of the rows."""
    found: list[str] = rows(screen).evaluate_all("rows => rows.map((row) => row.dataset.container)")
    return found


def listed(screens: OpenScreen, app: App, query: str = "", **options: object) -> Screen:
    """Open the list and wait for its rows and its commands."""
    screen = screens(app.url, f"/?view=list{query}", **options)
    screen.until(lambda: rows(screen).count() > 0, 15, "rows")
    wait_for_commands(screen)
    return screen


def test_the_switch_and_the_key_show_the_list_and_back_returns(fleet: App, screens: OpenScreen) -> None:
    screen = screens(fleet.url)
    screen.page.click("#view-list")
    screen.until(lambda: rows(screen).count() > 0, 15, "rows")
    assert setting(screen, "view") == "list"
    assert not screen.page.locator("#map").is_visible()
    assert len(screen.cards()) == rows(screen).count()

    screen.page.go_back()
    screen.until(lambda: screen.page.locator("#map .card").count() == COUNT, 10, "the map")
    assert rows(screen).count() == 0

    screen.page.keyboard.press("v")
    screen.until(lambda: rows(screen).count() > 0, 10, "rows again")
    screen.open("/")
    screen.until(lambda: rows(screen).count() > 0, 10, "the remembered list")


def test_a_column_sorts_in_both_directions_and_the_address_keeps_it(fleet: App, screens: OpenScreen) -> None:
    screen = listed(screens, fleet)
    heading = screen.page.locator('[role=columnheader][data-column="name"]')
    heading.locator("button").click()
    assert heading.get_attribute("aria-sort") == "ascending"
    first = names(screen)[0]

    heading.locator("button").click()
    assert heading.get_attribute("aria-sort") == "descending"
    assert setting(screen, "sort") == "-name"
    assert names(screen)[0] != first


def test_checkboxes_and_keys_select_and_run_commands(fleet: App, screens: OpenScreen) -> None:
    screen = listed(screens, fleet, "&sort=name")
    first, second = names(screen)[:2]
    row(screen, first).locator("[data-select]").check()
    row(screen, second).click(modifiers=["Control"])
    bulk = screen.page.locator("#bulk")
    screen.until(lambda: "2 containers" in bulk.inner_text(), 5, "two selected containers")
    assert row(screen, first).get_attribute("aria-selected") == "true"
    everything = screen.page.locator("[data-select-all]")
    assert everything.evaluate("(box) => box.indeterminate")

    everything.check()
    screen.until(lambda: f"{COUNT} containers" in bulk.inner_text(), 5, "all selected")
    screen.page.keyboard.press("Escape")
    everything.uncheck()
    screen.until(lambda: not bulk.is_visible(), 5, "no selection")


def test_keys_move_the_focus_and_open_the_panel(fleet: App, screens: OpenScreen) -> None:
    screen = listed(screens, fleet, "&sort=name")
    ordered = names(screen)
    screen.page.keyboard.press("ArrowDown")
    assert focused(screen) == ordered[0]
    screen.page.keyboard.press("ArrowDown")
    assert focused(screen) == ordered[1]
    screen.page.keyboard.press("Enter")
    screen.until(lambda: screen.page.locator("#panel h2").inner_text() == ordered[1], 5, "the panel")
    screen.page.keyboard.press("Escape")
    assert focused(screen) == ordered[1]

    screen.page.keyboard.press("End")
    assert focused(screen) == names(screen)[-1]
    screen.page.keyboard.press("m")
    screen.page.locator(".menu").wait_for()


def test_a_row_follows_its_container_and_the_strip_counts_it(fleet: App, screens: OpenScreen) -> None:
    screen = listed(screens, fleet, "&q=state:paused")
    paused = screen.page.locator('.strip [data-room="paused"] b')
    name = names(screen)[0]
    assert paused.inner_text() == "1"
    row(screen, name).focus()
    screen.page.keyboard.press("p")
    screen.until(lambda: screen.page.locator(".list-empty").is_visible(), 10, "no paused container")
    screen.page.click(".list-empty button")
    screen.until(lambda: rows(screen).count() > 10, 5, "all rows")

    screen.page.click('.strip [data-room="created"]')
    assert setting(screen, "q") == "state:created"
    assert {card["state"] for card in screen.cards()} == {"created"}
    screen.page.click('.strip [data-room="created"]')
    assert setting(screen, "q") is None


def test_columns_are_chosen_and_moved(fleet: App, screens: OpenScreen) -> None:
    screen = listed(screens, fleet)
    screen.page.click(".list-columns")
    dialog = screen.page.locator("dialog.columns")
    dialog.locator('input[value="id"]').check()
    dialog.locator('input[value="cpu"]').uncheck()
    dialog.locator('li:has(input[value="name"]) [data-way="up"]').press("Enter")
    assert violations(screen) == []
    dialog.locator(".primary").click()

    columns = screen.page.locator("[role=columnheader]").evaluate_all("all => all.map((one) => one.dataset.column)")
    assert columns[1:3] == ["name", "state"]
    assert "id" in columns
    assert "cpu" not in columns
    screen.open("/?view=list")
    screen.until(lambda: screen.page.locator('[role=columnheader][data-column="id"]').count() == 1, 10, "the columns")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1366, 360])
def test_axe_finds_nothing_and_the_page_does_not_scroll_sideways(
    fleet: App, screens: OpenScreen, theme: str, width: int
) -> None:
    screen = listed(screens, fleet, f"&theme={theme}", viewport={"width": width, "height": 768})

    assert violations(screen) == []
    assert screen.page.evaluate("document.documentElement.scrollWidth") <= width


def test_five_thousand_containers_have_few_rows_in_the_document(
    screens: OpenScreen, tmp_path_factory: pytest.TempPathFactory
) -> None:
    log = tmp_path_factory.mktemp("many") / "app.log"
    with App({"DOCKCYCLE_ENGINES": "local=practice://?containers=5000"}, log) as app:
        app.wait_live()
        screen = listed(screens, app)
        assert screen.page.get_attribute("[role=grid]", "aria-rowcount") == "5001"
        assert rows(screen).count() < 80
        rows(screen).first.focus()
        screen.page.keyboard.press("End")
        screen.until(lambda: rows(screen).last.get_attribute("aria-rowindex") == "5001", 5, "the last row")
        assert rows(screen).count() < 80
        screen.close()
