"""Commands on the board: the containers to try them on, and what the page sent and shows."""

import json

from tests.browser.pointer_input import card
from tests.support.docker_cli import NO_NETWORK
from tests.support.screen import Screen

QUICK = (*NO_NETWORK, "--stop-timeout", "1")
COUNT_ACTS = """
(() => {
  const send = WebSocket.prototype.send;
  const acts = [];
  WebSocket.prototype.send = function (data) {
    if (typeof data === "string" && data.includes('"act"')) acts.push(data);
    return send.call(this, data);
  };
  Object.defineProperty(window, "acts", { value: acts });
})();
"""


def sent(screen: Screen) -> list[str]:
    """Return the commands that went to the server, in order."""
    frames: list[str] = screen.page.evaluate("acts")
    return [json.loads(frame[frame.index("[") :])[1]["command"] for frame in frames]


def open_panel(screen: Screen, name: str) -> None:
    """Open the panel of a container."""
    card(screen, name).click()
    screen.until(lambda: screen.page.locator("#panel h2").inner_text() == name, 5, f"the panel of {name}")


def button(screen: Screen, command: str) -> str:
    return f'#panel [data-command="{command}"]'


def until_said(screen: Screen, where: str, *words: str) -> None:
    """Wait until a part of the page says all of these."""
    part = screen.page.locator(where)
    screen.until(
        lambda: part.count() and all(word in part.first.inner_text() for word in words), 15, f"{where}: {words}"
    )
