"""Clients that send console input, sizes and subscriptions without end: other clients are served in time."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import socketio

from tests.support.app import App
from tests.support.impact_limits import limited_impact

#: Duration of each flood (seconds).
LASTS = 4.0
CONSOLES = 4


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """The app on the practice engine, with a board of a hundred containers that changes five times per second."""
    engine = "practice://?containers=100&rate=5&seconds=3600"
    with App({"DOCKCYCLE_ENGINES": f"lab={engine}"}, tmp_path_factory.mktemp("floods") / "log") as app:
        app.wait_live()
        yield app


@contextmanager
def consoles(app: App) -> Iterator[tuple[socketio.Client, list[str]]]:
    """Yield a client with open shells, and their ids. They are closed at the end."""
    id = next(one["id"] for one in app.get("/api/v1/board").json()["containers"] if one["state"] == "running")
    client = socketio.Client(reconnection=False)
    client.connect(app.url, namespaces=["/console"], transports=["websocket"])
    asked = {"engine": "lab", "id": id, "mode": "exec", "cmd": ["sh"], "tty": True, "cols": 80, "rows": 24}
    opened = [client.call("open", asked, namespace="/console", timeout=30) for _ in range(CONSOLES)]
    yield client, [one["console"] for one in opened]
    client.disconnect()


@pytest.mark.parametrize("data", [b"a" * 60_000, b"\n" * 60_000, b"yes x\n" + b"a\x7f" * 30_000])
def test_input_without_end_on_several_consoles_is_processed_in_turn(app: App, data: bytes) -> None:
    with limited_impact(app), consoles(app) as (client, ids):
        until = time.monotonic() + LASTS
        while time.monotonic() < until and client.connected:
            for id in ids:
                client.emit("input", (id, data), namespace="/console")
            threading.Event().wait(0.02)


def test_sizes_without_end_are_taken_in_turn(app: App) -> None:
    with limited_impact(app), consoles(app) as (client, ids):
        for number in range(1500):
            for id in ids:
                client.emit("resize", {"console": id, "cols": 1 + number % 500, "rows": 24}, namespace="/console")
        assert client.call("list", {}, namespace="/console", timeout=60)["ok"]
