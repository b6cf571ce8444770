"""The app with routes of the tests' own: they add and remove practice engines, and list what the gate decided."""

import sys
from collections.abc import Sequence

import requests

from tests.support.app import App


class ChangingApp(App):
    """Like `App`; `add` and `remove` return when the app has done it."""

    def _command(self) -> Sequence[str]:
        return (sys.executable, "-m", "tests.support.changing_engines")

    def add(self, name: str, containers: int) -> int:
        """Add a practice engine and return the status code."""
        body = {"containers": containers}
        return requests.post(f"{self.url}/test/engines/{name}", json=body, timeout=20).status_code

    def decisions(self) -> set[tuple[str, str, str, str | None]]:
        """Return what `Gate.authorize` was asked: name and viewer of the caller, action, engine."""
        return {(name, viewer, action, engine) for name, viewer, action, engine in self.get("/test/decisions").json()}

    def remove(self, name: str) -> int:
        """Remove an engine and return the status code."""
        return requests.delete(f"{self.url}/test/engines/{name}", timeout=20).status_code
