"""All that the web may ask of the running app, in one value."""

from dataclasses import dataclass

from dockcycle.live.commands import Commands
from dockcycle.live.gate import Gate
from dockcycle.live.hub import Hub


@dataclass(frozen=True, slots=True)
class Desk:
    """The board to look at, and what can be done; every change goes through `gate`."""

    hub: Hub
    gate: Gate
    commands: Commands


def desk_of(hub: Hub, gate: Gate, own_id: str | None = None) -> Desk:
    """Return the desk behind one gate; `own_id` is the container Dockcycle itself runs in, if it runs in one."""
    return Desk(hub, gate, Commands(gate, hub, own_id))
