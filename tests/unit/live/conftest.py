"""A practice engine and consoles on it for the tests of the live layer."""

from collections.abc import Iterator

import pytest

from dockcycle.domain.lifecycle.snapshot import EngineStatus
from dockcycle.engine import CreateSpec
from dockcycle.engine.practice import PracticeEngine
from dockcycle.live.board.hub import Hub
from dockcycle.live.consoles import ConsoleRegistry
from tests.support.dockerd import IMAGE
from tests.support.live_parts import PAGE, live_parts
from tests.unit.live.console_helpers import Clock, Outlet


@pytest.fixture
def engine() -> Iterator[PracticeEngine]:
    """The practice engine without containers."""
    engine = PracticeEngine("lab", "practice://?containers=0")
    engine.connect()
    yield engine
    engine.close()


@pytest.fixture
def clock() -> Clock:
    """The monotonic clock."""
    return Clock()


@pytest.fixture
def wall() -> Clock:
    """The wall clock, which can be set."""
    return Clock()


@pytest.fixture
def outlet() -> Outlet:
    return Outlet()


@pytest.fixture
def container(engine: PracticeEngine) -> str:
    id = engine.create(CreateSpec(IMAGE, command=("sleep", "600"), tty=True, open_stdin=True))
    engine.start(id)
    return id


@pytest.fixture
def consoles(
    engine: PracticeEngine, outlet: Outlet, clock: Clock, wall: Clock, container: str
) -> Iterator[ConsoleRegistry]:
    hub = Hub([EngineStatus("lab", "stale", 0)], lambda: wall.ns + clock.ns)
    parts = live_parts(engine, hub=hub)
    consoles = ConsoleRegistry(parts.gate, parts.engines, hub, outlet, own_id=container, steady_ns=clock)
    consoles.start()
    consoles.connect(PAGE)
    yield consoles
    consoles.stop()
