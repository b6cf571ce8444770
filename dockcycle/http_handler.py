"""HTTP connections with limits that gevent's pywsgi does not have: deadlines, and strict checks of the headers.

Each deadline covers a whole head or a whole body, not one read, so a slow sender cannot hold a connection open.
Ambiguous headers are refused (RFC 9112 6.1 and 6.3), because a proxy in front of Dockcycle may read them differently.
"""

import errno
import fcntl
import io
import itertools
import logging
import socket as std_socket
import termios
import time
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import gevent
from gevent import pywsgi

from dockcycle.fair_reading import fair_file
from dockcycle.header_checks import check_head
from dockcycle.limited_log import LimitedLog
from dockcycle.websocket import SOCKET_KEY

#: Deadline from the accepted connection, or from the previous response, to the end of the next head.
HEAD_SECONDS = 15.0
#: Limit of a head in bytes. pywsgi allows 6.5 MB, and parsing it blocks others.
HEAD_BYTES_AT_MOST = 32 * 1024
#: Deadline from the end of the head to the end of the body.
BODY_SECONDS = 15.0
#: A client that reads nothing of its response for this long is disconnected.
STALLED_SECONDS = 30.0
#: Limit of the connections that wait for a head. A further one closes the connection that has waited longest, if that
#: one has waited `HEAD_WAIT_SECONDS`, because many clients can connect at once. If half of all connections wait for a
#: head, a further one always closes a connection.
HEADS_AT_MOST = 256
HEAD_WAIT_SECONDS = 1.0
#: How long no connection is accepted after the limit of open files was reached.
FULL_SECONDS = 0.1

_BAD_REQUEST = b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
#: Any, because gevent's type stubs lack the methods that subclasses override.
_pywsgi: Any = pywsgi

log = logging.getLogger(__name__)
refused = LimitedLog(log)


class _Input(_pywsgi.Input):  # type: ignore[misc]  # see _pywsgi
    """A request body with a deadline for the whole body; reading raises TimeoutError after it."""

    __slots__ = ("_deadline", "is_late")

    def __init__(self, *about: Any, **more: Any) -> None:
        super().__init__(*about, **more)
        self._deadline = time.monotonic() + BODY_SECONDS
        self.is_late = False

    def _do_read(self, length: int | None = None, use_readline: bool = False) -> bytes:
        with self._in_time():
            return bytes(super()._do_read(length, use_readline))

    def _chunked_read(self, length: int | None = None, use_readline: bool = False) -> bytes:
        with self._in_time():
            return bytes(super()._chunked_read(length, use_readline))

    @contextmanager
    def _in_time(self) -> Iterator[None]:
        left = max(self._deadline - time.monotonic(), 0.001)
        try:
            with gevent.Timeout(left, TimeoutError("a body that is not whole in time")):
                yield
        except OSError:
            self.is_late = True
            raise


