"""Commands from the picture on a real engine: every way a person has to give one, and what the page says of it."""

import json
from collections.abc import Iterator

import pytest

from tests.browser.conftest import OpenScreen
from tests.browser.pointer_input import card, drag, wait_for_commands
from tests.support.app import App
from tests.support.docker_cli import NO_NETWORK, DockerCli
from tests.support.dockerd import IMAGE
from tests.support.screen import Screen

pytestmark = [pytest.mark.engine, pytest.mark.browser]

QUICK = (*NO_NETWORK, "--stop-timeout", "1")
MANY = 50
_COUNT_ACTS = """
(() => {
  const send = WebSocket.prototype.send;
  const acts = [];
  WebSocket.prototype.send = function (data) {
    if (typeof data === "string" && data.includes('"act"')) acts.push(data);
    return send.call(this, data);
  };
  Object.defineProperty(window, "acts", { value: acts });
})();
"""


@pytest.fixture
def board(app: App, docker: DockerCli, screens: OpenScreen) -> Iterator[Screen]:
    """The board with `web`, which runs, `job`, which ended, and `new`, which never ran; it counts what it sends."""
    docker.run("web", "sleep", "600", options=QUICK)
    docker.run("job", "true", options=QUICK)
    docker("create", "--name", "new", *QUICK, IMAGE, "sleep", "600")
    screen = screens(app.url)
    screen.page.add_init_script(_COUNT_ACTS)
    screen.open("/")
    screen.until_live()
    screen.until_card("job", room="exited")
    screen.until_equal(docker)
    wait_for_commands(screen)
    yield screen
    screen.until_equal(docker)


def sent(screen: Screen) -> list[str]:
    """Return the commands that went to the server, in order."""
    frames: list[str] = screen.page.evaluate("acts")
    return [json.loads(frame[frame.index("[") :])[1]["command"] for frame in frames]


def opened(screen: Screen, name: str) -> None:
    """Open the panel of a container."""
    card(screen, name).click()
    screen.until(lambda: screen.page.locator("#panel h2").inner_text() == name, 5, f"the panel of {name}")


def button(screen: Screen, command: str) -> str:
    return f'#panel [data-command="{command}"]'


def until_said(screen: Screen, where: str, *words: str) -> None:
    """Wait until a part of the page says all of these."""
    part = screen.page.locator(where)
    screen.until(
        lambda: part.count() and all(word in part.first.inner_text() for word in words), 15, f"{where}: {words}"
    )


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
    name: str, commands: list[str], room: str, board: Screen
) -> None:
    opened(board, name)
    for command in commands:
        board.page.click(button(board, command))
        until_said(board, "#panel .result", f"docker {command} {name}", "done")
    board.until_card(name, room=room)
    assert sent(board) == commands


def test_what_is_not_legal_is_disabled_and_says_why(board: Screen) -> None:
    opened(board, "job")
    for command in ("stop", "kill", "pause", "unpause"):
        assert board.page.locator(button(board, command)).is_disabled()
    described = board.page.get_attribute(button(board, "pause"), "aria-describedby")
    assert "Only a running container can be paused" in (board.page.text_content(f"#{described}") or "")

    board.page.hover('#panel li[data-of="pause"]')
    until_said(board, "#panel .barred", "Only a running container can be paused")
    board.page.focus('#panel li[data-of="kill"]')
    until_said(board, "#panel .barred", "no process to signal")
    assert board.page.locator("#panel .acts code").inner_text() == "docker kill job"


def test_a_double_click_runs_once(board: Screen) -> None:
    opened(board, "web")
    board.page.dblclick(button(board, "restart"))
    until_said(board, "#panel .result", "docker restart web", "done")

    assert sent(board) == ["restart"]
    board.until_card("web", room="running")


def test_a_card_waits_from_the_click_until_the_answer(board: Screen, docker: DockerCli) -> None:
    docker.run("slow", "sleep", "600", options=(*NO_NETWORK, "--stop-timeout", "2"))
    board.until_card("slow", room="running")
    card(board, "slow").focus()
    board.page.keyboard.press("s")

    waits = board.page.locator('[data-container="slow"][data-pending][aria-busy="true"]')
    assert waits.count() == 1
    assert (board.card("slow") or {})["room"] == "running"
    board.until_card("slow", room="failed")
    board.until(lambda: waits.count() == 0, 5, "the end of the waiting")
    until_said(board, "#outcomes", "docker stop slow", "done")


def test_the_line_can_be_copied(app: App, board: Screen) -> None:
    board.page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=app.url)
    opened(board, "web")
    board.page.hover('#panel li[data-of="pause"]')
    board.page.click("#panel .acts .copy")

    board.until(
        lambda: board.page.locator("#panel .acts .copy").inner_text() == "Copied", 5, "the word that it is copied"
    )
    assert board.page.evaluate("navigator.clipboard.readText()") == "docker pause web"


