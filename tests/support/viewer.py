"""A viewer of the board over the real socket, as a program would write one."""

import queue
from types import TracebackType
from typing import Any, Self

import socketio

from tests.support.waiting import wait_until

Message = tuple[str, dict[str, Any]]


class Viewer:
    """Connects to `/board`, keeps what it is told in order, and folds it into `containers` by (engine, id)."""

    def __init__(self, url: str) -> None:
        self.messages: queue.SimpleQueue[Message] = queue.SimpleQueue()
        self.revisions: list[int] = []
        self.moves: list[dict[str, Any]] = []
        self.containers: dict[tuple[str, str], dict[str, Any]] = {}
        self.engines: dict[str, dict[str, Any]] = {}
        self.pulls: dict[str, dict[str, Any]] = {}
        self._client = socketio.Client(reconnection=False)
        self._client.on("snapshot", self._snapshot, namespace="/board")
        self._client.on("change", self._change, namespace="/board")
        self._client.on("pull", self._pull, namespace="/board")
        self._client.connect(url, namespaces=["/board"], transports=["websocket"])
        wait_until(lambda: self.revisions, 10, "a snapshot")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._client.disconnect()

    def ask(self, event: str, *body: object) -> Any:
        """Send an event and return its acknowledgement."""
        return self._client.call(event, body if len(body) != 1 else body[0], namespace="/board", timeout=60)

    @property
    def connection(self) -> str:
        """The id of the connection."""
        return str(self._client.get_sid("/board"))

    def states(self) -> dict[str, str]:
        """Return the state of every container by name."""
        return {one["name"]: one["state"] for one in self.containers.values()}

    def edges(self, name: str) -> list[str]:
        """Return the arrows a container took, in order."""
        return [move["edge"] for move in self.moves if move["name"] == name]

    def _snapshot(self, body: dict[str, Any]) -> None:
        self.containers = {(one["engine"], one["id"]): one for one in body["containers"]}
        self.engines = {one["name"]: one for one in body["engines"]}
        self.revisions.append(body["revision"])

    def _change(self, body: dict[str, Any]) -> None:
        self.containers.update({(one["engine"], one["id"]): one for one in body["set"]})
        for key in body["remove"]:
            self.containers.pop((key["engine"], key["id"]), None)
        self.engines.update({one["name"]: one for one in body.get("engines", [])})
        self.moves += body["moves"]
        self.revisions.append(body["revision"])

    def _pull(self, body: dict[str, Any]) -> None:
        self.pulls[body["id"]] = body
