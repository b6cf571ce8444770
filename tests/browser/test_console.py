"""Consoles in the browser on a real engine: attached, detached, pasted into, watched, ended from outside."""

import hashlib
from typing import Any

import pytest

from tests.browser.conftest import OpenScreen
from tests.browser.console_view import attached, open_consoles, said, shell, written
from tests.support.api_client import ApiClient
from tests.support.app import App
from tests.support.docker_cli import DockerCli

pytestmark = [pytest.mark.engine, pytest.mark.browser]


def test_the_terminal_has_the_size_the_page_says(screens: OpenScreen, app: App, api_client: ApiClient) -> None:
    screen = shell(open_consoles(screens, app, api_client.run()))
    screen.page.set_viewport_size({"width": 1100, "height": 700})
    pane = screen.page.locator("[data-cols]").last

    def fits() -> bool:
        screen.page.keyboard.type("clear; stty size\n")  # again: the window needs a moment for its size
        return f"{pane.get_attribute('data-rows')} {pane.get_attribute('data-cols')}" in written(screen)

    screen.until(fits, 10, "the size of the page")


def test_a_large_paste_arrives_as_it_is(
    screens: OpenScreen, app: App, api_client: ApiClient, docker: DockerCli
) -> None:
    id = api_client.run()
    screen = shell(open_consoles(screens, app, id))
    screen.page.keyboard.type("stty -echo; cat > /tmp/pasted; echo do''ne\n")
    text = "".join(f"{number:06} 가나다 {'x' * 80}\n" for number in range(1000))
    screen.page.evaluate(
        """text => {
          const data = new DataTransfer();
          data.setData("text/plain", text);
          const to = document.querySelector(".xterm-helper-textarea");
          to.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
        }""",
        text,
    )

    screen.page.locator("dialog[open] button", has_text="Paste").click()

    wanted = hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()
    screen.until(lambda: wanted in docker("exec", id, "md5sum", "/tmp/pasted"), 30, "all of it")  # noqa: S108


def test_an_attached_shell_is_left_by_its_keys_and_ended_by_exit(
    screens: OpenScreen, app: App, api_client: ApiClient
) -> None:
    id = api_client.run("sh", tty=True, openStdin=True)
    screen = attached(open_consoles(screens, app, id), typing=True)
    screen.page.keyboard.type("echo he''re\n")
    screen.until(lambda: "here" in written(screen), 10, "its echo")

    screen.page.keyboard.press("Control+p")
    screen.page.keyboard.press("Control+q")
    screen.until(lambda: "Detached" in said(screen), 5, "the word that it is detached")
    api_client.until(id, lambda one: one["state"] == "running")

    screen.page.click('[role="tab"][data-tab="new"]')
    attached(screen, typing=True)
    screen.page.keyboard.type("exit\n")
    api_client.until(id, lambda one: one["state"] == "exited" and one["exitCode"] == 0)
    screen.until(lambda: "The container exited" in said(screen), 5, "the word that it has ended")
    screen.page.wait_for_selector(f'[data-room="exited"] [data-id="{id}"]')


def test_a_process_without_a_terminal_is_watched(screens: OpenScreen, app: App, api_client: ApiClient) -> None:
    id = api_client.run("sh", "-c", "while :; do echo tick; sleep 0.2; done")

    screen = attached(open_consoles(screens, app, id), typing=False)

    screen.until(lambda: "tick" in written(screen), 10, "what it writes")
    assert "no terminal" in said(screen)


@pytest.mark.parametrize(
    ("command", "options", "word"),
    [
        ("kill", {}, "The container exited"),
        ("remove", {"force": True}, "The container was removed"),
        ("pause", {}, "The container is paused"),
    ],
)
def test_what_becomes_of_the_container_is_said(
    screens: OpenScreen, app: App, api_client: ApiClient, *, command: str, options: dict[str, Any], word: str
) -> None:
    id = api_client.run()
    screen = shell(open_consoles(screens, app, id))

    api_client.act(command, id, **options)

    screen.until(lambda: word in said(screen), 4, "what became of it")


def test_somebody_else_watches_and_cannot_type(screens: OpenScreen, app: App, api_client: ApiClient) -> None:
    id = api_client.run()
    first = shell(open_consoles(screens, app, id))
    second = open_consoles(screens, app, id)

    second.page.locator("button", has_text="Watch").click()
    first.page.keyboard.type("echo se''en\n")

    second.until(lambda: "seen" in written(second), 10, "what the other types")
    assert "You can only watch it" in said(second)


def test_an_image_without_a_shell_says_so(
    screens: OpenScreen, app: App, api_client: ApiClient, docker: DockerCli
) -> None:
    id = api_client.run("sh", "-c", "rm /bin/sh /bin/ash; exec /bin/busybox sleep 1000")

    screen = open_consoles(screens, app, id)

    screen.until(lambda: "No shell" in said(screen), 10, "the word that there is none")
