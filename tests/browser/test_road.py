"""The lesson's whole road on one page after another, as a learner walks it, on a practice engine and on a real one."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Locator

from tests.browser.conftest import OpenScreen
from tests.browser.hands import can_act, card
from tests.support.app import App
from tests.support.cli import Docker
from tests.support.registry import Registry
from tests.support.screen import Screen

pytestmark = pytest.mark.browser


@dataclass
class Road:
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
        can_act(self.screen)

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
def road(request: pytest.FixtureRequest, screens: OpenScreen, tmp_path: Path) -> Iterator[Road]:
    """The beginning of the road on either engine."""
    if request.param == "practice":
        with App({"DOCKCYCLE_ENGINES": "local=practice://?containers=0"}, tmp_path / "app.log") as app:
            app.wait_live()
            yield Road(screens(app.url, "/images"), "ubuntu:latest")
        return
    docker: Docker = request.getfixturevalue("docker")
    registry: Registry = request.getfixturevalue("registry")
    image = f"{registry.host}/layers:1"
    if image in docker("images", "--format", "{{.Repository}}:{{.Tag}}").split():
        docker("rmi", "-f", image)
    yield Road(screens(request.getfixturevalue("app").url, "/images"), image)


def test_the_whole_road(road: Road) -> None:
    page, row = road.screen.page, f'[data-image="{road.image}"]'
    page.click('button[data-command="pull"]')
    page.fill("#pull-reference", road.image)
    road.dialog().locator("button.primary").click()
    page.wait_for_selector(row, timeout=60_000)

    road.board()
    road.create("once", "true")
    road.give("once", "start")
    road.screen.until_card("once", room="exited", exitCode="0")

    road.create("shell", "sh", is_interactive=True)
    road.give("shell", "start")
    road.screen.until_card("shell", room="running")
    attach_and_detach(road)
    road.screen.until_card("shell", room="running")
    execute(road)

    road.board()
    stop_and_kill(road)
    road.give("shell", "start")
    road.screen.until_card("shell", room="running")
    road.give("shell", "pause")
    road.screen.until_card("shell", room="paused")
    road.give("once", "remove")
    road.screen.until(lambda: road.screen.card("once") is None, 15, "once to be gone")
    road.give("shell", "force-remove")
    road.screen.until(lambda: road.screen.card("shell") is None, 15, "shell to be gone")

    road.go("/images")
    page.click(f'{row} [data-command="remove-image"]')
    road.dialog().locator(".danger").click()
    road.screen.until(lambda: page.locator(row).count() == 0, 15, "the image to be gone")


def attach_and_detach(road: Road) -> None:
    """Type into the main process, and leave it by its two keys."""
    page = road.screen.page
    road.console("shell")
    page.locator(".start-card button", has_text="Attach").click()
    page.click('[data-act="typing"]:visible')
    page.locator('[data-typing="on"]:visible').wait_for()
    page.click(".xterm-screen:visible")
    page.keyboard.type("echo he''re\n")
    road.until_written("here")
    page.keyboard.press("Control+p")
    page.keyboard.press("Control+q")
    road.until_says("Detached")


def execute(road: Road) -> None:
    """Run a shell of one's own, and end it."""
    page = road.screen.page
    page.click('[role="tab"][data-tab="new"]')
    page.locator(".start-card button", has_text="Open").first.click()
    road.until_written("#")
    page.click(".xterm-screen:visible")
    page.keyboard.type("echo in''side; exit 3\n")
    road.until_written("inside")
    road.until_says("code 3")


def stop_and_kill(road: Road) -> None:
    """A shell does not hear SIGTERM: its stop would take ten minutes, so it is killed."""
    page = road.screen.page
    road.stop_slowly("shell")
    countdown = page.locator("#panel .countdown")
    road.screen.until(lambda: "kills the container in 5" in countdown.inner_text(), 10, "the countdown")
    assert page.locator('#panel [data-command="pause"]').get_attribute("aria-disabled") == "true"
    assert page.locator('#panel [data-command="kill"]').get_attribute("aria-disabled") is None
    road.give("shell", "kill")
    road.screen.until_card("shell", room="failed", exitCode="137")
    road.screen.until(countdown.is_hidden, 5, "the end of the countdown")
