"""Search, copy, font size, full window, tabs and forms of the consoles in the browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.conftest import OpenScreen
from tests.browser.console_view import attached, open_consoles, said, shell, type_line, until_written, written
from tests.support.api_client import ApiClient
from tests.support.app import App
from tests.support.console_client import ConsoleClient
from tests.support.docker_cli import DockerCli

pytestmark = [pytest.mark.engine, pytest.mark.browser]

_PASTE = """text => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  const to = document.activeElement;
  to.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
}"""


def test_what_was_written_is_searched(screens: OpenScreen, app: App, api_client: ApiClient) -> None:
    screen = shell(open_consoles(screens, app, api_client.run()))
    type_line(screen, "clear; for n in 1 2 3; do echo nee''dle $n; done")
    until_written(screen, "needle 3")

    screen.page.keyboard.press("Control+Shift+F")
    screen.page.keyboard.type("needle")
    count = screen.page.locator(".console .find output")
    screen.until(lambda: "3" in count.inner_text(), 5, "how many there are")
    before = count.inner_text()
    screen.page.keyboard.press("Enter")
    screen.until(lambda: count.inner_text() != before, 5, "the next one")

    screen.page.keyboard.press("Escape")
    type_line(screen, "echo ba''ck")
    until_written(screen, "back")


def test_what_is_selected_is_copied_and_pasted(screens: OpenScreen, app: App, api_client: ApiClient) -> None:
    allowed = ["clipboard-read", "clipboard-write"]
    screen = shell(open_consoles(screens, app, api_client.run(), permissions=allowed))
    type_line(screen, "clear; echo co''pied")
    until_written(screen, "copied")
    row = screen.page.locator(".xterm-rows > div", has_text="copied").last.bounding_box()
    assert row is not None
    screen.page.mouse.dblclick(row["x"] + 10, row["y"] + row["height"] / 2)

    screen.page.keyboard.press("Control+Shift+C")
    screen.until(lambda: screen.page.evaluate("navigator.clipboard.readText()") == "copied", 5, "the copy")
    screen.page.keyboard.type("clear; echo again-")
    screen.page.click('[data-act="paste"]:visible')
    screen.until(lambda: "again-copied" in written(screen), 5, "what was pasted")


def test_the_letters_grow_and_the_process_learns_its_size(screens: OpenScreen, app: App, api_client: ApiClient) -> None:
    screen = shell(open_consoles(screens, app, api_client.run()))
    pane = screen.page.locator("[data-cols]").last
    before = int(pane.get_attribute("data-cols") or 0)

    screen.page.click('[data-act="larger"]:visible')
    screen.until(lambda: int(pane.get_attribute("data-cols") or 0) < before, 5, "fewer columns")
    screen.page.click(".xterm-screen:visible")
    type_line(screen, "clear; stty size")

    until_written(screen, f"{pane.get_attribute('data-rows')} {pane.get_attribute('data-cols')}")


def test_the_whole_window_and_back(screens: OpenScreen, app: App, api_client: ApiClient) -> None:
    screen = shell(open_consoles(screens, app, api_client.run()))
    pane = screen.page.locator("[data-cols]").last
    before = int(pane.get_attribute("data-rows") or 0)

    screen.page.keyboard.press("Control+Shift+Enter")
    screen.until(lambda: int(pane.get_attribute("data-rows") or 0) > before + 3, 5, "more rows")
    full = int(pane.get_attribute("data-rows") or 0)
    type_line(screen, "clear; stty size")
    until_written(screen, f"{pane.get_attribute('data-rows')} {pane.get_attribute('data-cols')}")
    screen.page.keyboard.press("Control+Shift+Enter")

    screen.until(lambda: int(pane.get_attribute("data-rows") or 0) < full, 5, "fewer rows")


def test_the_last_console_closed_in_the_whole_window_gives_the_page_back(
    screens: OpenScreen, app: App, api_client: ApiClient
) -> None:
    screen = shell(open_consoles(screens, app, api_client.run()))
    screen.page.keyboard.press("Control+Shift+Enter")
    screen.page.wait_for_selector(".consoles[data-full]")

    screen.page.click(".console-tabs .away")

    screen.page.wait_for_selector(".consoles:not([data-full])")
    screen.page.click('[role="tab"][data-tab="logs"]')
    screen.page.wait_for_selector(".logs")


def test_one_closed_while_it_opens_leaves_nothing(
    screens: OpenScreen, app: App, api_client: ApiClient, docker: DockerCli
) -> None:
    id = api_client.run()
    screen = open_consoles(screens, app, id)
    before = len(docker("top", id).splitlines())
    screen.page.locator('[data-act="open-exec"]:enabled').wait_for()
    screen.page.evaluate(
        """() => new MutationObserver(() => {
          if (document.querySelector('.console[data-state="opening"]')) document.querySelector(".away").click();
        }).observe(document.querySelector(".consoles"), { attributeFilter: ["data-state"], subtree: true })"""
    )
    screen.page.locator(".start-card button", has_text="Open").first.click()
    screen.page.wait_for_selector(".console-tabs .away", state="detached")

    with ConsoleClient(app.url) as console_client:
        asked = {"engine": "local", "id": id}
        screen.until(
            lambda: [one["exit"] for one in console_client.ask("list", asked)["consoles"] if one["exit"]], 10, "its end"
        )
    screen.until(lambda: len(docker("top", id).splitlines()) == before, 2, "no process left")


def test_several_consoles_are_tabs_of_their_own(screens: OpenScreen, app: App, api_client: ApiClient) -> None:
    screen = shell(open_consoles(screens, app, api_client.run()))
    type_line(screen, "echo one''s")
    until_written(screen, "ones")

    screen.page.click('[role="tab"][data-tab="new"]')
    screen.page.locator(".start-card button", has_text="Open").first.click()
    screen.page.locator(".xterm-rows").nth(1).wait_for()
    until_written(screen, "#")
    type_line(screen, "echo two''s")
    until_written(screen, "twos")
    assert "ones" not in written(screen)

    screen.page.locator(".console-tabs [role=tab]").first.click()
    first = screen.page.locator(".xterm-rows").first
    screen.until(lambda: "ones" in first.inner_text() and "twos" not in first.inner_text(), 5, "the first one")


def test_user_directory_and_environment_are_those_asked_for(
    screens: OpenScreen, app: App, api_client: ApiClient, docker: DockerCli
) -> None:
    id = api_client.run("sh", "-c", "mkdir -p /srv; echo 'ann:x:1234:1234::/:/bin/sh' > /etc/passwd; sleep 1000")
    screen = open_consoles(screens, app, id)
    form = screen.page.locator(".exec-form")
    form.locator("summary").click()
    form.get_by_label("User", exact=True).fill("1234")
    form.get_by_label("Working directory", exact=True).fill("/srv")
    form.locator(".rows li input").first.fill("GREETING")
    form.locator(".rows li input").nth(1).fill("hello you")
    screen.until(lambda: "-u 1234" in form.inner_text(), 10, "the docker line")
    form.locator('[data-act="open-exec"]').click()
    screen.until(lambda: "$" in written(screen), 10, "a prompt")

    type_line(screen, 'echo "$(id -u) $PWD $GREETING"')

    until_written(screen, "1234 /srv hello you")


def test_lines_are_typed_to_a_process_without_a_terminal(screens: OpenScreen, app: App, api_client: ApiClient) -> None:
    id = api_client.run("sh", "-c", "while read line; do echo got $line; done", openStdin=True)
    screen = attached(open_consoles(screens, app, id), typing=False)

    screen.page.click('[data-act="type-lines"]:visible')
    line = screen.page.locator("form.line input:visible")
    line.fill("wo''rd")
    line.press("Enter")
    until_written(screen, "got wo''rd")

    line.fill("x" * 70_000 + " end")
    line.press("Enter")
    until_written(screen, "x end")
    screen.until(lambda: "got x" in written(screen) or "xx end" in written(screen), 10, "a long line")


@pytest.fixture
def operating(engine_url: str, docker: DockerCli, tmp_path: Path) -> Iterator[App]:
    """An app that lets nobody do all."""
    settings = {"DOCKCYCLE_ENGINES": f"local={engine_url}", "DOCKCYCLE_MODE": "operate"}
    with App(settings, tmp_path / "app.log") as app:
        app.wait_live()
        yield app


def test_who_may_not_open_consoles_is_told_so_and_reads_logs(
    screens: OpenScreen, operating: App, docker: DockerCli
) -> None:
    id = docker.run("watched", "sh", "-c", "echo hello; sleep 1000")
    screen = open_consoles(screens, operating, id)
    screen.until(lambda: "admin" in said(screen), 10, "the mode that it needs")
    assert not screen.page.locator(".start-card button:visible").count()

    screen.page.click('[role="tab"][data-tab="logs"]')

    screen.page.wait_for_selector(".lines li:has-text('hello')")


def test_a_terminal_whose_code_was_cut_off_is_brought_again(
    screens: OpenScreen, app: App, api_client: ApiClient
) -> None:
    screen = open_consoles(screens, app, api_client.run())
    screen.page.route("**/console_pane*.js", lambda route: route.abort("connectionreset"), times=1)

    shell(screen)
    type_line(screen, "echo the''re")

    until_written(screen, "there")
    assert [one for one in screen.complaints if "console_pane" in one]
    screen.complaints[:] = [one for one in screen.complaints if "CONNECTION_RESET" not in one]
