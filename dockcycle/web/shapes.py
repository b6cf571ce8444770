"""What is answered, field by field: the schemas of the OpenAPI document. `wire` and `answers` make these shapes, and a
test holds them to it.
"""

from typing import Any, Literal

from msgspec import UNSET, Struct, UnsetType

from dockcycle.web.schemas import Make

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
    """The base of all that is answered."""


class Holder(Shape):
    """A container that is in the way."""

    engine: str
    id: str
    name: str
    state: State
    room: Room


class Problem(Shape):
    """Every failure (RFC 9457), on HTTP and on sockets."""

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
    """A command was done, or it was so already; `docker` is its line."""

    ok: Literal[True]
    docker: str
    already: bool | UnsetType = UNSET


class Created(Shape):
    """A container was created."""

    ok: Literal[True]
    id: str
    docker: str
    started: bool


class Danger(Shape):
    """What gives a container power over its host."""

    code: str
    text: str
    fact: str


class Drafted(Shape):
    """What would be created."""

    ok: Literal[True]
    docker: str
    dangers: list[Danger]


class Unsupported(Shape):
    """A part of a `docker run` line that has no place in the form."""

    flag: str
    text: str


class Parsed(Shape):
    """What a `docker run` line would create."""

    ok: Literal[True]
    create: Make
    unsupported: list[Unsupported]


class Likened(Shape):
    """What would make another container like it, without `composeLabels`; `hasHidden` tells that secrets are masked."""

    ok: Literal[True]
    create: Make
    compose_labels: dict[str, str]
    has_hidden: bool


class PullBegun(Shape):
    """A pull is under way."""

    ok: Literal[True]
    pull: str
    docker: str


class Ok(Shape):
    """It was done."""

    ok: Literal[True]


class Removed(Shape):
    """Images are gone."""

    ok: Literal[True]
    docker: str
    untagged: list[str]
    deleted: list[str]
    reclaimed: int


class Layer(Shape):
    """One layer of a pull, in bytes of what it is doing now."""

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
    """One pull."""

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
    """All pulls that are known."""

    pulls: list[Pull]


class Image(Shape):
    """A local image; `size` in bytes, `containers` as the engine counts them (null before API 1.51)."""

    engine: str
    id: str
    tags: list[str]
    digests: list[str]
    created_at: str
    size: int
    dangling: bool
    containers: int | None


class UsedImage(Image):
    """A local image, and the containers made from it."""

    used_by: list[Holder]


class Images(Shape):
    """All local images."""

    images: list[UsedImage]


class Cause(Shape):
    """Why a container ended."""

    code: str
    text: str


class Port(Shape):
    """A port, `public` and `ip` null where it is only exposed."""

    private: int
    protocol: str
    public: int | None
    ip: str | None


class Container(Shape):
    """One container; what is absent is null."""

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
    """Why an engine is not reached, and what to do."""

    code: str
    text: str
    help: str


class Engine(Shape):
    """How an engine is reached."""

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
    """A removed container as it last was."""

    container: Container
    at: str


class Board(Shape):
    """The whole board at a revision."""

    revision: int
    at: str
    version: str
    engines: list[Engine]
    containers: list[Container]
    images: list[Image]
    tombstones: list[Tombstone]
    recent: list[dict[str, Any]]


class EngineHealth(Shape):
    """How an engine is reached, without details; `look_age` is how long ago (s) the last look at it ended."""

    state: Literal["live", "stale", "unreachable"]
    since: str
    look_age: float | None


class Health(Shape):
    """Whether the app serves and reaches its engines; `delay` is how late (s) a timer was in the last minute."""

    status: Literal["ok", "degraded"]
    version: str
    delay: float
    late: bool
    engines: dict[str, EngineHealth]


class LifecycleAnswer(Shape):
    """What an engine answers to a command in one state; `leadsTo` are rooms, empty where it stays."""

    verdict: Literal["done", "already", "refused"]
    leads_to: list[Room]
    why: str


class LifecycleVariant(Shape):
    """A row that replaces one of the table: on `product`, from the API version `sinceApi` on (null: always)."""

    command: str
    state: State
    product: Literal["Docker", "Podman"]
    since_api: str | None
    answer: LifecycleAnswer


class Lifecycle(Shape):
    """The lifecycle table as data (docs/lifecycle.md)."""

    mode: str
    needs: dict[str, str]
    states: list[dict[str, Any]]
    rooms: list[dict[str, Any]]
    commands: list[dict[str, Any]]
    image_commands: list[dict[str, Any]]
    edges: list[dict[str, Any]]
    variants: list[LifecycleVariant]
