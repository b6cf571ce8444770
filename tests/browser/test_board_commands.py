"""Commands from the panel of the board on a real engine: buttons, options, questions, refusals, many at once."""

import pytest

from tests.browser.board_commands import QUICK, button, open_panel, sent, until_said
from tests.browser.pointer_input import card
from tests.support.app import App
from tests.support.docker_cli import NO_NETWORK, DockerCli
from tests.support.dockerd import IMAGE
from tests.support.screen import Screen

pytestmark = [pytest.mark.engine, pytest.mark.browser]
MANY = 50


@pytest.mark.parametrize(
    ("name", "commands", "room"),
    [
        ("new", ["start"], "running"),
        ("web", ["pause"], "paused"),
        ("web", ["pause", "unpause"], "running"),
        ("web", ["stop"], "failed"),
        ("job", ["restart"], "exited"),
    ],
)
def test_a_button_runs_its_command_and_the_panel_tells_the_line(
    name: str, commands: list[str], room: str, command_board: Screen
) -> None:
    open_panel(command_board, name)
    for command in commands:
        command_board.page.click(button(command_board, command))
        until_said(command_board, "#panel .result", f"docker {command} {name}", "done")
    command_board.until_card(name, room=room)
    assert sent(command_board) == commands


def test_what_is_not_legal_is_disabled_and_says_why(command_board: Screen) -> None:
    open_panel(command_board, "job")
    for command in ("stop", "kill", "pause", "unpause"):
        assert command_board.page.locator(button(command_board, command)).is_disabled()
    described = command_board.page.get_attribute(button(command_board, "pause"), "aria-describedby")
    assert "Only a running container can be paused" in (command_board.page.text_content(f"#{described}") or "")

    command_board.page.hover('#panel li[data-of="pause"]')
    until_said(command_board, "#panel .barred", "Only a running container can be paused")
    command_board.page.focus('#panel li[data-of="kill"]')
    until_said(command_board, "#panel .barred", "no process to signal")
    assert command_board.page.locator("#panel .acts code").inner_text() == "docker kill job"


def test_a_double_click_runs_once(command_board: Screen) -> None:
    open_panel(command_board, "web")
    command_board.page.dblclick(button(command_board, "restart"))
    until_said(command_board, "#panel .result", "docker restart web", "done")

    assert sent(command_board) == ["restart"]
    command_board.until_card("web", room="running")


def test_a_card_waits_from_the_click_until_the_answer(command_board: Screen, docker: DockerCli) -> None:
    docker.run("slow", "sleep", "600", options=(*NO_NETWORK, "--stop-timeout", "2"))
    command_board.until_card("slow", room="running")
    card(command_board, "slow").focus()
    command_board.page.keyboard.press("s")
    command_board.page.locator("dialog.ask [name=timeout]:focus").wait_for()
    command_board.page.keyboard.press("Enter")

    waits = command_board.page.locator('[data-container="slow"][data-pending][aria-busy="true"]')
    waits.wait_for()
    assert (command_board.card("slow") or {})["room"] == "running"
    command_board.until_card("slow", room="failed")
    command_board.until(lambda: waits.count() == 0, 5, "the end of the waiting")
    until_said(command_board, "#outcomes", "docker stop slow", "done")


def test_the_line_can_be_copied(app: App, command_board: Screen) -> None:
    command_board.page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=app.url)
    open_panel(command_board, "web")
    command_board.page.hover('#panel li[data-of="pause"]')
    command_board.page.click("#panel .acts .copy")

    command_board.until(
        lambda: command_board.page.locator("#panel .acts .copy").inner_text() == "Copied",
        5,
        "the word that it is copied",
    )
    assert command_board.page.evaluate("navigator.clipboard.readText()") == "docker pause web"


def test_options_of_stop_stand_in_the_line_and_go_to_the_engine(command_board: Screen) -> None:
    open_panel(command_board, "web")
    command_board.page.click('#panel [data-options="stop"]')
    asks = command_board.page.locator("dialog.ask")
    asks.locator("[name=timeout]").fill("86401")
    assert asks.locator(".fault").inner_text() != ""
    assert asks.locator(".run").is_disabled()
    asks.locator("[name=timeout]").fill("0")
    assert asks.locator(".docker-line code").inner_text() == "docker stop -t 0 web"
    command_board.page.keyboard.press("Enter")

    until_said(command_board, "#panel .result", "docker stop -t 0 web", "done")
    command_board.until_card("web", room="failed", exitCode="137")


