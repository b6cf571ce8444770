"""A console on the main process of a container, which keeps running after the console."""

import logging
import time
from typing import Any

from dockcycle.engine.docker.connection import path_of
from dockcycle.engine.docker.console_endpoints import ConsoleEndpoints
from dockcycle.engine.docker.transport.hijacked import Hijacked
from dockcycle.engine.errors import EngineError

DETACH_KEYS = "ctrl-p,ctrl-q"
DETACH_BYTES = b"\x10\x11"
_LOOK_SECONDS = 0.02
#: Timeout of a detach (seconds).
_DETACH_SECONDS = 1.0

log = logging.getLogger(__name__)


class AttachConsole:
    """A console on the main process of a container (`stream_protocols.ConsoleStream`)."""

    def __init__(
        self, endpoints: ConsoleEndpoints, container_id: str, hijacked: Hijacked, *, tty: bool, takes_input: bool
    ) -> None:
        self.tty = tty
        self.takes_input = takes_input
        self._endpoints = endpoints
        self._container_id = container_id
        self._hijacked = hijacked

    def read(self) -> bytes:
        return self._hijacked.read()

    def write(self, data: bytes) -> None:
        self._hijacked.write(data)

    def resize(self, cols: int, rows: int) -> None:
        if self.tty and not self._hijacked.has_ended():
            self._endpoints.resize_terminal(path_of(self._container_id, "resize"), cols, rows)

    def exit_code(self) -> int | None:
        return None

    def end(self) -> bool:
        """Detach by the detach keys, as `docker attach` does, so that the engine sends the event `detach`.

        Without a terminal or input, only close the connection. Returns True.
        """
        try:
            if self.tty and self.takes_input and self._hijacked.try_send(DETACH_BYTES):
                self._await_end()
        except EngineError as error:
            log.debug("detach: %s", error)
        finally:
            self.close()
        return True

    def _await_end(self) -> None:
        until = time.monotonic() + _DETACH_SECONDS
        while not self._hijacked.has_ended() and time.monotonic() < until:
            time.sleep(_LOOK_SECONDS)

    def close(self) -> None:
        self._hijacked.close()


def can_be_typed_to(config: Any, *, is_podman: bool) -> bool:
    """Return whether an attach may send input to the main process of a container.

    Without a terminal, the engine may close the input of the process when an attached client disconnects, which ends
    `cat` and similar programs. Docker does so if StdinOnce is set, as by `docker run -i` (moby
    `container/stream/attach.go`, CloseStdin). Podman always does, although its inspect has StdinOnce false. A console
    on such a process is read-only.
    """
    if config["Tty"]:
        return bool(config["OpenStdin"])
    return bool(config["OpenStdin"]) and not config.get("StdinOnce") and not is_podman
