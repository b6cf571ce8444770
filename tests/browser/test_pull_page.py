"""Pulls from the page: asked for, drawn for everybody, cancelled, refused and tried again; on both engines."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.conftest import OpenScreen
from tests.support.app import App
from tests.support.docker_cli import DockerCli
from tests.support.registry import CREDENTIALS, Forwarder, Registry
from tests.support.screen import Screen

pytestmark = [pytest.mark.engine, pytest.mark.browser]


@pytest.fixture
def forwarder(registry: Registry) -> Iterator[Forwarder]:
    """The registry, its layers held in the middle until they are released."""
    forwarder = Forwarder(registry.host)
    yield forwarder
    forwarder.close()


@pytest.fixture
def own_app(engine_url: str, tmp_path: Path, docker: DockerCli) -> Iterator[App]:
    """An app that knows of no pull yet, on the engine of the tests."""
    with App({"DOCKCYCLE_ENGINES": f"local={engine_url}"}, tmp_path / "log") as app:
        app.wait_live()
        yield app
    names = docker("images", "--format", "{{.Repository}}:{{.Tag}}").splitlines()
    for name in (name for name in names if name.startswith("127.0.0.1")):
        docker("rmi", "-f", name)


def ask_for(screen: Screen, reference: str, username: str = "", password: str = "") -> None:
    """Open the dialog by its key, fill it and send it."""
    screen.page.keyboard.press("i")
    screen.until(lambda: screen.page.locator("dialog.pull[open]").count() == 1, 10, "the dialog")
    screen.page.fill("#pull-reference", reference)
    if username:
        screen.page.locator("dialog.pull summary").click()
        screen.page.fill("#pull-username", username)
        screen.page.fill("#pull-password", password)
    screen.page.locator("dialog.pull .primary").click()


def until_pull(screen: Screen, state: str, timeout: float = 30) -> None:
    """Wait until the newest pull of the page stands so."""
    card = screen.page.locator(".pull-card").first
    screen.until(lambda: card.count() and card.get_attribute("data-pull-state") == state, timeout, f"a pull {state}")


def layers(screen: Screen) -> list[str | None]:
    """Return how each layer of the newest pull stands."""
    return [one.get_attribute("data-layer") for one in screen.page.locator(".pull-card").first.locator("li").all()]


def until_percent(screen: Screen) -> None:
    """Wait until the Registry's room says how far a pull is."""
    screen.until(lambda: "%" in "".join(registry_rows(screen)), 20, "how far it is")


def registry_rows(screen: Screen) -> list[str]:
    """Return what the Registry's room says."""
    return screen.page.locator('[data-room="registry"] li[data-pull-state]').all_inner_texts()


def has_row(screen: Screen, name: str) -> bool:
    return screen.page.locator(f'tr[data-image="{name}"]').count() == 1


def test_a_pull_is_seen_by_everybody_until_the_image_is_here(
    own_app: App, forwarder: Forwarder, screens: OpenScreen
) -> None:
    name = f"{forwarder.host}/layers:1"
    board, wall = screens(own_app.url), screens(own_app.url, "/wall")
    ask_for(board, name)
    board.until(lambda: board.page.locator("dialog[open]").count() == 0, 10, "the dialog to close")
    assert forwarder.held.wait(30)
    for picture in (board, wall):
        until_percent(picture)
    late = screens(own_app.url, "/images")
    until_pull(late, "pulling")
    late.until(lambda: "downloading" in layers(late), 20, "its layers")
    assert late.page.locator(".pull-card .docker-line code").inner_text() == f"docker pull {name}"
    board.close()
    forwarder.release()

    until_pull(late, "done")
    late.until(lambda: has_row(late, name), 20, "the image")
    wall.until(lambda: registry_rows(wall) == [], 20, "no pull in the room")


def test_a_pull_is_cancelled_and_nothing_arrives(own_app: App, forwarder: Forwarder, screens: OpenScreen) -> None:
    name = f"{forwarder.host}/layers:1"
    screen = screens(own_app.url, "/images")
    ask_for(screen, name)
    assert forwarder.held.wait(30)
    until_pull(screen, "pulling")
    screen.page.locator(".pull-card button", has_text="Cancel").click()

    until_pull(screen, "cancelled")
    forwarder.release()
    assert not has_row(screen, name)


