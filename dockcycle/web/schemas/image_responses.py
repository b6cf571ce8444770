"""Response schemas for images and pulls."""

from typing import Annotated, Literal

from msgspec import Meta

from dockcycle.web.schemas.board_messages import Image
from dockcycle.web.schemas.responses import Code, Holder, Shape

LayerState = Literal[
    "waiting", "downloading", "verifying", "downloaded", "extracting", "complete", "exists", "retrying"
]


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
    state: LayerState
    current: int | None
    total: int | None


class PullError(Shape):
    """Why a pull failed."""

    code: Code
    reason: str
    text: str
    help: str
    engine_message: str | None


class Pull(Shape):
    """One pull. `current` and `total` are the sums over the layers of known size, in bytes."""

    id: str
    engine: str
    reference: str
    registry: str
    state: Literal["pulling", "done", "failed", "cancelled"]
    stalled: Annotated[bool, Meta(description="No progress for 30 s.")]
    started_at: str
    at: Annotated[str, Meta(description="When it last made progress.")]
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


class UsedImage(Image):
    """A local image with the containers created from it."""

    used_by: list[Holder]


class Images(Shape):
    """All local images."""

    images: list[UsedImage]
