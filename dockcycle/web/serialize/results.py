"""Converts failures, pulls, images and host access to JSON. The module `board_json` has the JSON of the board."""

from collections.abc import Iterable
from http import HTTPStatus

from dockcycle.domain.create.host_access import Danger
from dockcycle.domain.i18n import N_
from dockcycle.domain.lifecycle.snapshot import Snapshot
from dockcycle.domain.pull import Layer, Pull
from dockcycle.domain.timestamps import rfc3339
from dockcycle.live.commands.conflicts import conflicting_container
from dockcycle.live.commands.image_commands import Removal, users_of
from dockcycle.live.failure import Failure
from dockcycle.web.serialize import board_json
from dockcycle.web.serialize.board_json import Json
from dockcycle.web.text import glossary, messages

PULL = "pull"
OUR_FAULT = N_("Dockcycle could not complete this request because of an internal error. See the log of Dockcycle.")
#: The HTTP status of each error code of the API.
STATUS = {
    "bad_request": 400, "unauthenticated": 401, "forbidden": 403, "not_found": 404, "conflict": 409, "name_in_use": 409,
    "image_in_use": 409, "not_allowed_in_state": 409, "too_large": 413, "too_many": 429, "engine_error": 502,
    "engine_unreachable": 503, "unknown_outcome": 504,
}  # fmt: skip


def failure(value: Failure, language: str) -> Json:
    """Return a failure as a problem (RFC 9457), with the sentence in `language` and the engine's message."""
    status = STATUS[value.code]
    sentences = [messages.text(language, value.text, **value.facts)]
    if value.why:
        sentences.append(messages.text(language, value.why))
    title, detail = HTTPStatus(status).phrase, " ".join(sentences)
    return {**board_json.problem(status, value.code, title, detail, value.engine_message), **value.more}


def danger(value: Danger, language: str) -> Json:
    """Return one setting of a new container that gives host access."""
    return {"code": value.code, "text": messages.text(language, value.text, fact=value.fact), "fact": value.fact}


def removal(value: Removal) -> Json:
    """Return the result of removing or pruning images."""
    return {
        "ok": True, "docker": value.docker, "untagged": value.untagged, "deleted": value.deleted,
        "reclaimed": value.reclaimed,
    }  # fmt: skip


def images(board: Snapshot) -> Json:
    """Return the body of `/api/v1/images`: all local images, each with the containers created from it."""
    listed = [
        {
            **board_json.image(image),
            "usedBy": [conflicting_container(user) for user in users_of(image, board.containers)],
        }
        for image in board.images
    ]
    return {"images": listed}


def pulls(values: Iterable[Pull], language: str) -> Json:
    """Return the body of `/api/v1/pulls`."""
    return {"pulls": [pull(value, language) for value in values]}


def pull(value: Pull, language: str) -> Json:
    """Return one pull. `current` and `total` are the sums over the layers whose size is known, in bytes."""
    sized = [one for one in value.layers.values() if one.total]
    return {
        "id": value.id,
        "engine": value.engine,
        "reference": value.reference,
        "registry": value.registry,
        "state": value.state,
        "stalled": value.stalled,
        "startedAt": rfc3339(value.started_ns),
        "at": rfc3339(value.at_ns),
        "endedAt": None if value.ended_ns is None else rfc3339(value.ended_ns),
        "layers": [_layer(one) for one in value.layers.values()],
        "current": sum(one.done for one in sized),
        "total": sum(one.total or 0 for one in sized),
        "digest": value.digest,
        "upToDate": value.up_to_date,
        "error": _pull_error(value, language),
    }


def _layer(value: Layer) -> Json:
    return {"id": value.id, "state": value.state, "current": value.current, "total": value.total}


def _pull_error(pull: Pull, language: str) -> Json | None:
    failure = pull.failure
    if failure is None:
        return None
    text, help = glossary.pull_reason(failure.reason, pull.registry)
    return {
        "code": failure.code,
        "reason": failure.reason,
        "text": messages.text(language, text),
        "help": messages.text(language, help),
        "engineMessage": failure.message,
    }
