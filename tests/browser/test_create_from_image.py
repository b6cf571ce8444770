"""The create dialog on the practice engine: opened from an image, for an image to pull, on the images page."""

import pytest

from tests.browser.conftest import OpenScreen
from tests.browser.create_form import CreateForm
from tests.support.app import App

pytestmark = [pytest.mark.engine, pytest.mark.browser]


def test_the_images_page_frees_a_taken_name_with_the_same_dialog(screens: OpenScreen, practice: App) -> None:
    form = CreateForm(screens(practice.url, "/images"), "busybox:latest")
    form.screen.until_live()
    form.make("used-here", start=False)
    form.open()
    form.fill(name="used-here")
    form.press(start=False)

    form.dialog.locator("button", has_text="Rename that container").click()
    form.screen.forgive_refusal(409)
    form.ask.locator("[name=name]").fill("free now")
    assert form.ask.locator(".run").is_disabled()
    form.ask.locator("[name=name]").fill("used-before")
    assert form.ask.locator("code").last.inner_text() == "docker rename used-here used-before"
    form.ask.locator(".run").click()
    form.screen.until(lambda: "used-here is free" in form.dialog.inner_text(), 10, "the free name")
    form.press(start=False)
    form.screen.until(lambda: form.dialog.count() == 0, 20, "the form to close")


def test_an_image_of_the_picture_opens_the_form_with_it(practice: App, screens: OpenScreen) -> None:
    screen = screens(practice.url)
    screen.page.click('[data-room="images"] [data-image="redis:8"]')

    screen.until(lambda: screen.page.locator("#create-image").count() == 1, 10, "the form")
    assert screen.page.input_value("#create-image") == "redis:8"


def test_an_image_that_is_not_here_is_pulled_first(practice: App, screens: OpenScreen) -> None:
    screen = screens(practice.url)
    form = CreateForm(screen, "memcached:1.6")
    form.open()
    form.fill(name="pulled-first", command="")
    assert "first pulls" in screen.page.locator("#create-image-hint").inner_text()
    form.press(start=True)

    screen.until(lambda: form.dialog.locator(".pull-card").count() == 1, 10, "the pull")
    screen.until(lambda: form.dialog.count() == 0, 60, "the form to close")
    screen.until_card("pulled-first", room="running")
