"""The board in the hands of a person: search, groups, theme, keys, links, and windows from a phone to 4K."""

from urllib.parse import urlsplit

import pytest

from tests.browser.board_view import COUNT, focused, names, setting, settled
from tests.browser.conftest import OpenScreen
from tests.support.app import App
from tests.support.docker_cli import NO_NETWORK, DockerCli
from tests.support.screen import Screen

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("prox", {"shop-proxy-1"}),  # a name
        ("NGINX:1", {"shop-proxy-1"}),  # an image
        ("blog", {"blog-app-1", "blog-db-1"}),  # a project
        ("paused", {"report-batch"}),  # a state
        ("project:shop image:postgres", {"shop-db-1"}),
        ("state:restarting", {"shop-payments-1"}),
        ("nobody-is-called-so", set()),
    ],
)
def test_search_finds_while_one_types(words: str, found: set[str], practice_board: Screen) -> None:
    practice_board.page.focus("#q")
    practice_board.page.keyboard.type(words)

    practice_board.until(lambda: names(practice_board) == found, 5, f"{words} to find {found}")
    assert setting(practice_board, "q") == words
    assert practice_board.page.locator("#found").inner_text() == f"{len(found)} of {COUNT}"
    practice_board.page.keyboard.press("Escape")
    settled(practice_board)
    assert setting(practice_board, "q") is None
    assert practice_board.page.locator("#found").inner_text() == ""


def test_groups_stand_under_the_name_of_their_project(practice_board: Screen) -> None:
    practice_board.page.click("#group")

    labels = practice_board.page.locator('[data-room="running"] .group')
    practice_board.until(
        lambda: labels.all_inner_texts() == ["blog", "monitoring", "shop"], 5, "the names of the projects"
    )
    assert setting(practice_board, "group") == "project"
    practice_board.page.keyboard.press("g")
    practice_board.until(lambda: labels.count() == 0, 5, "no groups")
    assert setting(practice_board, "group") is None


def test_all_settings_of_the_view_survive_a_reload_and_travel_by_link(practice_board: Screen) -> None:
    practice_board.page.keyboard.press("t")
    practice_board.page.keyboard.press("t")
    practice_board.page.keyboard.press("g")
    practice_board.page.fill("#q", "shop state:running")
    practice_board.until(lambda: len(names(practice_board)) == 8, 5, "eight that run")
    shown, address = names(practice_board), practice_board.page.url

    practice_board.page.reload()
    settled(practice_board, 8)
    assert practice_board.page.url == address
    assert names(practice_board) == shown
    assert practice_board.page.input_value("#q") == "shop state:running"
    assert practice_board.page.get_attribute("html", "data-theme") == "dark"
    assert practice_board.page.locator('[data-room="running"] .group').all_inner_texts() == ["shop"]
    practice_board.page.click("#to-wall")
    practice_board.page.wait_for_selector("#verdict")
    settled(practice_board, 8)
    assert names(practice_board) == shown


def lightness(screen: Screen, part: str) -> float:
    """Return how light the colour of a part of the body's style is, from 0 to 1."""
    found: float = screen.page.evaluate(
        "(part) => { const [r, g, b] = getComputedStyle(document.body)[part].match(/[\\d.]+/g).map(Number);"
        " return (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255; }",
        part,
    )
    return found


@pytest.mark.parametrize(
    ("system", "theme", "dark"),
    [("light", "", False), ("dark", "", True), ("light", "?theme=dark", True), ("dark", "?theme=light", False)],
)
def test_light_and_dark(system: str, theme: str, *, dark: bool, practice_app: App, screens: OpenScreen) -> None:
    page = settled(screens(practice_app.url, f"/{theme}", color_scheme=system))

    assert (lightness(page, "backgroundColor") < 0.2) == dark
    assert (lightness(page, "color") > 0.8) == dark


def test_a_theme_is_kept_for_the_next_visit(practice_board: Screen) -> None:
    practice_board.page.click("#theme")
    assert practice_board.page.get_attribute("html", "data-theme") == "light"

    settled(practice_board.open("/"))
    assert practice_board.page.get_attribute("html", "data-theme") == "light"


