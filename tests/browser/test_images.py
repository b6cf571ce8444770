"""The page of images on a real engine: it equals `docker images`, follows what happens, removes and prunes."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.conftest import OpenScreen
from tests.support.app import App
from tests.support.docker_cli import NO_NETWORK, DockerCli
from tests.support.dockerd import IMAGE
from tests.support.screen import Screen

pytestmark = [pytest.mark.engine, pytest.mark.browser]

_ROWS = """
() => [...document.querySelectorAll("tr[data-image]")].map((row) => ({
  name: row.dataset.image,
  users: [...row.querySelectorAll("a.container")].map(({ title, dataset }) => [title.split(" (")[0], dataset.state]),
}))
"""


@pytest.fixture
def images(app: App, docker: DockerCli, screens: OpenScreen) -> Iterator[Screen]:
    """The page, live; what the test named is removed afterwards."""
    before = set(names_of(docker))
    screen = screens(app.url, "/images")
    screen.until_live()
    yield screen
    docker.clean()
    for name in set(names_of(docker)) - before:
        docker("rmi", "-f", name)
    docker("image", "prune", "-f")


def names_of(docker: DockerCli) -> list[str]:
    """Return every image as `docker images` names it: its name, or its short id."""
    lines = docker("images", "--format", "{{.Repository}}:{{.Tag}} {{.ID}}").splitlines()
    pairs = [line.split() for line in lines]
    return [id if name.startswith("<none>") else name for name, id in pairs]


def rows(screen: Screen) -> dict[str, dict[str, str]]:
    """Return who uses each image, and in which state."""
    return {row["name"]: dict(row["users"]) for row in screen.page.evaluate(_ROWS)}


def until_equal(screen: Screen, docker: DockerCli) -> None:
    """Wait until the page has the rows of `docker images`."""
    screen.until(lambda: sorted(rows(screen)) == sorted(names_of(docker)), 15, "the rows of docker images")


def fresh_image(docker: DockerCli, name: str) -> str:
    """Make an image of its own with this name, which whoever had it loses, and return its short id."""
    container = docker("create", *NO_NETWORK, IMAGE, "true")
    id = docker("commit", container, name)
    docker("rm", container)
    return id.removeprefix("sha256:")[:12]


def remove(screen: Screen, name: str) -> None:
    screen.page.click(f'[data-image="{name}"] [data-command="remove-image"]')


def test_the_rows_are_docker_images_and_follow_every_change(images: Screen, docker: DockerCli) -> None:
    until_equal(images, docker)
    docker("tag", IMAGE, "team/tool:2.1")
    until_equal(images, docker)
    docker("run", "-d", "--name", "user-1", *NO_NETWORK, IMAGE, "sleep", "600")
    images.until(lambda: rows(images)["team/tool:2.1"] == {"user-1": "running"}, 10, "who uses it")
    docker("kill", "user-1")
    images.until(lambda: rows(images)[IMAGE] == {"user-1": "failed"}, 10, "how its user stands")
    docker("rm", "user-1")
    images.until(lambda: rows(images)[IMAGE] == {}, 10, "nobody who uses it")
    docker("rmi", "team/tool:2.1")
    until_equal(images, docker)
    assert len(images.documents) == 1, "the page was loaded again"


def test_a_user_is_a_link_to_its_card(images: Screen, docker: DockerCli) -> None:
    docker("create", "--name", "user-1", *NO_NETWORK, IMAGE)
    images.page.click(f'[data-image="{IMAGE}"] a.container')

    images.until(lambda: images.page.locator("#panel-title").inner_text() == "user-1", 10, "the panel of the user")


def test_one_name_of_several_is_removed_and_the_image_stays(images: Screen, docker: DockerCli) -> None:
    docker("tag", IMAGE, "team/tool:2.1")
    until_equal(images, docker)
    remove(images, "team/tool:2.1")
    dialog = images.page.locator("dialog[open]")
    assert "Only this name is removed" in dialog.inner_text()
    assert dialog.locator("code").inner_text() == "docker rmi team/tool:2.1"
    dialog.locator(".danger").click()

    images.until(lambda: "team/tool:2.1" not in rows(images), 10, "the name to go")
    until_equal(images, docker)
    images.until(lambda: "docker rmi team/tool:2.1" in images.page.locator("#outcome").inner_text(), 5, "what was done")


@pytest.mark.parametrize(("verb", "left"), [("run -d", {"user-1": "running"}), ("create", None)])
def test_an_image_in_use_names_its_users_and_goes_by_force_only(
    verb: str, left: dict[str, str] | None, images: Screen, docker: DockerCli
) -> None:
    id = fresh_image(docker, "team/used:1")
    docker(*verb.split(), "--name", "user-1", *NO_NETWORK, "team/used:1", "sleep", "600")
    until_equal(images, docker)
    images.until(lambda: rows(images).get("team/used:1", {}).keys() == {"user-1"}, 10, "who uses it")
    remove(images, "team/used:1")
    dialog = images.page.locator("dialog[open]")
    assert "1 container was created from this image" in dialog.inner_text()
    assert dialog.locator("a.container").inner_text().startswith("user-1")
    dialog.locator(".danger").click()

    images.forgive_refusal(409)
    assert "1 container uses the image" in dialog.inner_text()
    assert dialog.locator("a.container").inner_text().startswith("user-1")
    assert "team/used:1" in rows(images), "it was removed without a second word"
    assert dialog.locator("form > .docker-line code").inner_text() == "docker rmi -f team/used:1"
    dialog.locator(".danger").click()
    images.until(lambda: "team/used:1" not in rows(images), 10, "the name to go")
    images.until(lambda: rows(images).get(id) == left, 10, "what is left of it")
    until_equal(images, docker)


def test_prune_shows_what_will_go_and_takes_no_more(images: Screen, docker: DockerCli) -> None:
    gone, kept, _named = (fresh_image(docker, "team/built:1") for _ in range(3))
    docker("create", "--name", "user-1", *NO_NETWORK, kept)
    until_equal(images, docker)
    images.until(lambda: rows(images)[kept] == {"user-1": "created"}, 10, "the user")
    images.page.click('[data-command="prune-images"]')
    dialog = images.page.locator("dialog[open]")
    images.until(lambda: dialog.locator(".preview code").all_inner_texts() == [gone], 10, "what will go")
    dialog.locator(".danger").click()

    until_equal(images, docker)
    assert gone not in rows(images)
    assert {kept, "team/built:1"} <= set(rows(images))
    images.until(lambda: "docker image prune" in images.page.locator("#outcome").inner_text(), 5, "what was done")


def test_who_may_only_look_is_told_why_nothing_can_be_done(
    engine_url: str, tmp_path: Path, screens: OpenScreen
) -> None:
    settings = {"DOCKCYCLE_ENGINES": f"local={engine_url}", "DOCKCYCLE_MODE": "operate"}
    with App(settings, tmp_path / "log") as operate:
        screen = screens(operate.url, "/images")
        screen.until(lambda: IMAGE in rows(screen), 10, "the images")
        barred = screen.page.locator('.tools [data-command][aria-disabled="true"]')
        assert {one.get_attribute("data-command") for one in barred.all()} == {"create", "prune-images"}
        row = screen.page.locator(f'[data-image="{IMAGE}"] [data-command="remove-image"]')
        assert "operate" in (row.get_attribute("title") or "")
        row.click(force=True)  # as a hand does, which does not ask whether it may
        assert screen.page.locator("dialog[open]").count() == 0


def test_it_says_that_it_is_lost_and_comes_back(engine_url: str, tmp_path: Path, screens: OpenScreen) -> None:
    with App({"DOCKCYCLE_ENGINES": f"local={engine_url}"}, tmp_path / "log") as own:
        own.wait_live()
        screen = screens(own.url, "/images")
        screen.until_live()
        own.stop()
        screen.until_live("lost")
        assert "No connection" in screen.page.locator("#news").inner_text()
        assert IMAGE in rows(screen)
        own.start()
        screen.until_live()
    screen.complaints.clear()  # a browser notes each try to reach a server that is not there
