"""The base of all Socket.IO namespaces: unknown events are refused, and every failure becomes a problem object."""

import logging
from collections import Counter
from collections.abc import Callable
from typing import Any, TypeVar

from flask_socketio import Namespace

from dockcycle.domain.i18n import N_
from dockcycle.live.failure import Failure
from dockcycle.web.caller import current_caller
from dockcycle.web.schemas.responses import Problem, Shape
from dockcycle.web.serialize import results
from dockcycle.web.text import messages
from dockcycle.web.text.language import language_of_request

#: Limit of the events of one connection that are handled at once, per namespace. Each event has its own greenlet.
#: Without a limit, ten thousand of them could wait for one lock.
EVENTS_AT_MOST = 256

S = TypeVar("S", bound=Shape)

log = logging.getLogger(__name__)


class AckNamespace(Namespace):  # type: ignore[misc]  # Flask-SocketIO has no types
    """A namespace whose methods `on_<event>` return the acknowledgement of the event."""

    def __init__(self, namespace: str) -> None:
        super().__init__(namespace)
        self._handled: Counter[str] = Counter()

    def trigger_event(self, event: str, sid: str, *args: Any) -> Any:
        """Call the method of an event and return its acknowledgement; refuse unknown events and too many events."""
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

    def on_unknown(self, *_: object) -> Problem:
        """Refuse an event that has no method."""
        return refused(Failure("bad_request", N_("Unknown message.")))

    def on_too_many(self, *_: object) -> Problem:
        """Refuse an event while too many others of its connection are being handled."""
        return refused(Failure("too_many", N_("Too many messages at once. Try again.")))


def acknowledge(act: Callable[..., S], *args: object) -> S | Problem:
    """Return the result of `act(caller, *args)`, or the problem object of the failure or exception that it raises."""
    try:
        return act(current_caller(), *args)
    except Failure as failure:
        return refused(failure)
    except Exception:
        log.exception("unexpected error in %s", getattr(act, "__name__", act))
        detail = messages.text(language_of_request(), results.OUR_FAULT)
        return results.problem(500, "internal_error", detail)


def refused(failure: Failure) -> Problem:
    """Return the problem object of a failure, in the language of the request."""
    return results.failure(failure, language_of_request())
