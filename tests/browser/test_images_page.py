"""The page of images in the hands of a person: search, order, keys, and windows from a phone to 4K."""

from urllib.parse import parse_qs, urlsplit

import pytest

from tests.browser.conftest import OpenScreen
from tests.support.app import App
from tests.support.screen import Screen

pytestmark = pytest.mark.browser

COUNT = 16


@pytest.fixture
def images(practice_app: App, screens: OpenScreen) -> Screen:
    """The page with all images."""
    screen = screens(practice_app.url, "/images")
    screen.until(lambda: len(names(screen)) == COUNT, 10, "all images")
    return screen


def names(screen: Screen) -> list[str]:
    found: list[str] = screen.page.evaluate(
        '[...document.querySelectorAll("tr[data-image]")].map((row) => row.dataset.image)'
    )
    return found


def sizes(screen: Screen) -> list[float]:
    """Return the bytes of the rows as they are written."""
    units = {"B": 1.0, "kB": 1e3, "MB": 1e6, "GB": 1e9}
    texts = screen.page.locator('td[data-column="size"]').all_inner_texts()
    pairs = [text.replace("\xa0", " ").split() for text in texts]
    return [float(number) * units[unit] for number, unit in pairs]


def focused(screen: Screen) -> str | None:
    found: str | None = screen.page.evaluate("document.activeElement.dataset.image ?? null")
    return found


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("redis", {"redis:8"}),
        ("shop-db", {"postgres:17"}),
        ("shop/ 4.2", {"shop/web:4.2", "shop/worker:4.2"}),
        ("nothing-is-called-so", set()),
    ],
)
def test_search_finds_names_and_users(words: str, found: set[str], images: Screen) -> None:
    images.page.keyboard.press("/")
    images.page.keyboard.type(words)

    images.until(lambda: set(names(images)) == found, 5, f"{words} to find {found}")
    assert parse_qs(urlsplit(images.page.url).query)["q"] == [words]
    images.page.keyboard.press("Escape")
    images.until(lambda: len(names(images)) == COUNT, 5, "all of them again")


def test_a_column_sorts_both_ways_and_the_address_keeps_it(
    images: Screen, practice_app: App, screens: OpenScreen
) -> None:
    images.page.click('th[data-column="size"] button')
    images.until(lambda: sizes(images) == sorted(sizes(images), reverse=True), 5, "the largest first")
    assert images.page.get_attribute('th[data-column="size"]', "aria-sort") == "descending"
    images.page.click('th[data-column="size"] button')
    images.until(lambda: sizes(images) == sorted(sizes(images)), 5, "the smallest first")
    again = screens(practice_app.url, "/images?" + urlsplit(images.page.url).query)
    again.until(lambda: names(again) == names(images), 10, "the same order")


def test_rows_are_walked_and_worked_by_keys(images: Screen) -> None:
    images.page.keyboard.press("ArrowDown")
    first = focused(images)
    images.page.keyboard.press("ArrowDown")
    assert [first, focused(images)] == names(images)[:2]
    images.page.keyboard.press("Delete")
    title = images.page.locator("dialog[open] h2")
    images.until(lambda: title.count() == 1, 5, "the question")
    assert str(focused_before(images)).split(":", maxsplit=1)[0] in title.inner_text()
    images.page.keyboard.press("Escape")
    images.until(lambda: title.count() == 0, 5, "no question")
    images.page.keyboard.press("Tab")
    inside = images.page.evaluate("document.activeElement.matches('tr a, tr button, tr input')")
    row = images.page.evaluate("document.activeElement.closest('tr')?.dataset.image ?? null")
    assert (inside, row) == (True, focused_before(images))


def focused_before(screen: Screen) -> str | None:
    """Return the row that can be reached with Tab: the one that had the focus."""
    return screen.page.get_attribute('tr[data-image][tabindex="0"]', "data-image")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("window", [(360, 800), (390, 844), (683, 384), (1366, 768), (3840, 2160)])
def test_nothing_is_wider_than_the_window(
    window: tuple[int, int], theme: str, practice_app: App, screens: OpenScreen
) -> None:
    width, height = window
    screen = screens(practice_app.url, f"/images?theme={theme}", viewport={"width": width, "height": height})
    screen.until(lambda: len(names(screen)) == COUNT, 10, "all images")

    assert screen.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for button in screen.page.locator("tr[data-image]:first-child button").all():
        box = button.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
