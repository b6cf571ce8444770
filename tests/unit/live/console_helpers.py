"""Clocks, an outlet and short calls for the tests of consoles."""

from collections.abc import Callable

from dockcycle.domain.console import ConsoleMode, EndReason, ExecSpec
from dockcycle.domain.timestamps import NANOSECONDS
from dockcycle.live.consoles import ConsoleInfo, ConsoleRegistry, End, OpenRequest
from tests.support.live_parts import PAGE
from tests.support.waiting import wait_until

SHELL = ExecSpec(("sh",))


class Clock:
    """A clock that only the test moves."""

    def __init__(self) -> None:
        self.ns = 1_800_000_000 * NANOSECONDS

    def __call__(self) -> int:
        return self.ns


class Outlet:
    """Records how consoles ended."""

    def __init__(self) -> None:
        self.ends: dict[str, End | None] = {}
        self.written: dict[str, bytes] = {}
        self.dead: Callable[[str], None] = lambda _: None

    def exit(self, _viewer: str, about: ConsoleInfo) -> None:
        self.ends[about.console] = about.end

    def output(self, viewer: str, _console: str, data: bytes) -> None:
        self.dead(viewer)
        self.written[viewer] = self.written.get(viewer, b"") + data

    def replay(self, *_: object) -> None: ...

    def about(self, viewer: str, _about: ConsoleInfo) -> None:
        self.dead(viewer)


def opened(consoles: ConsoleRegistry, id: str) -> str:
    return consoles.open(PAGE, OpenRequest("lab", id, ConsoleMode.EXEC, SHELL, 80, 24)).console


def until_ended(consoles: ConsoleRegistry, console: str) -> EndReason:
    wait_until(lambda: consoles.info(PAGE, console).end is not None, 10, "the end")
    end = consoles.info(PAGE, console).end
    assert end is not None
    assert not end.left
    return end.reason
