"""The `/logs` and `/stats` namespaces: subscriptions to logs (one per viewer) and to stats (shared by viewers)."""

from collections.abc import Callable
from typing import Any

from flask_socketio import SocketIO

from dockcycle.domain.container_details import LogLine
from dockcycle.domain.lifecycle.container import Key
from dockcycle.domain.stats import Sample
from dockcycle.live.streams.details_service import DetailsService
from dockcycle.live.streams.following import LogFrame
from dockcycle.live.streams.subscriptions import Subscriptions
from dockcycle.web.schemas import details_requests as schemas
from dockcycle.web.schemas.requests import converted
from dockcycle.web.sockets.namespaces import AckNamespace, acknowledge, viewer

LOGS, STATS = "/logs", "/stats"
ID_CHARACTERS = 64
Json = dict[str, Any]
OK: Json = {"ok": True}


class SubscriptionNamespace(AckNamespace):
    """Base of both namespaces: handles `follow` and `unfollow`."""

    def __init__(self, namespace: str, subscriptions: Subscriptions, details: DetailsService) -> None:
        super().__init__(namespace)
        self._subscriptions = subscriptions
        self._details = details

    def on_connect(self, _auth: object = None) -> None:
        """Register the viewer."""
        self._subscriptions.come(viewer())

    def on_disconnect(self, *_: object) -> None:
        """Remove the viewer and end its subscriptions."""
        self._subscriptions.leave(viewer())

    def on_follow(self, asked: object = None, *_: object) -> Json:
        """Subscribe to the log or the stats of a container. The response contains its full id."""
        return acknowledge(self._follow, asked)

    def on_unfollow(self, asked: object = None, *_: object) -> Json:
        """Unsubscribe from the log or the stats of a container."""
        return acknowledge(self._unfollow, asked)

    def _known(self, wanted: schemas.OnOne) -> Key:
        """Return the key of the container to unfollow. A full id is not looked up: it may be a removed one."""
        is_id = len(wanted.id) == ID_CHARACTERS
        return (wanted.engine, wanted.id) if is_id else self._details.key(wanted.engine, wanted.id)

    def _follow(self, asked: object) -> Json:
        raise NotImplementedError

    def _unfollow(self, asked: object) -> Json:
        raise NotImplementedError


class LogsNamespace(SubscriptionNamespace):
    """The `/logs` namespace."""

    def __init__(self, subscriptions: Subscriptions, details: DetailsService) -> None:
        super().__init__(LOGS, subscriptions, details)

    def _follow(self, asked: object) -> Json:
        wanted = converted(asked, schemas.FollowLog)
        since_ns = schemas.instant(wanted.since)
        position = schemas.position(wanted.cursor)
        key = self._details.key(wanted.engine, wanted.id)
        self._subscriptions.follow_log(viewer(), key, wanted.tail, since_ns, position=position)
        return {**OK, "id": key[1]}

    def _unfollow(self, asked: object) -> Json:
        wanted = converted(asked, schemas.OnOne)
        self._subscriptions.unfollow_log(viewer(), self._known(wanted))
        return OK


class StatsNamespace(SubscriptionNamespace):
    """The `/stats` namespace."""

    def __init__(self, subscriptions: Subscriptions, details: DetailsService) -> None:
        super().__init__(STATS, subscriptions, details)

    def _follow(self, asked: object) -> Json:
        wanted = converted(asked, schemas.OnOne)
        key = self._details.key(wanted.engine, wanted.id)
        self._subscriptions.follow_stats(viewer(), key)
        return {**OK, "id": key[1]}

    def _unfollow(self, asked: object) -> Json:
        wanted = converted(asked, schemas.OnOne)
        self._subscriptions.unfollow_stats(viewer(), self._known(wanted))
        return OK


class LogSender:
    """Sends log lines to viewers. For flow control, each page acknowledges every frame of lines."""

    def __init__(self, socketio: SocketIO) -> None:
        self._socketio = socketio

    def lines(self, viewer: str, key: Key, frame: LogFrame, taken: Callable[[], None]) -> None:
        """Queue one frame of lines; call `taken` when the page has acknowledged it."""
        lines = [line(one) for one in frame.lines]
        body: Json = {"engine": key[0], "id": key[1], "lines": lines, "cursor": frame.cursor}
        if frame.skipped:
            body["skipped"] = frame.skipped
        self._socketio.emit("lines", body, namespace=LOGS, to=viewer, callback=lambda *_: taken())

    def end(self, viewer: str, key: Key, reason: str, why: str | None) -> None:
        """Queue the message `end`. `why` is the message of the engine if it refused the log."""
        body: Json = {"engine": key[0], "id": key[1], "reason": reason}
        if why:
            body["engineMessage"] = why
        self._socketio.emit("end", body, namespace=LOGS, to=viewer)


class StatsSender:
    """Sends stats to viewers."""

    def __init__(self, socketio: SocketIO) -> None:
        self._socketio = socketio

    def sample(self, viewer: str, key: Key, value: Sample) -> None:
        """Queue one reading."""
        body = {
            "engine": key[0], "id": key[1], "at": value.at, "cpu": round(value.cpu, 2), "memory": value.memory,
            "memoryLimit": value.limit, "rx": value.rx, "tx": value.tx, "read": value.read, "write": value.write,
            "pids": value.pids,
        }  # fmt: skip
        self._socketio.emit("sample", body, namespace=STATS, to=viewer)


def line(value: LogLine) -> Json:
    """Return the JSON of one log line; `cut` is present only if the line was cut."""
    body: Json = {"at": value.at, "stream": value.stream, "text": value.text}
    return {**body, "cut": True} if value.is_cut else body
