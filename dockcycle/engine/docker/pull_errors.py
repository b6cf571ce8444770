"""Derives why a pull failed from the text of the error. Engines send no code for the reason."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from dockcycle.domain.pull import PullReason
from dockcycle.engine import Credentials
from dockcycle.engine.errors import EngineError

#: Texts of Docker Engine 20.10 to 29 and of registries, in lower case. The first matching row decides.
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
    # "no matching manifest": the image exists, but not for this platform. It is neither missing nor denied.
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
    """Return why a pull failed.

    `signed_in` is whether the pull had credentials. Without them, "access denied" means `NO_CREDENTIALS`, not
    `WRONG_PASSWORD`.
    """
    text = message.lower()
    found = next((reason for reason, words in _TEXTS if any(word in text for word in words)), PullReason.OTHER)
    if found is PullReason.WRONG_PASSWORD and not signed_in:
        return PullReason.NO_CREDENTIALS
    return found


def pull_error(message: str, credentials: Credentials | None, status: int | None = None) -> EngineError:
    """Return the error for a message about a pull. A password that the message repeats is replaced by `…`."""
    reason = reason_of(message, signed_in=credentials is not None)
    if credentials is not None and credentials.password:
        message = message.replace(credentials.password, "…")
    return EngineError(_CODES.get(reason, "engine_error"), message, status, reason)


@contextmanager
def with_reason(credentials: Credentials | None) -> Iterator[None]:
    """Add a `reason` to each EngineError raised in the body.

    If the engine responded (`status`), the reason is derived from its message and the code from the reason.
    """
    try:
        yield
    except EngineError as error:
        if error.reason is not None:
            raise
        if error.status is None:
            raise EngineError(error.code, error.message, reason=PullReason.OTHER) from error
        raise pull_error(error.message, credentials, error.status) from error
