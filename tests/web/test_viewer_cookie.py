"""The cookie that identifies the owner of consoles."""

import requests

from tests.support.app import App
from tests.support.console_client import MINE


def test_the_page_gives_the_browser_a_key_that_no_script_can_read(resting_app: App) -> None:
    given = resting_app.get("/").headers["Set-Cookie"]

    assert given.startswith("dockcycle_viewer=")
    assert "HttpOnly" in given
    assert "SameSite=Lax" in given


def test_a_browser_keeps_its_key_and_one_that_is_none_is_replaced(resting_app: App) -> None:
    kept = requests.get(f"{resting_app.url}/", cookies={"dockcycle_viewer": MINE}, timeout=10)
    replaced = requests.get(f"{resting_app.url}/", cookies={"dockcycle_viewer": "short"}, timeout=10)

    assert "Set-Cookie" not in kept.headers
    assert "dockcycle_viewer" in replaced.headers["Set-Cookie"]
