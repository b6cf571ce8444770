"""The board in windows from a phone to 4K, and its language."""

import pytest

from tests.browser.board_view import COUNT, setting, settled
from tests.browser.conftest import OpenScreen
from tests.support.app import App
from tests.support.page_layout import measure

pytestmark = pytest.mark.browser
PHONES = [(360, 800), (390, 844)]
WINDOWS = [(1366, 768), (1920, 1080), (3840, 2160)]


@pytest.mark.parametrize("size", PHONES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_a_phone_scrolls_down_only(size: tuple[int, int], practice_app: App, screens: OpenScreen) -> None:
    width, height = size
    page = settled(
        screens(practice_app.url, viewport={"width": width, "height": height}, has_touch=True, is_mobile=True)
    )
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


def test_a_panel_on_a_phone(practice_app: App, screens: OpenScreen) -> None:
    page = settled(screens(practice_app.url, viewport={"width": 360, "height": 800}, has_touch=True, is_mobile=True))
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
    size: tuple[int, int], path: str, practice_app: App, screens: OpenScreen
) -> None:
    width, height = size
    page = settled(screens(practice_app.url, path, viewport={"width": width, "height": height}))
    shown = page.page.locator("#panel").is_visible()
    assert shown == ("#" in path)
    seen = measure(page.page)

    assert seen["cut"] == []
    assert len(seen["containers"]) == COUNT
    if width >= 1600 or not shown:  # below that the panel lies over the picture
        assert seen["overlaps"] == []
    assert [what for what, *_ in seen["scrolls"] if what in ("window", "scrollbar")] == []


def test_the_language_of_the_address_goes_before_the_browser_s(practice_app: App, screens: OpenScreen) -> None:
    page = settled(screens(practice_app.url, "/?lang=en", locale="ko-KR"))

    assert page.page.get_attribute("html", "lang") == "en"
    assert page.page.locator('[data-room="running"] h2').inner_text() == "Running"
    assert setting(page, "lang") == "en"
    page.page.keyboard.press("g")
    assert setting(page, "lang") == "en"
