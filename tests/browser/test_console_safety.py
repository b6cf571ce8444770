"""Questions before a console sends or opens something: pastes, keys that end a process, typing and links."""

import pytest

from tests.browser.conftest import OpenScreen
from tests.browser.console_view import answer, attached, open_consoles, shell, type_line, until_written, written
from tests.support.api_client import ApiClient
from tests.support.app import App

pytestmark = [pytest.mark.engine, pytest.mark.browser]

_PASTE = """text => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  const to = document.activeElement;
  to.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
}"""


def test_a_paste_of_several_lines_is_shown_and_asked_about(
    screens: OpenScreen, app: App, api_client: ApiClient
) -> None:
    screen = shell(open_consoles(screens, app, api_client.run()))

    screen.page.evaluate(_PASTE, "echo fi''rst\necho seco''nd\n")
    assert "echo seco''nd" in screen.page.inner_text("dialog[open] .pasted")
    answer(screen, "Cancel")
    screen.page.evaluate(_PASTE, "echo on''ly")  # one line runs nothing: no question
    screen.page.keyboard.press("Enter")
    until_written(screen, "only")
    assert "fi''rst" not in written(screen)

    screen.page.evaluate(_PASTE, "echo fi''rst\necho seco''nd\n")
    answer(screen, "Paste")
    until_written(screen, "second")
    assert "first" in written(screen)


def test_a_key_that_nobody_pressed_is_left_out_of_a_paste(screens: OpenScreen, app: App, api_client: ApiClient) -> None:
    screen = shell(open_consoles(screens, app, api_client.run()))

    screen.page.evaluate(_PASTE, "echo sa\x03\x1b''fe")
    assert "control character" in screen.page.inner_text("dialog[open]")
    answer(screen, "Paste")
    screen.page.keyboard.press("Enter")

    until_written(screen, "safe")


def test_ctrl_c_to_a_main_process_is_asked_about(screens: OpenScreen, app: App, api_client: ApiClient) -> None:
    id = api_client.run("sh", "-c", "trap 'exit 7' INT; while :; do read line; done", tty=True, openStdin=True)
    screen = attached(open_consoles(screens, app, id), typing=True)

    screen.page.keyboard.press("Control+c")
    assert "ends" in screen.page.inner_text("dialog[open]")
    screen.page.keyboard.press("Enter")  # a reflex: it is no
    screen.page.wait_for_selector("dialog[open]", state="detached")
    screen.page.wait_for_selector(".xterm-helper-textarea:focus", state="attached")
    type_line(screen, "still here")
    until_written(screen, "still here")
    container = api_client.container(id)
    assert container is not None
    assert container["state"] == "running"

    screen.page.keyboard.press("Control+c")
    answer(screen, "Send Ctrl-C")
    api_client.until(id, lambda one: one["state"] == "exited" and one["exitCode"] == 7)


def test_nothing_is_typed_before_typing_is_switched_on(screens: OpenScreen, app: App, api_client: ApiClient) -> None:
    id = api_client.run("sh", tty=True, openStdin=True)
    screen = attached(open_consoles(screens, app, id), typing=False)
    screen.page.click(".xterm-screen:visible")
    type_line(screen, "exit 3")
    screen.page.wait_for_selector(".console-notices[data-look]")

    screen.page.click('[data-act="typing"]:visible')
    type_line(screen, "echo al''ive")

    until_written(screen, "alive")
    assert "exit" not in written(screen)


def test_a_link_opens_only_after_a_question(screens: OpenScreen, app: App, api_client: ApiClient) -> None:
    screen = shell(open_consoles(screens, app, api_client.run()))
    type_line(screen, "clear; echo http://exa''mple.test/pa''th")
    until_written(screen, "http://example.test/path")
    row = screen.page.locator(".xterm-rows > div", has_text="http://example.test/path").last
    box = row.bounding_box()
    assert box is not None

    screen.page.mouse.move(box["x"] + 20, box["y"] + box["height"] / 2)
    screen.page.mouse.move(box["x"] + 30, box["y"] + box["height"] / 2)
    screen.page.wait_for_selector(".xterm-cursor-pointer")
    screen.page.mouse.click(box["x"] + 30, box["y"] + box["height"] / 2)

    link = screen.page.locator("dialog[open] a")
    assert link.get_attribute("href") == "http://example.test/path"
    assert link.get_attribute("rel") == "noopener noreferrer"
    assert "example.test" in screen.page.inner_text("dialog[open] .address b")
    answer(screen, "Cancel")
