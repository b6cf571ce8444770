"""The endpoints of the Engine API that consoles use: hijacked connections, sizes, states and shells."""

import logging
from http import HTTPStatus
from typing import Any

from dockcycle.engine.docker.connection import Connection, path_of
from dockcycle.engine.docker.error_translation import engine_errors
from dockcycle.engine.docker.process_termination import is_here
from dockcycle.engine.docker.shell_detection import found_shells
from dockcycle.engine.docker.transport.hijacked import Hijacked
from dockcycle.engine.docker.transport.payloads import load_json
from dockcycle.engine.errors import EngineError

UPGRADE = {"Connection": "Upgrade", "Upgrade": "tcp"}

log = logging.getLogger(__name__)


class ConsoleEndpoints:
    """Sends the requests for execs, attached containers and files in containers."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def shells(self, id: str) -> tuple[str, ...]:
        with engine_errors("inspect"):
            return found_shells(lambda path: self._stat(id, path))

    def _stat(self, id: str, path: str) -> str | None:
        """Return the stat of a file in a container as base64 JSON, None if the file does not exist."""
        url = self._connection.url(path_of(id, "archive"))
        response = self._connection.client().head(url, params={"path": path}, timeout=10)
        if response.status_code == HTTPStatus.NOT_FOUND:
            return None
        response.raise_for_status()
        return str(response.headers.get("X-Docker-Container-Path-Stat", ""))

    def hijack(self, path: str, *, framed: bool, **options: Any) -> Hijacked:
        """Send a request and return its connection, which from then on carries bytes in both directions."""
        response = self._connection.post(path, headers=UPGRADE, stream=True, timeout=(10, None), **options)
        return Hijacked(self._connection.client(), response, framed=framed)

    def resize_terminal(self, path: str, cols: int, rows: int) -> None:
        """Set a terminal size. Errors are only logged: the process may have ended, or the engine may refuse."""
        try:
            with engine_errors("resize"):
                self._connection.post(path, params={"h": str(rows), "w": str(cols)})
        except EngineError as error:
            log.debug("resize: %s", error)

    def runs_here(self, id: str) -> bool:
        """Return whether the processes of a container are on this machine; True if it has none or does not exist."""
        try:
            with engine_errors("inspect"):
                state = self._connection.json(path_of(id, "json"))["State"]
        except EngineError as error:
            return error.code == "not_found"
        return not state["Pid"] or is_here(id, int(state["Pid"]))

    def exec_state(self, exec_id: str) -> Any:
        """Return the inspect of an exec, None if the exec or its container does not exist."""
        try:
            with engine_errors("inspect"):
                return self._connection.json(f"/exec/{exec_id}/json")
        except EngineError as error:
            if error.code == "not_found":
                return None
            raise

    def exec_detached(self, id: str, body: dict[str, Any]) -> None:
        """Run an exec without a connection to it; raises EngineError."""
        with engine_errors("exec"):
            made = load_json(self._connection.post(path_of(id, "exec"), json=body).content)
            self._connection.post(f"/exec/{made['Id']}/start", json={"Detach": True})
