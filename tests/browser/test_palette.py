"""The command palette: found by name, command or page, with keys and mouse, on all pages that run commands."""

import pytest
from playwright.sync_api import Locator

from tests.browser.board_commands import sent, until_said
from tests.browser.board_view import setting, settled
from tests.browser.conftest import OpenScreen
from tests.browser.pointer_input import wait_for_commands
from tests.browser.test_axe import violations
from tests.support.app import App
from tests.support.screen import Screen

pytestmark = pytest.mark.browser


def opened(screen: Screen, query: str) -> Locator:
    """Open the palette, type `query` and return the options."""
    screen.page.keyboard.press("Control+k")
    field = screen.page.locator("dialog.palette [role=combobox]:focus")
    field.wait_for()
    screen.page.keyboard.type(query)
    return screen.page.locator("dialog.palette [role=option]")


def test_a_name_opens_the_panel_and_a_page_is_opened(practice_app: App, screens: OpenScreen) -> None:
    board = settled(screens(practice_app.url))
    assert "blog-db-1" in opened(board, "blogdb").first.inner_text()
    board.page.keyboard.press("Enter")
    board.until(lambda: board.page.locator("#panel h2").inner_text() == "blog-db-1", 5, "the panel")
    opened(board, "logs blog-db")
    board.page.keyboard.press("Enter")
    board.page.wait_for_url("**/containers/lab/blog-db-1#logs")
    opened(board, "images")
    board.page.keyboard.press("Enter")
    board.page.wait_for_url("**/images*")
    opened(board, "open train")
    board.page.keyboard.press("Enter")
    board.page.wait_for_url("**/containers/lab/train-42")


def test_options_are_marked_for_a_screen_reader_and_lead_round(practice_app: App, screens: OpenScreen) -> None:
    board = settled(screens(practice_app.url))
    options = opened(board, "web")
    field = board.page.locator("#palette-query")

    def active() -> str:
        chosen = board.page.locator("[role=option][aria-selected=true]")
        assert chosen.count() == 1
        assert chosen.get_attribute("id") == field.get_attribute("aria-activedescendant")
        return chosen.inner_text()

    first = active()
    board.page.keyboard.press("ArrowUp")
    assert active() == options.last.inner_text()
    board.page.keyboard.press("ArrowDown")
    assert active() == first
    assert violations(board) == []
    field.fill("no such thing")
    until_said(board, "dialog.palette .found", "Nothing found")
    assert field.get_attribute("aria-activedescendant") is None
    board.page.keyboard.press("Enter")
    board.page.keyboard.press("Escape")
    board.page.locator("dialog.palette").wait_for(state="detached")


def test_a_setting_is_changed_and_problems_come_first(practice_app: App, screens: OpenScreen) -> None:
    board = settled(screens(practice_app.url))
    assert opened(board, "").first.get_attribute("data-kind") == "container"
    board.page.keyboard.type("group")
    board.page.locator("[role=option]", has_text="Group by project").click()
    board.until(lambda: setting(board, "group") == "project", 5, "the groups")


@pytest.mark.engine
def test_only_possible_commands_and_the_same_question(command_board: Screen) -> None:
    wait_for_commands(command_board)
    assert opened(command_board, "stop job").count() == 0
    command_board.page.keyboard.press("Control+a")
    command_board.page.keyboard.type("stop we")
    command_board.page.keyboard.press("Enter")
    command_board.page.locator("dialog.ask [name=timeout]:focus").wait_for()
    command_board.page.keyboard.press("Escape")
    opened(command_board, "start new")
    command_board.page.keyboard.press("Enter")
    command_board.until_card("new", room="running")
    assert sent(command_board) == ["start"]


def test_a_terminal_keeps_its_key(practice_app: App, screens: OpenScreen) -> None:
    screen = screens(practice_app.url, "/containers/lab/blog-app-1#console")
    screen.page.locator(".start-card button", has_text="Open").first.click()
    screen.page.locator(".console:visible .xterm-rows").wait_for()
    screen.page.locator(".xterm-helper-textarea:focus").wait_for(state="attached")
    screen.page.keyboard.press("Control+k")
    screen.page.focus("#theme")
    screen.page.keyboard.press("Control+k")
    screen.page.locator("#palette-query:focus").wait_for()
    assert screen.page.locator("dialog.palette").count() == 1
