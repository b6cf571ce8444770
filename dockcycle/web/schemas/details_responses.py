"""Response schemas for the details of a container, for the OpenAPI document."""

from typing import Any, Literal

from msgspec import field

from dockcycle.web.schemas.responses import Room, Shape


class Step(Shape):
    """An arrow with the number of times that the container took it."""

    edge: str
    source: Room = field(name="from")
    target: Room = field(name="to")
    count: int
    last_at: str


class Way(Shape):
    """The arrows that the container took since Dockcycle started to watch at `since`."""

    since: str
    edges: list[Step]


class Inspected(Shape):
    """The inspect of the container. `masked` lists JSON pointers (RFC 6901) to the masked values."""

    ok: Literal[True]
    inspect: dict[str, Any]
    masked: list[str]
    can_reveal: bool


class Revealed(Shape):
    """One unmasked value of the inspect."""

    ok: Literal[True]
    pointer: str
    value: Any


class Top(Shape):
    """The processes of the container, with the columns of `docker top`."""

    ok: Literal[True]
    titles: list[str]
    processes: list[list[str]]


class FileChange(Shape):
    """A path that differs from the image: added, changed or deleted."""

    kind: Literal["A", "C", "D"]
    path: str


class Changes(Shape):
    """The files that differ from the image. `total` is their number; the list may be shorter."""

    ok: Literal[True]
    changes: list[FileChange]
    total: int


class Shells(Shape):
    """The paths of the shells in the container."""

    ok: Literal[True]
    shells: list[str]
