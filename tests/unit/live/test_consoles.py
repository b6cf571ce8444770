"""When a console ends without a request, and which consoles a viewer cannot join."""

import threading

import pytest

from dockcycle.domain.console import ConsoleMode, EndReason
from dockcycle.domain.timestamps import NANOSECONDS
from dockcycle.engine.practice import PracticeEngine
from dockcycle.live.consoles import ConsoleRegistry, OpenRequest
from dockcycle.live.failure import Failure
from tests.support.live_parts import PAGE, caller_of
from tests.support.waiting import wait_until
from tests.unit.live.console_helpers import SHELL, Clock, Outlet, opened, until_ended

MINUTE = 60 * NANOSECONDS


def test_one_nobody_types_into_is_ended_and_says_when_it_will_be(
    consoles: ConsoleRegistry, outlet: Outlet, container: str, clock: Clock, wall: Clock
) -> None:
    used, idle = opened(consoles, container), opened(consoles, container)
    clock.ns += 14 * MINUTE
    consoles.write(PAGE, used, b"x")
    assert consoles.info(PAGE, idle).idle_ns == wall.ns + clock.ns + MINUTE
    assert consoles.info(PAGE, used).idle_ns == wall.ns + clock.ns + 15 * MINUTE

    clock.ns += 2 * MINUTE

    assert until_ended(consoles, idle) is EndReason.IDLE
    assert consoles.info(PAGE, used).end is None
    assert outlet.ends.keys() == {idle}


@pytest.mark.parametrize("hours", [9, -9])
def test_a_clock_that_is_set_ends_none_and_keeps_none_longer(
    consoles: ConsoleRegistry, container: str, clock: Clock, wall: Clock, hours: int
) -> None:
    used, unseen = opened(consoles, container), opened(consoles, container)
    consoles.leave(PAGE, unseen)

    wall.ns += hours * 60 * MINUTE
    clock.ns += 6 * MINUTE

    assert until_ended(consoles, unseen) is EndReason.UNWATCHED  # all were looked at since
    assert consoles.info(PAGE, used).end is None
    assert consoles.info(PAGE, used).idle_ns == wall.ns + clock.ns + 9 * MINUTE
    clock.ns += 10 * MINUTE
    assert until_ended(consoles, used) is EndReason.IDLE


def test_one_nobody_looks_at_is_ended(consoles: ConsoleRegistry, container: str, clock: Clock) -> None:
    seen, unseen = opened(consoles, container), opened(consoles, container)
    consoles.leave(PAGE, unseen)

    clock.ns += 6 * MINUTE

    assert until_ended(consoles, unseen) is EndReason.UNWATCHED
    assert consoles.info(PAGE, seen).end is None


def test_one_whose_page_left_while_it_was_opened_is_looked_at_by_nobody(
    consoles: ConsoleRegistry, container: str, clock: Clock
) -> None:
    consoles.disconnect("page")
    console = opened(consoles, container)
    assert consoles.info(PAGE, console).viewers == 0

    clock.ns += 6 * MINUTE

    assert until_ended(consoles, console) is EndReason.UNWATCHED


def test_who_is_found_dead_while_it_is_told_leaves_at_once(
    consoles: ConsoleRegistry, outlet: Outlet, container: str
) -> None:
    """Socket.IO closes a dead connection from within the call that sends to it."""
    console = opened(consoles, container)
    consoles.connect(caller_of("dead"))
    consoles.join(caller_of("dead"), console)
    outlet.dead = lambda viewer: consoles.disconnect(viewer) if viewer == "dead" else None
    consoles.connect(caller_of("other"))

    consoles.join(caller_of("other"), console)
    consoles.write(PAGE, console, b"echo x\r")

    wait_until(lambda: outlet.written.get("other"), 5, "what is written")
    assert consoles.info(PAGE, console).viewers == 2


def test_none_is_open_for_longer_than_eight_hours(consoles: ConsoleRegistry, container: str, clock: Clock) -> None:
    console = opened(consoles, container)
    for _ in range(8 * 6):
        clock.ns += 10 * MINUTE
        consoles.write(PAGE, console, b"x")
    assert consoles.info(PAGE, console).end is None

    clock.ns += 1

    assert until_ended(consoles, console) is EndReason.TOO_LONG


def test_what_ended_is_forgotten_after_a_while(consoles: ConsoleRegistry, container: str, clock: Clock) -> None:
    console = opened(consoles, container)
    consoles.close(PAGE, console, EndReason.CLOSED)
    assert until_ended(consoles, console) is EndReason.CLOSED

    clock.ns += 11 * MINUTE

    wait_until(lambda: not consoles.all(PAGE), 5, "it to be forgotten")


def test_the_container_dockcycle_runs_in_is_not_attached_to(consoles: ConsoleRegistry, container: str) -> None:
    with pytest.raises(Failure) as refused:
        consoles.open(PAGE, OpenRequest("lab", container, ConsoleMode.ATTACH, SHELL, 80, 24))

    assert refused.value.code == "forbidden"
    assert not consoles.all(PAGE)


def test_nothing_of_a_console_stays_behind(consoles: ConsoleRegistry, container: str, engine: PracticeEngine) -> None:
    before = len(engine.details.processes(container).rows)
    console = opened(consoles, container)
    assert len(engine.details.processes(container).rows) == before + 1

    consoles.close(PAGE, console, EndReason.CLOSED)

    assert len(engine.details.processes(container).rows) == before
    wait_until(lambda: f"console-{console[:8]}" not in {one.name for one in threading.enumerate()}, 5, "its thread")
