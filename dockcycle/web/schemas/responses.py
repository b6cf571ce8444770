"""Response schemas of commands, and the parts that all schemas of responses share."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Literal, Self

from msgspec import UNSET, Meta, Struct, UnsetType

from dockcycle.domain.engine_kind import DOCKER, PODMAN
from dockcycle.domain.lifecycle.table import Room, State
from dockcycle.web.schemas.requests import END, Make

#: The HTTP status of each error code of the API.
STATUS: Mapping[str, int] = {
    "bad_request": 400, "unauthenticated": 401, "forbidden": 403, "not_found": 404, "conflict": 409, "name_in_use": 409,
    "image_in_use": 409, "not_allowed_in_state": 409, "too_large": 413, "too_many": 429, "internal_error": 500,
    "engine_error": 502, "engine_unreachable": 503, "unknown_outcome": 504,
}  # fmt: skip


def one_of(*words: str) -> Meta:
    """Return the metadata of a text that is one of `words`, for validation and for the generated documents."""
    return Meta(pattern=f"^({'|'.join(words)}){END}", extra_json_schema={"enum": list(words)})


Code = Annotated[str, one_of(*STATUS)]
Product = Annotated[str, one_of(DOCKER, PODMAN)]


class Shape(Struct, gc=False, forbid_unknown_fields=True, rename="camel", kw_only=True):
    """The base of all response schemas. The JSON has the field names in camel case."""

    @classmethod
    def of(cls, value: object, **computed: Any) -> Self:
        """Return the message with the fields `computed`; all others are attributes of `value` with the same names.

        Raises AttributeError if `value` has no such attribute.
        """
        names = (name for name in cls.__struct_fields__ if name not in computed)
        return cls(**{name: getattr(value, name) for name in names}, **computed)


class Holder(Shape):
    """A container that conflicts with the request or uses an image."""

    engine: str
    id: str
    name: str
    state: State
    room: Room


class Problem(Shape):
    """A failure (RFC 9457), over HTTP and Socket.IO."""

    ok: Literal[False]
    type: str
    title: str
    status: int
    detail: str
    code: Code
    engine_message: Annotated[str | UnsetType, Meta(description="The message of the engine, with masked secrets.")] = (
        UNSET
    )
    field: Annotated[str | UnsetType | None, Meta(description="The field that is not valid.")] = UNSET
    id: Annotated[str | UnsetType, Meta(description="The container that was created but could not be started.")] = UNSET
    holder: Annotated[
        Holder | UnsetType, Meta(description="`name_in_use` and `conflict`: the other container, if it is known.")
    ] = UNSET
    containers: Annotated[
        Sequence[Holder] | UnsetType, Meta(description="`image_in_use`: the containers that use the image.")
    ] = UNSET
    can_force: bool | UnsetType = UNSET
    dangers: Annotated[Sequence[str] | UnsetType, Meta(description="The codes of the host access.")] = UNSET


class Done(Shape):
    """The command succeeded. `docker` is its docker command; `already` is true if nothing had to change."""

    ok: Literal[True]
    docker: str
    already: bool | UnsetType = UNSET


class Created(Shape):
    """The container was created. `started` is whether it was also started."""

    ok: Literal[True]
    id: str
    docker: str
    started: bool


class Danger(Shape):
    """A setting that gives the container host access."""

    code: str
    text: str
    fact: str


class Drafted(Shape):
    """The docker command for the settings, and the settings that give host access."""

    ok: Literal[True]
    docker: str
    dangers: Sequence[Danger]


class Unsupported(Shape):
    """A part of a `docker run` line that Dockcycle does not support."""

    flag: str
    text: str


class Parsed(Shape):
    """The settings in a `docker run` line."""

    ok: Literal[True]
    create: Make
    unsupported: Sequence[Unsupported]


class Likened(Shape):
    """The settings for a copy of the container, without `composeLabels`. `hasHidden` is whether secrets are masked."""

    ok: Literal[True]
    create: Make
    compose_labels: Mapping[str, str]
    has_hidden: bool


class PullBegun(Shape):
    """The pull has started. `pull` is its id."""

    ok: Literal[True]
    pull: str
    docker: str


class Viewers(Shape):
    """How many other people have a page of Dockcycle open."""

    others: int


class Ok(Shape):
    """The request succeeded."""

    ok: Literal[True]
