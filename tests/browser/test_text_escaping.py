"""Names, images, labels and commands that look like HTML or templates, or turn the writing: shown as they are."""

from collections.abc import Iterator
from urllib.parse import quote

import pytest

from tests.browser.conftest import OpenScreen
from tests.support.app import App
from tests.support.docker_cli import NO_NETWORK, DockerCli
from tests.support.dockerd import IMAGE
from tests.support.screen import Screen

pytestmark = [pytest.mark.engine, pytest.mark.browser]

#: Every character Docker allows in a name.
NAME = "0Zz_.-ABCDEFGHIJKLMNOPQRSTUVWXYabcdefghijklmnopqrstuvwxy123456789"
#: As odd as a reference may be.
ODD_IMAGE = "dockcycle-test/0dd__na.me-x/y:_Tag.1-{}".format("Z" * 40)
MARKUP = """<img src=x onerror=alert(1)> "'`&amp; {{7*7}} ${7*7} </script><script>alert(2)</script>"""
BIDI = "evil\u202egnp.exe\u2066\u200b"
SEEN_BIDI = "evil\\u202Egnp.exe\\u2066\\u200B"
PROJECT, SERVICE = f"{MARKUP} {BIDI}", f"<b>{MARKUP}</b>"
LABELS = (
    ("com.docker.compose.project", PROJECT),
    ("com.docker.compose.service", SERVICE),
    ("<svg/onload>", MARKUP),
    ("name", "another"),
)


@pytest.fixture
def odd(docker: DockerCli) -> Iterator[DockerCli]:
    """The CLI beside a container of odd words that runs, and one whose command is odd and cannot be."""
    docker("tag", IMAGE, ODD_IMAGE)
    labels = [word for key, value in LABELS for word in ("--label", f"{key}={value}")]
    docker.run(NAME, "sh", "-c", "sleep 600", MARKUP, options=(*NO_NETWORK, *labels), image=ODD_IMAGE)
    docker(
        "run", "-d", "--name", "broken", *NO_NETWORK, *labels, IMAGE, f"<img src=x onerror=alert(4)>{BIDI}", ok=False
    )
    yield docker
    docker.clean()
    docker("rmi", ODD_IMAGE)


def opened(screens: OpenScreen, app: App, docker: DockerCli, path: str) -> Screen:
    """Open a page and wait for the two containers."""
    screen = screens(app.url, path)
    screen.until_live()
    screen.until_equal(docker)
    return screen


def assert_plain(screen: Screen) -> None:
    """Nothing of it became an element or an attribute that acts, and nothing turns the writing."""
    assert screen.page.locator("img, iframe, object, main script, [onerror], [onload]").count() == 0
    assert not any(character in screen.page.inner_text("body") for character in "\u202e\u2066\u200b")


def is_shortened(text: str) -> bool:
    """Tell whether `text` is the odd name, or its two ends."""
    start, _, end = text.partition("…")
    return len(text) > 2 and NAME.startswith(start) and NAME.endswith(end)


def test_a_card_and_its_spoken_words(odd: DockerCli, app: App, screens: OpenScreen) -> None:
    page = opened(screens, app, odd, "/")
    card = page.page.locator(f'[data-container="{NAME}"]')

    assert card.get_attribute("data-container") == NAME
    for attribute in ("title", "aria-label"):
        words = card.get_attribute(attribute) or ""
        assert words.startswith(f"{NAME}, ")
        assert ODD_IMAGE in words
        assert f"{MARKUP} {SEEN_BIDI}" in words
    assert_plain(page)


def test_the_panel_of_both(odd: DockerCli, app: App, screens: OpenScreen) -> None:
    page = opened(screens, app, odd, "/")
    page.page.locator(f'[data-container="{NAME}"]').click()
    panel = page.page.locator("#panel")
    page.until(panel.is_visible, 5, "the panel")

    assert panel.locator("h2").inner_text() == NAME
    facts = panel.locator("dd").all_inner_texts()
    for fact in (f"{MARKUP} {SEEN_BIDI}", SERVICE, ODD_IMAGE):
        assert fact in facts
    assert any("sleep 600" in fact and MARKUP in fact for fact in facts), facts
    assert_plain(page)
    page.page.evaluate("location.hash = '#local/broken'")
    page.until(lambda: panel.locator("h2").inner_text() == "broken", 5, "the other's panel")
    assert f"<img src=x onerror=alert(4)>{SEEN_BIDI}" in panel.inner_text()
    assert_plain(page)


def test_groups_search_and_address(odd: DockerCli, app: App, screens: OpenScreen) -> None:
    page = opened(screens, app, odd, "/?group=project")
    labels = page.page.locator(".group")
    page.until(lambda: labels.count() == 1, 5, "the label of the project")
    assert labels.get_attribute("title") == f"{MARKUP} {SEEN_BIDI}"
    assert_plain(page)
    page.page.fill("#q", "<img")
    page.until(lambda: len(page.cards()) == 2, 5, "both to be found by their project")
    page.page.fill("#q", "<IMG onerror=alert(9)>")
    page.until(lambda: page.cards() == [], 5, "none to be found")
    page.open(f"/?q={quote(MARKUP)}&lang=en&theme={quote(MARKUP)}#local/{quote(MARKUP)}")
    page.until(page.page.locator("#panel .gone").is_visible, 5, "a panel of what is not there")
    assert page.page.locator("#panel h2").inner_text() == MARKUP
    assert page.page.input_value("#q") == MARKUP
    assert_plain(page)


def test_the_wall(odd: DockerCli, app: App, screens: OpenScreen) -> None:
    wall = opened(screens, app, odd, f"/wall?project={quote(PROJECT)}")
    assert "broken" in wall.page.locator('[data-container="broken"]').inner_text()
    running = wall.page.locator(f'[data-container="{NAME}"]')
    assert is_shortened(running.locator("b").inner_text())
    assert_plain(wall)


def until_happened(page: Screen) -> None:
    """The line of what happened last has come to the rename."""
    line = page.page.locator("#recent-events")
    page.until(lambda: "renamed from broken" in line.inner_text(), 5, "the rename in what happened last")


def until_removed(page: Screen) -> None:
    """The odd one is the last of those removed."""
    last = page.page.locator('[data-room="removed"] li span').first
    page.until(lambda: is_shortened(last.inner_text()), 5, "the odd one among the removed")


def test_what_happens(odd: DockerCli, app: App, screens: OpenScreen) -> None:
    pages = [opened(screens, app, odd, path) for path in ("/", "/wall")]
    odd("pause", NAME)
    odd("unpause", NAME)
    odd("rename", "broken", "mended")
    for page in pages:
        page.until_lit(("pause", "running", "paused"), ("unpause", "paused", "running"))
        until_happened(page)
        assert_plain(page)
    assert NAME in pages[0].page.locator("#recent-events").inner_text()
    odd("rm", "-f", NAME)
    for page in pages:
        page.until_equal(odd)
        until_removed(page)
        assert_plain(page)
