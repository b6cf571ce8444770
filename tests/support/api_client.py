"""A client of the API: the same commands over HTTP and over the socket, each result as status and body."""

import uuid
from collections.abc import Callable
from typing import Any

import requests

from dockcycle.domain.engine_kind import EngineKind
from tests.support.app import App
from tests.support.dockerd import IMAGE
from tests.support.engine_facts import EngineFacts, facts_of
from tests.support.engines import under_test
from tests.support.viewer import Viewer
from tests.support.waiting import wait_until

OBEYS = ["sh", "-c", "trap 'exit 0' TERM; while true; do sleep 0.1; done"]
FAILS = ["sh", "-c", "exit 3"]
Answer = tuple[int, dict[str, Any]]


class ApiClient:
    """Sends commands for the app's only engine. `act` uses HTTP, or the socket of `viewer` if there is one."""

    def __init__(self, app: App, viewer: Viewer | None = None) -> None:
        self.app = app
        self.viewer = viewer
        self.engine = next(iter(app.get("/healthz").json()["engines"]))
        self._made: list[str] = []

    @property
    def kind(self) -> EngineKind:
        """Which rows of the lifecycle table hold for the engine, as the app tells it."""
        (told,) = self.app.get("/api/v1/board").json()["engines"]
        return EngineKind.of(told["product"], told["api"])

    @property
    def facts(self) -> EngineFacts:
        """In what the engine differs from others."""
        return facts_of(self.kind)

    def ask(self, method: str, path: str, body: object = None) -> Answer:
        """Ask below `/api/v1` and return status and body."""
        answer = requests.request(method, f"{self.app.url}/api/v1{path}", json=body, timeout=60)
        return answer.status_code, answer.json()

    def post(self, path: str, body: object = None) -> Answer:
        """POST JSON below `/api/v1` and return status and body."""
        return self.ask("POST", path, body)

    def delete(self, path: str) -> Answer:
        """DELETE below `/api/v1` and return status and body."""
        return self.ask("DELETE", path)

    def act(self, command: str, id: str, **options: Any) -> Answer:
        """Give a command to a container."""
        if self.viewer is None:
            return self.post(f"/containers/{self.engine}/{id}/{command}", options)
        said = {"engine": self.engine, "id": id, "command": command, **options}
        body = self.viewer.ask("act", said)
        return (200 if body["ok"] else body["status"]), body

    def create(self, *command: str, **fields: Any) -> str:
        """Create a container and return its id; `start` runs it."""
        made = {"name": self.name(), "image": IMAGE, "command": list(command or OBEYS), **fields}
        status, body = self.post(f"/containers/{self.engine}", made)
        assert status == 200, body
        self._made.append(body["id"])
        return str(body["id"])

    def run(self, *command: str, **fields: Any) -> str:
        """Create and start a container."""
        return self.create(*command, start=True, **fields)

    def name(self) -> str:
        """Return a name that nobody has."""
        return f"made-{uuid.uuid4().hex[:10]}"

    def standing(self, state: str) -> str:
        """Return a container that stands in that state, on the board too."""
        if state == "restarting":
            id = self.run(*FAILS, restart="always")
            self.until(id, lambda one: one["state"] == "restarting" and one["restarts"] >= 4)
            return id
        id = self.create(start=state != "created")
        for command in {"paused": ("pause",), "exited": ("kill",)}.get(state, ()):
            assert self.act(command, id)[0] == 200
        self.until(id, lambda one: one["state"] == state)
        return id

    def container(self, id: str) -> dict[str, Any] | None:
        """Return a container of the board, None when it is not there."""
        board = self.app.get("/api/v1/board").json()
        return next((one for one in board["containers"] if one["id"] == id), None)

    def until(self, id: str, condition: Callable[[dict[str, Any]], Any], timeout: float = 20) -> None:
        """Wait until `condition` is true of the container on the board."""
        wait_until(lambda: (found := self.container(id)) is not None and condition(found), timeout, id[:12])

    def until_gone(self, id: str) -> None:
        """Wait until the board has no such container."""
        wait_until(lambda: self.container(id) is None, 20, f"{id[:12]} to be gone")

    def clean(self) -> None:
        """Remove what was made."""
        for id in self._made:
            if under_test().podman:
                # Its `rm -f` sends SIGTERM and waits 10 s, and its kill of a paused container takes 5 s.
                self.act("unpause", id)
                self.act("kill", id)
            self.act("remove", id, force=True)
