"""The services that the web layer uses, in one value."""

from dataclasses import dataclass

from dockcycle.live.board.hub import Hub
from dockcycle.live.commands.container_commands import Commands
from dockcycle.live.commands.creation import Creation
from dockcycle.live.commands.image_commands import Images
from dockcycle.live.commands.pull_commands import Pulls
from dockcycle.live.consoles import Consoles
from dockcycle.live.gate import Gate
from dockcycle.live.streams.details_service import Looks
from dockcycle.live.streams.subscriptions import Followers
from dockcycle.live.transition_counts import Ways
from dockcycle.live.watchdog import Watchdog


@dataclass(frozen=True, slots=True)
class Desk:
    """The services of the running app: the board is in `hub`, and every change goes through `gate`."""

    hub: Hub
    gate: Gate
    commands: Commands
    creation: Creation
    images: Images
    pulls: Pulls
    consoles: Consoles
    looks: Looks
    followers: Followers
    ways: Ways
    watchdog: Watchdog


def desk_of(hub: Hub, gate: Gate, own_id: str | None = None) -> Desk:
    """Return the services behind one gate. `own_id` is the id of the container that Dockcycle runs in, if any."""
    commands, consoles = Commands(gate, hub, own_id), Consoles(gate, hub, own_id)
    return Desk(
        hub, gate, commands, Creation(gate), Images(gate, hub), Pulls(gate), consoles, Looks(gate, hub),
        Followers(gate, hub), Ways(hub.clock_ns()), Watchdog(),
    )  # fmt: skip
