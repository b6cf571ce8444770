"""Keys: one meaning for each, a question before a key interrupts a container, and the way to the cards."""

import re
from pathlib import Path

import pytest

from tests.browser.board_commands import sent, until_said
from tests.browser.board_view import focused, names, settled
from tests.browser.conftest import OpenScreen
from tests.browser.pointer_input import card, wait_for_commands
from tests.support.app import App
from tests.support.docker_cli import NO_NETWORK, DockerCli
from tests.support.screen import Screen

pytestmark = pytest.mark.browser

_BUTTON_KEYS = """() => [...document.querySelectorAll("[aria-keyshortcuts]")].map((one) => [
  one.getAttribute("aria-keyshortcuts"), one.dataset.command ?? one.id ?? one.textContent])"""
_COMMAND_KEYS = re.findall(
    r"^  (\w+): \[(.+)\],$", Path("static/js/commands/pure/command_keys.js").read_text(encoding="utf-8"), re.MULTILINE
)
_DEFAULT_KEYS = {"/", "?", "m", "Ctrl-A", "Esc", "Enter", "Space", "←", "↑", "→", "↓"}


@pytest.fixture
def one_board(practice_app: App, screens: OpenScreen) -> Screen:
    return wait_for_commands(settled(screens(practice_app.url)))


def test_each_key_has_one_meaning_on_all_pages_and_is_in_the_help(practice_app: App, screens: OpenScreen) -> None:
    assert len(_COMMAND_KEYS) > 8
    meanings: dict[str, set[str]] = {}
    for path in ("/", "/images", "/containers/lab/blog-db-1"):
        screen = screens(practice_app.url, path)
        screen.until_live()
        for key, meaning in (*screen.page.evaluate(_BUTTON_KEYS), *_COMMAND_KEYS):
            meanings.setdefault(key, set()).add(meaning)
    assert {key: found for key, found in meanings.items() if len(found) > 1} == {}

    board = settled(screens(practice_app.url)).page
    board.keyboard.press("?")
    helped = set(board.locator("#help-dialog kbd").all_inner_texts())
    assert {"Del" if key == "Delete" else key for key in meanings} <= helped
    assert len(board.locator("#help-dialog kbd").all()) == len(helped), "a key is listed twice"
    assert helped >= _DEFAULT_KEYS


def test_the_first_tab_stop_leads_to_the_cards(one_board: Screen) -> None:
    press = one_board.page.keyboard.press
    press("Tab")
    assert one_board.page.locator("#skip").evaluate("(one) => one === document.activeElement")
    press("Enter")
    assert focused(one_board) is not None
    assert "#" not in one_board.page.url

    one_board.page.focus("#help")
    press("ArrowDown")
    assert focused(one_board) is not None


def test_ctrl_a_selects_what_the_board_shows_and_shift_click_no_text(one_board: Screen) -> None:
    one_board.page.keyboard.press("Control+a")
    until_said(one_board, "#bulk", f"{len(names(one_board))} containers selected")
    one_board.page.keyboard.press("Escape")
    card(one_board, "blog-app-1").click(modifiers=["Control"])
    card(one_board, "blog-db-1").click(modifiers=["Shift"])

    until_said(one_board, "#bulk", "2 containers selected")
    assert one_board.page.evaluate("getSelection().toString()") == ""


@pytest.mark.engine
def test_a_key_never_acts_on_a_card_without_a_ring(command_board: Screen) -> None:
    page, asks = command_board.page, command_board.page.locator("dialog.ask")
    card(command_board, "web").click()
    page.locator("#panel h2").wait_for()
    page.click("#panel [data-act=close]")
    assert focused(command_board) == "web"
    page.keyboard.press("p")
    until_said(command_board, ".note", "Keys run commands on web")
    assert asks.count() == 0
    page.keyboard.press("p")
    asks.locator(".run:focus").wait_for()
    page.keyboard.press("Escape")

    page.keyboard.press("i")
    page.locator("dialog.pull").wait_for()
    page.keyboard.press("Escape")
    page.keyboard.press("r")
    asks.wait_for()
    page.keyboard.press("Escape")
    assert sent(command_board) == []


