"""What the page says and offers follows the engine of each card: its product and the API version spoken with it."""

import contextlib
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenScreen
from tests.browser.pointer_input import card, wait_for_commands
from tests.support.app import App
from tests.support.screen import Screen
from tests.support.scripted_http_server import CHUNKED, PODMAN_VERSION, Reply, ScriptedHttpServer, Write, answer
from tests.unit.engine.payloads import inspected

pytestmark = pytest.mark.browser

DOCKER_26 = {"Version": "26.1.5", "ApiVersion": "1.45"}
DOCKER_28 = {"Version": "28.5.2", "ApiVersion": "1.51"}
DOCKER_20 = {"Version": "20.10.24", "ApiVersion": "1.41"}
RESTARTING = {"Status": "restarting", "Running": True, "Restarting": True, "ExitCode": 3}
PAUSED = {"Status": "paused", "Running": True, "Paused": True}
RUNNING = {"Status": "running", "Running": True}


@contextlib.contextmanager
def one_container(version: Mapping[str, Any], name: str, state: Mapping[str, Any]) -> Iterator[ScriptedHttpServer]:
    """An engine with one container to which nothing happens."""
    ended = threading.Event()

    def quiet(write: Write) -> None:
        write(CHUNKED)
        ended.wait(60)

    id = name.encode().hex().ljust(64, "0")
    row = {"Id": id, "Names": [f"/{name}"], "State": state["Status"], "Status": ""}
    replies: dict[str, Reply] = {
        "GET /version": answer(200, version),
        "GET /containers/json": answer(200, [row]),
        f"GET /containers/{id}/json": answer(200, inspected(state=dict(state), Id=id, Name=f"/{name}")),
        "GET /images/json": answer(200, []),
        "GET /events": quiet,
    }
    with ScriptedHttpServer(replies) as server:
        yield server
        ended.set()


@pytest.fixture
def mixed(tmp_path: Path) -> Iterator[App]:
    """The app on four engines, each with one container."""
    with contextlib.ExitStack() as stack:
        engines = {
            "d26": one_container(DOCKER_26, "loop-26", RESTARTING),
            "d28": one_container(DOCKER_28, "loop-28", RESTARTING),
            "d20": one_container(DOCKER_20, "web-20", RUNNING),
            "pod": one_container(PODMAN_VERSION, "pod-1", PAUSED),
        }
        urls = ",".join(f"{name}={stack.enter_context(engine).url}" for name, engine in engines.items())
        app = stack.enter_context(App({"DOCKCYCLE_ENGINES": urls}, tmp_path / "app.log"))
        app.wait_live()
        yield app


def commands_of(screen: Screen, name: str) -> Any:
    """Choose a container and return the panel's commands."""
    card(screen, name).click()
    expect(screen.page.locator(".acts [data-command]").first).to_be_visible()
    return screen.page.locator(".acts")


def test_each_card_is_offered_what_its_own_engine_does(mixed: App, screens: OpenScreen) -> None:
    page = wait_for_commands(screens(mixed.url))
    page.until_live()

    assert commands_of(page, "loop-26").locator('[data-command="rename"]').is_disabled()
    assert commands_of(page, "loop-28").locator('[data-command="rename"]').is_enabled()
    assert commands_of(page, "pod-1").locator('[data-command="stop"]').is_disabled()


@pytest.mark.parametrize(("name", "has_signal"), [("web-20", False), ("loop-28", True)])
def test_a_stop_is_asked_for_a_signal_where_the_engine_has_it(
    mixed: App, screens: OpenScreen, name: str, has_signal: bool
) -> None:
    page = wait_for_commands(screens(mixed.url))
    page.until_live()
    commands_of(page, name).locator('[data-options="stop"]').click()
    form = page.page.locator("dialog[open] form[novalidate]")
    expect(form.locator('[name="timeout"]')).to_be_visible()

    assert form.locator('[name="signal"]').count() == int(has_signal)
    form.locator('[name="timeout"]').fill("5")
    if has_signal:
        expect(form.locator('[name="signal"]')).to_have_attribute("placeholder", "default")
        form.locator('[name="signal"]').fill("SIGINT")
        expect(form).to_contain_text(f"docker stop -s SIGINT -t 5 {name}")


def test_each_engine_is_called_by_its_product_and_version(mixed: App, screens: OpenScreen) -> None:
    page = screens(mixed.url)
    page.until_live()
    engines = page.page.locator("#engines .engine")

    expect(engines.filter(has_text="d28 · Docker 28.5.2")).to_have_attribute("title", "Docker 28.5.2 · Engine API 1.51")
    expect(engines.filter(has_text="pod · Podman 5.8.6")).to_have_attribute("title", "Podman 5.8.6 · Engine API 1.44")


def test_a_podman_that_does_not_answer_is_called_podman(screens: OpenScreen, tmp_path: Path) -> None:
    socket = tmp_path / "podman.sock"
    with App({"DOCKCYCLE_ENGINES": f"pod=unix://{socket}"}, tmp_path / "app.log") as app:
        page = screens(app.url)
        notice = page.page.locator("#notice")
        expect(notice).to_contain_text("Podman is not connected", timeout=10_000)
        expect(notice).to_contain_text(f"there is no socket at {socket}")
        expect(notice).not_to_contain_text("Docker")
