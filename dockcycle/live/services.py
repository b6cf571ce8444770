"""The services that the web layer uses, in one value."""

from collections.abc import Callable
from dataclasses import dataclass

from dockcycle.domain.pull import Pull
from dockcycle.live.board.hub import Hub
from dockcycle.live.commands.container_commands import Commands
from dockcycle.live.commands.creation import Creation
from dockcycle.live.commands.image_commands import ImageCommands
from dockcycle.live.commands.practice_reset import PracticeReset
from dockcycle.live.commands.pull_commands import Pulls
from dockcycle.live.consoles import ConsoleRegistry, Outlet
from dockcycle.live.engines import EngineRegistry
from dockcycle.live.gate import Gate
from dockcycle.live.streams.details_service import DetailsService
from dockcycle.live.streams.following import LogOutlet, StatsOutlet
from dockcycle.live.streams.subscriptions import Subscriptions
from dockcycle.live.transition_counts import TransitionCounts
from dockcycle.live.viewer_count import ViewerCount
from dockcycle.live.watchdog import Watchdog


@dataclass(frozen=True, slots=True)
class Services:
    """The services of the running app: the board is in `hub`, and every change goes through `gate`."""

    hub: Hub
    gate: Gate
    engines: EngineRegistry
    commands: Commands
    creation: Creation
    images: ImageCommands
    pulls: Pulls
    practice: PracticeReset
    viewers: ViewerCount
    consoles: ConsoleRegistry
    details: DetailsService
    subscriptions: Subscriptions
    transition_counts: TransitionCounts
    watchdog: Watchdog


@dataclass(frozen=True, slots=True)
class Outlets:
    """What the services use to send to viewers. Every call only queues."""

    consoles: Outlet
    logs: LogOutlet
    stats: StatsOutlet
    pulls: Callable[[Pull], None]


def create_services(
    hub: Hub, gate: Gate, engines: EngineRegistry, outlets: Outlets, own_id: str | None = None
) -> Services:
    """Return the services behind one gate. `own_id` is the id of the container that Dockcycle runs in, if any."""
    subscriptions = Subscriptions(gate, engines, hub, log_outlet=outlets.logs, stats_outlet=outlets.stats)
    services = Services(
        hub=hub,
        gate=gate,
        engines=engines,
        commands=Commands(gate, engines, hub, own_id),
        creation=Creation(gate, engines),
        images=ImageCommands(gate, engines, hub),
        pulls=Pulls(gate, engines, outlets.pulls),
        practice=PracticeReset(gate, engines),
        viewers=ViewerCount(),
        consoles=ConsoleRegistry(gate, engines, hub, outlets.consoles, own_id=own_id),
        details=DetailsService(gate, engines, hub),
        subscriptions=subscriptions,
        transition_counts=TransitionCounts(hub.clock_ns()),
        watchdog=Watchdog([engines.check_ages]),
    )
    for service in (services.consoles, services.subscriptions, services.pulls):
        engines.on_remove(service.end_engine)
    return services
