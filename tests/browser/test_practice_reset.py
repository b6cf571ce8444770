"""The offer of a practice engine: an empty board, the small fleet or a busy one, and the first steps."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.board_commands import until_said
from tests.browser.board_view import settled
from tests.browser.conftest import OpenScreen
from tests.browser.test_axe import violations
from tests.support.app import App
from tests.support.screen import Screen

pytestmark = pytest.mark.browser


@pytest.fixture
def app(tmp_path: Path) -> Iterator[App]:
    """The app on a practice engine of its own."""
    with App({"DOCKCYCLE_ENGINES": "lab=practice://?life=0"}, tmp_path / "app.log") as app:
        app.wait_live()
        yield app


def reset(screen: Screen, fleet: str) -> None:
    screen.page.click('#news [data-open="practice"]')
    screen.page.locator(f'dialog.practice [value="{fleet}"]').check()
    screen.page.click("dialog.practice button.danger")
    screen.page.locator("dialog.practice").wait_for(state="detached")


def test_a_reset_says_who_else_is_there_and_changes_the_board(app: App, screens: OpenScreen) -> None:
    board, other = settled(screens(app.url)), settled(screens(app.url))
    board.page.click('#news [data-open="practice"]')
    until_said(board, "dialog.practice .loss", "1 other viewer is connected")
    assert violations(board, "dialog.practice") == []
    board.page.keyboard.press("Escape")
    reset(board, "busy")

    settled(board, 60)
    settled(other, 60)


def test_an_empty_board_leads_from_the_pull_to_the_first_container(app: App, screens: OpenScreen) -> None:
    board = settled(screens(app.url, viewport={"width": 1366, "height": 768}))
    reset(board, "empty")
    until_said(board, "#notice", "No containers yet", "docker pull busybox")
    board.page.click('#notice [data-command="pull"]')
    board.page.locator("#pull-reference").fill("busybox")
    board.page.keyboard.press("Enter")

    until_said(board, "#notice", "docker run -it busybox:latest")
    assert violations(board, "#notice") == []
    board.page.click('#notice [data-command="create"]')
    board.page.locator("dialog.create").wait_for()
    assert board.page.input_value("#create-image") == "busybox:latest"
    board.page.keyboard.press("Escape")


def test_the_offer_is_not_made_where_it_is_not_allowed(tmp_path: Path, screens: OpenScreen) -> None:
    settings = {"DOCKCYCLE_ENGINES": "lab=practice://?life=0", "DOCKCYCLE_MODE": "operate"}
    with App(settings, tmp_path / "app.log") as app:
        app.wait_live()
        board = settled(screens(app.url))
        assert "practice engine" in board.page.inner_text("#news")
        assert board.page.locator('[data-open="practice"]').count() == 0
