"""Commands by arrows, keys, menus and drag and drop, on a real engine."""

import pytest

from tests.browser.board_commands import sent, until_said
from tests.browser.pointer_input import card, drag, wait_for_commands
from tests.browser.test_axe import violations
from tests.support.screen import Screen

pytestmark = [pytest.mark.engine, pytest.mark.browser]


def test_arrows_light_from_where_a_card_stands_and_run_their_command(command_board: Screen) -> None:
    card(command_board, "web").focus()
    legal = command_board.page.locator("[data-edge][data-legal]")
    command_board.until(lambda: legal.count() > 0, 5, "arrows to light up")
    lit = {(one.get_attribute("data-edge"), one.get_attribute("data-to")) for one in legal.all()}
    assert {("pause", "paused"), ("stop", "exited"), ("kill", "failed"), ("force-remove", "removed")} <= lit
    assert all(one.get_attribute("data-from") == "running" for one in legal.all())

    command_board.page.click('.pills [data-command="pause"]')
    command_board.until_card("web", room="paused")
    assert command_board.page.evaluate("document.activeElement.dataset.container") == "web"
    command_board.page.locator('.pills [data-command="kill"]').wait_for()  # a quiet arrow, seen while it is legal
    command_board.page.click('[data-edge="pause"] text')
    until_said(command_board, ".note", "A paused container cannot be paused again")


def test_keys_start_stop_pause_and_unpause(command_board: Screen) -> None:
    card(command_board, "new").focus()
    asks = command_board.page.locator("dialog.ask .run:focus, dialog.ask input:focus")
    for key, asked, room in (("s", 0, "running"), ("p", 1, "paused"), ("p", 0, "running"), ("s", 1, "failed")):
        command_board.page.keyboard.press(key)
        if asked:
            asks.wait_for()
            command_board.page.keyboard.press("Enter")
        command_board.until_card("new", room=room)
        command_board.until(lambda: command_board.page.locator("[data-pending]").count() == 0, 5, "the answer")
        assert command_board.page.evaluate("document.activeElement.dataset.container") == "new"
    command_board.page.keyboard.press("p")
    until_said(command_board, ".note", "Only a paused container can be unpaused")


def test_the_menu_lists_what_is_legal_with_its_line(command_board: Screen) -> None:
    card(command_board, "new").focus()
    command_board.page.keyboard.press("m")
    menu = command_board.page.get_by_role("menu")
    command_board.until(menu.is_visible, 5, "the menu")
    items = menu.get_by_role("menuitem")
    words = ["Logs", "Open container page", "Duplicate…", "Copy name", "Copy id", "rename…"]
    assert items.locator("b").all_inner_texts() == [*words, "start", "restart", "rm", "rm -f"]
    lines = dict(zip(items.locator("b").all_inner_texts(), items.locator("code").all_inner_texts(), strict=True))
    assert lines["start"] == "docker start new"
    assert lines["rename…"] == "docker rename new NEW_NAME"
    assert lines["Logs"] == "docker logs -f new"
    assert menu.locator('[data-command="remove"] kbd').inner_text() == "Del"
    assert violations(command_board, ".menu") == []
    command_board.page.keyboard.press("Escape")
    assert menu.count() == 0
    assert command_board.page.evaluate("document.activeElement.dataset.container") == "new"

    card(command_board, "new").click(button="right")
    command_board.until(menu.is_visible, 5, "the menu")
    command_board.page.keyboard.press("ArrowDown")
    command_board.page.keyboard.press("ArrowUp")
    command_board.page.keyboard.press("s")
    command_board.page.keyboard.press("Enter")
    command_board.until_card("new", room="running")
    assert sent(command_board) == ["start"]


def test_a_running_one_is_looked_into_from_its_card(command_board: Screen) -> None:
    card(command_board, "web").focus()
    command_board.page.keyboard.press("m")
    command_board.page.get_by_role("menu").locator('[data-command="exec"]').click()
    command_board.page.wait_for_url("**/containers/*/web#console")
    command_board.page.wait_for_selector('[data-act="open-exec"]:focus')
    command_board.page.wait_for_selector(".main-process:has-text('sleep')")  # the last that is asked for

    command_board.page.go_back()
    wait_for_commands(command_board)
    card(command_board, "web").focus()
    command_board.page.keyboard.press("a")
    command_board.page.wait_for_url("**/containers/*/web#console")
    command_board.page.wait_for_selector('[data-act="open-attach"]:focus')
    command_board.page.wait_for_selector(".shells button")
    command_board.page.go_back()


def test_a_drag_along_an_arrow_runs_its_command(command_board: Screen) -> None:
    drag(command_board, "web", "paused")
    command_board.until_card("web", room="paused")
    assert command_board.page.locator("#panel").is_hidden()
    drag(command_board, "web", "exited")  # no arrow is drawn there: one has to choose
    menu = command_board.page.get_by_role("menu")
    command_board.until(menu.is_visible, 5, "the choice")
    assert menu.locator("[data-command]").evaluate_all("(all) => all.map((one) => one.dataset.command)") == [
        "stop",
        "kill",
    ]
    menu.locator('[data-command="stop"]').click()
    command_board.until_card("web", room="failed")
    assert sent(command_board) == ["pause", "stop"]


def test_a_drag_to_where_nothing_leads_says_why_and_does_nothing(command_board: Screen) -> None:
    drag(command_board, "job", "paused", drop=False)
    until_said(command_board, ".dragged span", "Only a running container can be paused")
    command_board.page.keyboard.press("Escape")
    command_board.until(lambda: command_board.page.locator(".dragged").count() == 0, 5, "the end of the drag")
    command_board.page.mouse.up()
    drag(command_board, "job", "images")
    until_said(command_board, ".note", "No single command moves this container to Images")
    drag(command_board, "job", "created", drop=False)
    command_board.page.locator(".dragged[data-read]", has_text="create makes a new container").wait_for(
        state="attached"
    )
    command_board.page.mouse.up()
    until_said(command_board, "#announcements", "create makes a new container")
    assert command_board.page.locator(".note").is_hidden()

    assert sent(command_board) == []
    assert (command_board.card("job") or {})["room"] == "exited"
    assert command_board.page.locator("[data-drop]").count() == 0
