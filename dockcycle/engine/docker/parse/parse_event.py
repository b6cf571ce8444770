"""Converts events of the Engine API to domain values. Pure."""

from dockcycle.domain.lifecycle.event import EngineEvent
from dockcycle.domain.timestamps import NANOSECONDS
from dockcycle.engine.docker.parse.parse_image import with_algorithm
from dockcycle.engine.docker.transport.payloads import Raw, to_int

#: Podman's names of events and Docker's.
_ALIASES = {"died": "die", "remove": "destroy"}
#: Attributes of events that the domain reads.
_ATTRIBUTES = (
    "name", "container", "exitCode", "signal", "execDuration", "oomKilled", "oldName", "health_status", "image",
)  # fmt: skip
#: Limits in characters: all attributes of one event together, and one id, action or attribute.
_ATTRIBUTES_AT_MOST, _WORD_AT_MOST = 8192, 1024


def event(engine: str, raw: Raw) -> EngineEvent:
    """Return one event (moby `api/types/events`).

    Reads Type, Action, Actor and timeNano (without it, time); API 1.52 removed the older fields. Raises KeyError,
    TypeError, ValueError, AttributeError or OverflowError for an invalid event.
    """
    actor = raw["Actor"]
    attributes = _attributes(actor.get("Attributes") or {})
    action, _, detail = str(raw["Action"]).partition(":")
    action = _ALIASES.get(action, action) if raw["Type"] == "container" else action
    if action == "health_status" and not detail:
        detail = attributes.get("health_status", "")
    at_ns = to_int(raw.get("timeNano") or int(raw["time"]) * NANOSECONDS)
    kind, id, name = str(raw["Type"]), str(actor.get("ID") or ""), attributes.get("name", "")
    id = with_algorithm(id) if kind == "image" else id
    if max(map(len, (kind, id, action))) > _WORD_AT_MOST:
        raise ValueError("not a valid id")
    return EngineEvent(engine, kind, action, id, at_ns, name, detail.strip()[:_WORD_AT_MOST], attributes)


def _attributes(raw: Raw) -> dict[str, str]:
    """Return the attributes of an event. If they are too long (labels are among them), only those the domain reads.

    The limit bounds memory: thousands of events can be queued at once.
    """
    attributes = {str(key): str(value) for key, value in raw.items()}
    if sum(map(len, attributes.keys())) + sum(map(len, attributes.values())) <= _ATTRIBUTES_AT_MOST:
        return attributes
    return {name: attributes[name][:_WORD_AT_MOST] for name in _ATTRIBUTES if name in attributes}
