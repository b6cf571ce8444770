"""When a console ends without a request, and which consoles a viewer cannot join."""

import threading
from collections.abc import Callable, Iterator

import pytest

from dockcycle.domain.console import ConsoleMode, EndReason, ExecSpec
from dockcycle.domain.lifecycle.snapshot import EngineStatus
from dockcycle.domain.timestamps import NANOSECONDS
from dockcycle.engine import CreateSpec
from dockcycle.engine.practice import PracticeEngine
from dockcycle.live.board.hub import Hub
from dockcycle.live.consoles import ConsoleInfo, ConsoleRegistry, End, OpenRequest
from dockcycle.live.failure import Failure
from tests.support.live_parts import live_parts
from tests.support.waiting import wait_until

MINUTE = 60 * NANOSECONDS
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


@pytest.fixture
def clock() -> Clock:
    """The monotonic clock."""
    return Clock()


@pytest.fixture
def wall() -> Clock:
    """The wall clock, which can be set."""
    return Clock()


@pytest.fixture
def container(engine: PracticeEngine) -> str:
    id = engine.create(CreateSpec("dockcycle-test/busybox:1", command=("sleep", "600"), tty=True, open_stdin=True))
    engine.start(id)
    return id


@pytest.fixture
def consoles(engine: PracticeEngine, clock: Clock, wall: Clock, container: str) -> Iterator[ConsoleRegistry]:
    hub = Hub([EngineStatus("lab", "stale", "2026-01-01T00:00:00Z")], lambda: wall.ns + clock.ns)
    parts = live_parts(engine, hub=hub)
    consoles = ConsoleRegistry(parts.gate, parts.engines, hub, own_id=container, steady_ns=clock)
    consoles.outlet = Outlet()
    consoles.start()
    consoles.come("page")
    yield consoles
    consoles.stop()


def opened(consoles: ConsoleRegistry, id: str) -> str:
    return consoles.open(OpenRequest("lab", id, ConsoleMode.EXEC, SHELL, 80, 24), "owner", "page").console


def until_ended(consoles: ConsoleRegistry, console: str) -> EndReason:
    wait_until(lambda: consoles.get(console).about.end is not None, 10, "the end")
    end = consoles.get(console).about.end
    assert end is not None
    assert not end.left
    return end.reason


def test_one_nobody_types_into_is_ended_and_says_when_it_will_be(
    consoles: ConsoleRegistry, container: str, clock: Clock, wall: Clock
) -> None:
    used, idle = opened(consoles, container), opened(consoles, container)
    clock.ns += 14 * MINUTE
    consoles.owned(used, "owner").write(b"x")
    assert consoles.get(idle).about.idle_ns == wall.ns + clock.ns + MINUTE
    assert consoles.get(used).about.idle_ns == wall.ns + clock.ns + 15 * MINUTE

    clock.ns += 2 * MINUTE

    assert until_ended(consoles, idle) is EndReason.IDLE
    assert consoles.get(used).about.end is None
    assert isinstance(consoles.outlet, Outlet)
    assert consoles.outlet.ends.keys() == {idle}


@pytest.mark.parametrize("hours", [9, -9])
def test_a_clock_that_is_set_ends_none_and_keeps_none_longer(
    consoles: ConsoleRegistry, container: str, clock: Clock, wall: Clock, hours: int
) -> None:
    used, unseen = opened(consoles, container), opened(consoles, container)
    consoles.get(unseen).leave("page")

    wall.ns += hours * 60 * MINUTE
    clock.ns += 6 * MINUTE

    assert until_ended(consoles, unseen) is EndReason.UNWATCHED  # all were looked at since
    assert consoles.get(used).about.end is None
    assert consoles.get(used).about.idle_ns == wall.ns + clock.ns + 9 * MINUTE
    clock.ns += 10 * MINUTE
    assert until_ended(consoles, used) is EndReason.IDLE


def test_one_nobody_looks_at_is_ended(consoles: ConsoleRegistry, container: str, clock: Clock) -> None:
    seen, unseen = opened(consoles, container), opened(consoles, container)
    consoles.get(unseen).leave("page")

    clock.ns += 6 * MINUTE

    assert until_ended(consoles, unseen) is EndReason.UNWATCHED
    assert consoles.get(seen).about.end is None


def test_one_whose_page_left_while_it_was_opened_is_looked_at_by_nobody(
    consoles: ConsoleRegistry, container: str, clock: Clock
) -> None:
    consoles.leave("page")
    console = opened(consoles, container)
    assert consoles.get(console).about.viewers == 0

    clock.ns += 6 * MINUTE

    assert until_ended(consoles, console) is EndReason.UNWATCHED


