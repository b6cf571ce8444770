"""The lesson's whole road on one page after another, as a learner walks it, on a practice engine and on a real one."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Locator

from tests.browser.conftest import OpenScreen
from tests.browser.pointer_input import card, wait_for_commands
from tests.support.app import App
from tests.support.docker_cli import DockerCli
from tests.support.registry import Registry
from tests.support.screen import Screen

pytestmark = pytest.mark.browser


@dataclass
class Lesson:
    """One window, and an image that is not on its engine yet."""

    screen: Screen
    image: str

    def go(self, path: str) -> None:
        self.screen.open(path)
        self.screen.until_live()

    def dialog(self) -> Locator:
        return self.screen.page.locator("dialog[open]")

    def board(self) -> None:
        self.go("/")
        wait_for_commands(self.screen)

    def create(self, name: str, command: str, *, is_interactive: bool = False) -> None:
        """Create a container from the form of the board."""
        page = self.screen.page
        page.keyboard.press("c")
        page.fill("#create-image", self.image)
        page.fill("#create-name", name)
        page.fill("#create-command", command)
        if not page.locator("#create-network").is_visible():
            page.locator("summary", has_text="Network and restart policy").click()
        page.fill("#create-network", "none")
        for option in ("-i", "-t") if is_interactive else ():
            self.dialog().get_by_role("checkbox", name=option, exact=False).first.check()
        self.dialog().locator('button[value="create"]').click()
        self.screen.until_card(name, room="created")

    def give(self, name: str, command: str) -> None:
        """Give a command from the panel; what asks first is confirmed."""
        page = self.screen.page
        if page.locator("#panel h2").all_inner_texts() != [name] or not page.locator("#panel").is_visible():
            card(self.screen, name).click()
        page.click(f'#panel [data-command="{command}"]')
        if command in ("kill", "remove", "force-remove"):
            asks = page.locator("dialog.ask")
            if command == "force-remove":
                asks.locator("[name=sure]").check()
            asks.locator(".run").click()

    def stop_slowly(self, name: str) -> None:
        page = self.screen.page
        card(self.screen, name).click()
        page.click('#panel [data-options="stop"]')
        page.locator("dialog.ask [name=timeout]").fill("600")
        page.locator("dialog.ask .run").click()

    def console(self, name: str) -> None:
        self.go(f"/containers/local/{name}#console")

    def until_says(self, word: str) -> None:
        self.screen.until(lambda: word in self.screen.page.inner_text("#tab"), 15, word)

    def until_written(self, word: str) -> None:
        rows = self.screen.page.locator(".xterm-rows:visible")
        self.screen.until(lambda: word in rows.last.inner_text(), 15, word)


@pytest.fixture(params=["practice", pytest.param("real", marks=pytest.mark.engine)])
def lesson(request: pytest.FixtureRequest, screens: OpenScreen, tmp_path: Path) -> Iterator[Lesson]:
    """The beginning of the road on either engine."""
    if request.param == "practice":
        with App({"DOCKCYCLE_ENGINES": "local=practice://?containers=0"}, tmp_path / "app.log") as app:
            app.wait_live()
            yield Lesson(screens(app.url, "/images"), "ubuntu:latest")
        return
    docker: DockerCli = request.getfixturevalue("docker")
    registry: Registry = request.getfixturevalue("registry")
    image = f"{registry.host}/layers:1"
    if image in docker("images", "--format", "{{.Repository}}:{{.Tag}}").split():
        docker("rmi", "-f", image)
    yield Lesson(screens(request.getfixturevalue("app").url, "/images"), image)


def test_the_whole_road(lesson: Lesson) -> None:
    page, row = lesson.screen.page, f'[data-image="{lesson.image}"]'
    page.click('button[data-command="pull"]')
    page.fill("#pull-reference", lesson.image)
    lesson.dialog().locator("button.primary").click()
    page.wait_for_selector(row, timeout=60_000)

    lesson.board()
    lesson.create("once", "true")
    lesson.give("once", "start")
    lesson.screen.until_card("once", room="exited", exitCode="0")

    lesson.create("shell", "sh", is_interactive=True)
    lesson.give("shell", "start")
    lesson.screen.until_card("shell", room="running")
    attach_and_detach(lesson)
    lesson.screen.until_card("shell", room="running")
    execute(lesson)

    lesson.board()
    stop_and_kill(lesson)
    lesson.give("shell", "start")
    lesson.screen.until_card("shell", room="running")
    lesson.give("shell", "pause")
    lesson.screen.until_card("shell", room="paused")
    lesson.give("once", "remove")
    lesson.screen.until(lambda: lesson.screen.card("once") is None, 15, "once to be gone")
    lesson.give("shell", "force-remove")
    lesson.screen.until(lambda: lesson.screen.card("shell") is None, 15, "shell to be gone")

    lesson.go("/images")
    page.click(f'{row} [data-command="remove-image"]')
    lesson.dialog().locator(".danger").click()
    lesson.screen.until(lambda: page.locator(row).count() == 0, 15, "the image to be gone")


def attach_and_detach(lesson: Lesson) -> None:
    """Type into the main process, and leave it by its two keys."""
    page = lesson.screen.page
    lesson.console("shell")
    page.locator(".start-card button", has_text="Attach").click()
    page.click('[data-act="typing"]:visible')
    page.locator('[data-typing="on"]:visible').wait_for()
    page.click(".xterm-screen:visible")
    page.keyboard.type("echo he''re\n")
    lesson.until_written("here")
    page.keyboard.press("Control+p")
    page.keyboard.press("Control+q")
    lesson.until_says("Detached")


def execute(lesson: Lesson) -> None:
    """Run a shell of one's own, and end it."""
    page = lesson.screen.page
    page.click('[role="tab"][data-tab="new"]')
    page.locator(".start-card button", has_text="Open").first.click()
    lesson.until_written("#")
    page.click(".xterm-screen:visible")
    page.keyboard.type("echo in''side; exit 3\n")
    lesson.until_written("inside")
    lesson.until_says("code 3")


def stop_and_kill(lesson: Lesson) -> None:
    """A shell does not hear SIGTERM: its stop would take ten minutes, so it is killed."""
    page = lesson.screen.page
    lesson.stop_slowly("shell")
    countdown = page.locator("#panel .countdown")
    lesson.screen.until(lambda: "kills the container in 5" in countdown.inner_text(), 10, "the countdown")
    assert page.locator('#panel [data-command="pause"]').get_attribute("aria-disabled") == "true"
    assert page.locator('#panel [data-command="kill"]').get_attribute("aria-disabled") is None
    lesson.give("shell", "kill")
    lesson.screen.until_card("shell", room="failed", exitCode="137")
    lesson.screen.until(countdown.is_hidden, 5, "the end of the countdown")
