"""The HTTP client of an engine: the SDK's, with bounds for what a sick or hostile engine may do with an answer.

The SDK waits for each read by itself, reads any length and follows redirects, with the password of a pull in the
headers. Here an answer has one deadline from the request to its last byte, a largest size, and one address.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any

import docker
import gevent
from gevent import monkey

from dockcycle.engine.errors import EngineError
from dockcycle.engine.fair_response import read_fairly

#: The largest answer that is read whole: the list of a few thousand containers. What is streamed has its own bounds.
ANSWER_BYTES_AT_MOST = 16 * 1024 * 1024
#: For the headers of a streamed answer that may be silent as long as it likes afterwards (seconds).
HEADERS_SECONDS = 30.0
_PIECE_BYTES = 64 * 1024
_REDIRECTS = frozenset({
    HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.FOUND, HTTPStatus.SEE_OTHER, HTTPStatus.TEMPORARY_REDIRECT,
    HTTPStatus.PERMANENT_REDIRECT,
})  # fmt: skip


read_fairly()


class Client(docker.APIClient):
    """A client whose every answer ends: in time, in size, and where it was asked for."""

    def request(self, method: str, url: str, *about: Any, **options: Any) -> Any:  # type: ignore[override]
        """Send a request as `requests.Session.request` does; raises EngineError, TimeoutError and what that raises."""
        stream = bool(options.pop("stream", False))
        options.pop("allow_redirects", None)
        with in_time(_seconds(options.get("timeout"))):
            response = super().request(method, url, *about, **{**options, "stream": True, "allow_redirects": False})
            if response.status_code in _REDIRECTS:
                response.close()
                raise EngineError(
                    "engine_unreachable", "the engine redirects to another address; Dockcycle does not follow redirects"
                )
            if not stream or response.status_code >= HTTPStatus.BAD_REQUEST:
                _read_whole(response)
        return response


def _read_whole(response: Any) -> None:
    """Read the body into the response, as `requests` does of one that is not streamed, but not more than is allowed."""
    whole = bytearray()
    for piece in response.iter_content(_PIECE_BYTES):
        whole += piece
        if len(whole) > ANSWER_BYTES_AT_MOST:
            response.close()
            raise EngineError("engine_error", f"the response is larger than {ANSWER_BYTES_AT_MOST >> 20} MiB")
    response._content, response._content_consumed = bytes(whole), True  # noqa: SLF001  # where requests keeps it


def _seconds(timeout: Any) -> float:
    """Return the deadline of a call whose reads may take `timeout`: a number, or (to connect, to read)."""
    if isinstance(timeout, tuple):
        return HEADERS_SECONDS if timeout[1] is None else float(timeout[1])
    return HEADERS_SECONDS if timeout is None else float(timeout)


@contextmanager
def in_time(seconds: float) -> Iterator[None]:
    """Raise TimeoutError in what takes longer inside.

    That needs gevent below the sockets, as in the app; in plain threads (unit tests) each read has its own bound only.
    """
    if not monkey.is_module_patched("socket"):
        yield
        return
    with gevent.Timeout(seconds, TimeoutError("timed out")):
        yield
