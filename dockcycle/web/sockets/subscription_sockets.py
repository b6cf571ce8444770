"""The `/logs` and `/stats` namespaces: subscriptions to logs (one per viewer) and to stats (shared by viewers)."""

from collections.abc import Callable

from flask_socketio import SocketIO
from msgspec import UNSET

from dockcycle.domain.access import Caller
from dockcycle.domain.container_details import LogLine
from dockcycle.domain.lifecycle.container import Key
from dockcycle.domain.stats import Sample
from dockcycle.live.streams.details_service import DetailsService
from dockcycle.live.streams.following import LogFrame
from dockcycle.live.streams.subscriptions import Subscriptions
from dockcycle.web.caller import current_caller
from dockcycle.web.schemas import details_requests as schemas
from dockcycle.web.schemas import details_responses
from dockcycle.web.schemas.details_responses import Following, LogEnd, LogLines
from dockcycle.web.schemas.requests import converted
from dockcycle.web.schemas.responses import Ok, Shape
from dockcycle.web.sockets.namespaces import AckNamespace, acknowledge

LOGS, STATS = "/logs", "/stats"
ID_CHARACTERS = 64
OK = Ok(ok=True)


class SubscriptionNamespace(AckNamespace):
    """Base of both namespaces: handles `follow` and `unfollow`."""

    def __init__(self, namespace: str, subscriptions: Subscriptions, details: DetailsService) -> None:
        super().__init__(namespace)
        self._subscriptions = subscriptions
        self._details = details

    def on_connect(self, _auth: object = None) -> None:
        """Register the viewer."""
        self._subscriptions.connect(current_caller())

    def on_disconnect(self, *_: object) -> None:
        """Remove the viewer and end its subscriptions."""
        self._subscriptions.disconnect(current_caller())

    def on_follow(self, asked: object = None, *_: object) -> Shape:
        """Subscribe to the log or the stats of a container. The response contains its full id."""
        return acknowledge(self._follow, asked)

    def on_unfollow(self, asked: object = None, *_: object) -> Shape:
        """Unsubscribe from the log or the stats of a container."""
        return acknowledge(self._unfollow, asked)

    def _known(self, caller: Caller, wanted: schemas.OnOne) -> Key:
        """Return the key of the container to unfollow. A full id is not looked up: it may be a removed one."""
        is_id = len(wanted.id) == ID_CHARACTERS
        return (wanted.engine, wanted.id) if is_id else self._details.key(caller, wanted.engine, wanted.id)

    def _follow(self, caller: Caller, asked: object) -> Following:
        raise NotImplementedError

    def _unfollow(self, caller: Caller, asked: object) -> Ok:
        raise NotImplementedError


class LogsNamespace(SubscriptionNamespace):
    """The `/logs` namespace."""

    def __init__(self, subscriptions: Subscriptions, details: DetailsService) -> None:
        super().__init__(LOGS, subscriptions, details)

    def _follow(self, caller: Caller, asked: object) -> Following:
        wanted = converted(asked, schemas.FollowLog)
        since_ns = schemas.instant(wanted.since)
        position = schemas.position(wanted.cursor)
        key = self._details.key(caller, wanted.engine, wanted.id)
        self._subscriptions.follow_log(caller, key, wanted.tail, since_ns, position=position)
        return Following(ok=True, id=key[1])

    def _unfollow(self, caller: Caller, asked: object) -> Ok:
        wanted = converted(asked, schemas.OnOne)
        self._subscriptions.unfollow_log(caller, self._known(caller, wanted))
        return OK


class StatsNamespace(SubscriptionNamespace):
    """The `/stats` namespace."""

    def __init__(self, subscriptions: Subscriptions, details: DetailsService) -> None:
        super().__init__(STATS, subscriptions, details)

    def _follow(self, caller: Caller, asked: object) -> Following:
        wanted = converted(asked, schemas.OnOne)
        key = self._details.key(caller, wanted.engine, wanted.id)
        self._subscriptions.follow_stats(caller, key)
        return Following(ok=True, id=key[1])

    def _unfollow(self, caller: Caller, asked: object) -> Ok:
        wanted = converted(asked, schemas.OnOne)
        self._subscriptions.unfollow_stats(caller, self._known(caller, wanted))
        return OK


class LogSender:
    """Sends log lines to viewers. For flow control, each page acknowledges every frame of lines."""

    def __init__(self, socketio: SocketIO) -> None:
        self._socketio = socketio

    def lines(self, viewer: str, key: Key, frame: LogFrame, taken: Callable[[], None]) -> None:
        """Queue one frame of lines; call `taken` when the page has acknowledged it."""
        lines = [line(one) for one in frame.lines]
        skipped = frame.skipped or UNSET
        body = LogLines(engine=key[0], id=key[1], lines=lines, cursor=frame.cursor, skipped=skipped)
        self._socketio.emit("lines", body, namespace=LOGS, to=viewer, callback=lambda *_: taken())

    def end(self, viewer: str, key: Key, reason: str, why: str | None) -> None:
        """Queue the message `end`. `why` is the message of the engine if it refused the log."""
        body = LogEnd(engine=key[0], id=key[1], reason=reason, engine_message=why or UNSET)
        self._socketio.emit("end", body, namespace=LOGS, to=viewer)


class StatsSender:
    """Sends stats to viewers."""

    def __init__(self, socketio: SocketIO) -> None:
        self._socketio = socketio

    def sample(self, viewer: str, key: Key, value: Sample) -> None:
        """Queue one reading."""
        body = sample(key, value)
        self._socketio.emit("sample", body, namespace=STATS, to=viewer)


def line(value: LogLine) -> details_responses.LogLine:
    """Return one log line; `cut` is present only if the line was cut."""
    return details_responses.LogLine.of(value, cut=value.is_cut or UNSET)


def sample(key: Key, value: Sample) -> details_responses.Sample:
    """Return one reading of the stats of a container."""
    engine, id = key
    cpu = round(value.cpu, 2)
    return details_responses.Sample.of(value, engine=engine, id=id, cpu=cpu, memory_limit=value.limit)