def test_a_private_registry_asks_for_a_password_and_takes_the_right_one(
    own_app: App, private_registry: Registry, screens: OpenScreen
) -> None:
    name = f"{private_registry.host}/layers:1"
    screen = screens(own_app.url, "/images")
    ask_for(screen, name)
    until_pull(screen, "failed")
    trouble = screen.page.locator(".pull-card .trouble").first
    assert trouble.inner_text().strip()
    screen.page.locator(".pull-card button", has_text="Try again").first.click()
    assert screen.page.input_value("#pull-reference") == name
    assert screen.page.input_value("#pull-password") == ""
    screen.page.fill("#pull-username", CREDENTIALS.username)
    screen.page.fill("#pull-password", CREDENTIALS.password)
    screen.page.locator("dialog.pull .primary").click()

    until_pull(screen, "done")
    screen.until(lambda: has_row(screen, name), 20, "the image")
    kept = screen.page.evaluate("JSON.stringify([{ ...localStorage }, { ...sessionStorage }, location.href])")
    assert CREDENTIALS.password not in kept + screen.page.content()
    screen.page.locator('[data-pull-state="failed"] button', has_text="Try again").click()
    assert screen.page.input_value("#pull-password") == ""


def test_a_failed_pull_says_so_on_the_board_and_leads_to_its_reason(own_app: App, screens: OpenScreen) -> None:
    board = screens(own_app.url)
    board.until_live()
    ask_for(board, "127.0.0.1:1/nobody/answers:1")

    told = board.page.locator("#outcomes [role=alert]")
    board.until(lambda: told.count() == 1 and "docker pull" in told.inner_text(), 20, "the failure")
    assert "The registry refused the connection" in told.inner_text()
    assert "connection refused" in told.inner_text()
    told.locator("button", has_text="Try again").click()
    assert board.page.input_value("#pull-reference") == "127.0.0.1:1/nobody/answers:1"
    board.page.keyboard.press("Escape")
    told.locator(".away").click()
    board.page.locator('[data-room="registry"] li[data-pull-state="failed"] a').click()
    board.page.wait_for_url("**/images#pull-*")
    card = board.page.locator(".pull-card[aria-current]")
    board.until(
        lambda: card.count() == 1 and "The registry refused the connection" in card.inner_text(), 20, "the pull"
    )


def test_a_name_is_checked_while_it_is_typed(own_app: App, screens: OpenScreen) -> None:
    screen = screens(own_app.url)
    screen.page.keyboard.press("i")
    screen.page.locator("#pull-reference").wait_for()
    pull = screen.page.locator("dialog.pull .primary")
    hint, wrong = screen.page.locator("#pull-reference-hint"), screen.page.locator("#pull-reference-wrong")
    line = screen.page.locator("dialog.pull .docker-line code")
    screen.page.fill("#pull-reference", "Redis:7")
    assert pull.is_disabled()
    assert wrong.inner_text() != ""
    screen.page.fill("#pull-reference", "docker pull redis:7")
    assert pull.is_enabled()
    assert "docker.io/library/redis:7" in hint.inner_text()
    screen.page.fill("#pull-reference", "127.0.0.1:5000/team/x")
    assert "127.0.0.1:5000/team/x:latest" in hint.inner_text()
    assert line.inner_text() == "docker pull 127.0.0.1:5000/team/x"


def test_the_practice_engine_pulls_layer_by_layer(tmp_path: Path, screens: OpenScreen) -> None:
    with App({"DOCKCYCLE_ENGINES": "local=practice://?life=0"}, tmp_path / "log") as practice:
        practice.wait_live()
        screen = screens(practice.url, "/images")
        ask_for(screen, "httpd:2.4")
        until_pull(screen, "pulling")
        screen.until(lambda: len(layers(screen)) > 1, 20, "its layers")
        until_pull(screen, "done", 90)
        assert has_row(screen, "httpd:2.4")
        ask_for(screen, "nobody/has-this:1")
        until_pull(screen, "failed")
        assert screen.page.locator(".pull-card .trouble").first.inner_text().strip()
