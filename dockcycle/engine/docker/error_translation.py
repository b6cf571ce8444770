"""Translates the failures of requests to a real engine into `EngineError`."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any

import requests

from dockcycle.engine.docker.podman import podman
from dockcycle.engine.docker.transport.transport_errors import (
    AccessDeniedError,
    BodyTooLargeError,
    BrokenResponseError,
    ConnectionDeniedError,
    NoResponseError,
    NotHttpError,
    RedirectError,
    ResponseCutOffError,
    SocketMissingError,
    TimedOutError,
    TlsError,
    TransportError,
    UnknownHostError,
    transport_errors,
)
from dockcycle.engine.errors import CODE_OF_STATUS, EngineError

#: Commands for which 409 means that the state of the container does not allow the command.
_STATE_COMMANDS = frozenset({"start", "stop", "kill", "restart", "pause", "unpause", "remove", "exec", "attach", "top"})
#: Refusals by state with another status. Other failures have the same status, so the text decides.
_STATE_TEXTS: dict[tuple[str, int], str] = {
    ("unpause", HTTPStatus.INTERNAL_SERVER_ERROR): "is not paused",
    ("restart", HTTPStatus.INTERNAL_SERVER_ERROR): "is marked for removal",
    ("rename", HTTPStatus.NOT_FOUND): "sandbox",
}
#: Commands for which 409 has another meaning.
_CONFLICTS = {"create": "name_in_use", "rename": "name_in_use", "remove-image": "image_in_use"}
_READ_ONLY = frozenset(
    {"connect", "ping", "list", "inspect", "spec", "images", "events", "logs", "stats", "top", "changes"}
)
_NOT_A_DOCKER = "the server at this address does not provide the Docker Engine API"
#: The code of a failure that depends on the command: `unknown_outcome` if a command may have reached the engine, else
#: `engine_unreachable`.
_DEPENDS = None
#: The code and the message of each failure without a response; `detail` is the text of the TransportError.
FAILURES: Mapping[type[TransportError], tuple[str | None, str]] = {
    AccessDeniedError: ("forbidden", "permission denied on the socket"),
    SocketMissingError: (_DEPENDS, "there is no socket at {place}"),
    UnknownHostError: (_DEPENDS, "the host name cannot be resolved"),
    ConnectionDeniedError: (_DEPENDS, "connection refused"),
    TimedOutError: (_DEPENDS, "no response in time"),
    NoResponseError: (_DEPENDS, "the engine closed the connection without a response"),
    ResponseCutOffError: (_DEPENDS, "the engine closed the connection before the end of the response"),
    NotHttpError: (_DEPENDS, _NOT_A_DOCKER),
    TlsError: (_DEPENDS, "TLS: {detail}"),
    RedirectError: (
        "engine_unreachable",
        "the engine redirects to another address; Dockcycle does not follow redirects",
    ),
    BodyTooLargeError: ("engine_error", "{detail}"),
    BrokenResponseError: ("engine_error", "unreadable response ({detail})"),
}
_OTHER_FAILURE = (_DEPENDS, "{detail}")
#: What the parsing of an unexpected response raises.
_UNREADABLE = (LookupError, TypeError, ValueError, AttributeError, ArithmeticError)


@contextmanager
def engine_errors(request: str, place: str = "its place") -> Iterator[None]:
    """Translate library exceptions, TransportError and errors of the parsing of the response into EngineError.

    `request` is the name of the command. `place` is the address of the engine for the message about a missing socket.
    """
    try:
        with transport_errors():
            yield
    except requests.HTTPError as error:
        raise _refused(request, error.response) from error
    except TransportError as error:
        raise _failed(request, error, place) from error
    except _UNREADABLE as error:
        raise _failed(request, BrokenResponseError(type(error).__name__), place) from error


def _failed(request: str, error: TransportError, place: str) -> EngineError:
    """Return the error for a request without a usable response."""
    if request == "connect" and isinstance(error, BrokenResponseError):
        return EngineError("engine_unreachable", _NOT_A_DOCKER)
    code, message = FAILURES.get(type(error), _OTHER_FAILURE)
    if code is None:
        code = "unknown_outcome" if error.was_sent and request not in _READ_ONLY else "engine_unreachable"
    return EngineError(code, message.format(place=place, detail=error))


def _refused(request: str, response: Any) -> EngineError:
    status, message = int(response.status_code), _message(response)
    code = podman.code_of(request, _cause(response)) or _code(request, status, message)
    if request == "connect" and code not in ("forbidden", "engine_error"):
        return EngineError("engine_unreachable", f"{_NOT_A_DOCKER} ({status}: {message[:200]})", status)
    return EngineError(code, message, status)


def _code(request: str, status: int, message: str) -> str:
    if status == HTTPStatus.CONFLICT and request in _CONFLICTS:
        return _CONFLICTS[request]
    if request == "start" and status == HTTPStatus.NOT_FOUND and "no such container" not in message.lower():
        return "engine_error"  # the container exists; its network or another resource it needs does not
    by_state = _STATE_TEXTS.get((request, status))
    if (status == HTTPStatus.CONFLICT and request in _STATE_COMMANDS) or (by_state and by_state in message):
        return "not_allowed_in_state"
    return CODE_OF_STATUS.get(status, "engine_error")


def _cause(response: Any) -> str:
    """Return the `cause` in an error response, "" if absent. Only Podman sends it (podman `pkg/errorhandling`)."""
    try:
        return str(response.json().get("cause") or "")
    except (ValueError, AttributeError):
        return ""


def _message(response: Any) -> str:
    try:
        return str(response.json()["message"])
    except (ValueError, KeyError, TypeError):
        return str(response.text)[:1000] or str(response.reason)