def test_options_of_stop_stand_in_the_line_and_go_to_the_engine(board: Screen) -> None:
    opened(board, "web")
    board.page.click('#panel [data-options="stop"]')
    asks = board.page.locator("dialog.ask")
    asks.locator("[name=timeout]").fill("86401")
    assert asks.locator(".fault").inner_text() != ""
    assert asks.locator(".run").is_disabled()
    asks.locator("[name=timeout]").fill("0")
    assert asks.locator(".docker-line code").inner_text() == "docker stop -t 0 web"
    board.page.keyboard.press("Enter")

    until_said(board, "#panel .result", "docker stop -t 0 web", "done")
    board.until_card("web", room="failed", exitCode="137")


def test_kill_asks_first_and_names_what_is_lost(board: Screen, docker: DockerCli) -> None:
    opened(board, "web")
    board.page.click(button(board, "kill"))
    asks = board.page.locator("dialog.ask")
    words = asks.inner_text()
    assert "lost" in words
    assert docker.inspect("web")["Id"][:12] in words
    board.page.keyboard.press("Escape")
    board.until(lambda: asks.count() == 0, 5, "the question to go")
    assert sent(board) == []
    assert board.page.evaluate("document.activeElement.dataset.command") == "kill"

    board.page.click(button(board, "kill"))
    asks.locator("[name=signal]").fill("term")
    assert asks.locator(".docker-line code").inner_text() == "docker kill -s TERM web"
    asks.locator("[name=signal]").fill("KILL")
    asks.locator(".run").click()
    board.until_card("web", room="failed", exitCode="137")


def test_rm_f_needs_a_second_act(board: Screen) -> None:
    card(board, "web").focus()
    board.page.keyboard.press("Delete")
    asks = board.page.locator("dialog.ask")
    run = asks.locator(".run")
    board.until(run.is_visible, 5, "the question")
    assert run.is_disabled()
    asks.locator("[name=volumes]").check()
    board.page.keyboard.press("Enter")
    assert asks.is_visible()
    asks.locator("[name=sure]").check()
    assert asks.locator(".docker-line code").inner_text() == "docker rm -f -v web"
    run.click()

    board.until(lambda: board.card("web") is None, 10, "web to be gone")
    until_said(board, "#outcomes", "docker rm -f -v web", "done")
    assert board.page.evaluate("document.activeElement.id") == "map"


def test_rename_checks_the_name_while_one_types(board: Screen) -> None:
    card(board, "web").focus()
    board.page.keyboard.press("n")
    asks = board.page.locator("dialog.ask")
    name, run = asks.locator("[name=name]"), asks.locator(".run")
    for wrong in ("", "w", "-web", "web 1", "web", "job"):
        name.fill(wrong)
        assert run.is_disabled(), wrong
    assert "The name job is already used" in asks.locator(".fault").inner_text()
    name.fill("website")
    assert asks.locator(".docker-line code").inner_text() == "docker rename web website"
    board.page.keyboard.press("Enter")

    board.until_card("website", room="running")
    assert board.page.evaluate("document.activeElement.dataset.container") == "website"


def test_arrows_light_from_where_a_card_stands_and_run_their_command(board: Screen) -> None:
    card(board, "web").focus()
    legal = board.page.locator("[data-edge][data-legal]")
    board.until(lambda: legal.count() > 0, 5, "arrows to light up")
    lit = {(one.get_attribute("data-edge"), one.get_attribute("data-to")) for one in legal.all()}
    assert {("pause", "paused"), ("stop", "exited"), ("kill", "failed"), ("force-remove", "removed")} <= lit
    assert all(one.get_attribute("data-from") == "running" for one in legal.all())

    board.page.click('.pills [data-command="pause"]')
    board.until_card("web", room="paused")
    assert board.page.evaluate("document.activeElement.dataset.container") == "web"
    board.page.locator('.pills [data-command="kill"]').wait_for()  # a quiet arrow, seen while it is legal
    board.page.click('[data-edge="pause"] text')
    until_said(board, ".note", "A paused container cannot be paused again")


def test_keys_start_stop_pause_and_unpause(board: Screen) -> None:
    card(board, "new").focus()
    for key, room in (("s", "running"), ("p", "paused"), ("p", "running"), ("s", "failed")):
        board.page.keyboard.press(key)
        board.until_card("new", room=room)
        board.until(lambda: board.page.locator("[data-pending]").count() == 0, 5, "the answer")
        assert board.page.evaluate("document.activeElement.dataset.container") == "new"
    board.page.keyboard.press("p")
    until_said(board, ".note", "Only a paused container can be unpaused")


