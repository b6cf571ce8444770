"""What all namespaces share: an event without a method is answered, and every failure has its one shape."""

import logging
from typing import Any

from flask import request
from flask_socketio import Namespace

from dockcycle.domain.words import N_
from dockcycle.live.failure import Failure
from dockcycle.web import answers, messages, wire
from dockcycle.web.language import language_of_request

log = logging.getLogger(__name__)


class Answering(Namespace):  # type: ignore[misc]  # Flask-SocketIO has no types
    """A namespace whose methods `on_<event>` return their acknowledgement, or raise Failure."""

    def trigger_event(self, event: str, *args: Any) -> Any:
        """Hand an event to its method and return what to acknowledge."""
        if event in ("connect", "disconnect"):
            return super().trigger_event(event, *args)
        known = hasattr(self, f"on_{event}")
        return super().trigger_event(event if known else "unknown", *args)

    def on_unknown(self, *_: object) -> dict[str, Any]:
        """Refuse what nobody here listens to."""
        return refused(Failure("bad_request", N_("Unknown message.")))


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
