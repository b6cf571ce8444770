"""One message of Docker's event stream, and which of them can matter."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from dockcycle.domain.lifecycle import EVENTS_THAT_MATTER, IMAGE_EVENTS_THAT_MATTER, MAKES_AN_IMAGE


@dataclass(frozen=True, slots=True)
class EngineEvent:
    """One event. `action` is the bare word, `detail` what stood behind its first colon (`health_status: healthy`).

    `at_ns` is nanoseconds since 1970 as the engine stamped it: right in order for one container, not across them.
    `attributes` are untrusted: labels of the container are copied over them (moby `daemon/events.go`).
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
        """What tells this event from any other: a replay after a reconnect brings the same ones again."""
        attributes = hash(frozenset(self.attributes.items()))
        return (self.at_ns, self.type, self.action, self.detail, self.id, attributes)


def whole_attribute(event: EngineEvent, name: str, disguised: frozenset[str] = frozenset()) -> int | None:
    """Return an attribute that is a whole number, None where it is none or a label of the container disguises it."""
    text = "" if name in disguised else event.attributes.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def failed_start_of(event: EngineEvent) -> str | None:
    """Return the id of a container that may just have failed to start: such a failure has no event of its own.

    A start that fails leaves only the network again (`network:disconnect`, moby `daemon/start.go`).
    """
    if event.type == "network" and event.action == "disconnect":
        return event.attributes.get("container") or None
    return None


def concerns_images(event: EngineEvent) -> bool:
    """Tell whether the list of images may be another one after the event."""
    if event.type == "container":
        return event.action == MAKES_AN_IMAGE
    return event.type == "image" and event.action in IMAGE_EVENTS_THAT_MATTER


def can_matter(event: EngineEvent) -> bool:
    """Tell whether the event can change what the board shows; network and exec noise cannot."""
    if event.type == "container":
        return event.action in EVENTS_THAT_MATTER
    return concerns_images(event)
