"""The log of a container in the browser: searched, filtered, paused by scrolling, bounded, brought back."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support.api_client import ApiClient
from tests.support.app import App, free_port
from tests.support.docker_cli import DockerCli
from tests.support.screen import Screen

pytestmark = [pytest.mark.engine, pytest.mark.browser]
OpenScreen = Callable[..., Screen]

LINES_AT_MOST = 5000
AWAY = ("WebSocket connection to", "net::ERR_CONNECTION_REFUSED")


def opened(screens: OpenScreen, app: App, id: str) -> Screen:
    """Open the log of a container."""
    return screens(app.url, f"/containers/local/{id}#logs")


def texts(screen: Screen) -> list[str]:
    """Return the lines that can be seen or scrolled to."""
    return screen.page.locator(".lines li[data-at]:visible .text").all_inner_texts()


def first_seen(screen: Screen) -> str:
    """Return the text of the line at the top of what can be seen."""
    text: str = screen.page.evaluate(
        """() => { const { top } = document.querySelector('.logs .scroll').getBoundingClientRect();
        const lines = [...document.querySelectorAll('.lines li[data-at]')];
        const first = lines.find((line) => line.getBoundingClientRect().bottom > top + 4);
        return first?.querySelector('.text').textContent ?? ""; }"""
    )
    return text


def until_texts(screen: Screen, *wanted: str) -> None:
    last: list[str] = []

    def agrees() -> bool:
        last[:] = texts(screen)
        return last == list(wanted)

    screen.until(agrees, 10, f"{wanted}, not {last}")


def test_lines_are_searched_and_only_those_found_shown(screens: OpenScreen, app: App, api_client: ApiClient) -> None:
    id = api_client.run("sh", "-c", "echo one; echo two; echo error: three; echo Error 4; sleep 1000")
    screen = opened(screens, app, id)
    until_texts(screen, "one", "two", "error: three", "Error 4")

    screen.page.fill(".logs input[type=search]", "error")
    screen.until(lambda: "2" in screen.page.inner_text(".logs .found"), 5, "how many there are")
    screen.page.keyboard.press("Enter")
    screen.page.wait_for_selector(".lines li[data-here] .text:has-text('error: three')")
    screen.page.click(".logs button:has-text('Only matches')")
    until_texts(screen, "error: three", "Error 4")

    screen.page.fill(".logs input[type=search]", "/^[et]/")
    until_texts(screen, "two", "error: three")
    screen.page.fill(".logs input[type=search]", "/(/")
    screen.page.wait_for_selector(".logs input[aria-invalid='true']")


def test_the_streams_are_told_apart(screens: OpenScreen, app: App, api_client: ApiClient) -> None:
    id = api_client.run("sh", "-c", "echo out; sleep 0.1; echo err >&2; sleep 1000")
    screen = opened(screens, app, id)
    until_texts(screen, "out", "err")

    screen.page.select_option(".logs select", "stderr")
    until_texts(screen, "err")
    screen.page.select_option(".logs select", "stdout")
    until_texts(screen, "out")


def test_who_scrolls_up_reads_in_peace_and_comes_back(
    screens: OpenScreen, app: App, api_client: ApiClient, docker: DockerCli
) -> None:
    id = api_client.run("sh", "-c", "seq 1 300; while [ ! -e /go ]; do sleep 0.1; done; seq 301 310; sleep 1000")
    screen = opened(screens, app, id)
    screen.until(lambda: "300" in texts(screen)[-1:], 10, "the last line")
    top = "document.querySelector('.logs .scroll').scrollTop"

    screen.page.locator(".logs .scroll").hover()
    screen.page.mouse.wheel(0, -100_000)
    screen.until(lambda: screen.page.evaluate(top) == 0, 5, "the first line")
    docker("exec", id, "touch", "/go")
    more = screen.page.locator(".more-lines")
    screen.until(lambda: more.is_visible() and "10" in more.inner_text(), 10, "the word of the new lines")
    assert screen.page.evaluate(top) < 20

    more.click()

    screen.until(lambda: screen.page.evaluate(top) > 1000, 5, "the end of the log")
    assert not more.is_visible()


def test_no_more_lines_are_kept_than_a_page_can_hold_and_the_file_has_all(
    screens: OpenScreen, app: App, api_client: ApiClient, docker: DockerCli
) -> None:
    id = api_client.run("sh", "-c", "while [ ! -e /go ]; do sleep 0.1; done; seq 1 6000; sleep 1000")
    screen = opened(screens, app, id)
    docker("exec", id, "touch", "/go")

    screen.until(lambda: "6000" in screen.page.locator(".lines li .text").last.inner_text(), 20, "the last line")

    assert screen.page.locator(".lines > li").count() <= LINES_AT_MOST
    with screen.page.expect_download() as download:
        screen.page.click(".logs a:has-text('Download')")
    lines = Path(download.value.path()).read_text(encoding="utf-8").splitlines()
    assert [line.split(" ")[1] for line in lines] == [str(number) for number in range(1, 6001)]


def test_what_a_flood_leaves_out_is_said_where_it_is_missing(
    screens: OpenScreen, app: App, api_client: ApiClient
) -> None:
    screen = opened(screens, app, api_client.run("sh", "-c", "while :; do seq 1 2000; done"))

    gap = screen.page.locator(".lines .divider", has_text="skipped").first
    gap.wait_for(state="attached", timeout=20_000)

    assert int("".join(filter(str.isdigit, gap.text_content() or ""))) > 0


def test_a_time_is_gone_to(screens: OpenScreen, app: App, api_client: ApiClient) -> None:
    id = api_client.run("sh", "-c", "seq 1 200; sleep 2; echo later; seq 1 200; sleep 1000")
    screen = opened(screens, app, id)
    later = screen.page.locator(".lines li[data-at]", has_text="later")
    later.wait_for()
    at = later.get_attribute("data-at") or ""
    local = screen.page.evaluate(
        """at => { const when = new Date(at); when.setMilliseconds(0);
        return new Date(when - when.getTimezoneOffset() * 60000).toISOString().slice(0, 19); }""",
        at,
    )

    screen.page.fill(".logs input[type=datetime-local]", local)

    screen.until(lambda: first_seen(screen) == "later", 5, "the line of that time at the top")


def test_a_time_before_the_first_line_that_is_here_is_gone_to(
    screens: OpenScreen, app: App, api_client: ApiClient, docker: DockerCli
) -> None:
    id = api_client.run(
        "sh", "-c", "echo first; sleep 1.1; seq 1 1000; while [ ! -e /go ]; do sleep 0.1; done; echo last; sleep 1000"
    )
    docker("exec", id, "sleep", "1.5")
    screen = opened(screens, app, id)
    screen.until(lambda: "1000" in texts(screen)[-1:], 10, "the last line")
    assert "first" not in screen.page.locator(".lines .text").all_text_contents()

    screen.page.fill(".logs input[type=datetime-local]", "2020-01-01T00:00:00")

    screen.until(lambda: first_seen(screen) == "first", 5, "the oldest line at the top")
    docker("exec", id, "touch", "/go")
    screen.until(screen.page.locator(".more-lines").is_visible, 5, "the word of a new line")
    assert first_seen(screen) == "first"


@pytest.fixture
def own_app(engine_url: str, tmp_path: Path) -> Iterator[App]:
    """An app that may be stopped."""
    with App({"DOCKCYCLE_ENGINES": f"local={engine_url}"}, tmp_path / "app.log", port=free_port()) as app:
        app.wait_live()
        yield app


def test_a_page_that_lost_the_server_goes_on_where_it_was(screens: OpenScreen, own_app: App, docker: DockerCli) -> None:
    script = "n=0; while :; do n=$((n+1)); echo $n; echo $n >&2; sleep 0.05; done"
    id = docker.run("lab", "sh", "-c", script)
    screen = opened(screens, own_app, id)
    screen.until(lambda: len(texts(screen)) > 20, 10, "the log")

    own_app.stop()
    screen.until(lambda: "No connection" in screen.page.inner_text(".lines"), 20, "the word that it is lost")
    seen = len(texts(screen))
    own_app.start()
    screen.until(lambda: len(texts(screen)) > seen + 40, 40, "the log to go on")

    for stream in ("stdout", "stderr"):
        told = screen.page.locator(f'.lines li[data-stream="{stream}"] .text').all_text_contents()
        assert told == [str(number) for number in range(int(told[0]), int(told[0]) + len(told))]
    screen.complaints[:] = [one for one in screen.complaints if not any(word in one for word in AWAY)]
