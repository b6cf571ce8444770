"""The `/logs` and `/stats` namespaces: followed while somebody looks, ended with the last who does."""

from collections.abc import Callable
from typing import Any

from flask_socketio import SocketIO

from dockcycle.domain.container import Key
from dockcycle.domain.inside import LogLine
from dockcycle.domain.stats import Sample
from dockcycle.live.followers import Followers
from dockcycle.live.looks import Looks
from dockcycle.web import look_schemas as schemas
from dockcycle.web.namespaces import Answering, answered, viewer
from dockcycle.web.schemas import converted

LOGS, STATS = "/logs", "/stats"
ID_CHARACTERS = 64
Json = dict[str, Any]
OK: Json = {"ok": True}


class _Follows(Answering):
    """What a browser may say of something that is followed: from here on, and no longer."""

    def __init__(self, namespace: str, followers: Followers, looks: Looks) -> None:
        super().__init__(namespace)
        self._followers = followers
        self._looks = looks

    def on_connect(self, _auth: object = None) -> None:
        """Something may be followed for who is here."""
        self._followers.come(viewer())

    def on_disconnect(self, *_: object) -> None:
        """Nothing is followed for who is gone."""
        self._followers.leave(viewer())

    def on_follow(self, asked: object = None, *_: object) -> Json:
        """Follow it."""
        return answered(self._follow, asked)

    def on_unfollow(self, asked: object = None, *_: object) -> Json:
        """Do not follow it any more."""
        return answered(self._unfollow, asked)

    def _known(self, wanted: schemas.OnOne) -> Key:
        """Return the key of what is not to be followed any more: a container that is gone has its id still."""
        is_id = len(wanted.id) == ID_CHARACTERS
        return (wanted.engine, wanted.id) if is_id else self._looks.key(wanted.engine, wanted.id)

    def _follow(self, asked: object) -> Json:
        raise NotImplementedError

    def _unfollow(self, asked: object) -> Json:
        raise NotImplementedError


class LogsNamespace(_Follows):
    """The log of a container."""

    def __init__(self, followers: Followers, looks: Looks) -> None:
        super().__init__(LOGS, followers, looks)

    def _follow(self, asked: object) -> Json:
        wanted = converted(asked, schemas.FollowLog)
        since_ns = schemas.instant(wanted.since)
        key = self._looks.key(wanted.engine, wanted.id)
        self._followers.follow_log(viewer(), key, wanted.tail, since_ns)
        return {**OK, "id": key[1]}

    def _unfollow(self, asked: object) -> Json:
        wanted = converted(asked, schemas.OnOne)
        self._followers.unfollow_log(viewer(), self._known(wanted))
        return OK


class StatsNamespace(_Follows):
    """The readings of a container."""

    def __init__(self, followers: Followers, looks: Looks) -> None:
        super().__init__(STATS, followers, looks)

    def _follow(self, asked: object) -> Json:
        wanted = converted(asked, schemas.OnOne)
        key = self._looks.key(wanted.engine, wanted.id)
        self._followers.follow_stats(viewer(), key)
        return {**OK, "id": key[1]}

    def _unfollow(self, asked: object) -> Json:
        wanted = converted(asked, schemas.OnOne)
        self._followers.unfollow_stats(viewer(), self._known(wanted))
        return OK


class LogSender:
    """Sends lines of logs; the page says when it has them."""

    def __init__(self, socketio: SocketIO) -> None:
        self._socketio = socketio

    def lines(self, viewer: str, key: Key, lines: list[LogLine], skipped: int, taken: Callable[[], None]) -> None:
        """Queue one frame of lines."""
        body: Json = {"engine": key[0], "id": key[1], "lines": [line(one) for one in lines]}
        if skipped:
            body["skipped"] = skipped
        self._socketio.emit("lines", body, namespace=LOGS, to=viewer, callback=lambda *_: taken())

    def end(self, viewer: str, key: Key, reason: str, why: str | None) -> None:
        """Queue the word that nothing more comes; `why` is the engine's own, where it refuses."""
        body: Json = {"engine": key[0], "id": key[1], "reason": reason}
        if why:
            body["engineMessage"] = why
        self._socketio.emit("end", body, namespace=LOGS, to=viewer)


class StatsSender:
    """Sends readings."""

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
    """Return one line of a log."""
    body: Json = {"at": value.at, "stream": value.stream, "text": value.text}
    return {**body, "cut": True} if value.is_cut else body
