"""One message of the engine's event stream, and which messages can change the board."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from dockcycle.domain.lifecycle.table import EVENTS_THAT_MATTER, IMAGE_EVENTS_THAT_MATTER, MAKES_AN_IMAGE


@dataclass(frozen=True, slots=True)
class EngineEvent:
    """One event. `action` is the part before the first colon, `detail` the part after it (`health_status: healthy`).

    `at_ns` is the engine's timestamp in nanoseconds since 1970. It orders the events of one container, not those of
    several. `attributes` are untrusted, because labels of the container overwrite them (moby `daemon/events.go`).
    """

    engine: str
    type: str
    action: str
    id: str
    at_ns: int
    name: str = ""
    detail: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)

    @property
    def key(self) -> tuple[object, ...]:
        """What identifies the event, to drop the repeated events of a replay after a reconnect."""
        attributes = hash(frozenset(self.attributes.items()))
        return (self.at_ns, self.type, self.action, self.detail, self.id, attributes)


def whole_attribute(event: EngineEvent, name: str, overwritten: frozenset[str] = frozenset()) -> int | None:
    """Return an attribute as a whole number, None if it is not one or if its name is in `overwritten`.

    `overwritten` are the names that labels of the container overwrite.
    """
    text = "" if name in overwritten else event.attributes.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def failed_start_of(event: EngineEvent) -> str | None:
    """Return the id of a container that may just have failed to start, because a failed start has no event of its own.

    A failed start only disconnects the network again (`network:disconnect`, moby `daemon/start.go`).
    """
    if event.type == "network" and event.action == "disconnect":
        return event.attributes.get("container") or None
    return None


def concerns_images(event: EngineEvent) -> bool:
    """Return whether the list of images may have changed with the event."""
    if event.type == "container":
        return event.action == MAKES_AN_IMAGE
    return event.type == "image" and event.action in IMAGE_EVENTS_THAT_MATTER


def can_matter(event: EngineEvent) -> bool:
    """Return whether the event can change what the board shows. Network and exec events cannot."""
    if event.type == "container":
        return event.action in EVENTS_THAT_MATTER
    return concerns_images(event)