@pytest.mark.engine
def test_keys_run_on_the_container_of_the_panel_that_has_the_focus(command_board: Screen) -> None:
    card(command_board, "web").focus()
    command_board.page.keyboard.press("Enter")
    command_board.page.locator("#panel :focus").wait_for()
    command_board.page.keyboard.press("p")
    command_board.page.locator("dialog.ask .run:focus").wait_for()
    command_board.page.keyboard.press("Enter")
    command_board.until_card("web", room="paused")
    assert sent(command_board) == ["pause"]


@pytest.mark.engine
def test_a_pause_and_a_stop_can_be_reversed_for_five_seconds(command_board: Screen) -> None:
    page = command_board.page
    for command, reverse in (("pause", "unpause"), ("stop", "start")):
        card(command_board, "web").click(button="right")
        page.get_by_role("menu").locator(f'[data-command="{command}"]').click()
        until_said(command_board, "#outcomes", f"docker {command} web", "done")
        page.click(f'#outcomes [data-undo="{reverse}"]')
        until_said(command_board, "#outcomes", f"docker {reverse} web", "done")
        command_board.until_card("web", room="running")
        assert page.locator("#outcomes [data-undo]").count() == 0
    page.click('[data-container="web"]')
    page.click('#panel [data-command="pause"]')
    page.locator('#panel [data-undo="unpause"]').wait_for()
    page.locator('#panel [data-undo="unpause"]').wait_for(state="detached", timeout=9000)
    assert sent(command_board) == ["pause", "unpause", "stop", "start", "pause"]


@pytest.mark.engine
def test_a_stop_that_hangs_counts_down_and_is_overtaken_by_kill(command_board: Screen, docker: DockerCli) -> None:
    docker.run("deaf", "sleep", "600", options=(*NO_NETWORK, "--stop-timeout", "300"))
    command_board.until_card("deaf", room="running")
    page = command_board.page
    card(command_board, "deaf").click(button="right")
    page.get_by_role("menu").locator('[data-command="stop"]').click()
    until_said(command_board, "#outcomes", "docker stop deaf", "in progress", " s unless it exits first")
    page.locator('[data-container="deaf"][data-seconds]').wait_for()
    page.keyboard.press("p")
    until_said(command_board, ".note", "Keys run commands on deaf")
    page.keyboard.press("p")
    until_said(command_board, ".note", "Another command is running")
    page.click("#outcomes .overtake")
    page.locator("dialog.ask .run").click()

    command_board.until_card("deaf", room="failed", exitCode="137")
    command_board.until(lambda: page.locator("[data-seconds]").count() == 0, 5, "the end of the countdown")
    assert sent(command_board) == ["stop", "kill"]


@pytest.mark.engine
@pytest.mark.parametrize("way", ["panel", "menu", "page"])
def test_kill_overtakes_a_stop_from_the_panel_the_menu_and_the_page(
    way: str, command_board: Screen, docker: DockerCli
) -> None:
    docker.run("deaf", "sleep", "600", options=(*NO_NETWORK, "--stop-timeout", "300"))
    command_board.until_card("deaf", room="running")
    page = command_board.page
    if way == "page":
        command_board.open("/containers/local/deaf#logs")
        page.click('#commands [data-command="stop"]')
        until_said(command_board, "#commands .countdown", "unless it exits first")
        page.click('#commands [data-command="kill"]')
    else:
        card(command_board, "deaf").click()
        page.click('#panel [data-command="stop"]')
        until_said(command_board, "#panel .countdown", "unless it exits first")
    if way == "panel":
        page.click('#panel [data-command="kill"]')
    if way == "menu":
        card(command_board, "deaf").click(button="right")
        page.get_by_role("menu").locator('[data-command="kill"]').click()
    page.locator("dialog.ask .run").click()

    if way == "page":
        until_said(command_board, "#outcomes", "docker kill deaf", "done")
        command_board.open("/")
    command_board.until_card("deaf", room="failed", exitCode="137")