def test_kill_asks_first_and_names_what_is_lost(command_board: Screen, docker: DockerCli) -> None:
    open_panel(command_board, "web")
    command_board.page.click(button(command_board, "kill"))
    asks = command_board.page.locator("dialog.ask")
    words = asks.inner_text()
    assert "lost" in words
    assert docker.inspect("web")["Id"][:12] in words
    command_board.page.keyboard.press("Escape")
    command_board.until(lambda: asks.count() == 0, 5, "the question to go")
    assert sent(command_board) == []
    assert command_board.page.evaluate("document.activeElement.dataset.command") == "kill"

    command_board.page.click(button(command_board, "kill"))
    asks.locator("[name=signal]").fill("term")
    assert asks.locator(".docker-line code").inner_text() == "docker kill -s TERM web"
    asks.locator("[name=signal]").fill("KILL")
    asks.locator(".run").click()
    command_board.until_card("web", room="failed", exitCode="137")


def test_rm_f_needs_a_second_act(command_board: Screen) -> None:
    card(command_board, "web").focus()
    command_board.page.keyboard.press("Delete")
    asks = command_board.page.locator("dialog.ask")
    run = asks.locator(".run")
    command_board.until(run.is_visible, 5, "the question")
    assert run.is_disabled()
    asks.locator("[name=volumes]").check()
    command_board.page.keyboard.press("Enter")
    assert asks.is_visible()
    asks.locator("[name=sure]").check()
    assert asks.locator(".docker-line code").inner_text() == "docker rm -f -v web"
    run.click()

    command_board.until(lambda: command_board.card("web") is None, 10, "web to be gone")
    until_said(command_board, "#outcomes", "docker rm -f -v web", "done")
    assert command_board.page.evaluate("document.activeElement.id") == "map"


def test_rename_checks_the_name_while_one_types(command_board: Screen) -> None:
    card(command_board, "web").focus()
    command_board.page.keyboard.press("n")
    asks = command_board.page.locator("dialog.ask")
    name, run = asks.locator("[name=name]"), asks.locator(".run")
    for wrong in ("", "w", "-web", "web 1", "web", "job"):
        name.fill(wrong)
        assert run.is_disabled(), wrong
    assert "The name job is already used" in asks.locator(".fault").inner_text()
    name.fill("website")
    assert asks.locator(".docker-line code").inner_text() == "docker rename web website"
    command_board.page.keyboard.press("Enter")

    command_board.until_card("website", room="running")
    assert command_board.page.evaluate("document.activeElement.dataset.container") == "website"


def test_what_the_engine_refuses_is_told_in_its_words(command_board: Screen, docker: DockerCli) -> None:
    docker("create", "--name", "broken", *QUICK, IMAGE, "no-such-program")
    command_board.until_card("broken", room="created")
    open_panel(command_board, "broken")
    command_board.page.click(button(command_board, "start"))

    until_said(command_board, "#panel .result", "docker start broken", "Message from the engine:", "no-such-program")
    command_board.until_card("broken", room="failed" if docker.ps()["broken"] == "exited" else "created")


def test_fifty_are_stopped_by_one_command_and_each_is_reported(command_board: Screen, docker: DockerCli) -> None:
    for index in range(MANY - 2):
        docker("create", "--name", f"many-{index:02}", *NO_NETWORK, IMAGE, "sleep", "600")
    command_board.until_equal(docker)
    card(command_board, "job").focus()
    command_board.page.keyboard.press("Space")
    card(command_board, "web").click(modifiers=["Control"])
    card(command_board, "many-00").click(modifiers=["Control"])
    card(command_board, f"many-{MANY - 3:02}").click(modifiers=["Shift"])
    until_said(command_board, "#bulk", f"{MANY} containers selected", f"rm {MANY - 1}", "stop 1")
    command_board.page.click('#bulk [data-command="remove"]')
    asks = command_board.page.locator("dialog.ask")
    command_board.until(asks.is_visible, 5, "the question")
    assert asks.locator(".affected li").count() == 21
    assert f"and {MANY - 21} more" in asks.inner_text()
    asks.locator(".run").click()

    until_said(command_board, "#outcomes", f"{MANY - 1} done", "1 refused")
    results = command_board.page.locator("#outcomes li")
    assert results.count() == MANY
    assert results.first.get_attribute("data-of") == "web"
    assert "A running container cannot be removed" in results.first.inner_text()
    assert sent(command_board) == ["remove"] * (MANY - 1)
    assert set(docker.ps()) == {"web", "new"}
    until_said(command_board, "#bulk", "1 container selected")
    command_board.page.keyboard.press("Escape")
    assert command_board.page.locator("#bulk").is_hidden()
