"""`EngineError`, the only error of engine calls, and the translation of library errors and HTTP statuses into it."""

import errno
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.client import BadStatusLine, RemoteDisconnected
from typing import Any

import docker.errors
import paramiko  # type: ignore[import-untyped]
import requests
import urllib3

from dockcycle.domain.masking import masked_words
from dockcycle.engine.docker.podman import podman

#: The code for an HTTP status, unless the rules below find a more specific code.
CODE_OF_STATUS: dict[int, str] = {
    HTTPStatus.BAD_REQUEST: "bad_request",
    HTTPStatus.UNAUTHORIZED: "forbidden",
    HTTPStatus.FORBIDDEN: "forbidden",
    HTTPStatus.NOT_FOUND: "not_found",
    HTTPStatus.CONFLICT: "conflict",
}
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
_LOOKING = frozenset(
    {"connect", "ping", "list", "inspect", "spec", "images", "events", "logs", "stats", "top", "changes"}
)

_NOT_A_DOCKER = "the server at this address does not provide the Docker Engine API"
_UNREADABLE = (requests.JSONDecodeError, LookupError, TypeError, ValueError, AttributeError, ArithmeticError)
_FAILURES = (
    requests.RequestException,
    urllib3.exceptions.HTTPError,
    docker.errors.DockerException,
    paramiko.SSHException,
    OSError,
)
#: Failures before the request was sent: the engine has not received it.
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
_TIMEOUTS = (TimeoutError, urllib3.exceptions.TimeoutError, requests.Timeout)


#: Longer messages of an engine are cut to this many characters.
MESSAGE_CHARACTERS = 4000


class EngineError(Exception):
    """A refusal or a failure.

    `code` is a code of the API. `status` is the HTTP status of the engine's response, None without a response.
    `message` is the engine's own text (untrusted, cut, without lone surrogates), or the system's text if the engine
    was not reached. Engines repeat whole commands in errors, so secrets are masked here, before the message is sent or
    logged. `reason` is why a pull failed (`domain.pull.PullReason`), None for other commands.
    """

    def __init__(self, code: str, message: str, status: int | None = None, reason: str | None = None) -> None:
        message = masked_words(message[:MESSAGE_CHARACTERS].encode(errors="replace").decode())
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message
        self.status = status
        self.reason = reason


@contextmanager
def engine_errors(asked: str, place: str = "its place") -> Iterator[None]:
    """Translate errors of the SDK, its HTTP client and the parsing of the response into EngineError.

    `asked` is the name of the command. `place` is the address of the engine for the message about a missing socket.
    """
    try:
        yield
    except requests.HTTPError as error:  # the SDK's APIError is one too
        raise _refused(asked, error.response) from error
    except requests.JSONDecodeError as error:  # inherits from RequestException, but the engine did respond
        raise _unreadable(asked, error) from error
    except _FAILURES as error:
        raise _failed(asked, list(_chain(error)), place) from error
    except _UNREADABLE as error:
        raise _unreadable(asked, error) from error


def _refused(asked: str, response: Any) -> EngineError:
    status, message = int(response.status_code), _message(response)
    code = podman.code_of(asked, _cause(response)) or _code(asked, status, message)
    if asked == "connect" and code not in ("forbidden", "engine_error"):
        return EngineError("engine_unreachable", f"{_NOT_A_DOCKER} ({status}: {message[:200]})", status)
    return EngineError(code, message, status)


def _code(asked: str, status: int, message: str) -> str:
    if status == HTTPStatus.CONFLICT and asked in _CONFLICTS:
        return _CONFLICTS[asked]
    if asked == "start" and status == HTTPStatus.NOT_FOUND and "no such container" not in message.lower():
        return "engine_error"  # the container exists; its network or another resource it needs does not
    by_state = _STATE_TEXTS.get((asked, status))
    if (status == HTTPStatus.CONFLICT and asked in _STATE_COMMANDS) or (by_state and by_state in message):
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


def _unreadable(asked: str, error: Exception) -> EngineError:
    if asked == "connect":
        return EngineError("engine_unreachable", _NOT_A_DOCKER)
    return EngineError("engine_error", f"unreadable response ({type(error).__name__})")


def _failed(asked: str, chain: list[BaseException], place: str) -> EngineError:
    """Return the error for a request without a response.

    The code is `forbidden` if the socket denies access. It is `unknown_outcome` if a command may have reached the
    engine. It is `engine_unreachable` for read-only requests and for requests that were not sent.
    """
    if any(isinstance(error, PermissionError) for error in chain):
        return EngineError("forbidden", "permission denied on the socket")
    sent = not any(isinstance(error, _NEVER_SENT) for error in chain)
    code = "unknown_outcome" if sent and asked not in _LOOKING else "engine_unreachable"
    return EngineError(code, _words(chain, place))


def _words(chain: list[BaseException], place: str) -> str:
    """Return a short description: of the first error with a known type, of the first `errno`, or of the last error."""
    for error in chain:
        if isinstance(error, FileNotFoundError):
            return f"there is no socket at {place}"
        if isinstance(error, socket.gaierror):
            return "the host name cannot be resolved"
        if isinstance(error, _TIMEOUTS):
            return "no response in time"
        if isinstance(error, RemoteDisconnected):
            return "the engine closed the connection without a response"
        if isinstance(error, BadStatusLine):
            return _NOT_A_DOCKER
        if isinstance(error, requests.exceptions.SSLError):
            return f"TLS: {_innermost(chain)}"
    number = next((error.errno for error in chain if isinstance(error, OSError) and error.errno), None)
    return _innermost(chain) if number is None else _system_word(number)


def _system_word(number: int) -> str:
    return "connection refused" if number == errno.ECONNREFUSED else os.strerror(number).lower()


def _innermost(chain: list[BaseException]) -> str:
    return str(chain[-1])[:300] or type(chain[-1]).__name__


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