def test_the_menu_lists_what_is_legal_with_its_line(board: Screen) -> None:
    card(board, "new").focus()
    board.page.keyboard.press("m")
    menu = board.page.get_by_role("menu")
    board.until(menu.is_visible, 5, "the menu")
    items = menu.get_by_role("menuitem")
    assert [text.split("\n")[0] for text in items.all_inner_texts()] == ["start", "restart", "rename", "rm", "rm -f"]
    assert "docker start new" in items.first.inner_text()
    board.page.keyboard.press("Escape")
    assert menu.count() == 0
    assert board.page.evaluate("document.activeElement.dataset.container") == "new"

    card(board, "new").click(button="right")
    board.until(menu.is_visible, 5, "the menu")
    board.page.keyboard.press("ArrowDown")
    board.page.keyboard.press("ArrowUp")
    board.page.keyboard.press("Enter")
    board.until_card("new", room="running")
    assert sent(board) == ["start"]


def test_a_running_one_is_looked_into_from_its_card(board: Screen) -> None:
    card(board, "web").focus()
    board.page.keyboard.press("m")
    board.page.get_by_role("menu").locator('[data-command="exec"]').click()
    board.page.wait_for_url("**/containers/*/web#console")
    board.page.wait_for_selector('[data-act="open-exec"]:focus')
    board.page.wait_for_selector(".main-process:has-text('sleep')")  # the last that is asked for

    board.page.go_back()
    wait_for_commands(board)
    card(board, "web").focus()
    board.page.keyboard.press("a")
    board.page.wait_for_url("**/containers/*/web#console")
    board.page.wait_for_selector('[data-act="open-attach"]:focus')
    board.page.wait_for_selector(".shells button")
    board.page.go_back()


def test_a_drag_along_an_arrow_runs_its_command(board: Screen) -> None:
    drag(board, "web", "paused")
    board.until_card("web", room="paused")
    assert board.page.locator("#panel").is_hidden()
    drag(board, "web", "exited")  # no arrow is drawn there: one has to choose
    menu = board.page.get_by_role("menu")
    board.until(menu.is_visible, 5, "the choice")
    assert menu.locator("[data-command]").evaluate_all("(all) => all.map((one) => one.dataset.command)") == [
        "stop",
        "kill",
    ]
    menu.locator('[data-command="stop"]').click()
    board.until_card("web", room="failed")
    assert sent(board) == ["pause", "stop"]


def test_a_drag_to_where_nothing_leads_says_why_and_does_nothing(board: Screen) -> None:
    drag(board, "job", "paused", drop=False)
    until_said(board, ".dragged span", "Only a running container can be paused")
    board.page.keyboard.press("Escape")
    board.until(lambda: board.page.locator(".dragged").count() == 0, 5, "the end of the drag")
    board.page.mouse.up()
    drag(board, "job", "images")
    until_said(board, ".note", "No single command moves this container to Images")

    assert sent(board) == []
    assert (board.card("job") or {})["room"] == "exited"
    assert board.page.locator("[data-drop]").count() == 0


def test_what_the_engine_refuses_is_told_in_its_words(board: Screen, docker: DockerCli) -> None:
    docker("create", "--name", "broken", *QUICK, IMAGE, "no-such-program")
    board.until_card("broken", room="created")
    opened(board, "broken")
    board.page.click(button(board, "start"))

    until_said(board, "#panel .result", "docker start broken", "Message from the engine:", "no-such-program")
    board.until_card("broken", room="failed" if docker.ps()["broken"] == "exited" else "created")


def test_fifty_are_stopped_by_one_command_and_each_is_reported(board: Screen, docker: DockerCli) -> None:
    for index in range(MANY - 2):
        docker("create", "--name", f"many-{index:02}", *NO_NETWORK, IMAGE, "sleep", "600")
    board.until_equal(docker)
    card(board, "job").focus()
    board.page.keyboard.press("Space")
    card(board, "web").click(modifiers=["Control"])
    card(board, "many-00").click(modifiers=["Control"])
    card(board, f"many-{MANY - 3:02}").click(modifiers=["Shift"])
    until_said(board, "#bulk", f"{MANY} containers selected", f"rm {MANY - 1}", "stop 1")
    board.page.click('#bulk [data-command="remove"]')
    asks = board.page.locator("dialog.ask")
    board.until(asks.is_visible, 5, "the question")
    assert asks.locator(".affected li").count() == 21
    assert f"and {MANY - 21} more" in asks.inner_text()
    asks.locator(".run").click()

    until_said(board, "#outcomes", f"{MANY - 1} done", "1 refused")
    results = board.page.locator("#outcomes li")
    assert results.count() == MANY
    assert results.first.get_attribute("data-of") == "web"
    assert "A running container cannot be removed" in results.first.inner_text()
    assert sent(board) == ["remove"] * (MANY - 1)
    assert set(docker.ps()) == {"web", "new"}
    until_said(board, "#bulk", "1 container selected")
    board.page.keyboard.press("Escape")
    assert board.page.locator("#bulk").is_hidden()
