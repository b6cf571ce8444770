"""The services that the web layer uses, in one value."""

from dataclasses import dataclass

from dockcycle.live.commands import Commands
from dockcycle.live.consoles import Consoles
from dockcycle.live.creation import Creation
from dockcycle.live.followers import Followers
from dockcycle.live.gate import Gate
from dockcycle.live.hub import Hub
from dockcycle.live.images import Images
from dockcycle.live.looks import Looks
from dockcycle.live.pulls import Pulls
from dockcycle.live.watchdog import Watchdog
from dockcycle.live.ways import Ways


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
