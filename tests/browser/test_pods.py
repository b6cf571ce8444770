"""Pods on the page: their names stand as headings and in the facts, and a search finds what is in them.

The engine says what a Podman 5.8 with one pod says; tests/matrix has the real one.
"""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from dockcycle.engine.docker.podman.podman import PODS_PATH
from tests.browser.conftest import OpenScreen
from tests.support.app import App
from tests.support.screen import Screen
from tests.support.scripted_http_server import CHUNKED, PODMAN_VERSION, Reply, ScriptedHttpServer, Write, answer
from tests.unit.engine.payloads import inspected

pytestmark = pytest.mark.browser

INFRA, WEB, WORKER, LONELY = (letter * 64 for letter in "abcd")
NAMES = {INFRA: "111111111111-infra", WEB: "web", WORKER: "blog-worker-1", LONELY: "lonely"}
POD = {"Id": "1" * 64, "Name": "shop", "Containers": [{"Id": id} for id in (INFRA, WEB, WORKER)]}


def _inspected(id: str) -> dict[str, Any]:
    """A container of the pod; the worker is of a Compose project too, the infra container has no image."""
    labels = {"com.docker.compose.project": "blog"} if id == WORKER else {}
    image, image_id = ("", "sha256:") if id == INFRA else ("localhost/busybox:latest", "sha256:e0a8")
    return inspected(config={"Labels": labels, "Image": image}, Id=id, Name=f"/{NAMES[id]}", Image=image_id)


@pytest.fixture
def podman() -> Iterator[ScriptedHttpServer]:
    """An engine with four containers, three of them in the pod; nothing happens on it."""
    ended = threading.Event()

    def quiet(write: Write) -> None:
        write(CHUNKED)
        ended.wait(60)

    rows = [{"Id": id, "Names": [f"/{name}"], "State": "running", "Status": "Up"} for id, name in NAMES.items()]
    replies: dict[str, Reply] = {f"GET /containers/{id}/json": answer(200, _inspected(id)) for id in NAMES}
    replies |= {
        "GET /version": answer(200, PODMAN_VERSION),
        "GET /containers/json": answer(200, rows),
        "GET /images/json": answer(200, []),
        f"GET {PODS_PATH}": answer(200, [POD]),
        "GET /events": quiet,
    }
    with ScriptedHttpServer(replies) as server:
        yield server
        ended.set()


@pytest.fixture
def pods(podman: ScriptedHttpServer, tmp_path: Path) -> Iterator[App]:
    """The app on that engine."""
    with App({"DOCKCYCLE_ENGINES": f"podman={podman.url}"}, tmp_path / "app.log") as app:
        app.wait_live()
        yield app


def opened(screens: OpenScreen, app: App, path: str) -> Screen:
    screen = screens(app.url, path)
    screen.until_live()
    return screen


def names(screen: Screen) -> set[str]:
    return {card["name"] for card in screen.cards()}


def test_a_pod_is_a_heading_and_a_project_goes_before_it(pods: App, screens: OpenScreen) -> None:
    running = opened(screens, pods, "/?group=project").page.locator('[data-room="running"]')

    expect(running.locator(".group")).to_have_text(["blog", "pod shop", "no project"])
    expect(running.locator('.group[data-pod="shop"]')).to_be_visible()
    expect(running.locator('[data-container="web"]')).to_have_attribute(
        "title", "web, Running, localhost/busybox:latest, pod shop"
    )
    expect(running.locator('[data-container="111111111111-infra"]')).to_have_attribute(
        "title", "111111111111-infra, Running, pod shop"
    )


def test_a_search_finds_what_is_in_a_pod(pods: App, screens: OpenScreen) -> None:
    screen = opened(screens, pods, "/")
    screen.page.fill("#q", "pod:shop")
    screen.until(lambda: names(screen) == {NAMES[INFRA], "web", "blog-worker-1"}, 10, "the containers of the pod")

    screen.page.fill("#q", "shop web")
    screen.until(lambda: names(screen) == {"web"}, 10, "what has both words")


def test_the_wall_shows_one_pod(pods: App, screens: OpenScreen) -> None:
    assert names(opened(screens, pods, "/wall?pod=shop")) == {NAMES[INFRA], "web", "blog-worker-1"}


@pytest.mark.parametrize("path", ["/#podman/web", "/containers/podman/web"])
def test_the_facts_name_the_pod(path: str, pods: App, screens: OpenScreen) -> None:
    page = opened(screens, pods, path).page

    expect(page.locator("dt", has_text="Pod").locator("xpath=following-sibling::dd[1]")).to_have_text("shop")


def test_the_engine_is_called_by_its_product(pods: App, screens: OpenScreen) -> None:
    expect(opened(screens, pods, "/").page.locator("#engines, .engines").first).to_contain_text(
        "podman · Podman 5.8.6 · live"
    )


def test_a_container_without_an_image_has_none_in_its_head(pods: App, screens: OpenScreen) -> None:
    page = opened(screens, pods, f"/containers/podman/{NAMES[INFRA]}").page

    expect(page.locator("header")).not_to_contain_text("· a")
    expect(page.locator("header")).to_contain_text("aaaaaaaaaaaa")
