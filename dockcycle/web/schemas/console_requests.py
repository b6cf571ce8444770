"""Schemas of the messages in the `/console` namespace."""

from typing import Annotated, Literal

from msgspec import Meta

from dockcycle.domain.console import ConsoleMode, ExecSpec
from dockcycle.domain.i18n import N_
from dockcycle.domain.masking_rules import HIDDEN
from dockcycle.live.consoles import OpenRequest
from dockcycle.live.failure import Failure
from dockcycle.web.schemas.requests import END, Body, EngineName, Word

Reference = Annotated[
    str, Meta(pattern=f"^[a-zA-Z0-9][a-zA-Z0-9_.-]*{END}", max_length=255, description="The full id or the name.")
]
Size = Annotated[int, Meta(ge=1, le=1000)]
ConsoleId = Annotated[str, Meta(pattern=f"^[0-9a-f]{{32}}{END}")]
Name = Annotated[str, Meta(min_length=1, max_length=255, pattern=rf"^[^=\x00]*{END}")]
INPUT_BYTES_AT_MOST = 65_536


class Open(Body, kw_only=True):
    """Message `open`: the container, the mode and the process of a new console."""

    engine: EngineName
    id: Reference
    mode: Literal["exec", "attach"]
    cmd: Annotated[list[Word], Meta(min_length=1, max_length=256)] | None = None
    tty: bool = True
    cols: Size = 80
    rows: Size = 24
    user: Annotated[str, Meta(max_length=255)] | None = None
    workdir: Annotated[str, Meta(max_length=4096)] | None = None
    env: Annotated[dict[Name, Word], Meta(max_length=256)] | None = None
    stdin: bool = True

    def opening(self) -> OpenRequest:
        """Return the message as an `OpenRequest`.

        Raises Failure `bad_request` for a NUL character, a masked value, or an exec without a command.
        """
        env = self.env or {}
        words = [*(self.cmd or ()), *env, *env.values(), self.user or "", self.workdir or ""]
        if any("\x00" in word for word in words):
            raise Failure("bad_request", N_("The text cannot contain the NUL character."))
        if any(HIDDEN in word for word in words):  # copied from the masked command of another user's console
            raise Failure("bad_request", N_("Dockcycle does not know the masked value (••••••). Type the value."))
        if self.mode == "exec" and not (self.cmd and self.cmd[0]):
            raise Failure("bad_request", N_("exec requires a command."), more={"field": "cmd"})
        spec = ExecSpec(tuple(self.cmd or ()), self.tty, self.user or None, self.workdir or None, env)
        return OpenRequest(self.engine, self.id, ConsoleMode(self.mode), spec, self.cols, self.rows, self.stdin)


class OnConsole(Body, kw_only=True):
    """A message about one console."""

    console: ConsoleId


class Resize(OnConsole, kw_only=True):
    """Message `resize`: the new size of the terminal, in characters."""

    cols: Size
    rows: Size


class Received(OnConsole, kw_only=True):
    """Message `received`: the number of bytes of output that the page has processed since the last such message."""

    bytes: Annotated[int, Meta(ge=0, le=1 << 40)]


class List(Body, kw_only=True):
    """Message `list`: without fields, all consoles; else those of an engine, of a container by id or name, or both."""

    engine: EngineName | None = None
    id: Reference | None = None
