"""Mouse and touch input on the cards of the board."""

from typing import Any

from playwright.sync_api import Page

from tests.support.screen import Screen


def wait_for_commands(screen: Screen) -> Screen:
    """Wait until the command modules are loaded. The page loads them after the first paint."""
    screen.page.wait_for_selector(".pills", state="attached")
    return screen


def card(screen: Screen, name: str) -> Any:
    """Return the locator of a container's card."""
    return screen.page.locator(f'[data-container="{name}"]')


def middle(page: Page, selector: str) -> tuple[float, float]:
    """Return the middle of an element in the window."""
    box = page.locator(selector).first.bounding_box()
    assert box is not None, f"{selector} is nowhere"
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def drag(screen: Screen, name: str, room: str, *, drop: bool = True) -> None:
    """Drag a card to a room with the mouse, and let it go there."""
    page = screen.page
    x, y = middle(page, f'[data-container="{name}"]')
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 12, y + 4, steps=3)
    screen.until(lambda: page.locator(".dragged").count() == 1, 5, "the card to follow the mouse")
    page.mouse.move(*middle(page, f'[data-room="{room}"]'), steps=4)
    screen.until(lambda: page.locator(f'[data-room="{room}"][data-over]').count() == 1, 5, "the room to notice")
    if drop:
        page.mouse.up()


class TouchPointer:
    """One touch point, sent over the Chrome DevTools Protocol."""

    def __init__(self, screen: Screen) -> None:
        self.screen = screen
        self._session = screen.page.context.new_cdp_session(screen.page)

    def _send(self, kind: str, *points: tuple[float, float]) -> None:
        self._session.send(
            "Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y} for x, y in points]}
        )

    def hold(self, name: str) -> tuple[float, float]:
        """Put it on a card until the card is held; returns where."""
        at = middle(self.screen.page, f'[data-container="{name}"]')
        self.touch(at)
        held = self.screen.page.locator(f'[data-container="{name}"][data-held]')
        self.screen.until(lambda: held.count() == 1, 5, f"{name} to be held")
        return at

    def touch(self, at: tuple[float, float]) -> None:
        """Put it on the screen."""
        self._send("touchStart", at)

    def move(self, to: tuple[float, float], start: tuple[float, float], steps: int = 6) -> None:
        """Go there in steps."""
        for step in range(1, steps + 1):
            part = step / steps
            self._send("touchMove", (start[0] + (to[0] - start[0]) * part, start[1] + (to[1] - start[1]) * part))

    def lift(self) -> None:
        """Take it away."""
        self._send("touchEnd")
