"""Response schemas for images and pulls."""

from collections.abc import Sequence
from typing import Annotated, Literal

from msgspec import Meta

from dockcycle.domain.pull import LayerState, PullState
from dockcycle.web.schemas.board_messages import Image
from dockcycle.web.schemas.responses import Code, Holder, Shape


class Removed(Shape):
    """Images were removed. `reclaimed` is in bytes."""

    ok: Literal[True]
    docker: str
    untagged: Sequence[str]
    deleted: Sequence[str]
    reclaimed: int


class HistoryStep(Shape):
    """A step of the build of an image. `size` is in bytes, 0 for a step that adds no layer."""

    created_at: str | None
    created_by: Annotated[str, Meta(description="The instruction, with masked secrets.")]
    size: int
    comment: str
    tags: Sequence[str]


class ImageHistory(Shape):
    """The history of an image, the newest step first. `docker` is the docker command that shows it."""

    ok: Literal[True]
    docker: str
    steps: Sequence[HistoryStep]


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
    state: PullState
    stalled: Annotated[bool, Meta(description="No progress for 30 s.")]
    started_at: str
    at: Annotated[str, Meta(description="When it last made progress.")]
    ended_at: str | None
    layers: Sequence[Layer]
    current: int
    total: int
    digest: str | None
    up_to_date: bool
    error: PullError | None


class Pulls(Shape):
    """The running and the recently ended pulls."""

    pulls: Sequence[Pull]


class UsedImage(Image):
    """A local image with the containers created from it."""

    used_by: Sequence[Holder]


class Images(Shape):
    """All local images."""

    images: Sequence[UsedImage]
