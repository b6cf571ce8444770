"""Create and run from the page, on a real engine and on the practice engine: the line, the card, the ways out."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator
from playwright.sync_api import TimeoutError as NotThereError

from tests.browser.conftest import OpenScreen
from tests.support.app import App
from tests.support.dockerd import IMAGE
from tests.support.screen import Screen

pytestmark = [pytest.mark.engine, pytest.mark.browser]

LASTS = "sleep 600"
TRIES = 3


@dataclass
class Services:
    """One board, and an image of its engine that has a shell and `sleep`."""

    screen: Screen
    image: str

    @property
    def dialog(self) -> Locator:
        return self.screen.page.locator("dialog.create[open]")

    def open(self) -> Locator:
        """Open the form by its key."""
        for _ in range(TRIES):  # the network may have lost its code, which is said, and a person asks again
            self.screen.page.keyboard.press("c")
            with suppress(NotThereError):
                self.dialog.wait_for(timeout=4000)
                return self.dialog
        raise AssertionError("the form did not open")

    def fill(self, *, name: str = "", command: str = LASTS, network: str = "none") -> None:
        """Fill the form for a container of the image."""
        page = self.screen.page
        page.fill("#create-image", self.image)
        page.fill("#create-name", name)
        page.fill("#create-command", command)
        if network and not page.locator("#create-network").is_visible():
            page.locator("summary", has_text="Network and restart policy").click()
        if network:
            page.fill("#create-network", network)

    def make(self, name: str, *, start: bool = True, command: str = LASTS) -> None:
        """Make a container and wait until the form is gone."""
        self.open()
        self.fill(name=name, command=command)
        self.press(start=start)
        self.screen.until(lambda: self.dialog.count() == 0, 20, "the form to close")

    def press(self, *, start: bool) -> None:
        self.dialog.locator(f'button[value="{"run" if start else "create"}"]').click()

    def lines(self) -> list[str]:
        """Return both docker lines of the form."""
        return self.dialog.locator(".ending code").all_inner_texts()

    def until_lines(self, *lines: str) -> None:
        self.screen.until(lambda: self.lines() == list(lines), 10, f"the lines {lines}")

    def outcome(self) -> str:
        return self.screen.page.locator("#outcome").inner_text()


@pytest.fixture(scope="session")
def practice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """The app on a practice engine, at rest."""
    log = tmp_path_factory.mktemp("practice") / "app.log"
    with App({"DOCKCYCLE_ENGINES": "local=practice://?life=0"}, log) as app:
        app.wait_live()
        yield app


@pytest.fixture(params=["real", "practice"])
def desk(request: pytest.FixtureRequest, screens: OpenScreen) -> Services:
    """The board of either engine."""
    is_real = request.param == "real"
    if is_real:
        request.getfixturevalue("docker")
    app: App = request.getfixturevalue("app" if is_real else "practice")
    screen = screens(app.url)
    screen.until_live()
    return Services(screen, IMAGE if is_real else "busybox:latest")


def test_create_stands_in_created_and_has_the_focus(desk: Services) -> None:
    desk.make("made-1", start=False)

    desk.screen.until_card("made-1", room="created", state="created")
    desk.screen.until(
        lambda: desk.screen.page.evaluate("document.activeElement.dataset.container") == "made-1", 10, "the focus"
    )
    assert f"docker create --name made-1 --network none {desk.image} sleep 600" in desk.outcome()


def test_run_is_created_and_started(desk: Services) -> None:
    desk.screen.forget_lit()
    desk.make("ran-1")

    desk.screen.until_card("ran-1", room="running")
    desk.screen.until_lit(("create", "images", "created"), ("start", "created", "running"))
    assert f"docker run -d --name ran-1 --network none {desk.image} sleep 600" in desk.outcome()


def test_the_lines_follow_what_is_typed_and_the_arguments_are_seen(desk: Services) -> None:
    desk.open()
    desk.fill(name="shown", command="sh -c 'echo \"a b\"'", network="")
    arguments = desk.dialog.locator(".field:has(#create-command) .arguments li")
    assert arguments.all_inner_texts() == ["sh", "-c", 'echo "a b"']
    desk.screen.page.locator("summary", has_text="Environment").click()
    desk.screen.page.get_by_label("Variable NAME").first.fill("MODE=fast and loose")
    desk.screen.page.locator("summary", has_text="Limits").click()
    desk.screen.page.fill("#create-memory", "64m")

    rest = f"--name shown -e 'MODE=fast and loose' --memory 64m {desk.image} sh -c 'echo \"a b\"'"
    desk.until_lines(f"docker create {rest}", f"docker run -d {rest}")
    assert desk.screen.card("shown") is None


def test_what_is_wrong_is_said_beside_its_field_and_nothing_typed_is_lost(desk: Services) -> None:
    desk.open()
    desk.fill(name="wrong", network="")
    desk.screen.page.locator("summary", has_text="Limits").click()
    desk.screen.page.fill("#create-memory", "lots")

    wrong = desk.dialog.locator("#create-memory-wrong")
    desk.screen.until(lambda: "lots" in wrong.inner_text(), 10, "what is wrong")
    desk.screen.forgive_refusal(400)
    desk.screen.page.fill("#create-memory", "64m")
    desk.screen.until(lambda: wrong.inner_text() == "", 10, "nothing wrong")
    assert desk.screen.page.input_value("#create-name") == "wrong"
    assert desk.screen.page.input_value("#create-command") == LASTS


def test_a_name_that_is_none_is_said_before_anything_is_sent(desk: Services) -> None:
    desk.open()
    desk.fill(name="no spaces please", network="")

    desk.screen.until(lambda: desk.dialog.locator("#create-name-wrong").inner_text() != "", 10, "what is wrong")
    desk.screen.forgive_refusal(400)
    assert desk.screen.page.get_attribute("#create-name", "aria-invalid") == "true"


def test_a_pasted_line_fills_the_form_and_names_what_is_left_out(desk: Services) -> None:
    desk.open()
    line = (
        f"docker run -d --name pasted -e A=1 -p 8080:80 --restart on-failure:3 --privileged --hostname h {desk.image} "
        "sleep 5"
    )
    desk.dialog.locator(".paste summary").click()
    desk.screen.page.fill("#create-paste", line)
    desk.dialog.locator(".paste button", has_text="Fill").click()

    said = desk.dialog.locator(".paste .beware")
    desk.screen.until(lambda: "--hostname" in said.inner_text(), 10, "what is left out")
    assert desk.screen.page.input_value("#create-name") == "pasted"
    assert desk.screen.page.input_value("#create-command") == "sleep 5"
    assert desk.screen.page.input_value("#create-restart") == "on-failure"
    assert desk.screen.page.input_value("#create-restart-tries") == "3"
    assert desk.screen.page.is_checked("#create-privileged-true")
    dangers = desk.dialog.locator("footer .beware")
    desk.screen.until(lambda: dangers.first.inner_text() or dangers.last.inner_text(), 10, "what it gives away")


def test_a_taken_name_says_who_has_it_and_renaming_that_one_frees_it(desk: Services) -> None:
    desk.make("taken")
    desk.screen.until_card("taken", room="running")
    desk.open()
    desk.fill(name="taken")
    desk.press(start=False)

    trouble = desk.dialog.locator("footer > .trouble")
    desk.screen.until(lambda: trouble.locator("a.container").count() == 1, 10, "who has the name")
    desk.screen.forgive_refusal(409)
    assert trouble.locator("a.container").inner_text().startswith("taken")
    trouble.locator("button", has_text="Rename that container").click()
    desk.screen.page.fill("#holder-name", "taken-before")
    trouble.locator("button.primary").click()
    desk.screen.until_card("taken-before", room="running")
    desk.press(start=False)
    desk.screen.until_card("taken", room="created")


def test_a_taken_name_is_freed_by_removing_its_holder(desk: Services) -> None:
    desk.make("held")
    desk.screen.until_card("held", room="running")
    desk.open()
    desk.fill(name="held")
    desk.press(start=True)

    trouble = desk.dialog.locator("footer > .trouble")
    trouble.locator("button", has_text="Remove that container").click()
    desk.screen.forgive_refusal(409)
    assert trouble.locator("code").last.inner_text() == "docker rm -f held"
    old = desk.screen.page.get_attribute('[data-container="held"]', "data-id")
    trouble.locator("button.danger").click()
    desk.screen.until(lambda: desk.screen.card("held") is None, 10, "the holder to go")
    desk.press(start=True)
    desk.screen.until_card("held", room="running")
    assert desk.screen.page.get_attribute('[data-container="held"]', "data-id") != old


def test_created_but_not_started_says_so_and_why(desk: Services) -> None:
    desk.open()
    desk.fill(name="no-such-command", command="no-such-command")
    desk.press(start=True)

    trouble = desk.dialog.locator("footer > .trouble")
    desk.screen.until(lambda: "created but did not start" in trouble.inner_text(), 10, "what became of it")
    desk.screen.complaints.clear()  # the browser notes an answer that says no
    desk.screen.until_card("no-such-command", room="created")
    assert "executable file not found" in trouble.inner_text()
    trouble.locator("button", has_text="Remove that container").click()
    trouble.locator("button.danger").click()
    desk.screen.until(lambda: desk.screen.card("no-such-command") is None, 10, "it to go")


def test_the_remedy_of_a_lost_shell_is_a_button_that_takes_its_name_over(desk: Services) -> None:
    page = desk.screen.page
    desk.make("lost-shell", command="sh")
    desk.screen.until_card("lost-shell", room="exited")
    old = page.get_attribute('[data-container="lost-shell"]', "data-id")
    page.click('[data-container="lost-shell"]')
    page.locator(".panel .remedy").click()

    desk.screen.until(lambda: page.locator("#create-name").input_value() == "lost-shell", 10, "the name")
    assert page.is_checked("#create-openStdin-true")
    assert page.is_checked("#create-tty-true")
    desk.press(start=True)
    trouble = desk.dialog.locator("footer > .trouble")
    trouble.locator("button", has_text="Remove that container").click()
    desk.screen.forgive_refusal(409)
    trouble.locator("button.danger").click()
    desk.screen.until(lambda: desk.screen.card("lost-shell") is None, 10, "the old one to go")
    desk.press(start=True)
    desk.screen.until_card("lost-shell", room="running")
    assert page.get_attribute('[data-container="lost-shell"]', "data-id") != old
    assert page.locator(".panel .remedy:visible").count() == 0


def test_a_shell_without_a_terminal_is_told_before(desk: Services) -> None:
    desk.open()
    desk.fill(command="sh", network="")
    hint = desk.dialog.locator("footer > p.beware")
    assert "exits immediately" in hint.inner_text()
    desk.screen.page.check("#create-openStdin-true")
    desk.screen.page.check("#create-tty-true")
    assert hint.inner_text() == ""


@pytest.mark.parametrize("window", [(360, 800), (683, 384)])
def test_the_form_is_worked_by_keys_in_a_small_window(
    window: tuple[int, int], practice: App, screens: OpenScreen
) -> None:
    width, height = window
    screen = screens(practice.url, "/", viewport={"width": width, "height": height})
    desk = Services(screen, "busybox:latest")
    desk.open()
    screen.page.keyboard.type(desk.image)
    screen.page.keyboard.press("Tab")
    screen.page.keyboard.type(f"keys-{width}")
    assert screen.page.evaluate("document.querySelector('dialog[open]').scrollWidth <= innerWidth")
    for _ in range(60):
        screen.page.keyboard.press("Tab")
        if screen.page.evaluate("document.activeElement.value") == "create":
            break
    screen.page.keyboard.press("Enter")
    screen.until_card(f"keys-{width}", room="created")


def test_an_image_of_the_picture_opens_the_form_with_it(practice: App, screens: OpenScreen) -> None:
    screen = screens(practice.url)
    screen.page.click('[data-room="images"] [data-image="redis:8"]')

    screen.until(lambda: screen.page.locator("#create-image").count() == 1, 10, "the form")
    assert screen.page.input_value("#create-image") == "redis:8"


def test_an_image_that_is_not_here_is_pulled_first(practice: App, screens: OpenScreen) -> None:
    screen = screens(practice.url)
    desk = Services(screen, "memcached:1.6")
    desk.open()
    desk.fill(name="pulled-first", command="")
    assert "first pulls" in screen.page.locator("#create-image-hint").inner_text()
    desk.press(start=True)

    screen.until(lambda: desk.dialog.locator(".pull-card").count() == 1, 10, "the pull")
    screen.until(lambda: desk.dialog.count() == 0, 60, "the form to close")
    screen.until_card("pulled-first", room="running")
