"""Response schemas of commands, and the parts that all schemas of responses share."""

from typing import Annotated, Literal

from msgspec import UNSET, Meta, Struct, UnsetType

from dockcycle.web.schemas.requests import Make

State = Literal["created", "running", "paused", "restarting", "removing", "exited", "dead"]
Room = Literal[
    "registry", "images", "created", "running", "paused", "restarting", "exited", "failed", "removing", "dead",
    "removed",
]  # fmt: skip
Product = Literal["Docker", "Podman"]
Code = Literal[
    "not_found", "conflict", "name_in_use", "image_in_use", "not_allowed_in_state", "bad_request", "forbidden",
    "unauthenticated", "engine_unreachable", "engine_error", "too_large", "too_many", "unknown_outcome",
    "internal_error",
]  # fmt: skip


class Shape(Struct, forbid_unknown_fields=True, rename="camel", kw_only=True):
    """The base of all response schemas."""


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
        list[Holder] | UnsetType, Meta(description="`image_in_use`: the containers that use the image.")
    ] = UNSET
    can_force: bool | UnsetType = UNSET
    dangers: Annotated[list[str] | UnsetType, Meta(description="The codes of the host access.")] = UNSET


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
    dangers: list[Danger]


class Unsupported(Shape):
    """A part of a `docker run` line that Dockcycle does not support."""

    flag: str
    text: str


class Parsed(Shape):
    """The settings in a `docker run` line."""

    ok: Literal[True]
    create: Make
    unsupported: list[Unsupported]


class Likened(Shape):
    """The settings for a copy of the container, without `composeLabels`. `hasHidden` is whether secrets are masked."""

    ok: Literal[True]
    create: Make
    compose_labels: dict[str, str]
    has_hidden: bool


class PullBegun(Shape):
    """The pull has started. `pull` is its id."""

    ok: Literal[True]
    pull: str
    docker: str


class Ok(Shape):
    """The request succeeded."""

    ok: Literal[True]
