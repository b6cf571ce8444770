"""When a console ends without a request, and which consoles a viewer cannot join."""

import threading

import pytest

from dockcycle.domain.console import ConsoleMode, EndReason
from dockcycle.domain.timestamps import NANOSECONDS
from dockcycle.engine.practice import PracticeEngine
from dockcycle.live.consoles import ConsoleRegistry, OpenRequest
from dockcycle.live.failure import Failure
from tests.support.waiting import wait_until
from tests.unit.live.console_helpers import SHELL, Clock, Outlet, opened, until_ended

MINUTE = 60 * NANOSECONDS


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
    before = len(engine.details.processes(container).rows)
    console = opened(consoles, container)
    assert len(engine.details.processes(container).rows) == before + 1

    consoles.close(console, "owner", EndReason.CLOSED)

    assert len(engine.details.processes(container).rows) == before
    wait_until(lambda: f"console-{console[:8]}" not in {one.name for one in threading.enumerate()}, 5, "its thread")
