"""Response schemas for the OpenAPI document. `wire` and `answers` build the responses; a test validates them."""

from typing import Any, Literal

from msgspec import UNSET, Struct, UnsetType

from dockcycle.web.schemas.requests import Make

State = Literal["created", "running", "paused", "restarting", "removing", "exited", "dead"]
Room = Literal[
    "registry", "images", "created", "running", "paused", "restarting", "exited", "failed", "removing", "dead",
    "removed",
]  # fmt: skip
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
    engine_message: str | UnsetType = UNSET
    field: str | UnsetType | None = UNSET
    id: str | UnsetType = UNSET
    holder: Holder | UnsetType = UNSET
    containers: list[Holder] | UnsetType = UNSET
    can_force: bool | UnsetType = UNSET
    dangers: list[str] | UnsetType = UNSET


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


class Removed(Shape):
    """Images were removed. `reclaimed` is in bytes."""

    ok: Literal[True]
    docker: str
    untagged: list[str]
    deleted: list[str]
    reclaimed: int


class Layer(Shape):
    """One layer of a pull. `current` and `total` are the bytes of its current step."""

    id: str
    state: Literal[
        "waiting", "downloading", "verifying", "downloaded", "extracting", "complete", "exists", "retrying"
    ]  # fmt: skip
    current: int | None
    total: int | None


class PullError(Shape):
    """Why a pull failed."""

    code: Code
    reason: str
    text: str
    help: str
    engine_message: str


class Pull(Shape):
    """One pull. `current` and `total` are the sums over the layers of known size, in bytes."""

    id: str
    engine: str
    reference: str
    registry: str
    state: Literal["pulling", "done", "failed", "cancelled"]
    stalled: bool
    started_at: str
    at: str
    ended_at: str | None
    layers: list[Layer]
    current: int
    total: int
    digest: str | None
    up_to_date: bool
    error: PullError | None


class Pulls(Shape):
    """The running and the recently ended pulls."""

    pulls: list[Pull]


class Image(Shape):
    """A local image. `size` is in bytes; `containers` is the engine's count (null before API 1.51)."""

    engine: str
    id: str
    tags: list[str]
    digests: list[str]
    created_at: str
    size: int
    dangling: bool
    containers: int | None


class UsedImage(Image):
    """A local image with the containers created from it."""

    used_by: list[Holder]


class Images(Shape):
    """All local images."""

    images: list[UsedImage]


class Cause(Shape):
    """Why a container exited."""

    code: str
    text: str


class Port(Shape):
    """A port. `public` and `ip` are null for a port that is exposed but not published."""

    private: int
    protocol: str
    public: int | None
    ip: str | None


class Container(Shape):
    """One container. Unknown values are null."""

    engine: str
    id: str
    name: str
    image: str
    image_id: str | None
    command: str
    state: State
    room: Room
    health: Literal["starting", "healthy", "unhealthy"] | None
    health_since: str | None
    exit_code: int | None
    cause: Cause | None
    error: str | None
    created_at: str
    started_at: str | None
    finished_at: str | None
    since: str | None
    ports: list[Port]
    project: str | None
    service: str | None
    pod: str | None
    restarts: int
    restart_policy: str
    tty: bool
    open_stdin: bool
    auto_remove: bool
    stop_timeout: int


class EngineError(Shape):
    """Why Dockcycle is not connected to an engine, and what to do."""

    code: str
    text: str
    help: str


class Engine(Shape):
    """The status of an engine and of the connection to it."""

    name: str
    state: Literal["live", "stale", "unreachable"]
    since: str
    seen_at: str | None
    version: str | None
    error: EngineError | None
    practice: bool
    product: Literal["Docker", "Podman"]
    api: str | None


class Tombstone(Shape):
    """A removed container with its last data, and the time of the removal."""

    container: Container
    at: str


class Board(Shape):
    """The whole board at one revision."""

    revision: int
    at: str
    version: str
    engines: list[Engine]
    containers: list[Container]
    images: list[Image]
    tombstones: list[Tombstone]
    recent: list[dict[str, Any]]


class EngineHealth(Shape):
    """The connection to an engine. `lookAge` is the seconds since it last answered an inspect (null: never)."""

    state: Literal["live", "stale", "unreachable"]
    since: str
    look_age: float | None


class Health(Shape):
    """The health of Dockcycle. `delay` is how late a timer ran in the last minute, in seconds."""

    status: Literal["ok", "degraded"]
    version: str
    delay: float
    late: bool
    engines: dict[str, EngineHealth]


class LifecycleAnswer(Shape):
    """The result of a command in one state. `leadsTo` lists rooms; it is empty if the container stays in its room."""

    verdict: Literal["done", "already", "refused"]
    leads_to: list[Room]
    why: str


class LifecycleVariant(Shape):
    """A row that replaces a row of the table for `product` from API version `sinceApi` on (null: all versions)."""

    command: str
    state: State
    product: Literal["Docker", "Podman"]
    since_api: str | None
    answer: LifecycleAnswer


class Lifecycle(Shape):
    """The lifecycle table (docs/lifecycle.md)."""

    mode: str
    needs: dict[str, str]
    states: list[dict[str, Any]]
    rooms: list[dict[str, Any]]
    commands: list[dict[str, Any]]
    image_commands: list[dict[str, Any]]
    edges: list[dict[str, Any]]
    variants: list[LifecycleVariant]
