"""What can go wrong between us and an engine, as one error with a stable code, and the one translation into it."""

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

from dockcycle.domain.secrets import masked_words
from dockcycle.engine import podman

#: The code of an HTTP status where nothing more is known.
CODE_OF_STATUS: dict[int, str] = {
    HTTPStatus.BAD_REQUEST: "bad_request",
    HTTPStatus.UNAUTHORIZED: "forbidden",
    HTTPStatus.FORBIDDEN: "forbidden",
    HTTPStatus.NOT_FOUND: "not_found",
    HTTPStatus.CONFLICT: "conflict",
}
#: Refused by the state the container is in, where the engine says 409.
_STATE_COMMANDS = frozenset({"start", "stop", "kill", "restart", "pause", "unpause", "remove", "exec", "attach", "top"})
#: The same where it says something else, which it says of other failures too: here only the text can tell.
_STATE_TEXTS: dict[tuple[str, int], str] = {
    ("unpause", HTTPStatus.INTERNAL_SERVER_ERROR): "is not paused",
    ("restart", HTTPStatus.INTERNAL_SERVER_ERROR): "is marked for removal",
    ("rename", HTTPStatus.NOT_FOUND): "sandbox",
}
#: What 409 means where it says nothing about a state.
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
#: Failures on the way there: whatever was asked, the engine has not heard of it.
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


#: What an engine says may be long; of its words this many are kept.
MESSAGE_CHARACTERS = 4000


class EngineError(Exception):
    """A refusal or a failure. `code` is one of the contract's words, `status` the engine's HTTP status if it spoke.

    `message` is the engine's own text (untrusted, cut, no lone surrogates), or the system's when the engine could not
    be reached. Engines repeat whole commands, so its secrets are masked here, before it is sent or logged anywhere.
    `reason` says more about a pull that failed (`domain.pull.PullReason`), None for everything else.
    """

    def __init__(self, code: str, message: str, status: int | None = None, reason: str | None = None) -> None:
        message = masked_words(message[:MESSAGE_CHARACTERS].encode(errors="replace").decode())
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message
        self.status = status
        self.reason = reason


@contextmanager
def translated(asked: str, place: str = "its place") -> Iterator[None]:
    """Raise EngineError for whatever the SDK and its HTTP client raise inside; `asked` is the command's name.

    `place` is where the engine should be: people must know which socket is missing.
    """
    try:
        yield
    except requests.HTTPError as error:  # the SDK's APIError is one too
        raise _refused(asked, error.response) from error
    except requests.JSONDecodeError as error:  # a RequestException by inheritance, but an answer did come
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
        return "engine_error"  # the container is there; its network, or something else it needs, is not
    by_state = _STATE_TEXTS.get((asked, status))
    if (status == HTTPStatus.CONFLICT and asked in _STATE_COMMANDS) or (by_state and by_state in message):
        return "not_allowed_in_state"
    return CODE_OF_STATUS.get(status, "engine_error")


def _cause(response: Any) -> str:
    """Return the `cause` of an error, which only the answers of Podman have (podman `pkg/errorhandling`)."""
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
    """A question can be asked again; what became of a command that was sent is not known."""
    if any(isinstance(error, PermissionError) for error in chain):
        return EngineError("forbidden", "permission denied on the socket")
    sent = not any(isinstance(error, _NEVER_SENT) for error in chain)
    code = "unknown_outcome" if sent and asked not in _LOOKING else "engine_unreachable"
    return EngineError(code, _words(chain, place))


def _words(chain: list[BaseException], place: str) -> str:
    """Say plainly what failed, by the system's error at the root of it."""
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
    """Yield an error and what it wraps, outermost first; the HTTP libraries wrap several times, each in its own way."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        inner = next((one for one in error.args if isinstance(one, BaseException)), None)
        reason = getattr(error, "reason", None)
        wrapped = inner or (reason if isinstance(reason, BaseException) else None)
        error = wrapped or error.__cause__ or error.__context__
