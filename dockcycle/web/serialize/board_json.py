"""Converts domain values to the JSON of the board, of health and of problems, as docs/protocol.md describes it."""

from collections.abc import Iterable, Mapping
from typing import Any

import orjson

from dockcycle import __version__
from dockcycle.domain.lifecycle import table
from dockcycle.domain.lifecycle.container import Cause, Container, Image, Key, Port
from dockcycle.domain.lifecycle.moves import Move
from dockcycle.domain.lifecycle.snapshot import Change, EngineStatus, Snapshot, Tombstone
from dockcycle.domain.masking import masked_text, masked_words
from dockcycle.domain.timestamps import rfc3339
from dockcycle.live.watchdog import Watchdog
from dockcycle.web.text import messages

Json = dict[str, Any]

BOARD = "/board"
SNAPSHOT = "snapshot"
CHANGE = "change"


def snapshot(board: Snapshot, language: str, version: str, known: "ContainerJsonCache | None" = None) -> Json:
    """Return the body of `/api/v1/board` and of the `snapshot` message."""
    return {
        "epoch": board.epoch,
        "revision": board.revision,
        "at": rfc3339(board.at_ns),
        "version": version,
        "engines": [engine(status, language) for status in board.engines],
        "containers": containers(board.containers, language, known),
        "images": [image(one) for one in board.images],
        "tombstones": [tombstone(one, language) for one in board.tombstones],
        "recent": [move(one, language) for one in board.recent],
    }


def change(frame: Change, language: str, known: "ContainerJsonCache | None" = None) -> Json:
    """Return the body of a `change` message. `amended`, `engines` and `images` are absent if they did not change."""
    body: Json = {
        "epoch": frame.epoch,
        "revision": frame.revision,
        "at": rfc3339(frame.at_ns),
        "set": containers(frame.set, language, known),
        "remove": [{"engine": engine, "id": id} for engine, id in frame.remove],
        "moves": [move(one, language) for one in frame.moves],
    }
    if frame.amended:
        body["amended"] = [
            {"was": move(published, language), "now": move(corrected, language)}
            for published, corrected in frame.amended
        ]
    if frame.engines is not None:
        body["engines"] = [engine(status, language) for status in frame.engines]
    if frame.images is not None:
        body["images"] = [image(one) for one in frame.images]
    return body


def containers(values: Iterable[Container], language: str, known: "ContainerJsonCache | None" = None) -> list[Any]:
    """Return containers as JSON. With the cache `known`, an unchanged container is not encoded again."""
    if known is None:
        return [container(value, language) for value in values]
    return [known.get(value, language) for value in values]


class ContainerJsonCache:
    """Caches the encoded JSON of each container by key and language. Most of a large snapshot is unchanged cards."""

    def __init__(self) -> None:
        self._kept: dict[tuple[Key, str], tuple[Container, orjson.Fragment]] = {}

    def get(self, value: Container, language: str) -> orjson.Fragment:
        """Return the JSON of a container; encodes it again unless the value is the same object as before."""
        key = (value.key, language)
        kept = self._kept.get(key)
        if kept is None or kept[0] is not value:
            kept = self._kept[key] = (value, orjson.Fragment(orjson.dumps(container(value, language))))
        return kept[1]

    def drop(self, keys: Iterable[Key], languages: Iterable[str]) -> None:
        """Remove containers from the cache."""
        for key in keys:
            for language in languages:
                self._kept.pop((key, language), None)


