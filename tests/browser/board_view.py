"""The board with the practice fleet, as the browser tests read it."""

from urllib.parse import parse_qs, urlsplit

from tests.support.screen import Screen

COUNT = 20


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
