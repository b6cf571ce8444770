"""The error of a request that was not carried out; HTTP and sockets return it in the same form."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from dockcycle.domain.i18n import N_, Message
from dockcycle.engine.errors import EngineError

#: The message for each code of an engine's error if the caller has no better one; `%(name)s` is the object of the
#: request.
TEXTS: Mapping[str, str] = {
    "not_found": N_("%(name)s does not exist on the engine %(engine)s. It may have been removed or renamed."),
    "conflict": N_(
        "The engine %(engine)s refused the request for %(name)s because of a conflict. See the message from the engine."
    ),
    "name_in_use": N_("Another container already has this name. Choose another name."),
    "image_in_use": N_("The image %(name)s is still in use. See the message from the engine."),
    "not_allowed_in_state": N_("The engine %(engine)s refused the request because of the current state of %(name)s."),
    "bad_request": N_(
        "The engine %(engine)s did not accept the request for %(name)s. See the message from the engine."
    ),
    "forbidden": N_("The engine %(engine)s does not allow Dockcycle to do this."),
    "engine_unreachable": N_(
        "The engine %(engine)s is not responding. Nothing was changed. Dockcycle reconnects automatically."
    ),
    "engine_error": N_(
        "The engine %(engine)s could not complete the request for %(name)s. See the message from the engine."
    ),
    "unknown_outcome": N_(
        "The engine %(engine)s did not respond in time, so the result is unknown. Dockcycle does not "
        "send the request again. The board shows the state of %(name)s when the engine reports it."
    ),
}


@dataclass
class Failure(Exception):  # noqa: N818 (a failure is what the contract calls it)
    """A refusal or an error: `code` of the contract, `text` an English message of the catalogue, `facts` its values.

    `why` is a second message (from the lifecycle table). `more` are further fields of the problem, for example
    `holder`: the `Container` that has the name.
    """

    code: str
    text: Message
    facts: Mapping[str, object] = field(default_factory=dict)
    why: str = ""
    engine_message: str | None = None
    more: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.code}: {self.text}"


def failure_of(error: EngineError, engine: str, name: str, **texts: str) -> Failure:
    """Return the Failure for an engine's error in a request for `name`; `texts` replace the usual messages by code."""
    code = error.code if error.code in TEXTS else "engine_error"
    text = texts.get(code) or TEXTS[code]
    return Failure(code, text, {"engine": engine, "name": name}, engine_message=error.message)


@contextmanager
def engine_errors_as_failures(engine: str, name: str, **texts: str) -> Iterator[None]:
    """Raise an EngineError of the block as a Failure; the arguments are those of `failure_of`."""
    try:
        yield
    except EngineError as error:
        raise failure_of(error, engine, name, **texts) from error