class Handler(_pywsgi.WSGIHandler):  # type: ignore[misc]  # see _pywsgi
    """One HTTP connection. Passes its socket to the WebSocket in the WSGI environment, and applies the limits."""

    server: "Server"
    rfile: Any
    wsgi_input: Any

    def __init__(self, sock: Any, address: Any, server: Any, rfile: Any = None) -> None:
        sock.settimeout(STALLED_SECONDS)
        super().__init__(sock, address, server, rfile or fair_file(sock))
        self._head_deadline: gevent.Timeout | None = None

    def read_requestline(self) -> str:
        gevent.sleep(0)  # yield between pipelined requests, which would otherwise be handled without a switch
        self.server.heads.wait(self)
        self.rfile.raw.left = HEAD_BYTES_AT_MOST + io.DEFAULT_BUFFER_SIZE  # a read may include a part of the body
        self._head_deadline = gevent.Timeout.start_new(HEAD_SECONDS, TimeoutError("a head that is not whole in time"))
        line = ""
        try:
            line = str(super().read_requestline())
            return line
        finally:
            if not line:
                self._end_of_head()

    def read_request(self, raw_requestline: str) -> bool:
        try:
            return bool(super().read_request(raw_requestline))
        finally:
            self._end_of_head()

    def _end_of_head(self) -> None:
        self.server.heads.done(self)
        self.rfile.raw.left = None
        if self._head_deadline is not None:
            self._head_deadline.close()
            self._head_deadline = None

    def MessageClass(self, *about: Any) -> Any:  # noqa: N802  # pywsgi's name
        headers = super().MessageClass(*about)
        check_head(headers)
        return headers

    def get_environ(self) -> dict[str, Any]:
        environ: dict[str, Any] = super().get_environ()
        environ[SOCKET_KEY] = self.socket
        if environ.get("HTTP_UPGRADE"):  # data after the frames must not be parsed as a request
            self.close_connection = True
            self._release_request()
        else:
            plain = self.wsgi_input
            self.wsgi_input = _Input(plain.rfile, plain.content_length, plain.socket, plain.chunked_input)
        environ["wsgi.input"] = self.wsgi_input
        return environ

    def _release_request(self) -> None:
        """Drop the input buffer and the headers: 11 KiB, which each WebSocket would keep as long as it is open."""
        self.rfile.close()
        self.rfile = io.BytesIO()
        self.wsgi_input = _pywsgi.Input(self.rfile, 0)
        self.headers = None

    def handle_one_response(self) -> None:
        super().handle_one_response()
        if getattr(self.__dict__.get("wsgi_input"), "is_late", False):  # the rest of the body is not a request
            self.close_connection = True

    def _sendall(self, data: Any) -> None:
        try:
            super()._sendall(data)
        except TimeoutError as error:  # pywsgi would log a traceback
            refused.warning(
                "closed the connection of %s, which did not read its response for %d s",
                self.client_address,
                STALLED_SECONDS,
            )
            raise BrokenPipeError(errno.EPIPE, "the client does not read the response") from error

    def _handle_client_error(self, ex: BaseException) -> tuple[str, bytes] | None:
        """Return a response 400 for an invalid head, and None (no response) after a timeout or a lost connection."""
        refused.warning("rejected a request from %s: %s", self.client_address, str(ex)[:200] or type(ex).__name__)
        return None if isinstance(ex, OSError) else ("400", _BAD_REQUEST)

    def shut(self) -> None:
        """Shut the connection down, from any greenlet."""
        sock = getattr(self, "socket", None)
        if sock is not None:
            with suppress(OSError):  # the connection may already be closed
                sock.shutdown(std_socket.SHUT_RDWR)

    def has_unread_data(self) -> bool:
        """Return whether the client has sent data that is not read yet."""
        try:
            return any(fcntl.ioctl(self.socket.fileno(), termios.FIONREAD, bytes(4)))
        except OSError:  # the connection is closed
            return False


class _Heads:
    """The connections that wait for a head, with the time since when, longest first."""

    def __init__(self, connections: int) -> None:
        self._at_most = connections // 2
        self._waiting: OrderedDict[Handler, float] = OrderedDict()

    def wait(self, handler: Handler) -> None:
        """Add a connection; beyond the limits, close the longest waiting connection."""
        self._waiting[handler] = time.monotonic()
        if len(self._waiting) > self._at_most:
            self.end_first()
        elif len(self._waiting) > HEADS_AT_MOST:
            self.end_first(HEAD_WAIT_SECONDS)

    def done(self, handler: Handler) -> None:
        """Remove a connection, after its head has arrived or it has ended."""
        self._waiting.pop(handler, None)

    def end_first(self, waited: float = 0.0) -> None:
        """Close the connection that has waited longest for data, if it has waited that long (seconds).

        A connection with unread data does not wait for its client, but for the server.
        """
        latest = time.monotonic() - waited
        late = itertools.takewhile(lambda handler: self._waiting[handler] <= latest, self._waiting)
        first = next((handler for handler in late if not handler.has_unread_data()), None)
        if first is not None:
            del self._waiting[first]
            first.shut()


class Server(_pywsgi.WSGIServer):  # type: ignore[misc]  # see _pywsgi
    """The WSGI server. It serves at most `connections` at once; further ones wait in the kernel."""

    def __init__(self, listener: Any, application: Any, connections: int) -> None:
        super().__init__(listener, application, handler_class=Handler, spawn=connections, log=None)
        self.heads = _Heads(connections)

    def do_read(self) -> Any:
        """Accept a connection. At the limit of open files, close the longest waiting connection and retry later."""
        try:
            return super().do_read()
        except OSError as error:
            if error.errno not in (errno.EMFILE, errno.ENFILE):
                raise
        refused.warning("reached the limit of open files; a new connection waits")
        self.heads.end_first()
        self.stop_accepting()
        gevent.spawn_later(FULL_SECONDS, self._start_accepting_if_started)
        return None
