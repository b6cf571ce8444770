"""Schemas of the messages that the `/console` namespace sends, and of its acknowledgements."""

from collections.abc import Sequence
from typing import Annotated, Literal

from msgspec import Meta

from dockcycle.domain.console import ConsoleMode, EndReason
from dockcycle.web.schemas.responses import Shape


class ConsoleExit(Shape):
    """How a console ended."""

    exit_code: int | None
    reason: EndReason
    text: Annotated[str, Meta(description="A sentence in the language of the viewer.")]
    left: Annotated[bool, Meta(description="Whether the process of an exec may still be running.")]


class ConsoleAbout(Shape):
    """The description of a console for one viewer."""

    console: str
    engine: str
    id: str
    name: str
    mode: ConsoleMode
    cmd: Annotated[Sequence[str], Meta(description="Secrets are masked for everybody except the owner.")]
    tty: bool
    can_type: Annotated[bool, Meta(description="Whether it has an input and the viewer is the owner.")]
    is_owner: bool
    user: str | None
    workdir: str | None
    cols: int
    rows: int
    docker: Annotated[str, Meta(description="The docker command; secrets are masked as in `cmd`.")]
    opened_at: str
    idle_at: Annotated[str, Meta(description="When it ends without further input.")]
    ends_at: Annotated[str, Meta(description="When it ends in any case.")]
    viewers: int
    exit: Annotated[ConsoleExit | None, Meta(description="Null until it ends.")]


class Opened(Shape):
    """The acknowledgement of `open`. `console` is the id."""

    ok: Literal[True]
    console: str
    about: ConsoleAbout


class Joined(Opened):
    """The acknowledgement of `join`. `replay` is the last 256 KiB of output."""

    replay: bytes


class Consoles(Shape):
    """The acknowledgement of `list`."""

    ok: Literal[True]
    consoles: Sequence[ConsoleAbout]
