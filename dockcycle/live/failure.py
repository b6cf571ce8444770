"""Why something that was asked for was not done, as one error that HTTP and sockets answer alike."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from dockcycle.domain.words import N_
from dockcycle.engine.errors import EngineError

#: What to say of an engine's error where nobody knows better; `%(name)s` is what was acted on.
TEXTS: Mapping[str, str] = {
    "not_found": N_("%(name)s is not there any more: the engine %(engine)s does not have it."),
    "conflict": N_("The engine %(engine)s refused it for %(name)s: something else is in the way."),
    "name_in_use": N_("Another container has this name already."),
    "image_in_use": N_("The image %(name)s is still in use."),
    "not_allowed_in_state": N_("The engine %(engine)s refused it for %(name)s in the state it is in now."),
    "bad_request": N_("The engine %(engine)s does not accept it for %(name)s as it was asked."),
    "forbidden": N_("The engine %(engine)s does not allow Dockcycle to do this."),
    "engine_unreachable": N_("The engine %(engine)s does not answer: nothing was done. The board goes on by itself."),
    "engine_error": N_("The engine %(engine)s could not do it for %(name)s, and says why."),
    "unknown_outcome": N_(
        "The engine %(engine)s did not answer in time: what became of it is not known. It is not sent again; the board "
        "shows how %(name)s stands as soon as the engine tells."
    ),
}


@dataclass
class Failure(Exception):  # noqa: N818 (a failure is what the contract calls it)
    """A refusal or a fault: `code` of the contract, `text` an English sentence of the catalogue with its `facts`.

    `why` is a second sentence (of the lifecycle table), `more` further members of the problem, JSON-able.
    """

    code: str
    text: str
    facts: Mapping[str, object] = field(default_factory=dict)
    why: str = ""
    engine_message: str | None = None
    more: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.code}: {self.text}"


def failure_of(error: EngineError, engine: str, name: str, **texts: str) -> Failure:
    """Return what an engine's error means for what was asked of `name`; `texts` replace the usual ones by code."""
    code = error.code if error.code in TEXTS else "engine_error"
    text = texts.get(code) or TEXTS[code]
    return Failure(code, text, {"engine": engine, "name": name}, engine_message=error.message)


@contextmanager
def told(engine: str, name: str, **texts: str) -> Iterator[None]:
    """Raise Failure for an EngineError inside."""
    try:
        yield
    except EngineError as error:
        raise failure_of(error, engine, name, **texts) from error
