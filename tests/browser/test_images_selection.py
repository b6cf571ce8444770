"""Several images at once, their history and new names, on a practice engine of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator

from tests.browser.board_commands import until_said
from tests.browser.conftest import OpenScreen
from tests.browser.test_axe import violations
from tests.support.app import App
from tests.support.screen import Screen

pytestmark = pytest.mark.browser


@pytest.fixture
def images(tmp_path: Path, screens: OpenScreen) -> Iterator[Screen]:
    """The page with all images of a fleet that does not change."""
    with App({"DOCKCYCLE_ENGINES": "lab=practice://?life=0"}, tmp_path / "app.log") as app:
        app.wait_live()
        screen = screens(app.url, "/images")
        row(screen, "redis:8").wait_for()
        yield screen


def row(screen: Screen, name: str) -> Locator:
    return screen.page.locator(f'tr[data-image="{name}"]')


def names(screen: Screen) -> set[str]:
    return set(screen.page.locator("tr[data-image]").evaluate_all("(all) => all.map((one) => one.dataset.image)"))


def test_a_range_all_and_the_unused_are_selected(images: Screen) -> None:
    count = len(names(images))
    row(images, "bash:latest").locator("input").click()
    row(images, "grafana/grafana:12.2").locator("input").click(modifiers=["Shift"])
    until_said(images, "#images-bulk", "4 images selected")
    images.page.click("thead input")
    until_said(images, "#images-bulk", f"{count} images selected")
    images.page.keyboard.press("Escape")
    images.page.click(".select-unused")
    until_said(images, "#images-bulk", "2 images selected")
    assert images.page.locator("tr[data-selected]").count() == 2
    assert violations(images) == []
    images.page.click("#images-bulk button:last-child")
    assert images.page.locator("#images-bulk").is_hidden()
    row(images, "bash:latest").focus()
    images.page.keyboard.press("Space")
    until_said(images, "#images-bulk", "1 image selected")


def test_each_removal_has_its_result(images: Screen) -> None:
    for name in ("busybox:latest", "redis:8"):
        row(images, name).locator("input").click()
    images.page.keyboard.press("Escape")
    images.until(lambda: images.page.locator("tr[data-selected]").count() == 0, 5, "no selection")
    for name in ("busybox:latest", "redis:8"):
        row(images, name).locator("input").click()
    images.page.click("#images-bulk .danger")
    dialog = images.page.locator("dialog.remove-images")
    until_said(images, "dialog.remove-images", "1 image is in use", "docker rmi")
    assert violations(images, "dialog.remove-images") == []
    dialog.locator("button.danger").click()

    until_said(images, "dialog.remove-images", "1 of 2 removed, 1 not removed", "container uses the image redis:8")
    images.forgive_refusal(409)
    dialog.locator(".buttons button").first.click()
    images.until(lambda: "busybox:latest" not in names(images), 5, "busybox to be gone")
    until_said(images, "#images-bulk", "1 image selected")


def test_the_history_shows_the_layers(images: Screen) -> None:
    row(images, "nginx:1.29").locator("[data-command=image-history]").click()

    until_said(images, "dialog.image-history", "4 layers", "ENTRYPOINT", "docker history --no-trunc nginx:1.29")
    assert images.page.locator(".steps li[data-layer]").count() == 4
    assert violations(images, "dialog.image-history") == []


def test_a_new_name_is_checked_and_moves_from_another_image(images: Screen) -> None:
    row(images, "busybox:latest").locator("[data-command=tag-image]").click()
    dialog = images.page.locator("dialog.tag-image")
    field = dialog.locator("#tag-target")
    field.wait_for()
    assert dialog.locator(".primary").is_disabled()
    field.fill("team/Not-Valid")
    dialog.locator(".primary").click()
    until_said(images, "dialog.tag-image", "cannot contain capital letters")
    images.forgive_refusal(400)
    field.fill("hello-world")
    until_said(images, "dialog.tag-image", "Another image has the name hello-world:latest now and loses it")
    assert violations(images, "dialog.tag-image") == []
    images.page.keyboard.press("Enter")

    until_said(images, "#outcome", "docker tag busybox:latest hello-world:latest")
    images.page.locator("tr[data-dangling]", has_text="untagged").wait_for()
    ids = [row(images, name).locator("code").inner_text() for name in ("busybox:latest", "hello-world:latest")]
    assert ids[0] == ids[1]


def test_a_success_can_be_dismissed(images: Screen) -> None:
    images.page.keyboard.press("i")
    images.page.locator("#pull-reference").fill("alpine")
    images.page.keyboard.press("Enter")
    card = images.page.locator('.pull-card[data-pull-state="done"]')
    card.wait_for()
    card.locator(".dismiss").click()
    card.wait_for(state="detached")
    assert images.page.locator("#pulls").is_hidden()
