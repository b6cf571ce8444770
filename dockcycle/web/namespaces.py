"""What all namespaces share: an event without a method is answered, and every failure has its one shape."""

import logging
from collections import Counter
from typing import Any

from flask import request
from flask_socketio import Namespace

from dockcycle.domain.words import N_
from dockcycle.live.failure import Failure
from dockcycle.web import answers, messages, wire
from dockcycle.web.language import language_of_request

#: Events of one connection that are being handled at once, in one namespace. Each has a greenlet of its own; without a
#: bound ten thousand of them would wait for one lock.
EVENTS_AT_MOST = 256

log = logging.getLogger(__name__)


class Answering(Namespace):  # type: ignore[misc]  # Flask-SocketIO has no types
    """A namespace whose methods `on_<event>` return their acknowledgement, or raise Failure."""

    def __init__(self, namespace: str) -> None:
        super().__init__(namespace)
        self._handled: Counter[str] = Counter()

    def trigger_event(self, event: str, sid: str, *args: Any) -> Any:
        """Call the method of an event and return its acknowledgement; an event beyond the limit is refused."""
        if event in ("connect", "disconnect"):
            return super().trigger_event(event, sid, *args)
        if self._handled[sid] >= EVENTS_AT_MOST:
            return super().trigger_event("too_many", sid, *args)
        known = hasattr(self, f"on_{event}")
        self._handled[sid] += 1
        try:
            return super().trigger_event(event if known else "unknown", sid, *args)
        finally:
            self._handled -= Counter([sid])  # keeps no zeros

    def on_unknown(self, *_: object) -> dict[str, Any]:
        """Refuse what nobody here listens to."""
        return refused(Failure("bad_request", N_("Unknown message.")))

    def on_too_many(self, *_: object) -> dict[str, Any]:
        """Refuse an event while too many others of its connection are being handled."""
        return refused(Failure("too_many", N_("Too many messages at once. Try again.")))


def answered(act: Any, *args: Any) -> dict[str, Any]:
    """Return what `act(*args)` returns, or the failure it raises in the shape of the protocol."""
    try:
        body: dict[str, Any] = act(*args)
    except Failure as failure:
        return refused(failure)
    except Exception:
        log.exception("unexpected error in %s", getattr(act, "__name__", act))
        detail = messages.text(language_of_request(), answers.OUR_FAULT)
        return wire.problem(500, "internal_error", "Internal Server Error", detail)
    return body


def refused(failure: Failure) -> dict[str, Any]:
    """Return a failure in the caller's language."""
    return answers.failure(failure, language_of_request())


def viewer() -> str:
    """Return who speaks: the connection's id in this namespace."""
    sid: str = request.sid  # type: ignore[attr-defined]
    return sid
