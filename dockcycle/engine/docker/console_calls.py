"""The requests to a real engine that its consoles share: hijacked connections, sizes, states and shells."""

import logging
from http import HTTPStatus
from typing import Any

from dockcycle.engine.docker.connection import Connection, path_of
from dockcycle.engine.docker.process_termination import is_here
from dockcycle.engine.docker.shells import found_shells
from dockcycle.engine.docker.transport.hijacked import Hijacked
from dockcycle.engine.docker.transport.payloads import read
from dockcycle.engine.errors import EngineError, engine_errors

UPGRADE = {"Connection": "Upgrade", "Upgrade": "tcp"}

log = logging.getLogger(__name__)


class ConsoleCalls(Connection):
    """Requests for execs, attached containers and files in containers."""

    def shells(self, id: str) -> tuple[str, ...]:
        with engine_errors("inspect"):
            return found_shells(lambda path: self._stat(id, path))

    def _stat(self, id: str, path: str) -> str | None:
        """Return the stat of a file in a container as base64 JSON, None if the file does not exist."""
        url = self._url(path_of(id, "archive"))
        response = self._client().head(url, params={"path": path}, timeout=10)
        if response.status_code == HTTPStatus.NOT_FOUND:
            return None
        response.raise_for_status()
        return str(response.headers.get("X-Docker-Container-Path-Stat", ""))

    def hijack(self, path: str, *, framed: bool, **options: Any) -> Hijacked:
        """Send a request and return its connection, which from then on carries bytes in both directions."""
        response = self._post(path, headers=UPGRADE, stream=True, timeout=(10, None), **options)
        return Hijacked(self._client(), response, framed=framed)

    def resize_terminal(self, path: str, cols: int, rows: int) -> None:
        """Set a terminal size. Errors are only logged: the process may have ended, or the engine may refuse."""
        try:
            with engine_errors("resize"):
                self._post(path, params={"h": str(rows), "w": str(cols)})
        except EngineError as error:
            log.debug("resize: %s", error)

    def runs_here(self, id: str) -> bool:
        """Return whether the processes of a container are on this machine; True if it has none or does not exist."""
        try:
            with engine_errors("inspect"):
                state = self._json(path_of(id, "json"))["State"]
        except EngineError as error:
            return error.code == "not_found"
        return not state["Pid"] or is_here(id, int(state["Pid"]))

    def exec_state(self, exec_id: str) -> Any:
        """Return the inspect of an exec, None if the exec or its container does not exist."""
        try:
            with engine_errors("inspect"):
                return self._json(f"/exec/{exec_id}/json")
        except EngineError as error:
            if error.code == "not_found":
                return None
            raise

    def exec_detached(self, id: str, body: dict[str, Any]) -> None:
        """Run an exec without a connection to it; raises EngineError."""
        with engine_errors("exec"):
            made = read(self._post(path_of(id, "exec"), json=body).content)
            self._post(f"/exec/{made['Id']}/start", json={"Detach": True})
