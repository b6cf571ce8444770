"""A cable to an engine's socket that can be pulled: the engine goes on for everybody else."""

import contextlib
import socket
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

CHUNK_BYTES = 65_536


class Cable:
    """Listens at `end` and carries every connection on to `engine`, a unix socket; `with Cable(…)` plugs it in."""

    def __init__(self, engine: Path, end: Path) -> None:
        self._engine = engine
        self._end = end
        self.url = f"unix://{end}"
        self._listener: socket.socket | None = None
        self._open: list[socket.socket] = []
        self._threads: list[threading.Thread] = []

    def __enter__(self) -> Self:
        self.plug()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.unplug()

    def plug(self) -> None:
        """Carry connections from now on."""
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(str(self._end))
        self._listener.listen()
        self._begin(self._accept, self._listener)

    def unplug(self) -> None:
        """Cut every connection and take no more."""
        if self._listener is None:
            return
        listener, self._listener = self._listener, None
        self._end.unlink()
        for one in (listener, *self._open):
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join()
        for one in (listener, *self._open):
            one.close()
        self._open.clear()
        self._threads.clear()

    def _begin(self, target: Callable[..., None], *arguments: socket.socket) -> None:
        thread = threading.Thread(target=target, args=arguments, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self, listener: socket.socket) -> None:
        while self._listener is listener:
            try:
                near, _ = listener.accept()
            except OSError:
                return
            far = socket.socket(socket.AF_UNIX)
            far.connect(str(self._engine))
            self._open += [near, far]
            self._begin(_carry, near, far)
            self._begin(_carry, far, near)


def _carry(source: socket.socket, target: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while data := source.recv(CHUNK_BYTES):
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)
