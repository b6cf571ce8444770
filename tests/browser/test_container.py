"""The page of one container on a real engine: its way, its commands, its inside."""

from collections.abc import Callable

import pytest

from tests.support.api_client import ApiClient
from tests.support.app import App
from tests.support.docker_cli import DockerCli
from tests.support.dockerd import IMAGE
from tests.support.screen import Screen

pytestmark = [pytest.mark.engine, pytest.mark.browser]
OpenScreen = Callable[..., Screen]


def opened(screens: OpenScreen, app: App, name: str, tab: str = "logs") -> Screen:
    """Open the page of a container on one of its tabs."""
    return screens(app.url, f"/containers/local/{name}#{tab}")


def name_of(api_client: ApiClient, id: str) -> str:
    api_client.until(id, lambda one: one["name"])
    container = api_client.container(id)
    assert container is not None
    return str(container["name"])


def test_it_stands_where_the_board_has_it_and_moves(screens: OpenScreen, app: App, api_client: ApiClient) -> None:
    id = api_client.run()
    screen = opened(screens, app, name_of(api_client, id))
    screen.page.wait_for_selector(f'[data-room="running"] [data-id="{id}"]')

    api_client.act("pause", id)

    screen.page.wait_for_selector(f'[data-room="paused"] [data-id="{id}"]')
    screen.page.wait_for_selector('[data-edge="pause"][data-walked]', state="attached")


NOTE_NOTICES = """
window.notices = [];
new MutationObserver(() => {
  const notice = document.getElementById("notice");
  if (notice && !notice.hidden && notice.textContent.trim()) notices.push(notice.textContent);
}).observe(document, { subtree: true, childList: true, attributes: true });
"""


def test_a_container_that_exists_is_never_reported_as_missing(
    screens: OpenScreen, app: App, api_client: ApiClient
) -> None:
    id = api_client.run()
    screen = opened(screens, app, name_of(api_client, id))
    screen.page.add_init_script(NOTE_NOTICES)
    for _ in range(3):
        screen.page.reload()
        screen.page.wait_for_selector(f'[data-room="running"] [data-id="{id}"]')

        assert screen.page.evaluate("window.notices") == []


def test_a_command_runs_from_its_arrow(screens: OpenScreen, app: App, api_client: ApiClient) -> None:
    id = api_client.run()
    screen = opened(screens, app, name_of(api_client, id))

    screen.page.click('#picture button[data-command="pause"]:enabled')

    api_client.until(id, lambda one: one["state"] == "paused")
    screen.page.wait_for_selector('#picture button[data-command="unpause"]:enabled')


def test_a_name_follows_its_next_container_and_says_so(screens: OpenScreen, app: App, api_client: ApiClient) -> None:
    first = api_client.run()
    name = name_of(api_client, first)
    screen = opened(screens, app, name)
    screen.page.wait_for_selector(f'[data-id="{first}"]')

    api_client.act("remove", first, force=True)
    screen.page.wait_for_selector("#followed:not([hidden])")
    second = api_client.create(name=name, image=IMAGE)

    screen.page.wait_for_selector(f'[data-id="{second}"]')
    assert first[:12] in screen.page.inner_text("#followed")


def test_what_is_not_there_is_said_and_appears(screens: OpenScreen, app: App, api_client: ApiClient) -> None:
    name = api_client.name()
    screen = opened(screens, app, name)
    screen.forgive_refusal(404)
    assert name in screen.page.inner_text("h1")
    assert not screen.page.locator("[role=tab]").count()

    id = api_client.create(name=name)

    screen.page.wait_for_selector(f'[data-id="{id}"]')
    screen.page.wait_for_selector("#notice", state="hidden")


def test_the_log_is_followed_across_a_restart(screens: OpenScreen, app: App, api_client: ApiClient) -> None:
    script = "echo out; echo err >&2; printf '\\033[31mred\\033[0m <b>\\n'; sleep 1000"
    id = api_client.run("sh", "-c", script)
    screen = opened(screens, app, name_of(api_client, id))
    screen.page.wait_for_selector('.lines li[data-stream="stderr"]')
    screen.page.wait_for_selector(".lines .ansi-red")

    api_client.act("restart", id, timeout=0)

    screen.until(lambda: screen.page.locator(".lines li[data-at]").count() == 6, 15, "both runs")
    assert "<b>" in screen.page.inner_text(".lines")


def test_readings_are_drawn(screens: OpenScreen, app: App, api_client: ApiClient) -> None:
    id = api_client.run("sh", "-c", "while :; do :; done")
    screen = opened(screens, app, name_of(api_client, id), "stats")

    screen.until(lambda: "0.0 %" not in screen.page.inner_text(".charts figure .value"), 10, "a reading")

    screen.page.wait_for_selector(".charts canvas")
    screen.page.wait_for_selector("#gauges:has-text('CPU')")


_HIDE = """how => {
  Object.defineProperty(document, "visibilityState", { value: how, configurable: true });
  Object.defineProperty(document, "hidden", { value: how === "hidden", configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
}"""


