"""Response schemas of the lifecycle table."""

from collections.abc import Mapping, Sequence
from typing import Annotated

from msgspec import Meta, field

from dockcycle.domain.access import Mode
from dockcycle.domain.lifecycle.table import Room, State, Verdict
from dockcycle.web.schemas.responses import Product, Shape, one_of


class LifecycleAnswer(Shape):
    """The result of a command in one state. `leadsTo` lists rooms; it is empty if the container stays in its room."""

    verdict: Verdict
    leads_to: Sequence[Room]
    why: str


class LifecycleState(Shape):
    """A state of containers, and the room of containers in it."""

    name: State
    room: Room
    text: str


class LifecycleRoom(Shape):
    """A room of the board."""

    name: Room
    text: str
    hint: str


class LifecycleOption(Shape):
    """An option of a command, in the order of the docker command."""

    name: Annotated[str, Meta(description="The field in the body of the command.")]
    flag: Annotated[str, Meta(description="Empty for a value after the name of the container.")]
    kind: Annotated[
        str, one_of("seconds", "signal", "name", "switch"), Meta(description="`switch`: a flag without a value.")
    ]
    text: str
    product: Annotated[Product | None, Meta(description="The only product that supports it; null: all products.")]
    since_api: Annotated[str | None, Meta(description="The first API version that supports it; null: all versions.")]


class LifecycleCommand(Shape):
    """A command for containers."""

    name: str
    docker: Annotated[
        str,
        Meta(description="The docker command. Flags go before ` {name}`, and options without a flag at the end."),
    ]
    text: Annotated[str, Meta(description="What it does.")]
    options: Sequence[LifecycleOption]
    answers: Mapping[State, LifecycleAnswer]
    allowed: Annotated[bool, Meta(description="Whether the mode of the server allows it.")]


class LifecycleImageCommand(Shape):
    """A command for images, or one that creates a container."""

    name: str
    text: str


class LifecycleEdge(Shape):
    """An arrow. `from` and `to` are rooms."""

    name: str
    source: Room = field(name="from")
    target: Room = field(name="to")
    label: str
    by: Annotated[str, one_of("command", "engine")]
    quiet: Annotated[bool, Meta(description="Whether it is drawn only when a container takes it.")]


class LifecycleVariant(Shape):
    """A row that replaces a row of the table for `product` from API version `sinceApi` on (null: all versions)."""

    command: str
    state: State
    product: Product
    since_api: str | None
    answer: LifecycleAnswer


class Lifecycle(Shape):
    """The lifecycle table (docs/lifecycle.md)."""

    mode: Annotated[Mode, Meta(description="The value of `DOCKCYCLE_MODE`.")]
    needs: Annotated[Mapping[str, Mode], Meta(description="The least mode of each action.")]
    states: Sequence[LifecycleState]
    rooms: Sequence[LifecycleRoom]
    commands: Sequence[LifecycleCommand]
    image_commands: Sequence[LifecycleImageCommand]
    edges: Sequence[LifecycleEdge]
    variants: Annotated[Sequence[LifecycleVariant], Meta(description="If several variants apply, the last one counts.")]