def test_who_is_found_dead_while_it_is_told_leaves_at_once(consoles: ConsoleRegistry, container: str) -> None:
    """Socket.IO closes a dead connection from within the call that sends to it."""
    console = opened(consoles, container)
    consoles.come("dead")
    consoles.join(console, "dead")
    outlet = consoles.outlet
    assert isinstance(outlet, Outlet)
    outlet.dead = lambda viewer: consoles.leave(viewer) if viewer == "dead" else None
    consoles.come("other")

    consoles.join(console, "other")
    consoles.owned(console, "owner").write(b"echo x\r")

    wait_until(lambda: outlet.written.get("other"), 5, "what is written")
    assert consoles.get(console).about.viewers == 2


def test_none_is_open_for_longer_than_eight_hours(consoles: ConsoleRegistry, container: str, clock: Clock) -> None:
    console = opened(consoles, container)
    for _ in range(8 * 6):
        clock.ns += 10 * MINUTE
        consoles.owned(console, "owner").write(b"x")
    assert consoles.get(console).about.end is None

    clock.ns += 1

    assert until_ended(consoles, console) is EndReason.TOO_LONG


def test_what_ended_is_forgotten_after_a_while(consoles: ConsoleRegistry, container: str, clock: Clock) -> None:
    console = opened(consoles, container)
    consoles.close(console, "owner", EndReason.CLOSED)
    assert until_ended(consoles, console) is EndReason.CLOSED

    clock.ns += 11 * MINUTE

    wait_until(lambda: not consoles.all(), 5, "it to be forgotten")


def test_the_container_dockcycle_runs_in_is_not_attached_to(consoles: ConsoleRegistry, container: str) -> None:
    with pytest.raises(Failure) as refused:
        consoles.open(OpenRequest("lab", container, ConsoleMode.ATTACH, SHELL, 80, 24), "owner", "page")

    assert refused.value.code == "forbidden"
    assert not consoles.all()


def test_nothing_of_a_console_stays_behind(consoles: ConsoleRegistry, container: str, engine: PracticeEngine) -> None:
    before = len(engine.processes(container).rows)
    console = opened(consoles, container)
    assert len(engine.processes(container).rows) == before + 1

    consoles.close(console, "owner", EndReason.CLOSED)

    assert len(engine.processes(container).rows) == before
    wait_until(lambda: f"console-{console[:8]}" not in {one.name for one in threading.enumerate()}, 5, "its thread")


class Refused:
    """The stream of an exec that the engine could not start: it has the engine's message and a code."""

    tty, takes_input = True, True

    def __init__(self, message: bytes, code: int) -> None:
        self._rest = [message, b""]
        self._code = code

    def read(self) -> bytes:
        return self._rest.pop(0)

    def exit_code(self) -> int:
        return self._code

    def close(self) -> None: ...

    def end(self) -> bool:
        return True


_NOT_FOUND = (
    b"Error: crun: executable file `%s` not found in $PATH: No such file or directory: "
    b"OCI runtime attempted to invoke a command that was not found\n"
)


@pytest.mark.parametrize(
    ("output", "code", "reason"),
    [
        (b"OCI runtime exec failed: exec failed: unable to start container process\r\n", 126, EndReason.NOT_STARTED),
        (b"unable to find user nosuch: no matching entries in passwd file\r\n", 126, EndReason.NOT_STARTED),
        (_NOT_FOUND % b"nosuch", 127, EndReason.NOT_STARTED),
        (_NOT_FOUND % (b"/" + b"x" * 4000), 127, EndReason.NOT_STARTED),
        (b"Error: crun: the path `/etc` is not a regular file: OCI permission denied\n", 126, EndReason.NOT_STARTED),
        (b"sh: nosuch: not found\r\n", 127, EndReason.EXITED),
        (b"Error: crun: OCI permission denied\r\n", 1, EndReason.EXITED),
    ],
)
def test_a_command_that_the_engine_could_not_start_is_not_one_that_exited(
    consoles: ConsoleRegistry, container: str, engine: PracticeEngine, monkeypatch: pytest.MonkeyPatch,
    *, output: bytes, code: int, reason: EndReason,
) -> None:  # fmt: skip
    """The messages are those of Docker 20.10 and Podman 5.8."""
    monkeypatch.setattr(engine, "exec_console", lambda *_: Refused(output, code))

    assert until_ended(consoles, opened(consoles, container)) is reason