def test_keys_lead_from_card_to_card_and_into_the_panel(practice_board: Screen) -> None:
    press, panel = practice_board.page.keyboard.press, practice_board.page.locator("#panel")
    press("ArrowDown")
    assert focused(practice_board)
    practice_board.page.focus('[data-container="blog-app-1"]')
    press("ArrowRight")
    assert focused(practice_board) == "blog-db-1"
    press("ArrowLeft")
    assert focused(practice_board) == "blog-app-1"
    press("Enter")
    practice_board.until(panel.is_visible, 5, "the panel")
    assert panel.locator("h2").inner_text() == "blog-app-1"
    assert practice_board.page.evaluate("document.activeElement.closest('#panel') !== null")
    press("Escape")
    assert panel.is_hidden()
    assert focused(practice_board) == "blog-app-1"
    assert urlsplit(practice_board.page.url).fragment == ""


def test_keys_for_search_and_help(practice_board: Screen) -> None:
    press = practice_board.page.keyboard.press
    press("/")
    assert practice_board.page.evaluate("document.activeElement.id") == "q"
    assert practice_board.page.input_value("#q") == ""
    practice_board.page.keyboard.type("train?")
    assert practice_board.page.input_value("#q") == "train?"
    press("Backspace")
    practice_board.until(lambda: names(practice_board) == {"train-42"}, 5, "one to be found")
    press("Enter")
    assert focused(practice_board) == "train-42"
    press("?")
    dialog = practice_board.page.locator("#help-dialog")
    assert dialog.is_visible()
    assert "The button Practice… in its notice resets it" in dialog.inner_text()
    press("Escape")
    assert dialog.is_hidden()
    assert names(practice_board) == {"train-42"}


@pytest.mark.parametrize("link", ["train-42", "id", "short id"])
def test_a_link_opens_the_panel(link: str, practice_board: Screen) -> None:
    whole = practice_board.page.get_attribute('[data-container="train-42"]', "data-id") or ""
    practice_board.open(f"/#lab/{ {'id': whole, 'short id': whole[:12]}.get(link, link) }")
    panel = practice_board.page.locator("#panel")
    practice_board.until(panel.is_visible, 5, "the panel")

    assert panel.locator("h2").inner_text() == "train-42"
    assert "out of memory" in panel.inner_text()
    assert practice_board.page.locator("[aria-current]").get_attribute("data-container") == "train-42"


@pytest.mark.parametrize("link", ["lab/nobody", "elsewhere/train-42", "lab/%E0%A4%A"])
def test_a_link_to_one_that_never_was_says_so(link: str, practice_app: App, screens: OpenScreen) -> None:
    page = settled(screens(practice_app.url, f"/#{link}"))
    page.until(page.page.locator("#panel .gone").is_visible, 5, "the word that it is not there")
    assert "There is no container" in page.page.inner_text("#panel .gone")

    page.page.click("#panel [data-act=close]")
    assert page.page.locator("#panel").is_hidden()


@pytest.mark.engine
def test_a_panel_stays_when_its_container_is_removed_and_finds_the_next(
    app: App, docker: DockerCli, screens: OpenScreen
) -> None:
    docker.run("leaves", "sleep", "600", options=NO_NETWORK)
    page = screens(app.url, "/#local/leaves")
    panel = page.page.locator("#panel")
    page.until(lambda: panel.is_visible() and "leaves" in panel.inner_text(), 10, "the panel")
    assert panel.locator(".gone").count() == 0
    docker("rm", "-f", "leaves")

    page.until(panel.locator(".gone").is_visible, 10, "the word that it is gone")
    assert "sleep 600" in panel.inner_text()
    again = screens(app.url, "/#local/leaves").page.locator("#panel")
    page.until(
        lambda: again.is_visible() and "no longer exists" in again.inner_text(), 10, "the same told by a new page"
    )
    assert "sleep 600" in again.inner_text()
    docker.run("leaves", "sleep", "500", options=NO_NETWORK)
    page.until(lambda: "sleep 500" in panel.inner_text(), 10, "the next of that name, which the address means now")
    assert panel.locator(".gone").count() == 0
