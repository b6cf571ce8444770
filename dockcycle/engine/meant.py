"""What a person asked for, put into shape; what cannot be meant is refused as the engine would refuse it."""

import re
from typing import Any

from dockcycle.domain.create_body import body_of
from dockcycle.domain.pull import PullReason
from dockcycle.domain.reference import Reference, parse
from dockcycle.domain.spec import CreateSpec
from dockcycle.domain.words import PlainError
from dockcycle.engine.errors import EngineError

#: An id or its beginning.
_ID = re.compile(r"(?:sha256:)?[0-9a-f]+", re.ASCII)


def create_body(spec: CreateSpec) -> dict[str, Any]:
    """Return the body of `ContainerCreate`; raises EngineError `bad_request`."""
    try:
        return body_of(spec)
    except PlainError as error:
        raise EngineError("bad_request", str(error), 400) from error


def image_named(reference: str) -> Reference:
    """Return which image is to be pulled; raises EngineError `bad_request` for what is no name of one."""
    try:
        return parse(reference)
    except PlainError as error:
        raise EngineError("bad_request", str(error), 400, PullReason.BAD_NAME) from error


def image_there(reference: str) -> str:
    """Return a name or an id to put into a path; what can be neither is as little there as any unknown one."""
    try:
        if not _ID.fullmatch(reference):
            parse(reference)
    except PlainError as error:
        raise EngineError("not_found", f"No such image: {reference}", 404) from error
    return reference
