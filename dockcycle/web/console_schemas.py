"""What may be asked of consoles, field by field."""

from typing import Annotated, Literal

from msgspec import Meta

from dockcycle.domain.console import ConsoleMode, ExecSpec
from dockcycle.domain.secrets import HIDDEN
from dockcycle.domain.words import N_
from dockcycle.live.consoles import Opening
from dockcycle.live.failure import Failure
from dockcycle.web.schemas import END, Body, EngineName, Word

Reference = Annotated[
    str, Meta(pattern=f"^[a-zA-Z0-9][a-zA-Z0-9_.-]*{END}", max_length=255, description="The full id or the name.")
]
Size = Annotated[int, Meta(ge=1, le=1000)]
ConsoleId = Annotated[str, Meta(pattern=f"^[0-9a-f]{{32}}{END}")]
Name = Annotated[str, Meta(min_length=1, max_length=255, pattern=rf"^[^=\x00]*{END}")]
INPUT_BYTES_AT_MOST = 65_536


class Open(Body, kw_only=True):
    """A console to open."""

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

    def opening(self) -> Opening:
        """Return it as a value; raises Failure."""
        env = self.env or {}
        words = [*(self.cmd or ()), *env, *env.values(), self.user or "", self.workdir or ""]
        if any("\x00" in word for word in words):
            raise Failure("bad_request", N_("The text cannot contain the NUL character."))
        if any(HIDDEN in word for word in words):  # taken from the line of somebody else's console
            raise Failure("bad_request", N_("Dockcycle does not know the masked value (••••••). Type the value."))
        if self.mode == "exec" and not (self.cmd and self.cmd[0]):
            raise Failure("bad_request", N_("exec requires a command."), more={"field": "cmd"})
        spec = ExecSpec(tuple(self.cmd or ()), self.tty, self.user or None, self.workdir or None, env)
        return Opening(self.engine, self.id, ConsoleMode(self.mode), spec, self.cols, self.rows, self.stdin)


class OnConsole(Body, kw_only=True):
    """Asked of one console."""

    console: ConsoleId


class Resize(OnConsole, kw_only=True):
    """Its terminal has another size."""

    cols: Size
    rows: Size


class Received(OnConsole, kw_only=True):
    """So many more bytes are on the screen."""

    bytes: Annotated[int, Meta(ge=0, le=1 << 40)]


class List(Body, kw_only=True):
    """Which consoles are meant: all, those of an engine, those of a container by its id."""

    engine: EngineName | None = None
    id: Reference | None = None
