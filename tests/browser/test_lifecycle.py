"""The whole lifecycle of a container in the browser, without a terminal: from a registry to gone, helped on the way."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Locator

from tests.browser.conftest import OpenScreen
from tests.browser.page_user import PageUser
from tests.browser.pointer_input import wait_for_commands
from tests.support.app import App
from tests.support.docker_cli import DockerCli
from tests.support.registry import CREDENTIALS, Forwarder, Registry, push_layers

pytestmark = [pytest.mark.engine, pytest.mark.browser]


@pytest.fixture
def own_app(engine_url: str, docker: DockerCli, tmp_path: Path) -> Iterator[App]:
    """The app on the engine of the tests, which is left without the images that were pulled."""
    with App({"DOCKCYCLE_ENGINES": f"local={engine_url}"}, tmp_path / "log") as app:
        app.wait_live()
        yield app
    docker.clean()
    names = docker("images", "--format", "{{.Repository}}:{{.Tag}}").splitlines()
    for name in (name for name in names if name.startswith("127.0.0.1")):
        docker("rmi", "-f", name, ok=False)


@dataclass
class Published:
    """An image for everybody, its layers held in the middle until they are released, and one behind a password."""

    open_name: str
    closed_name: str
    release: Callable[[], None]


@pytest.fixture
def published(registry: Registry, private_registry: Registry, docker: DockerCli) -> Iterator[Published]:
    """Both images in their registries, none of them on the engine."""
    slow = Forwarder(registry.host)
    push_layers(docker, f"{registry.host}/team/open:1", registry)
    push_layers(docker, f"{private_registry.host}/team/closed:1", private_registry)
    yield Published(f"{slow.host}/team/open:1", f"{private_registry.host}/team/closed:1", slow.release)
    slow.close()


def test_from_the_registry_to_gone(own_app: App, published: Published, docker: DockerCli, screens: OpenScreen) -> None:
    open_name, closed_name = published.open_name, published.closed_name
    images = PageUser(screens(own_app.url, "/images"))
    images.pull(open_name)
    images.screen.until(lambda: "downloading" in images.layers(), 20, "layers on their way")
    published.release()
    images.until_pulled(open_name, "done")
    images.pull(closed_name)
    images.until_pulled(closed_name, "failed")
    assert images.page.locator('.pull-card[data-pull-state="failed"] .trouble').first.inner_text().strip()
    images.pull(closed_name, CREDENTIALS.password)
    images.until_pulled(closed_name, "done")

    board = PageUser(wait_for_commands(screens(own_app.url)))
    shell_without_terminal(board, open_name)
    shell_with_terminal(board, open_name)
    the_name_again(board, open_name)
    rm_and_rmi(board, images, open_name)
    board.screen.until_equal(docker)
    assert open_name not in docker("images", "--format", "{{.Repository}}:{{.Tag}}").splitlines()


def shell_without_terminal(board: PageUser, image: str) -> None:
    """It passes through Running to Exited 0, and the panel says why."""
    board.create(image, "brief", "sh")
    board.open("brief")
    board.says("Created", "docker start brief")
    board.press("start")
    board.screen.until_card("brief", room="exited", exitCode="0")
    board.screen.until_lit(("start", "created", "running"), ("exit", "running", "exited"))
    board.says("no terminal to read from", "-it")


def shell_with_terminal(board: PageUser, image: str) -> None:
    """With -it it stays up and goes all the ways there are."""
    board.create(image, "shell", "sh", terminal=True)
    board.open("shell")
    for command, room in (("start", "running"), ("pause", "paused"), ("unpause", "running")):
        board.press(command)
        board.screen.until_card("shell", room=room)
        board.says(f"docker {command} shell", "done")
    board.page.click('#panel [data-options="stop"]')
    board.ask("ask").locator("[name=timeout]").fill("1")
    board.page.keyboard.press("Enter")
    board.screen.until_card("shell", room="failed", exitCode="137")
    board.says("did not end within 1 s")
    board.press("start")
    board.screen.until_card("shell", room="running")
    board.press("kill")
    board.ask("ask").locator(".run").click()
    board.screen.until_card("shell", room="failed", exitCode="137")
    board.says("Killed with docker kill")
    board.press("rename")
    board.ask("ask").locator("[name=name]").fill("old-shell")
    board.page.keyboard.press("Enter")
    board.screen.until_card("old-shell", room="failed")


def the_name_again(board: PageUser, image: str) -> None:
    """The name is taken: the form says by whom, and that one can be renamed from there."""
    board.create(image, "shell", "sleep 600")
    dialog = board.fill(image, "shell", "sleep 600")
    dialog.locator('button[value="run"]').click()
    trouble = dialog.locator("footer > .trouble")
    board.screen.until(lambda: trouble.locator("a.container").count() == 1, 10, "who has the name")
    board.screen.forgive_refusal(409)
    trouble.locator("button", has_text="Rename that container").click()
    board.ask("ask").locator("[name=name]").fill("shell-before")
    board.ask("ask").locator(".run").click()
    board.screen.until_card("shell-before", room="created")
    dialog.locator('button[value="run"]').click()
    board.screen.until_card("shell", room="running")


def rm_and_rmi(board: PageUser, images: PageUser, image: str) -> None:
    """The image cannot go while they use it; rm and rm -f clear the way."""
    board.open("brief")
    board.press("remove")
    board.ask("ask").locator(".run").click()
    board.screen.until(lambda: board.screen.card("brief") is None, 10, "brief to be gone")
    dialog = remove_image(images, image)
    users = dialog.locator("a.container")
    images.screen.until(lambda: users.count() == 3, 10, "who uses the image")
    images.screen.forgive_refusal(409)
    images.page.keyboard.press("Escape")
    for name in ("old-shell", "shell-before"):
        board.open(name)
        board.press("remove")
        board.ask("ask").locator(".run").click()
    board.screen.until(lambda: board.screen.card("shell-before") is None, 10, "the stopped ones to be gone")
    board.open("shell")
    board.press("force-remove")
    asks = board.ask("ask")
    asks.locator("[name=sure]").check()
    asks.locator(".run").click()
    board.screen.until(lambda: board.screen.card("shell") is None, 10, "shell to be gone")
    remove_image(images, image)
    row = images.page.locator(f'tr[data-image="{image}"]')
    images.screen.until(lambda: row.count() == 0, 10, "the image to be gone")


def remove_image(images: PageUser, image: str) -> Locator:
    """Ask for the removal of an image and say yes."""
    images.page.locator(f'tr[data-image="{image}"] [data-command="remove-image"]').click()
    dialog = images.ask("remove-image")
    dialog.locator(".danger").click()
    return dialog


def test_another_one_like_it(own_app: App, docker: DockerCli, screens: OpenScreen) -> None:
    labels = ("--label", "team=blue", "--label", "com.docker.compose.project=shop")
    docker.run("first", "sleep", "600", options=("--network", "none", "-e", "A=it is", "-e", "B=b", *labels))
    board = PageUser(wait_for_commands(screens(own_app.url)))
    board.screen.until_card("first", room="running")
    board.open("first")
    board.page.click('#panel [data-act="clone"]')
    dialog = board.ask("create")
    board.screen.until(lambda: dialog.locator("#create-command").input_value() == "sleep 600", 10, "its settings")
    assert dialog.locator("#create-name").input_value() == ""
    assert "project shop" in dialog.inner_text()
    values = dialog.get_by_label("Variable value")
    assert [one.input_value() for one in values.all()] == ["••••••", "••••••", ""]
    board.screen.until(lambda: "-e 'A=••••••' -e 'B=••••••'" in dialog.inner_text(), 10, "the docker line")
    values.nth(1).fill("typed")
    dialog.locator("#create-name").fill("second")
    dialog.locator('button[value="run"]').click()

    board.screen.until_card("second", room="running")
    assert "it is" not in board.page.locator("#outcome").inner_text()
    made = docker.inspect("second")
    assert {"A=it is", "B=typed"} <= set(made["Config"]["Env"])
    assert made["Config"]["Labels"] == {"team": "blue"}
    assert made["HostConfig"]["NetworkMode"] == "none"


def test_the_hidden_values_of_another_one_are_shown_when_somebody_asks(
    own_app: App, docker: DockerCli, screens: OpenScreen
) -> None:
    project = "com.docker.compose.project=shop"
    docker.run("first", "sleep", "600", options=("--network", "none", "-e", "A=it is", "--label", project))
    board = PageUser(wait_for_commands(screens(own_app.url)))
    board.screen.until_card("first", room="running")
    board.open("first")
    board.page.click('#panel [data-act="clone"]')
    dialog = board.ask("create")
    value = dialog.get_by_label("Variable value").first
    board.screen.until(lambda: value.input_value() == "••••••", 10, "its settings")
    dialog.locator("#create-name").fill("second")

    dialog.get_by_role("button", name="Show masked values").click()
    board.screen.until(lambda: value.input_value() == "it is", 10, "the value")
    dialog.locator("#create-compose").check()

    assert dialog.locator("#create-name").input_value() == "second"
    assert dialog.get_by_role("button", name="Show masked values").count() == 0
    board.screen.until(lambda: f"-e 'A=it is' --label {project}" in dialog.inner_text(), 10, "the docker line")
    assert "were shown to duplicate the container" in own_app.log_text()
