"""The board in the hands of a person: search, groups, theme, keys, links, and windows from a phone to 4K."""

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.browser.conftest import OpenScreen
from tests.support.app import App
from tests.support.docker_cli import NO_NETWORK, DockerCli
from tests.support.page_layout import measure
from tests.support.screen import Screen

pytestmark = pytest.mark.browser

COUNT = 20
PHONES = [(360, 800), (390, 844)]
WINDOWS = [(1366, 768), (1920, 1080), (3840, 2160)]


@pytest.fixture(scope="module")
def fleet(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """The usual practice fleet, at rest."""
    log = tmp_path_factory.mktemp("page") / "app.log"
    with App({"DOCKCYCLE_ENGINES": "lab=practice://?life=0"}, log) as app:
        app.wait_live()
        yield app


@pytest.fixture
def board(fleet: App, screens: OpenScreen) -> Screen:
    """The board with all of the fleet."""
    return settled(screens(fleet.url))


def settled(screen: Screen, count: int = COUNT) -> Screen:
    """Wait until the page is live and shows so many containers."""
    screen.until_live()
    screen.until(lambda: len(screen.cards()) == count, 10, f"{count} containers")
    return screen


def names(screen: Screen) -> set[str]:
    return {card["name"] for card in screen.cards()}


def setting(screen: Screen, name: str) -> str | None:
    """Return what the address says."""
    return parse_qs(urlsplit(screen.page.url).query).get(name, [None])[0]


def focused(screen: Screen) -> str | None:
    """Return the name of the card that has the focus."""
    found: str | None = screen.page.evaluate("document.activeElement.dataset.container ?? null")
    return found


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
def test_search_finds_while_one_types(words: str, found: set[str], board: Screen) -> None:
    board.page.focus("#q")
    board.page.keyboard.type(words)

    board.until(lambda: names(board) == found, 5, f"{words} to find {found}")
    assert setting(board, "q") == words
    assert board.page.locator("#found").inner_text() == f"{len(found)} of {COUNT}"
    board.page.keyboard.press("Escape")
    settled(board)
    assert setting(board, "q") is None
    assert board.page.locator("#found").inner_text() == ""


def test_groups_stand_under_the_name_of_their_project(board: Screen) -> None:
    board.page.click("#group")

    labels = board.page.locator('[data-room="running"] .group')
    board.until(lambda: labels.all_inner_texts() == ["blog", "monitoring", "shop"], 5, "the names of the projects")
    assert setting(board, "group") == "project"
    board.page.keyboard.press("g")
    board.until(lambda: labels.count() == 0, 5, "no groups")
    assert setting(board, "group") is None


def test_all_settings_of_the_view_survive_a_reload_and_travel_by_link(board: Screen) -> None:
    board.page.keyboard.press("t")
    board.page.keyboard.press("t")
    board.page.keyboard.press("g")
    board.page.fill("#q", "shop state:running")
    board.until(lambda: len(names(board)) == 8, 5, "eight that run")
    shown, address = names(board), board.page.url

    board.page.reload()
    settled(board, 8)
    assert board.page.url == address
    assert names(board) == shown
    assert board.page.input_value("#q") == "shop state:running"
    assert board.page.get_attribute("html", "data-theme") == "dark"
    assert board.page.locator('[data-room="running"] .group').all_inner_texts() == ["shop"]
    board.page.click("#to-wall")
    board.page.wait_for_selector("#verdict")
    settled(board, 8)
    assert names(board) == shown


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
def test_light_and_dark(system: str, theme: str, *, dark: bool, fleet: App, screens: OpenScreen) -> None:
    page = settled(screens(fleet.url, f"/{theme}", color_scheme=system))

    assert (lightness(page, "backgroundColor") < 0.2) == dark
    assert (lightness(page, "color") > 0.8) == dark


def test_a_theme_is_kept_for_the_next_visit(board: Screen) -> None:
    board.page.click("#theme")
    assert board.page.get_attribute("html", "data-theme") == "light"

    settled(board.open("/"))
    assert board.page.get_attribute("html", "data-theme") == "light"


def test_keys_lead_from_card_to_card_and_into_the_panel(board: Screen) -> None:
    press, panel = board.page.keyboard.press, board.page.locator("#panel")
    press("ArrowDown")
    assert focused(board)
    board.page.focus('[data-container="blog-app-1"]')
    press("ArrowRight")
    assert focused(board) == "blog-db-1"
    press("ArrowLeft")
    assert focused(board) == "blog-app-1"
    press("Enter")
    board.until(panel.is_visible, 5, "the panel")
    assert panel.locator("h2").inner_text() == "blog-app-1"
    assert board.page.evaluate("document.activeElement.closest('#panel') !== null")
    press("Escape")
    assert panel.is_hidden()
    assert focused(board) == "blog-app-1"
    assert urlsplit(board.page.url).fragment == ""


def test_keys_for_search_and_help(board: Screen) -> None:
    press = board.page.keyboard.press
    press("/")
    assert board.page.evaluate("document.activeElement.id") == "q"
    assert board.page.input_value("#q") == ""
    board.page.keyboard.type("train?")
    assert board.page.input_value("#q") == "train?"
    press("Backspace")
    board.until(lambda: names(board) == {"train-42"}, 5, "one to be found")
    press("Enter")
    assert focused(board) == "train-42"
    press("?")
    dialog = board.page.locator("#help-dialog")
    assert dialog.is_visible()
    assert "practice://?containers=0" in dialog.inner_text()
    press("Escape")
    assert dialog.is_hidden()
    assert names(board) == {"train-42"}


@pytest.mark.parametrize("link", ["train-42", "id", "short id"])
def test_a_link_opens_the_panel(link: str, board: Screen) -> None:
    whole = board.page.get_attribute('[data-container="train-42"]', "data-id") or ""
    board.open(f"/#lab/{ {'id': whole, 'short id': whole[:12]}.get(link, link) }")
    panel = board.page.locator("#panel")
    board.until(panel.is_visible, 5, "the panel")

    assert panel.locator("h2").inner_text() == "train-42"
    assert "out of memory" in panel.inner_text()
    assert board.page.locator("[aria-current]").get_attribute("data-container") == "train-42"


@pytest.mark.parametrize("link", ["lab/nobody", "elsewhere/train-42", "lab/%E0%A4%A"])
def test_a_link_to_one_that_never_was_says_so(link: str, fleet: App, screens: OpenScreen) -> None:
    page = settled(screens(fleet.url, f"/#{link}"))
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


@pytest.mark.parametrize("size", PHONES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_a_phone_scrolls_down_only(size: tuple[int, int], fleet: App, screens: OpenScreen) -> None:
    width, height = size
    page = settled(screens(fleet.url, viewport={"width": width, "height": height}, has_touch=True, is_mobile=True))
    whole = page.page.evaluate("document.documentElement.scrollHeight")
    assert page.page.evaluate("document.documentElement.scrollWidth") == width
    assert whole > height
    assert all(box["height"] >= 44 for box in page.page.evaluate(_TOUCHED))

    page.page.set_viewport_size({"width": width, "height": whole})
    seen = measure(page.page)
    assert (seen["cut"], seen["overlaps"]) == ([], [])


_TOUCHED = """[...document.querySelectorAll(".tools > *, #q")].map((one) => {
  const { width, height } = one.getBoundingClientRect();
  return { width, height };
})"""


def test_a_panel_on_a_phone(fleet: App, screens: OpenScreen) -> None:
    page = settled(screens(fleet.url, viewport={"width": 360, "height": 800}, has_touch=True, is_mobile=True))
    page.page.tap('[data-container="shop-search-1"]')
    panel = page.page.locator("#panel")
    page.until(panel.is_visible, 5, "the panel")

    box = panel.bounding_box()
    assert box is not None
    assert (box["x"], box["width"]) == (0, 360)
    assert box["y"] > 100
    assert box["y"] + box["height"] == 800
    page.page.tap("#panel [data-act=close]")
    assert panel.is_hidden()


@pytest.mark.parametrize("size", WINDOWS, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("path", ["/", "/?group=project", "/#lab/train-42"])
def test_a_window_is_filled_and_nothing_is_cut(
    size: tuple[int, int], path: str, fleet: App, screens: OpenScreen
) -> None:
    width, height = size
    page = settled(screens(fleet.url, path, viewport={"width": width, "height": height}))
    shown = page.page.locator("#panel").is_visible()
    assert shown == ("#" in path)
    seen = measure(page.page)

    assert seen["cut"] == []
    assert len(seen["containers"]) == COUNT
    if width >= 1600 or not shown:  # below that the panel lies over the picture
        assert seen["overlaps"] == []
    assert [what for what, *_ in seen["scrolls"] if what in ("window", "scrollbar")] == []


def test_the_language_of_the_address_goes_before_the_browser_s(fleet: App, screens: OpenScreen) -> None:
    page = settled(screens(fleet.url, "/?lang=en", locale="ko-KR"))

    assert page.page.get_attribute("html", "lang") == "en"
    assert page.page.locator('[data-room="running"] h2').inner_text() == "Running"
    assert setting(page, "lang") == "en"
    page.page.keyboard.press("g")
    assert setting(page, "lang") == "en"
