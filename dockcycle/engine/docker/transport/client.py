"""The SDK's HTTP client with limits against a broken or hostile engine.

The SDK applies its timeout to each read separately, reads responses of any size and follows redirects, even with the
password of a pull in the headers. Here a response that is read whole has one deadline from the request to its last
byte and a maximum size, a streamed response has a deadline for its headers, and no redirect is followed.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any

import docker
import gevent
from gevent import monkey

from dockcycle.engine.docker.transport.fair_response import read_fairly
from dockcycle.engine.docker.transport.transport_errors import BodyTooLargeError, RedirectError, transport_errors

#: Limit of a response that is read whole. The list of a few thousand containers fits. Streams have their own limits.
ANSWER_BYTES_AT_MOST = 16 * 1024 * 1024
#: Deadline for the headers of a streamed response without a read timeout (seconds).
HEADERS_SECONDS = 30.0
_PIECE_BYTES = 64 * 1024
_REDIRECTS = frozenset({
    HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.FOUND, HTTPStatus.SEE_OTHER, HTTPStatus.TEMPORARY_REDIRECT,
    HTTPStatus.PERMANENT_REDIRECT,
})  # fmt: skip


read_fairly()


class Client(docker.APIClient):
    """An SDK client that limits the time and the size of responses and does not follow redirects."""

    def request(self, method: str, url: str, *about: Any, **options: Any) -> Any:  # type: ignore[override]
        """Send a request and return the response, as `requests.Session.request`.

        Raises TransportError for a request without a usable response, also for a redirect.
        """
        stream = bool(options.pop("stream", False))
        options.pop("allow_redirects", None)
        with transport_errors(), in_time(_seconds(options.get("timeout"))):
            response = super().request(method, url, *about, **{**options, "stream": True, "allow_redirects": False})
            if response.status_code in _REDIRECTS:
                response.close()
                raise RedirectError
            if not stream or response.status_code >= HTTPStatus.BAD_REQUEST:
                _read_whole(response)
        return response


def _read_whole(response: Any) -> None:
    """Read the body into the response, as `requests` does; raises BodyTooLargeError beyond `ANSWER_BYTES_AT_MOST`."""
    whole = bytearray()
    for piece in response.iter_content(_PIECE_BYTES):
        whole += piece
        if len(whole) > ANSWER_BYTES_AT_MOST:
            response.close()
            raise BodyTooLargeError(f"the response is larger than {ANSWER_BYTES_AT_MOST >> 20} MiB")
    response._content, response._content_consumed = bytes(whole), True  # noqa: SLF001  # as in `requests`


def _seconds(timeout: Any) -> float:
    """Return the deadline (seconds) for a `timeout` of `requests`: a number, a pair (connect, read), or None."""
    if isinstance(timeout, tuple):
        return HEADERS_SECONDS if timeout[1] is None else float(timeout[1])
    return HEADERS_SECONDS if timeout is None else float(timeout)


@contextmanager
def in_time(seconds: float) -> Iterator[None]:
    """Raise TimeoutError when the `with` block takes longer than `seconds`.

    Works only if gevent has patched the sockets, as in the app. In plain threads (unit tests) it does nothing, and only
    the timeout of each read applies.
    """
    if not monkey.is_module_patched("socket"):
        yield
        return
    with gevent.Timeout(seconds, TimeoutError("timed out")):
        yield
