"""Measures in Chromium: delay from event to card, time and bytes of the first paint, main-thread time per change."""

import json
import re
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from playwright.sync_api import CDPSession, Page

from bench.chromium import page_of
from bench.rows import Row, percentile
from tests.support.app import App

EVENTS_RATE, EVENTS_SECONDS = 5, 30
#: Number of cards -> limit of the main-thread time per change (ms).
CARDS = {1000: 16.0, 5000: 50.0}
CHANGES_RATE, CHANGES_SECONDS = 10, 10
DELAY = 8

NOTE_STATES = """
window.noted = [];
new MutationObserver((records) => {
  const now = performance.timeOrigin + performance.now();
  for (const { target } of records) noted.push([target.dataset.id, target.dataset.state, now]);
}).observe(document, { subtree: true, attributeFilter: ["data-state"] });
"""
_NOTE_FIRST_CARD = """
const seen = new MutationObserver(() => {
  if (!document.querySelector("[data-container]")) return;
  seen.disconnect();
  requestAnimationFrame(() => setTimeout(() => { window.firstPicture = performance.now(); }));
});
seen.observe(document, { subtree: true, childList: true });
"""
#: URLs of the resources that were requested after the first paint.
_ASKED_LATER = """
() => performance.getEntriesByType("resource").filter(({ startTime }) => startTime > window.firstPicture)
  .map(({ name }) => name)
"""
_CHANGE = re.compile(r'^42/board,(\["change",.*)$', re.DOTALL)


def measure(folder: Path) -> Iterator[Row]:
    """Yield the figures of the board in a browser."""
    yield from _event_to_dom(folder)
    yield from _first_picture(folder)
    for cards, reach in CARDS.items():
        yield from _one_change(folder, cards, reach)
    yield from _one_change(folder, 5000, 50.0, view="list")


def _event_to_dom(folder: Path) -> Iterator[Row]:
    with _serving(folder, 100, EVENTS_RATE, EVENTS_SECONDS) as app, page_of() as page:
        page.add_init_script(NOTE_STATES)
        moves: list[dict[str, Any]] = []
        page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: moves.extend(moves_of(frame))))
        page.goto(app.url)
        page.wait_for_timeout((DELAY + EVENTS_SECONDS + 2) * 1000)
        noted = page.evaluate("window.noted")
    delays = [delay_of(move, noted) for move in moves]
    found = [delay for delay in delays if delay is not None]
    yield Row("event → DOM, 100 containers: moves seen", len(found), None, "")
    yield Row("event → DOM, 100 containers, p50", percentile(found, 50), 15.0, "ms")
    yield Row("event → DOM, 100 containers, p99", percentile(found, 99), 50.0, "ms")


def moves_of(frame: str | bytes) -> list[dict[str, Any]]:
    """Return the moves in a `change` message of the WebSocket, [] for any other frame."""
    found = _CHANGE.match(frame) if isinstance(frame, str) else None
    return [] if found is None else json.loads(found[1])[1]["moves"]


def delay_of(move: dict[str, Any], noted: list[tuple[str, str, float]]) -> float | None:
    """Return the time from the engine's timestamp to the card's new state (ms), None if the card did not change."""
    at = datetime.fromisoformat(move["at"]).timestamp() * 1000
    after = [when - at for id, state, when in noted if id == move["id"] and state == move["to"] and when >= at]
    return min(after, default=None)


def _first_picture(folder: Path) -> Iterator[Row]:
    app = App({"DOCKCYCLE_ENGINES": "bench=practice://?containers=100"}, folder / "app.log")
    began = time.monotonic()
    with app:
        started = time.monotonic() - began
        app.wait_live()
        with page_of() as page:
            page.add_init_script(_NOTE_FIRST_CARD)
            session = page.context.new_cdp_session(page)
            urls: dict[str, str] = {}
            sizes: dict[str, float] = {}
            session.on(
                "Network.responseReceived", lambda event: urls.update({event["requestId"]: event["response"]["url"]})
            )
            session.on(
                "Network.loadingFinished", lambda event: sizes.update({event["requestId"]: event["encodedDataLength"]})
            )
            session.send("Network.enable")
            page.goto(app.url)
            page.wait_for_selector("[data-container]")
            page.wait_for_timeout(500)
            picture = page.evaluate("window.firstPicture")
            late = set(page.evaluate(_ASKED_LATER))
    bytes_for_it = sum(size for id, size in sizes.items() if urls.get(id) not in late)
    yield Row("start of the app to its first answer", started * 1000, 1500.0, "ms")
    yield Row("first picture painted", picture, 400.0, "ms")
    yield Row("bytes for it, compressed", bytes_for_it / 1024, 120.0, "KiB")
    yield Row("bytes with what comes behind it", sum(sizes.values()) / 1024, None, "KiB")


def _one_change(folder: Path, cards: int, reach: float, view: str = "map") -> Iterator[Row]:
    with _serving(folder, cards, CHANGES_RATE, CHANGES_SECONDS) as app, page_of() as page:
        session = page.context.new_cdp_session(page)
        session.send("Performance.enable")
        page.goto(f"{app.url}/?view={view}")
        page.wait_for_timeout((DELAY - 1) * 1000)
        before, first = _main_thread(session), _revision(page)
        page.wait_for_timeout((CHANGES_SECONDS + 1) * 1000)
        used, changes = _main_thread(session) - before, _revision(page) - first
    shown = "rows" if view == "list" else "cards"
    yield Row(f"one change with {cards} {shown}: main thread", used * 1000 / max(changes, 1), reach, "ms")


def _main_thread(session: CDPSession) -> float:
    """Return the total busy time of the page's main thread so far (seconds)."""
    metrics = session.send("Performance.getMetrics")["metrics"]
    return float(next(one["value"] for one in metrics if one["name"] == "TaskDuration"))


def _revision(page: Page) -> int:
    return int(page.evaluate("document.body.dataset.revision"))


def _serving(folder: Path, containers: int, rate: int, seconds: int) -> App:
    engine = f"practice://?containers={containers}&rate={rate}&seconds={seconds}&delay={DELAY}"
    return App({"DOCKCYCLE_ENGINES": f"bench={engine}"}, folder / "app.log")
