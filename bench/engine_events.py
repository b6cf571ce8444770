"""Measures the delay from an event of a real engine to the card's new state in a browser.

Uses the engine in `DOCKCYCLE_TEST_DOCKER_HOST`, or starts a private one from the suite in `DOCKCYCLE_TEST_ENGINE`.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from bench.browser import NOTE_STATES, delay_of, moves_of
from bench.chromium import page_of
from bench.consoles import engine_for
from bench.rows import Row, percentile
from tests.support.app import App
from tests.support.docker_cli import DockerCli

CONTAINERS, ROUNDS = 10, 6
#: Name of a figure -> the arrows that it covers. Dockcycle handles the arrows of one group in the same way.
GROUPS = {"pause and unpause": ("pause", "unpause"), "stop and kill": ("stop", "kill"), "start": ("start",)}
_OBEYS = ("sh", "-c", "trap 'exit 0' TERM; sleep 10000 & wait")


def measure(folder: Path) -> Iterator[Row]:
    """Yield the figures of a real engine's events."""
    with (
        engine_for(folder) as url,
        App({"DOCKCYCLE_ENGINES": f"lab={url}"}, folder / "events.log") as app,
        page_of() as page,
    ):
        app.wait_live()
        docker = DockerCli(url)
        try:
            moves = _lives(app, docker, page)
        finally:
            docker.clean()
        noted = page.evaluate("window.noted")
    for name, edges in GROUPS.items():
        found = [delay_of(move, noted) for move in moves if move["edge"] in edges]
        delays = [delay for delay in found if delay is not None]
        yield Row(f"real engine, event → DOM, {name}: moves seen", len(delays), None, "")
        yield Row(f"real engine, event → DOM, {name}, p50", percentile(delays, 50), None, "ms")
        yield Row(f"real engine, event → DOM, {name}, p99", percentile(delays, 99), None, "ms")


def _lives(app: App, docker: DockerCli, page: Any) -> list[dict[str, Any]]:
    """Run commands on containers while the page is open; return the moves that the page received."""
    moves: list[dict[str, Any]] = []
    page.add_init_script(NOTE_STATES)
    page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: moves.extend(moves_of(frame))))
    page.goto(app.url)
    ids = [docker.run(f"bench-{number}", *_OBEYS, options=("--network", "none")) for number in range(CONTAINERS)]
    page.wait_for_timeout(2000)
    for _ in range(ROUNDS):
        _each(page, docker, ids, ("pause",))
        _each(page, docker, ids, ("unpause",))
        _each(page, docker, ids[::2], ("stop", "-t", "5"))
        _each(page, docker, ids[1::2], ("kill",))
        _each(page, docker, ids, ("start",))
    return moves


def _each(page: Any, docker: DockerCli, ids: Sequence[str], command: tuple[str, ...]) -> None:
    for id in ids:
        docker(*command, id)
        page.wait_for_timeout(60)
