"""What can go wrong between us and an engine, as one error with a stable code, and the one translation into it."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any

import docker.errors
import requests

#: The code of an HTTP status where nothing more is known.
CODE_OF_STATUS: dict[int, str] = {
    HTTPStatus.BAD_REQUEST: "bad_request",
    HTTPStatus.UNAUTHORIZED: "forbidden",
    HTTPStatus.FORBIDDEN: "forbidden",
    HTTPStatus.NOT_FOUND: "not_found",
    HTTPStatus.CONFLICT: "conflict",
}
#: Refused by the state the container is in, where the engine says 409 (or 500, for unpause).
_STATE_COMMANDS = frozenset({"start", "stop", "kill", "restart", "pause", "unpause", "remove", "exec", "attach"})
_NAMING_COMMANDS = frozenset({"create", "rename"})
_LOOKING = frozenset({"connect", "ping", "list", "inspect", "images", "events"})


class EngineError(Exception):
    """A refusal or a failure. `code` is one of the contract's words, `status` the engine's HTTP status if it spoke.

    `message` is the engine's own text (untrusted), or the system's when the engine could not be reached.
    """

    def __init__(self, code: str, message: str, status: int | None = None) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message
        self.status = status


@contextmanager
def translated(asked: str) -> Iterator[None]:
    """Raise EngineError for whatever the SDK and its HTTP client raise inside; `asked` is the command's name."""
    try:
        yield
    except requests.HTTPError as error:
        raise _refused(asked, error.response) from error
    except docker.errors.APIError as error:
        raise _refused(asked, error.response) from error
    except requests.ReadTimeout as error:
        raise EngineError(_unanswered(asked), "no answer in time") from error
    except (requests.RequestException, docker.errors.DockerException, OSError) as error:
        raise EngineError(*_unreached(error)) from error
    except (KeyError, TypeError, ValueError) as error:
        raise EngineError("engine_error", f"an answer that cannot be read ({type(error).__name__})") from error


def _refused(asked: str, response: Any) -> EngineError:
    status = int(response.status_code)
    return EngineError(_code(asked, status, message := _message(response)), message, status)


def _code(asked: str, status: int, message: str) -> str:
    if status == HTTPStatus.CONFLICT and asked in _NAMING_COMMANDS:
        return "name_in_use"
    if asked in _STATE_COMMANDS and status in (HTTPStatus.CONFLICT, HTTPStatus.INTERNAL_SERVER_ERROR):
        # Only unpause says 500 for a refusal, and a failure of the runtime says 500 too: here the text must tell.
        refused = status == HTTPStatus.CONFLICT or (asked == "unpause" and "is not paused" in message)
        return "not_allowed_in_state" if refused else "engine_error"
    return CODE_OF_STATUS.get(status, "engine_error")


def _message(response: Any) -> str:
    try:
        return str(response.json()["message"])
    except (ValueError, KeyError, TypeError):
        return str(response.text)[:1000] or str(response.reason)


def _unanswered(asked: str) -> str:
    """A question can be asked again; what became of a command is not known."""
    return "engine_unreachable" if asked in _LOOKING else "unknown_outcome"


def _unreached(error: BaseException) -> tuple[str, str]:
    """Return code and plain words for a connection that failed, by the system's error at the root of it."""
    number = _errno(error)
    if number in (errno.EACCES, errno.EPERM):
        return "forbidden", "permission denied on the Docker socket"
    if number == errno.ENOENT:
        return "engine_unreachable", "there is no Docker socket at its place"
    if number == errno.ECONNREFUSED:
        return "engine_unreachable", "connection refused"
    return "engine_unreachable", str(error)[:300]


def _errno(error: BaseException | None) -> int | None:
    """Find the system's error number in a chain of causes; the HTTP libraries wrap it several times."""
    seen = 0
    while error is not None and seen < 10:
        if isinstance(error, OSError) and error.errno is not None:
            return error.errno
        inner = next((one for one in error.args if isinstance(one, BaseException)), None)
        error = inner or error.__cause__ or error.__context__ or getattr(error, "reason", None)
        seen += 1
    return None
