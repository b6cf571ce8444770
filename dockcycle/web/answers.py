"""Shapes the JSON of answers to what was asked for: failures, pulls, images, dangers. The board's is in `wire`."""

from http import HTTPStatus

from dockcycle.domain.words import N_
from dockcycle.live.failure import Failure
from dockcycle.web import messages, wire
from dockcycle.web.wire import Json

OUR_FAULT = N_("Dockcycle could not answer this request; its log says why.")
#: The HTTP status of each code of the contract.
STATUS = {
    "bad_request": 400, "unauthenticated": 401, "forbidden": 403, "not_found": 404, "conflict": 409, "name_in_use": 409,
    "image_in_use": 409, "not_allowed_in_state": 409, "too_large": 413, "too_many": 429, "engine_error": 502,
    "engine_unreachable": 503, "unknown_outcome": 504,
}  # fmt: skip


def failure(value: Failure, language: str) -> Json:
    """Return the problem that a failure is: what happened, to which container, and the engine's own words."""
    status = STATUS[value.code]
    sentences = [messages.text(language, value.text, **value.facts)]
    if value.why:
        sentences.append(messages.text(language, value.why))
    title, detail = HTTPStatus(status).phrase, " ".join(sentences)
    return {**wire.problem(status, value.code, title, detail, value.engine_message), **value.more}
