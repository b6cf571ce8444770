"""What is answered of the inside of a container, field by field, for the OpenAPI document."""

from typing import Any, Literal

from msgspec import field

from dockcycle.web.shapes import Room, Shape


class Step(Shape):
    """An arrow that a container took, and how often."""

    edge: str
    source: Room = field(name="from")
    target: Room = field(name="to")
    count: int
    last_at: str


class Way(Shape):
    """The arrows a container took since Dockcycle watches it."""

    since: str
    edges: list[Step]


class Inspected(Shape):
    """All that inspect tells; where `masked` points (RFC 6901) a secret is hidden."""

    ok: Literal[True]
    inspect: dict[str, Any]
    masked: list[str]
    can_reveal: bool


class Revealed(Shape):
    """One hidden value."""

    ok: Literal[True]
    pointer: str
    value: Any


class Top(Shape):
    """The processes, as `docker top` titles them."""

    ok: Literal[True]
    titles: list[str]
    processes: list[list[str]]


class FileChange(Shape):
    """A path that differs from the image: added, changed or deleted."""

    kind: Literal["A", "C", "D"]
    path: str


class Changes(Shape):
    """The files that differ from the image; `total` may be more than are told."""

    ok: Literal[True]
    changes: list[FileChange]
    total: int


class Shells(Shape):
    """The shells that are in the container."""

    ok: Literal[True]
    shells: list[str]
