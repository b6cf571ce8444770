"""What a screen that nobody touches does by itself, and how its address sets it up."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.browser.conftest import OpenScreen
from tests.support.app import App
from tests.support.page_layout import measure
from tests.support.screen import Screen

pytestmark = pytest.mark.browser

COUNT = 20
#: What a drift may cover at most, to either side, in pixels.
DRIFT = 3


@pytest.fixture(scope="module")
def fleet(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """The usual practice fleet at rest, and a second engine of five."""
    log = tmp_path_factory.mktemp("habits") / "app.log"
    with App({"DOCKCYCLE_ENGINES": "lab=practice://?life=0,spare=practice://?containers=5"}, log) as app:
        app.wait_live()
        yield app


def opened(screens: OpenScreen, app: App, path: str, count: int, **options: object) -> Screen:
    """Open a wall and wait until it shows so many containers."""
    screen = screens(app.url, path, **options)
    screen.until_live()
    screen.until(lambda: len(screen.cards()) == count, 10, f"{count} containers")
    return screen


def translate(screen: Screen) -> str:
    """Return how far the wall has drifted, as its style says it."""
    return str(screen.page.evaluate("document.getElementById('wall').style.translate"))


def until_drifted(screen: Screen, before: str) -> None:
    """The wall has taken a step."""
    screen.until(lambda: translate(screen) not in ("", before), 10, "the next step")


def test_no_cursor_is_seen(fleet: App, screens: OpenScreen) -> None:
    wall = opened(screens, fleet, "/wall", COUNT + 5)
    cursors = "[...document.querySelectorAll('body, body *')].map((one) => getComputedStyle(one).cursor)"

    assert set(wall.page.evaluate(cursors)) == {"none"}


def test_it_drifts_each_minute_and_stays_whole(fleet: App, screens: OpenScreen) -> None:
    wall = opened(screens, fleet, "/wall?engine=lab", COUNT, reduced_motion="reduce")
    begin = datetime.now(UTC)
    seen = set()
    for minute in range(4):
        before = translate(wall)
        wall.page.clock.set_fixed_time(begin + timedelta(minutes=minute + 1))
        until_drifted(wall, before)
        seen.add(translate(wall))
        picture = measure(wall.page)
        assert (picture["cut"], picture["overlaps"], picture["scrolls"]) == ([], [], [])

    assert len(seen) == 4
    assert all(abs(float(step.removesuffix("px"))) <= DRIFT for steps in seen for step in steps.split())


@pytest.mark.parametrize(("motion", "duration"), [("reduce", "0s"), ("no-preference", "4s")])
def test_with_reduced_motion_nothing_travels(motion: str, duration: str, screens: OpenScreen, tmp_path: Path) -> None:
    with App({"DOCKCYCLE_ENGINES": "lab=practice://?containers=9&rate=2&seconds=60"}, tmp_path / "app.log") as app:
        app.wait_live()
        wall = opened(screens, app, "/wall", 9, reduced_motion=motion)
        wall.page.evaluate(_NOTE_TRAVELLERS)
        wall.until(lambda: len(wall.lit()) >= 5, 20, "some arrows that light up")

        assert wall.page.evaluate("witness.travelled.length > 0") == (motion == "no-preference")
        assert wall.page.evaluate("getComputedStyle(document.getElementById('wall')).transitionDuration") == duration


#: Notes each card that is seen on its way.
_NOTE_TRAVELLERS = """
() => {
  witness.travelled = [];
  const note = (records) => witness.travelled.push(...records.flatMap(({ addedNodes }) => [...addedNodes]));
  new MutationObserver(note).observe(document.querySelector(".travel"), { childList: true });
}
"""


def test_the_clock_goes_with_seconds(fleet: App, screens: OpenScreen) -> None:
    wall = opened(screens, fleet, "/wall", COUNT + 5)
    clock = wall.page.locator("#clock")
    first = clock.inner_text()

    assert len(first.split(":")) == 3
    wall.until(lambda: clock.inner_text() != first, 5, "the next second")


@pytest.mark.parametrize(
    ("query", "count"),
    [("engine=spare", 5), ("engine=lab", COUNT), ("project=blog", 2), ("q=postgres", 3), ("engine=lab&q=postgres", 2)],
)
def test_the_address_says_what_is_shown(query: str, count: int, fleet: App, screens: OpenScreen) -> None:
    opened(screens, fleet, f"/wall?{query}", count)


@pytest.mark.parametrize(("query", "scheme"), [("", "dark"), ("?theme=light", "light"), ("?theme=dark", "dark")])
def test_the_address_says_the_theme(query: str, scheme: str, fleet: App, screens: OpenScreen) -> None:
    wall = opened(screens, fleet, f"/wall{query}", COUNT + 5, color_scheme="light" if scheme == "dark" else "dark")

    assert wall.page.evaluate("getComputedStyle(document.documentElement).colorScheme") == scheme


def test_a_problem_answers_the_question_of_the_header(fleet: App, screens: OpenScreen) -> None:
    assert "need attention" in opened(screens, fleet, "/wall?engine=lab", COUNT).page.locator("#verdict").inner_text()
    assert (
        opened(screens, fleet, "/wall?engine=spare", 5).page.locator("#verdict").inner_text()
        == "Nothing needs attention"
    )
