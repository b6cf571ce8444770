"""Converts user input for a request to an engine. Invalid input raises the error that the engine would send."""

import re
from typing import Any

from dockcycle.domain.create.create_body import body_of
from dockcycle.domain.create.spec import CreateSpec
from dockcycle.domain.i18n import UserInputError
from dockcycle.domain.image_reference import Reference, parse
from dockcycle.domain.pull import PullReason
from dockcycle.engine.errors import EngineError

#: An image id or its beginning.
_ID = re.compile(r"(?:sha256:)?[0-9a-f]+", re.ASCII)


def create_body(spec: CreateSpec) -> dict[str, Any]:
    """Return the body of `ContainerCreate`; raises EngineError `bad_request` for an invalid setting."""
    try:
        return body_of(spec)
    except UserInputError as error:
        raise EngineError("bad_request", str(error), 400) from error


def image_named(reference: str) -> Reference:
    """Return the parsed image name for a pull; raises EngineError `bad_request` if it is not a valid image name."""
    try:
        return parse(reference)
    except UserInputError as error:
        raise EngineError("bad_request", str(error), 400, PullReason.BAD_NAME) from error


def tag_wanted(reference: str) -> Reference:
    """Return the parsed name for a tag; raises EngineError `bad_request` if it is not valid or has a digest."""
    target = image_named(reference)
    if target.digest:
        raise EngineError("bad_request", "refusing to create a tag with a digest reference", 400)
    return target


def image_there(reference: str) -> str:
    """Return `reference` if it may be an image name or id, for use in a path; else raise EngineError `not_found`."""
    try:
        if not _ID.fullmatch(reference):
            parse(reference)
    except UserInputError as error:
        raise EngineError("not_found", f"No such image: {reference}", 404) from error
    return reference
