"""The errors of requests that have no usable response, and the translation of library exceptions into them.

An HTTP error status is not one of them: `requests.HTTPError` passes unchanged.
"""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import BadStatusLine, RemoteDisconnected

import docker.errors
import paramiko  # type: ignore[import-untyped]
import requests
import urllib3

_DETAIL_CHARACTERS = 300


class TransportError(Exception):
    """A request without a usable response.

    `was_sent` is False if the engine cannot have received the request. The text is a short description of the failure.
    """

    def __init__(self, detail: str = "", *, was_sent: bool = True) -> None:
        super().__init__(detail)
        self.was_sent = was_sent


class SocketMissingError(TransportError):
    """The Unix socket of the engine does not exist."""


class AccessDeniedError(TransportError):
    """The operating system denied access to the socket."""


class UnknownHostError(TransportError):
    """The name of the Docker host cannot be resolved."""


class ConnectionDeniedError(TransportError):
    """The Docker host refused the connection."""


class TimedOutError(TransportError):
    """The engine did not respond in time."""


class NoResponseError(TransportError):
    """The engine closed the connection before its response."""


class NotHttpError(TransportError):
    """The server does not respond with HTTP."""


class TlsError(TransportError):
    """TLS failed, for example because of a certificate."""


class RedirectError(TransportError):
    """The response is a redirect."""


class HeadTooLargeError(TransportError):
    """The status line and the headers exceed their limit."""


class BodyTooLargeError(TransportError):
    """The body exceeds its limit."""


class ResponseCutOffError(TransportError):
    """The engine closed the connection in the middle of the response."""


class BrokenResponseError(TransportError):
    """The body of the response is not valid."""


#: Exceptions of the libraries, and the error that each of them means. The first matching row decides.
_TYPES: tuple[tuple[tuple[type[BaseException], ...], type[TransportError]], ...] = (
    ((FileNotFoundError,), SocketMissingError),
    ((socket.gaierror,), UnknownHostError),
    ((TimeoutError, urllib3.exceptions.TimeoutError, requests.Timeout), TimedOutError),
    ((RemoteDisconnected,), NoResponseError),
    ((BadStatusLine,), NotHttpError),
    ((requests.exceptions.SSLError,), TlsError),
    ((ConnectionRefusedError,), ConnectionDeniedError),
)
#: Failures before the request was sent.
_NEVER_SENT = (
    FileNotFoundError,
    PermissionError,
    ConnectionRefusedError,
    socket.gaierror,
    requests.exceptions.SSLError,
    urllib3.exceptions.NewConnectionError,
    urllib3.exceptions.ConnectTimeoutError,
    docker.errors.DockerException,
    paramiko.SSHException,
)
_LIBRARY_ERRORS = (
    requests.RequestException,
    urllib3.exceptions.HTTPError,
    docker.errors.DockerException,
    paramiko.SSHException,
    OSError,
)


@contextmanager
def transport_errors() -> Iterator[None]:
    """Translate exceptions of the SDK, the HTTP libraries, ssh and the system into TransportError."""
    try:
        yield
    except requests.HTTPError:  # a response with an error status; the SDK's APIError is one too
        raise
    except requests.JSONDecodeError as error:  # inherits from RequestException, but the engine did respond
        raise BrokenResponseError(type(error).__name__) from error
    except _LIBRARY_ERRORS as error:
        raise _translated(list(_chain(error))) from error


def _translated(chain: list[BaseException]) -> TransportError:
    """Return the error for an exception and the exceptions that it wraps: of the first one with a known type."""
    was_sent = not any(isinstance(error, _NEVER_SENT) for error in chain)
    detail = _detail(chain)
    if any(isinstance(error, PermissionError) for error in chain):
        return AccessDeniedError(detail, was_sent=was_sent)
    found = (kind for error in chain for types, kind in _TYPES if isinstance(error, types))
    return next(found, TransportError)(detail, was_sent=was_sent)


def _detail(chain: list[BaseException]) -> str:
    """Return the system's text for the first `errno`, else the text of the innermost exception."""
    number = next((error.errno for error in chain if isinstance(error, OSError) and error.errno), None)
    if number is not None and number > 0:
        return os.strerror(number).lower()
    return str(chain[-1])[:_DETAIL_CHARACTERS] or type(chain[-1]).__name__


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """Yield an error and the errors that it wraps, outermost first.

    The HTTP libraries nest errors in `args`, in `reason`, and in `__cause__` or `__context__`.
    """
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        inner = next((one for one in error.args if isinstance(one, BaseException)), None)
        reason = getattr(error, "reason", None)
        wrapped = inner or (reason if isinstance(reason, BaseException) else None)
        error = wrapped or error.__cause__ or error.__context__
