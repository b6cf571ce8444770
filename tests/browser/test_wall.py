"""The wall with 1 to 2,000 containers on two screens: nothing is cut or scrolls, problems are large, all are there."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.browser.conftest import OpenScreen
from tests.support.app import App
from tests.support.page_layout import measure
from tests.support.screen import Screen

pytestmark = pytest.mark.browser

#: Height of the screen whose lines all sizes are told in.
LINES = 1080
SCREENS = [(1920, 1080), (3840, 2160)]
#: Fleets by how many containers they have; the usual one has long names and long sentences.
FLEETS = {1: "containers=1", 20: "life=0", 200: "containers=200", 2000: "containers=2000"}
NAME_OF_PROBLEM, TEXT, COUNT = 40, 24, 64


@pytest.fixture(scope="module", params=FLEETS.items(), ids=lambda fleet: str(fleet[0]))
def fleet(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, App]]:
    """So many containers, and the app that shows them."""
    count, options = request.param
    log = tmp_path_factory.mktemp("wall") / "app.log"
    with App({"DOCKCYCLE_ENGINES": f"lab=practice://?{options}"}, log) as app:
        app.wait_live()
        yield count, app


@pytest.fixture(params=SCREENS, ids=lambda size: f"{size[0]}x{size[1]}")
def wall(request: pytest.FixtureRequest, fleet: tuple[int, App], screens: OpenScreen) -> Screen:
    """The wall on one of the screens, with all of its containers."""
    width, height = request.param
    count, app = fleet
    screen = screens(app.url, "/wall", viewport={"width": width, "height": height})
    screen.until_live()
    screen.until(lambda: screen.page.locator("[data-container]").count() == count, 15, "all containers")
    return screen


def test_a_wall_is_whole(wall: Screen, fleet: tuple[int, App]) -> None:
    seen = measure(wall.page)

    assert seen["scrolls"] == []
    assert seen["cut"] == []
    assert seen["overlaps"] == []
    assert len(seen["containers"]) == len(set(seen["containers"])) == fleet[0]
    check_sizes(seen)
    check_problems(seen)


def check_sizes(seen: dict[str, Any]) -> None:
    """No text is smaller than can be read from far away, and counts are large."""
    scale = seen["height"] / LINES
    assert [text for text in seen["texts"] if text["size"] < TEXT * scale - 0.01] == []
    assert [count for count in seen["counts"] if count["size"] < COUNT * scale - 0.01] == []


def check_problems(seen: dict[str, Any]) -> None:
    """Each problem is a full card with a large name or one of the "+n more" of its room, where one at least is full."""
    scale = seen["height"] / LINES
    for name, room in seen["rooms"].items():
        small = len(room["problems"]) - len(room["names"])
        assert [size for size in room["names"] if size < NAME_OF_PROBLEM * scale - 0.01] == [], name
        assert bool(room["problems"]) == bool(room["names"]), f"{name} shows none of its problems in full"
        assert room["more"] == (f"+{small} more" if small else ""), name
        assert room["first"] in (True, None), f"{name} has calm ones before its problems"


def test_only_the_crowded_wall_counts_problems(fleet: tuple[int, App], screens: OpenScreen) -> None:
    """With up to 200 containers there is a place for the name of every problem."""
    count, app = fleet
    screen = screens(app.url, "/wall")
    screen.until(lambda: screen.page.locator("[data-container]").count() == count, 15, "all containers")
    rooms = measure(screen.page)["rooms"]

    told = {name: room["more"] for name, room in rooms.items() if room["more"]}
    assert set(told) == ({"failed", "restarting"} if count == 2000 else set())
