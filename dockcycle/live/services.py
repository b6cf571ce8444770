"""The services that the web layer uses, in one value."""

from dataclasses import dataclass

from dockcycle.live.board.hub import Hub
from dockcycle.live.commands.container_commands import Commands
from dockcycle.live.commands.creation import Creation
from dockcycle.live.commands.image_commands import ImageCommands
from dockcycle.live.commands.pull_commands import Pulls
from dockcycle.live.consoles import ConsoleRegistry
from dockcycle.live.gate import Gate
from dockcycle.live.streams.details_service import DetailsService
from dockcycle.live.streams.subscriptions import Subscriptions
from dockcycle.live.transition_counts import TransitionCounts
from dockcycle.live.watchdog import Watchdog


@dataclass(frozen=True, slots=True)
class Services:
    """The services of the running app: the board is in `hub`, and every change goes through `gate`."""

    hub: Hub
    gate: Gate
    commands: Commands
    creation: Creation
    images: ImageCommands
    pulls: Pulls
    consoles: ConsoleRegistry
    details: DetailsService
    subscriptions: Subscriptions
    transition_counts: TransitionCounts
    watchdog: Watchdog


def create_services(hub: Hub, gate: Gate, own_id: str | None = None) -> Services:
    """Return the services behind one gate. `own_id` is the id of the container that Dockcycle runs in, if any."""
    commands, consoles = Commands(gate, hub, own_id), ConsoleRegistry(gate, hub, own_id)
    return Services(
        hub, gate, commands, Creation(gate), ImageCommands(gate, hub), Pulls(gate), consoles, DetailsService(gate, hub),
        Subscriptions(gate, hub), TransitionCounts(hub.clock_ns()), Watchdog(),
    )  # fmt: skip
