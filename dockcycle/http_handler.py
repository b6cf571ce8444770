"""One HTTP connection: what gevent's pywsgi leaves open is bounded here, in time and in what a head may say.

Deadlines are for a whole head and a whole body, not for each read, so that bytes that drip do not hold a connection.
Heads that two programs could read in two ways are refused (RFC 9112 6.1 and 6.3), for a proxy may stand before us.
"""

import errno
import logging
import re
import socket as std_socket
import time
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.errors import FirstHeaderLineIsContinuationDefect, MissingHeaderBodySeparatorDefect
from typing import Any

import gevent
from gevent import pywsgi

from dockcycle.fair_reading import fair_file
from dockcycle.limited_log import LimitedLog
from dockcycle.websocket import SOCKET_KEY

#: From the accepted connection, or the answer before, to the end of the next head.
HEAD_SECONDS = 15.0
#: From the end of the head to the end of the body.
BODY_SECONDS = 15.0
#: A reader that takes nothing of its answer for so long is gone.
STALLED_SECONDS = 30.0
#: Connections that may wait for a head at once; a further one ends the one that waits longest.
HEADS_AT_MOST = 256
#: After the limit of open files was met, so long until the next connection is accepted.
FULL_SECONDS = 0.1

_BAD_REQUEST = b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
#: What Python's parser makes of a line that is no header; of a body, which is not read here, it complains as well.
_TORN = (MissingHeaderBodySeparatorDefect, FirstHeaderLineIsContinuationDefect)
_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+", re.ASCII)
_LENGTH = re.compile(r"[0-9]{1,18}", re.ASCII)

#: gevent's stubs leave out what a subclass may override.
_pywsgi: Any = pywsgi

log = logging.getLogger(__name__)
refused = LimitedLog(log)


class _Input(_pywsgi.Input):  # type: ignore[misc]  # see _pywsgi
    """A body that has to be there in time; TimeoutError when it is not."""

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
    """Gives the WebSocket its connection (WSGI itself has no name for it), and bounds everything else."""

    server: "Server"
    wsgi_input: Any

    def __init__(self, sock: Any, address: Any, server: Any, rfile: Any = None) -> None:
        sock.settimeout(STALLED_SECONDS)
        super().__init__(sock, address, server, rfile or fair_file(sock))
        self._head_deadline: gevent.Timeout | None = None

    def read_requestline(self) -> str:
        gevent.sleep(0)  # requests that are there already, one behind the other, are not answered in one go
        self.server.heads.wait(self)
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
        if environ.get("HTTP_UPGRADE"):  # what follows on this connection is no request, whenever the frames end
            self.close_connection = True
            return environ
        plain = self.wsgi_input
        self.wsgi_input = _Input(plain.rfile, plain.content_length, plain.socket, plain.chunked_input)
        environ["wsgi.input"] = self.wsgi_input
        return environ

    def handle_one_response(self) -> None:
        super().handle_one_response()
        if getattr(self.__dict__.get("wsgi_input"), "is_late", False):  # what still comes is no request
            self.close_connection = True

    def _sendall(self, data: Any) -> None:
        try:
            super()._sendall(data)
        except TimeoutError as error:  # pywsgi would write a traceback into the log
            refused.warning(
                "closed the connection of %s, which did not read its response for %d s",
                self.client_address,
                STALLED_SECONDS,
            )
            raise BrokenPipeError(errno.EPIPE, "nobody reads the answer") from error

    def _handle_client_error(self, ex: BaseException) -> tuple[str, bytes] | None:
        """Answer 400 to a head that is none; who was too slow or is gone gets no answer."""
        refused.warning("rejected a request from %s: %s", self.client_address, str(ex)[:200] or type(ex).__name__)
        return None if isinstance(ex, OSError) else ("400", _BAD_REQUEST)

    def shut(self) -> None:
        """End the connection from outside."""
        sock = getattr(self, "socket", None)
        if sock is not None:
            with suppress(OSError):  # it may be gone already
                sock.shutdown(std_socket.SHUT_RDWR)


def check_head(headers: Any) -> None:
    """Raise ValueError for a head that another program could read as another request than we do."""
    torn = [one for one in headers.defects if isinstance(one, _TORN)]
    rest = headers.get_payload()
    if torn or (isinstance(rest, str) and rest):  # what stands behind a line that is no header was left out
        raise ValueError("headers that cannot be read")
    for name, value in headers.items():
        if not _NAME.fullmatch(name) or "\0" in value or "\r" in value or "\n" in value:
            raise ValueError("a header that is none")
    lengths, encodings = headers.get_all("content-length", []), headers.get_all("transfer-encoding", [])
    if len(lengths) + len(encodings) > 1:
        raise ValueError("more than one length of the body")
    if lengths and not _LENGTH.fullmatch(lengths[0]):
        raise ValueError("a length that is no number")
    if encodings and encodings[0].lower() != "chunked":
        raise ValueError("a transfer encoding that is not known")
    upgrades = [word.strip().lower() for word in headers.get("connection", "").split(",")]
    if headers.get("upgrade") and "upgrade" not in upgrades:
        raise ValueError("an upgrade that the header Connection does not name")


class _Heads:
    """The connections that wait for a head, the longest first."""

    def __init__(self, at_most: int) -> None:
        self._at_most = at_most
        self._waiting: OrderedDict[Handler, None] = OrderedDict()

    def wait(self, handler: Handler) -> None:
        """Take one in; where too many wait, the first of them is ended."""
        self._waiting[handler] = None
        if len(self._waiting) > self._at_most:
            self.end_first()

    def done(self, handler: Handler) -> None:
        """Let one go."""
        self._waiting.pop(handler, None)

    def end_first(self) -> None:
        """End the one that waits longest."""
        if self._waiting:
            self._waiting.popitem(last=False)[0].shut()


class Server(_pywsgi.WSGIServer):  # type: ignore[misc]  # see _pywsgi
    """The server of such connections; at most `connections` at once, the next ones wait in the kernel."""

    def __init__(self, listener: Any, application: Any, connections: int) -> None:
        super().__init__(listener, application, handler_class=Handler, spawn=connections, log=None)
        self.heads = _Heads(min(HEADS_AT_MOST, connections // 2))

    def do_read(self) -> Any:
        """Accept a connection; at the limit of open files end one that says nothing, and try again a little later."""
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