def container(value: Container, language: str) -> Json:
    """Return one container with the field names of the API. Unknown values are None; secrets are masked."""
    return {
        "engine": value.engine,
        "id": value.id,
        "name": value.name,
        "image": value.image,
        "imageId": value.image_id,
        "command": masked_text(value.command),
        "state": value.state,
        "room": value.room,
        "health": value.health,
        "healthSince": value.health_since,
        "exitCode": value.exit_code,
        "cause": cause(value.cause, language),
        "error": value.error and masked_words(value.error, value.command),
        "createdAt": value.created_at,
        "startedAt": value.started_at,
        "finishedAt": value.finished_at,
        "since": value.since,
        "ports": [port(one) for one in value.ports],
        "project": value.project,
        "service": value.service,
        "pod": value.pod,
        "restarts": value.restarts,
        "restartPolicy": value.restart_policy,
        "tty": value.tty,
        "openStdin": value.open_stdin,
        "autoRemove": value.auto_remove,
        "stopTimeout": value.stop_timeout,
    }


def cause(value: Cause | None, language: str) -> Json | None:
    """Return why a container exited, as code and as a sentence in `language`; None if unknown."""
    return None if value is None else {"code": value.code, "text": messages.cause_text(language, value)}


def port(value: Port) -> Json:
    """Return one port as `docker ps` lists it."""
    return {"private": value.private, "protocol": value.protocol, "public": value.public, "ip": value.ip}


def move(value: Move, language: str) -> Json:
    """Return one transition. `from` and `to` are Docker's states; only the rooms distinguish `exited` and `failed`."""
    return {
        "engine": value.engine,
        "id": value.id,
        "name": value.name,
        "edge": value.edge,
        "from": _state(value.source),
        "to": _state(value.target),
        "fromRoom": value.source,
        "toRoom": value.target,
        "at": rfc3339(value.at_ns),
        "exitCode": value.exit_code,
        "cause": cause(value.cause, language),
        "oldName": value.old_name,
        "ranSeconds": value.ran_seconds,
    }


def _state(room: table.Room | None) -> str | None:
    return table.State.EXITED if room is table.Room.FAILED else room


def image(value: Image) -> Json:
    """Return one local image; `size` is in bytes."""
    return {
        "engine": value.engine,
        "id": value.id,
        "tags": value.tags,
        "digests": value.digests,
        "createdAt": value.created_at,
        "size": value.size,
        "dangling": value.dangling,
        "containers": value.containers,
    }


def tombstone(value: Tombstone, language: str) -> Json:
    """Return a removed container with its last data and the time of the removal."""
    return {"container": container(value.container, language), "at": rfc3339(value.at_ns)}


def engine(status: EngineStatus, language: str) -> Json:
    """Return the status of an engine; after an error, with what is wrong and what to do."""
    error = None
    if status.code is not None:
        what, help = messages.engine_error(language, status.code, status.product)
        error = {"code": status.code, "text": f"{what} ({status.error})" if status.error else what, "help": help}
    return {
        "name": status.name,
        "state": status.state,
        "since": status.since,
        "seenAt": status.seen_at,
        "version": status.version,
        "error": error,
        "practice": status.practice,
        "product": status.product,
        "api": status.api,
    }


def health(engines: Iterable[EngineStatus], ages: Mapping[str, float | None], watchdog: Watchdog) -> Json:
    """Return the body of `/healthz`, without secrets and names of containers.

    `ages` are the seconds since each engine last answered an inspect or a reconcile, None before the first answer.
    """
    engines = list(engines)
    good = all(status.state == "live" for status in engines)
    return {
        "status": "ok" if good else "degraded",
        "version": __version__,
        "delay": round(watchdog.delay, 3),
        "late": watchdog.is_late,
        "engines": {
            status.name: {"state": status.state, "since": status.since, "lookAge": _rounded(ages.get(status.name))}
            for status in engines
        },
    }


def _rounded(seconds: float | None) -> float | None:
    return None if seconds is None else round(seconds, 1)


def problem(status: int, code: str, title: str, detail: str, engine_message: str | None = None) -> Json:
    """Return a problem object (RFC 9457), the format of every failure over HTTP and Socket.IO."""
    body: Json = {"ok": False, "type": "about:blank", "title": title, "status": status, "detail": detail, "code": code}
    if engine_message is not None:
        body["engineMessage"] = engine_message
    return body
