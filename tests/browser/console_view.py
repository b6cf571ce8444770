"""The console of the container page, as the browser tests use it."""

from typing import Any

from tests.browser.conftest import OpenScreen
from tests.support.app import App
from tests.support.screen import Screen


def open_consoles(screens: OpenScreen, app: App, id: str, **options: Any) -> Screen:
    """Open the consoles of a container."""
    return screens(app.url, f"/containers/local/{id}#console", **options)


def shell(screen: Screen) -> Screen:
    """Open the shell that is offered first, and wait for its prompt."""
    screen.page.locator(".start-card button", has_text="Open").first.click()
    screen.until(lambda: "#" in written(screen), 15, "a prompt")
    return screen


def attached(screen: Screen, *, typing: bool) -> Screen:
    """Attach, and switch typing on."""
    screen.page.locator(".start-card button", has_text="Attach").click()
    screen.page.locator('[data-mode="attach"] .xterm-rows:visible').wait_for()
    if typing:
        screen.page.click('[data-act="typing"]:visible')
        screen.page.locator('[data-typing="on"]:visible').wait_for()
        screen.page.click(".xterm-screen:visible")
    return screen


def written(screen: Screen) -> str:
    """Return what the terminal shows."""
    return screen.page.locator(".xterm-rows").last.inner_text()


def said(screen: Screen) -> str:
    """Return all the words of the tab."""
    return screen.page.inner_text("#tab")


def type_line(screen: Screen, line: str) -> None:
    screen.page.keyboard.type(f"{line}\n")


def until_written(screen: Screen, text: str) -> None:
    screen.until(lambda: text in written(screen), 10, f"{text!r} in {written(screen)!r}")


def answer(screen: Screen, word: str) -> None:
    """Press a button of the dialog, and wait until it is gone and the terminal has the focus again."""
    screen.page.locator("dialog[open] button", has_text=word).click()
    screen.page.wait_for_selector("dialog[open]", state="detached")
    screen.page.wait_for_selector(".xterm-helper-textarea:focus", state="attached")
