"""An engine that is frozen, seen by the app as a whole: what it calls live is never old."""

import os
import signal
from pathlib import Path

import pytest

from tests.support.app import App
from tests.support.private_engine import PrivateEngine
from tests.support.waiting import wait_until

pytestmark = pytest.mark.engine

#: The oldest `live` (seconds): ten, and what a busy machine takes to look at it.
LIVE_AT_MOST = 11.5


def test_a_frozen_engine_is_old_after_ten_seconds(own_dockerd: PrivateEngine, tmp_path: Path) -> None:
    assert own_dockerd.process is not None
    pid = own_dockerd.process.pid
    with App({"DOCKCYCLE_ENGINES": f"local={own_dockerd.url}"}, tmp_path / "log") as app:
        app.wait_live()
        ages: list[float] = []

        def is_stale() -> bool:
            engine = app.get("/healthz").json()["engines"]["local"]
            ages.append(engine["lookAge"] if engine["state"] == "live" else 0.0)
            return bool(engine["state"] == "stale")

        os.kill(pid, signal.SIGSTOP)
        try:
            wait_until(is_stale, 30, "the state to be stale")
        finally:
            os.kill(pid, signal.SIGCONT)

        assert max(ages) <= LIVE_AT_MOST
        wait_until(lambda: app.get("/healthz").json()["status"] == "ok", 30, "the engine to be live again")
