"""A proxy of an engine's socket. It can cut its connections while other clients keep theirs."""

import contextlib
import socket
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

CHUNK_BYTES = 65_536


class SocketProxy:
    """Listens at `end` and forwards each connection to `engine`, a Unix socket. A context manager."""

    def __init__(self, engine: Path, end: Path) -> None:
        self._engine = engine
        self._end = end
        self.url = f"unix://{end}"
        self._listener: socket.socket | None = None
        self._acceptor: threading.Thread | None = None
        self._open: list[socket.socket] = []
        self._carriers: list[threading.Thread] = []

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stop()

    def start(self) -> None:
        """Listen and forward connections."""
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(str(self._end))
        self._listener.listen()
        self._acceptor = _begin(self._accept, self._listener)

    def stop(self) -> None:
        """Close the listener and all connections. The acceptor ends first, because it may be accepting one."""
        listener, acceptor = self._listener, self._acceptor
        if listener is None or acceptor is None:
            return
        self._listener = None
        self._end.unlink()
        _shut(listener)
        acceptor.join()
        listener.close()
        for one in self._open:
            _shut(one)
        for carrier in self._carriers:
            carrier.join()
        for one in self._open:
            one.close()
        self._open.clear()
        self._carriers.clear()

    def _accept(self, listener: socket.socket) -> None:
        while self._listener is listener:
            try:
                near, _ = listener.accept()
            except OSError:
                return
            far = socket.socket(socket.AF_UNIX)
            try:
                far.connect(str(self._engine))
            except OSError:  # the engine is away: its own socket would refuse, too
                near.close()
                far.close()
                continue
            self._open += [near, far]
            self._carriers += [_begin(_carry, near, far), _begin(_carry, far, near)]


def _begin(target: Callable[..., None], *arguments: socket.socket) -> threading.Thread:
    thread = threading.Thread(target=target, args=arguments, daemon=True)
    thread.start()
    return thread


def _shut(one: socket.socket) -> None:
    with contextlib.suppress(OSError):
        one.shutdown(socket.SHUT_RDWR)


def _carry(source: socket.socket, target: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while data := source.recv(CHUNK_BYTES):
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)
