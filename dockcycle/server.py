"""The WSGI and WebSocket server: gevent's pywsgi on a listener with TCP_NODELAY.

Without TCP_NODELAY, an echo takes 44 ms instead of 2. `http_handler` limits the connections, and `websocket` handles
the frames. gevent must have patched the standard library before. Only this module depends on the choice of the server.
"""

from collections.abc import Callable
from typing import Any

from gevent import socket

from dockcycle.http_handler import Server
from dockcycle.open_files import raise_limit

#: Limit of the connections that are served at once. Further ones wait in the kernel.
CONNECTIONS_AT_MOST = 4096
#: Open files reserved for engine connections, static files and the log.
FILES_KEPT = 128


def listen(host: str, port: int) -> socket.socket:
    """Return a listening socket with TCP_NODELAY; raises OSError if the address or the port cannot be used."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    listener.bind((host, port))
    listener.listen(1024)
    listener.setblocking(False)
    return listener


def make_server(application: Callable[..., Any], listener: socket.socket) -> Server:
    """Return a server for `application` on `listener`. `serve_forever()` runs it, `stop()` ends it."""
    return Server(listener, application, connections_for(raise_limit()))


def connections_for(open_files: int) -> int:
    """Return the limit of connections for a limit of open files."""
    return max(2, min(CONNECTIONS_AT_MOST, max(open_files - FILES_KEPT, open_files // 2)))