def test_no_readings_are_asked_for_while_nobody_sees_them(screens: OpenScreen, app: App, api_client: ApiClient) -> None:
    screen = opened(screens, app, name_of(api_client, api_client.run()), "stats")
    sent: list[str] = []
    screen.page.on("websocket", lambda socket: socket.on("framesent", lambda frame: sent.append(str(frame))))
    screen.page.reload()

    def followed() -> int:
        """Return how many times more it was asked to follow than not to."""
        stats = [frame for frame in sent if frame.startswith("42/stats,")]
        return sum('"follow"' in frame for frame in stats) - sum('"unfollow"' in frame for frame in stats)

    screen.page.wait_for_selector(".charts canvas")
    screen.until(lambda: followed() > 0, 10, "readings to be asked for")
    shown = followed()

    screen.page.evaluate(_HIDE, "hidden")
    screen.until(lambda: followed() == 0, 5, "nothing to be asked for any more")
    screen.page.evaluate(_HIDE, "visible")
    screen.until(lambda: followed() == shown, 5, "readings to be asked for again")


def test_inspect_hides_and_shows_a_secret_and_is_searched(screens: OpenScreen, app: App, api_client: ApiClient) -> None:
    id = api_client.run(env={"DB_PASSWORD": "hunter2"})
    screen = opened(screens, app, name_of(api_client, id), "inspect")
    screen.page.fill(".looking input[type=search]", "DB_PASSWORD")
    found = screen.page.locator(".tree li[data-here]")
    found.wait_for()
    assert "hunter2" not in screen.page.content()

    found.locator("button", has_text="Show").click()

    screen.page.wait_for_selector(".tree code:has-text('hunter2')")


def test_processes_and_changes_are_told(screens: OpenScreen, app: App, api_client: ApiClient) -> None:
    id = api_client.run("sh", "-c", "mkdir /home; sleep 1000")
    screen = opened(screens, app, name_of(api_client, id), "processes")
    screen.page.wait_for_selector(".looking td:has-text('sleep 1000')")

    screen.page.click('[data-tab="changes"]')

    screen.page.wait_for_selector('.changed [data-kind="A"] code:has-text("/home")')


def test_the_tabs_go_by_keys(screens: OpenScreen, app: App, api_client: ApiClient) -> None:
    screen = opened(screens, app, name_of(api_client, api_client.run()), "logs")
    screen.page.focus('[data-tab="logs"]')

    screen.page.keyboard.press("ArrowRight")

    screen.page.wait_for_selector('[data-tab="stats"][aria-selected="true"]')
    assert screen.page.url.endswith("#stats")


def test_the_chosen_tab_is_seen_on_a_phone(screens: OpenScreen, app: App, api_client: ApiClient) -> None:
    phone = {"width": 390, "height": 844}
    screen = screens(app.url, f"/containers/local/{api_client.run()}#changes", viewport=phone)
    tab = screen.page.locator('[data-tab="changes"][aria-selected="true"]')
    tab.wait_for()

    box = tab.bounding_box()

    assert box is not None
    assert 0 <= box["x"] <= phone["width"] - box["width"]


def test_a_tab_asked_for_twice_while_it_comes_is_there_once(
    screens: OpenScreen, app: App, api_client: ApiClient, docker: DockerCli
) -> None:
    id = api_client.run("sh", "-c", "seq 1 5; while [ ! -e /go ]; do sleep 0.1; done; seq 6 9; sleep 1000")
    screen = opened(screens, app, name_of(api_client, id), "inspect")
    screen.page.wait_for_selector(".tree")

    screen.page.evaluate(
        """() => { for (const tab of ["logs", "stats", "logs"]) document.querySelector(`#tab-${tab}`).click(); }"""
    )
    lines = screen.page.locator(".lines li[data-at] .text")
    screen.until(lambda: lines.all_text_contents() == list("12345"), 10, "the log")
    docker("exec", id, "touch", "/go")

    screen.until(lambda: lines.all_text_contents() == list("123456789"), 10, "each line once")


def test_an_exec_echoes_fits_survives_a_reload_and_tells_its_code(
    screens: OpenScreen, app: App, api_client: ApiClient
) -> None:
    screen = opened(screens, app, name_of(api_client, api_client.run()), "console")
    page = screen.page
    page.locator(".start-card button", has_text="Open").first.click()
    rows = page.locator(".xterm-rows").first
    screen.until(lambda: "#" in rows.inner_text(), 15, "a prompt")
    page.keyboard.type("stty size; echo be''fore\n")
    screen.until(lambda: "before" in rows.inner_text(), 15, "the echo")

    page.reload()

    screen.until(lambda: "before" in page.locator(".xterm-rows").first.inner_text(), 15, "what it wrote")
    page.locator(".xterm-screen").first.click()
    page.keyboard.type("exit 3\n")
    screen.until(lambda: "exit code 3" in page.inner_text("#tab"), 10, "the exit code")


def test_the_cards_of_the_board_show_what_is_used_while_that_is_wanted(
    screens: OpenScreen, app: App, api_client: ApiClient
) -> None:
    id = api_client.run()
    screen = screens(app.url, "/")
    card = f'[data-container][data-id="{id}"]'
    screen.page.wait_for_selector(card)
    tip = screen.page.get_attribute(card, "title")

    screen.page.click("#gauge")
    screen.page.wait_for_selector(f"{card}[data-gauge]")

    screen.page.click("#gauge")
    screen.page.wait_for_selector(f"{card}:not([data-gauge])")
    assert screen.page.get_attribute(card, "title") == tip
