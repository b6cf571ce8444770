"""Schemas of the board: the response of `/api/v1/board`, and the messages that the `/board` namespace sends."""

from collections.abc import Sequence
from typing import Annotated

from msgspec import UNSET, Meta, UnsetType, field

from dockcycle.domain.lifecycle.table import Room, State
from dockcycle.web.schemas.responses import Product, Shape, one_of

EngineState = Annotated[str, one_of("live", "stale", "unreachable")]
Health = Annotated[str, one_of("starting", "healthy", "unhealthy")]


class Cause(Shape):
    """Why a container exited."""

    code: str
    text: Annotated[str, Meta(description="A sentence in the language of the request.")]


class Port(Shape):
    """A port. `public` and `ip` are null for a port that is exposed but not published."""

    private: int
    protocol: str
    public: int | None
    ip: str | None


class Container(Shape):
    """One container. Times are RFC 3339 in UTC. Unknown values are null."""

    engine: str
    id: str
    name: str
    image: str
    image_id: str | None
    command: str
    state: State
    room: Room
    health: Health | None
    health_since: Annotated[
        str | None, Meta(description="When `health` got its value; null if Dockcycle did not observe it.")
    ]
    exit_code: Annotated[int | None, Meta(description="Null while no process has ended.")]
    cause: Cause | None
    error: str | None
    created_at: str
    started_at: str | None
    finished_at: str | None
    since: Annotated[str | None, Meta(description="When it entered its state; null if Dockcycle did not observe it.")]
    ports: Sequence[Port]
    project: str | None
    service: str | None
    pod: Annotated[str | None, Meta(description="The name of its pod, on Podman only.")]
    restarts: int
    restart_policy: str
    tty: bool
    open_stdin: bool
    auto_remove: Annotated[bool, Meta(description="Whether the engine removes it when it exits (`--rm`).")]
    stop_timeout: Annotated[
        int, Meta(description="Seconds between the stop signal and SIGKILL; below 0: without a limit.")
    ]


class EngineError(Shape):
    """Why Dockcycle is not connected to an engine, and what to do."""

    code: str
    text: str
    help: str


class Engine(Shape):
    """The status of an engine and of the connection to it."""

    name: str
    state: EngineState
    since: Annotated[str, Meta(description="When this state began.")]
    seen_at: Annotated[
        str | None, Meta(description="When it last answered or sent an event; written when it stops being live.")
    ]
    version: str | None
    error: EngineError | None
    practice: bool
    product: Product
    api: Annotated[str | None, Meta(description="The API version in use; null if it was never connected.")]


class Image(Shape):
    """A local image."""

    engine: str
    id: str
    tags: Sequence[str]
    digests: Annotated[Sequence[str], Meta(description="The digests with the name of the repository: `name@sha256:…`.")]
    created_at: str
    size: Annotated[int, Meta(description="Bytes.")]
    dangling: Annotated[bool, Meta(description="Whether it has no tag.")]
    containers: Annotated[
        int | None,
        Meta(description="The number of containers that the engine counts for the image; null before API 1.51."),
    ]


class Tombstone(Shape):
    """A container that was removed in the last ten minutes, with its last data and the time of the removal."""

    container: Container
    at: str


class Move(Shape):
    """A transition of a container. `from` and `to` are null where the container does not exist."""

    engine: str
    id: str
    name: str
    edge: Annotated[
        str,
        Meta(
            description="The name of an arrow of the lifecycle table, or `rename`, `healthy`, `unhealthy`, "
            "`start-failed` (`from` equals `to`) or `unobserved`."
        ),
    ]
    source: State | None = field(name="from")
    target: State | None = field(name="to")
    from_room: Room | None
    to_room: Room | None
    at: str
    exit_code: int | None
    cause: Cause | None
    old_name: str | None
    ran_seconds: Annotated[
        int | None,
        Meta(
            description="How long the process ran that this move ended, in whole seconds; null if the engine "
            "does not report it."
        ),
    ]


class Amendment(Shape):
    """A move as it was published, and as a later event corrected it."""

    was: Move
    now: Move


class Board(Shape):
    """The whole board at one revision."""

    epoch: Annotated[str, Meta(description="Identifies the board that counts the revisions; new after each start.")]
    revision: int
    at: str
    version: Annotated[str, Meta(description="The version of Dockcycle.")]
    engines: Sequence[Engine]
    containers: Sequence[Container]
    images: Sequence[Image]
    tombstones: Sequence[Tombstone]
    recent: Annotated[Sequence[Move], Meta(description="The last 30 moves, oldest first.")]


class ContainerKey(Shape):
    """The key of a container."""

    engine: str
    id: str


class Change(Shape):
    """Message `change`: what changed since the previous revision. A list that is absent did not change."""

    epoch: Annotated[str, Meta(description="Identifies the board that counts the revisions; new after each start.")]
    revision: int
    at: str
    set: Sequence[Container]
    remove: Sequence[ContainerKey]
    moves: Sequence[Move]
    amended: Annotated[
        Sequence[Amendment] | UnsetType, Meta(description="Corrections of moves of earlier revisions.")
    ] = UNSET
    engines: Annotated[Sequence[Engine] | UnsetType, Meta(description="The complete list.")] = UNSET
    images: Annotated[Sequence[Image] | UnsetType, Meta(description="The complete list.")] = UNSET
