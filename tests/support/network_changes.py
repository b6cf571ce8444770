"""Network changes of a Docker host, on which Chromium aborts requests and connections; and such aborts without them."""

import ctypes
import os
import random
import subprocess
import threading
from pathlib import Path
from types import TracebackType
from typing import Self

from playwright.sync_api import Page, Route, WebSocketRoute

_LIBC = ctypes.CDLL(None, use_errno=True)
_NEW_NETWORK = 0x40000000  # CLONE_NEWNET, unshare(2)
#: Chromium calls it ERR_NETWORK_CHANGED; to a page every reason looks the same.
_REASON = "connectionaborted"


class DroppedRequests:
    """Drops a share of the requests of a page. What arrived once is in the browser's cache and is not dropped again."""

    def __init__(self, page: Page, share: float, seed: int) -> None:
        self.count = 0
        self._random = random.Random(seed)
        self.share = share
        self._arrived: set[str] = set()
        self._sockets: list[WebSocketRoute] = []
        page.route(lambda url: "/static/" in url or "/api/" in url, self._request)
        page.route_web_socket("**/socket.io/**", self._socket)

    def cut_sockets(self) -> None:
        """End every WebSocket of the page."""
        for socket in self._sockets:
            socket.close(code=1011)
        self._sockets.clear()

    def empty_cache(self) -> None:
        """Have every file requested anew."""
        self._arrived.clear()

    def _request(self, route: Route) -> None:
        url = route.request.url
        if url not in self._arrived and self._random.random() < self.share:
            self.count += 1
            route.abort(_REASON)
            return
        self._arrived.add(url)
        route.continue_()

    def _socket(self, socket: WebSocketRoute) -> None:
        if self._random.random() < self.share:
            self.count += 1
            socket.close(code=1011)
            return
        socket.connect_to_server()
        self._sockets.append(socket)


class OwnNetwork:
    """A network namespace for this thread, and for the processes and threads it starts; other tests keep theirs."""

    def __init__(self) -> None:
        self._path = f"/proc/{os.getpid()}/task/{threading.get_native_id()}/ns/net"
        self._before = -1

    def __enter__(self) -> Self:
        self._before = os.open(self._path, os.O_RDONLY)
        _checked(_LIBC.unshare(_NEW_NETWORK))
        _ip("link", "set", "lo", "up")
        # A way out, without which the browser believes that it is offline and does not watch the networks.
        _ip("link", "add", "dkt0", "type", "veth", "peer", "name", "dkt0p")
        _ip("link", "set", "dkt0p", "up")
        _ip("address", "add", "10.250.0.1/24", "dev", "dkt0")
        _ip("link", "set", "dkt0", "up")
        _ip("route", "add", "default", "dev", "dkt0")
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        _checked(_LIBC.setns(self._before, _NEW_NETWORK))
        os.close(self._before)

    def wrapped(self, executable: str, script: Path) -> Path:
        """Write a script that runs `executable` in this namespace, whoever starts it; returns its path."""
        script.write_text(f'#!/bin/sh\nexec nsenter --net={self._path} {executable} "$@"\n', encoding="utf-8")
        script.chmod(0o755)
        return script


class NetworkChanges:
    """Adds and deletes network interfaces in a loop, as starting and stopping containers does. A context manager."""

    def __init__(self, every_seconds: float = 0.05) -> None:
        self._every = every_seconds
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._ended.set()
        self._thread.join()

    def _run(self) -> None:
        name = f"dkt{random.randrange(16**8):08x}"
        while not self._ended.wait(self._every):
            _ip("link", "add", name, "type", "veth", "peer", "name", f"{name}p")
            _ip("address", "add", f"10.251.{random.randrange(256)}.{random.randrange(1, 255)}/30", "dev", name)
            _ip("link", "set", f"{name}p", "up")  # with a carrier, or the browser does not count it as a network
            _ip("link", "set", name, "up")
            self._ended.wait(self._every)
            _ip("link", "delete", name)


def _ip(*command: str) -> None:
    subprocess.run(["ip", *command], check=True)


def _checked(result: int) -> None:
    if result:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
