"""A page on a Docker host: the browser drops requests while networks come and go, and the page has it all soon."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, Page

from bench.chromium import ARGUMENTS, EXECUTABLE
from tests.support.app import App
from tests.support.network_changes import DroppedRequests, NetworkChanges, OwnNetwork
from tests.support.waiting import wait_until

pytestmark = pytest.mark.browser

#: How many loads each test makes; DOCKCYCLE_TEST_LOADS=200 for the long run.
LOADS = int(os.environ.get("DOCKCYCLE_TEST_LOADS", "5"))
LATE_SECONDS = 2.0
PATHS = ("/", "/wall", "/images", "/containers/lab/shop-web-1#console")
#: Notes when the page was complete (styles, code of what opens, live data), and frames that showed it without styles.
_WITNESS = """
const seen = { bare: 0, complete: null };
const first = /\\/css\\/(tokens|base|map|board|wall|container|images|error)\\.css$/;
Object.defineProperty(window, "seen", { value: seen });
const parts = {
  board: ".pills", wall: "#wall [data-container]", images: ".images [data-image]", container: ".consoles",
};
function look() {
  const { body, documentElement: root } = document;
  requestAnimationFrame(look);
  if (!body?.childElementCount || !root.checkVisibility()) return;
  const isStyled = getComputedStyle(root).getPropertyValue("--ground") && getComputedStyle(body).margin === "0px"
    && [...document.querySelectorAll('link[rel="stylesheet"]')].every(({ href, sheet }) => sheet || !first.test(href));
  if (!isStyled) seen.bare += 1;
  if (!isStyled || body.dataset.live !== "live" || !document.querySelector(parts[root.dataset.view])) return;
  seen.complete ??= performance.now() / 1000;
}
requestAnimationFrame(look);
"""


@pytest.fixture
def network() -> Iterator[OwnNetwork]:
    """A network of the test's own: what comes and goes there concerns no other test."""
    with OwnNetwork() as network:
        yield network


@pytest.fixture
def practice_app(network: OwnNetwork, tmp_path: Path) -> Iterator[App]:
    """The practice fleet at rest, in that network."""
    with App({"DOCKCYCLE_ENGINES": "lab=practice://?life=0"}, tmp_path / "app.log") as app:
        app.wait_live()
        yield app


@pytest.fixture
def page(browser: Browser, network: OwnNetwork, tmp_path: Path) -> Iterator[Page]:
    """A page of a browser in that network."""
    wrapped = network.wrapped(EXECUTABLE, tmp_path / "chromium")
    own = browser.browser_type.launch(executable_path=wrapped, args=ARGUMENTS)
    page = own.new_page(viewport={"width": 1920, "height": 1080})
    page.add_init_script(_WITNESS)
    yield page
    own.close()


def load(page: Page, url: str) -> None:
    """Open `url`. Where the document itself was dropped Chromium shows a page of its own, and loads it again."""

    def is_there() -> bool:
        try:
            page.goto(url, wait_until="commit")
        except Error as error:
            dropped = ("net::ERR_NETWORK_CHANGED", "net::ERR_ABORTED", "chrome-error://")
            if any(one in str(error) for one in dropped):
                return False
            raise
        return True

    wait_until(is_there, 5, f"the document of {url}")


def completed(page: Page) -> float:
    """Return how many seconds the page took until it was complete; fails where it was ever seen without its styles."""

    def seen() -> float | None:
        try:
            found: dict[str, float] = page.evaluate("({...window.seen})")
        except Error:  # it is loading itself again
            return None
        if page.url.startswith("chrome-error://"):  # Chromium's own page, until it loads the document again
            return None
        assert found.get("bare", 0) == 0, f"{page.url} was shown without its styles"
        return found.get("complete")

    return wait_until(seen, 20, f"{page.url} to be complete") or 0.0


def usual(page: Page, url: str) -> float:
    """Return how long the page takes at most when nothing is dropped."""
    times = []
    for _ in range(5):
        page.goto("about:blank")
        load(page, url)
        times.append(completed(page))
    return max(times)


def until_live(page: Page, live: str, seconds: float) -> None:
    wait_until(lambda: page.get_attribute("body", "data-live") == live, seconds, f"{page.url} to be {live}")


@pytest.mark.parametrize("path", PATHS)
def test_a_page_whose_requests_are_dropped_is_complete_soon(practice_app: App, page: Page, path: str) -> None:
    drops = DroppedRequests(page, 0.0, seed=11)
    in_peace = usual(page, practice_app.url + path)
    drops.share = 0.2

    for _ in range(LOADS):
        drops.empty_cache()
        page.goto("about:blank")
        load(page, practice_app.url + path)
        assert completed(page) < in_peace + LATE_SECONDS
    assert drops.count > LOADS


@pytest.mark.parametrize("path", PATHS)
def test_a_page_whose_connection_is_cut_is_live_again_at_once(practice_app: App, page: Page, path: str) -> None:
    drops = DroppedRequests(page, 0.2, seed=12)
    load(page, practice_app.url + path)
    completed(page)

    for _ in range(LOADS):
        drops.cut_sockets()
        until_live(page, "lost", 5)
        until_live(page, "live", LATE_SECONDS)


@pytest.mark.parametrize("path", PATHS)
def test_a_page_is_complete_soon_while_networks_come_and_go(practice_app: App, page: Page, path: str) -> None:
    dropped: list[str] = []
    page.on("requestfailed", lambda request: dropped.append(str(request.failure)))
    browser = page.context.new_cdp_session(page)
    in_peace = usual(page, practice_app.url + path)

    with NetworkChanges():
        for _ in range(LOADS):
            page.goto("about:blank")
            browser.send("Network.clearBrowserCache")  # a load from the cache has almost no requests to drop
            load(page, practice_app.url + path)
            assert completed(page) < in_peace + LATE_SECONDS
    if LOADS >= 100:
        assert any("NETWORK_CHANGED" in one for one in dropped)


@pytest.mark.parametrize("seed", range(3))
def test_a_dialog_whose_code_and_styles_are_dropped_opens(practice_app: App, page: Page, seed: int) -> None:
    drops = DroppedRequests(page, 0.0, seed=seed)
    load(page, f"{practice_app.url}/images")
    completed(page)
    drops.share = 0.3
    page.click('button[data-command="pull"]')

    page.wait_for_selector("dialog[open]", timeout=LATE_SECONDS * 1000)
    assert page.evaluate("getComputedStyle(document.querySelector('dialog')).borderTopLeftRadius") != "0px"
    assert page.evaluate("[...document.styleSheets].some(({ href }) => href.endsWith('/dialog.css'))")


def test_a_page_that_says_what_went_wrong_has_its_styles(practice_app: App, page: Page) -> None:
    drops = DroppedRequests(page, 0.5, seed=13)
    for _ in range(LOADS):
        drops.empty_cache()
        load(page, f"{practice_app.url}/nosuch")
        page.wait_for_selector("main", timeout=LATE_SECONDS * 1000)
        assert page.evaluate("seen.bare") == 0
    assert drops.count > 0


def test_a_page_without_scripts_can_be_read(practice_app: App, network: OwnNetwork, page: Page) -> None:
    assert page.context.browser is not None
    context = page.context.browser.new_context(java_script_enabled=False)
    plain = context.new_page()
    plain.goto(f"{practice_app.url}/nosuch")
    assert plain.locator("main").is_visible()
    plain.goto(practice_app.url)
    assert "Allow JavaScript for this page" in plain.locator("body").inner_text()
    context.close()
