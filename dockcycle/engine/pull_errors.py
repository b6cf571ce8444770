"""Why a pull failed, by the words of engines and registries: nothing but their text tells it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from dockcycle.domain.pull import PullReason
from dockcycle.engine import Credentials
from dockcycle.engine.errors import EngineError

#: Words of engines 20.10 to 29 and of registries, all in small letters; the first row that fits wins.
_TEXTS: tuple[tuple[PullReason, tuple[str, ...]], ...] = (
    (PullReason.BAD_NAME, ("invalid reference format", "invalid tag format", "repository name must", "64-byte hex")),
    (PullReason.LIMITED, ("toomanyrequests", "too many requests", "rate limit")),
    (PullReason.DISK_FULL, ("no space left on device", "disk quota exceeded")),
    (PullReason.TIMED_OUT, (
        "i/o timeout", "timeout awaiting", "context deadline exceeded", "handshake timeout", "connection timed out",
        "client.timeout exceeded", "request canceled while waiting", "timeout exceeded",
    )),
    (PullReason.UNKNOWN_HOST, ("no such host", "name resolution", "lookup ")),
    (PullReason.REFUSED, ("connection refused",)),
    (PullReason.PLAIN_HTTP, ("http response to https client",)),
    # An image that is there, but not for this machine: neither missing nor denied.
    (PullReason.OTHER, ("no matching manifest", "x509:", "tls:")),
    (PullReason.NO_CREDENTIALS, ("no basic auth credentials",)),
    (PullReason.UNKNOWN_IMAGE, (
        "repository does not exist", "manifest unknown", "name unknown", "repository name not known", "not found",
    )),
    (PullReason.WRONG_PASSWORD, (
        "unauthorized", "authentication required", "incorrect username or password", "resource is denied",
        "access denied", "access forbidden", ": denied", "403 forbidden",
    )),
)  # fmt: skip

_CODES: Mapping[PullReason, str] = {
    PullReason.NO_CREDENTIALS: "forbidden",
    PullReason.WRONG_PASSWORD: "forbidden",
    PullReason.UNKNOWN_IMAGE: "not_found",
    PullReason.BAD_NAME: "bad_request",
}


def reason_of(message: str, *, signed_in: bool = False) -> PullReason:
    """Return why a pull failed; who was not `signed_in` (gave no user and password) cannot have given wrong ones."""
    text = message.lower()
    found = next((reason for reason, words in _TEXTS if any(word in text for word in words)), PullReason.OTHER)
    if found is PullReason.WRONG_PASSWORD and not signed_in:
        return PullReason.NO_CREDENTIALS
    return found


def pull_error(message: str, credentials: Credentials | None, status: int | None = None) -> EngineError:
    """Return the error for what an engine said of a pull; a registry that repeats the password is not repeated."""
    reason = reason_of(message, signed_in=credentials is not None)
    if credentials is not None and credentials.password:
        message = message.replace(credentials.password, "…")
    return EngineError(_CODES.get(reason, "engine_error"), message, status, reason)


@contextmanager
def with_reason(credentials: Credentials | None) -> Iterator[None]:
    """Give every EngineError raised inside its reason, and the code that goes with it where the engine spoke."""
    try:
        yield
    except EngineError as error:
        if error.reason is not None:
            raise
        if error.status is None:
            raise EngineError(error.code, error.message, reason=PullReason.OTHER) from error
        raise pull_error(error.message, credentials, error.status) from error
