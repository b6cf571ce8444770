"""Schemas of the details of a container: HTTP responses, and the messages that `/logs` and `/stats` send."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Literal

from msgspec import UNSET, Meta, UnsetType, field

from dockcycle.domain.lifecycle.table import Room
from dockcycle.web.schemas.responses import Shape, one_of


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
    edges: Sequence[Step]


class Inspected(Shape):
    """The inspect of the container. `masked` lists JSON pointers (RFC 6901) to the masked values."""

    ok: Literal[True]
    inspect: Mapping[str, Any]
    masked: Sequence[str]
    can_reveal: bool


class Revealed(Shape):
    """One unmasked value of the inspect."""

    ok: Literal[True]
    pointer: str
    value: Any


class Top(Shape):
    """The processes of the container, with the columns of `docker top`."""

    ok: Literal[True]
    titles: Sequence[str]
    processes: Sequence[Sequence[str]]


class FileChange(Shape):
    """A path that differs from the image: added, changed or deleted."""

    kind: Annotated[str, one_of("A", "C", "D")]
    path: str


class Changes(Shape):
    """The files that differ from the image. `total` is their number; the list may be shorter."""

    ok: Literal[True]
    changes: Sequence[FileChange]
    total: int


class Shells(Shape):
    """The paths of the shells in the container."""

    ok: Literal[True]
    shells: Sequence[str]


class LogLine(Shape):
    """A line of a log."""

    at: str
    stream: Annotated[str, one_of("stdout", "stderr")]
    text: str
    cut: Annotated[Literal[True] | UnsetType, Meta(description="Present if the line was cut.")] = UNSET


class LogLines(Shape):
    """Message `lines`: lines in order."""

    engine: str
    id: str
    lines: Sequence[LogLine]
    cursor: Annotated[
        str, Meta(description="With it, `follow` continues after these lines. Empty if they have no times.")
    ]
    skipped: Annotated[
        int | UnsetType,
        Meta(description="The number of lines that were left out before these, because the page was too slow."),
    ] = UNSET


class LogEnd(Shape):
    """Message `end`: no further lines for now."""

    engine: str
    id: str
    reason: Annotated[str, one_of("ended", "removed", "lost", "refused")]
    engine_message: Annotated[str | UnsetType, Meta(description="`refused`: the reason of the engine.")] = UNSET


class Sample(Shape):
    """Message `sample`: the resources that a container uses, as in `docker stats`."""

    engine: str
    id: str
    at: str
    cpu: Annotated[float, Meta(description="Percent of one core; 200 is two cores.")]
    memory: Annotated[int, Meta(description="Bytes, without the page cache.")]
    memory_limit: Annotated[int, Meta(description="Bytes.")]
    rx: Annotated[int, Meta(description="Bytes since the start of the container, as `tx`, `read` and `write`.")]
    tx: int
    read: int
    write: int
    pids: int


class Following(Shape):
    """The acknowledgement of `follow`, with the full id of the container."""

    ok: Literal[True]
    id: str
