"""The WSGI and WebSocket server, and nothing else: what to change if it is ever replaced.

gevent's pywsgi on our own listener (TCP_NODELAY: without it an echo takes 44 ms instead of 2); `http_handler` bounds
its connections, `websocket` has the frames. The standard library must have been patched by gevent before.
"""

from collections.abc import Callable
from typing import Any

from gevent import socket

from dockcycle.http_handler import Server
from dockcycle.open_files import raise_limit

#: Connections served at once; the next ones wait in the kernel.
CONNECTIONS_AT_MOST = 4096
#: Open files that are kept for the engines, the page's own files and the log.
FILES_KEPT = 128


def listen(host: str, port: int) -> socket.socket:
    """Return a listening socket whose connections send at once; raises OSError when the port is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    listener.bind((host, port))
    listener.listen(1024)
    listener.setblocking(False)
    return listener


def make_server(application: Callable[..., Any], listener: socket.socket) -> Server:
    """Return a server of `application` on `listener`; `serve_forever()` runs it, `stop()` ends it."""
    return Server(listener, application, connections_for(raise_limit()))


def connections_for(open_files: int) -> int:
    """Return how many connections are served at once where so many files may be open."""
    return max(2, min(CONNECTIONS_AT_MOST, max(open_files - FILES_KEPT, open_files // 2)))
