"""The permissions: every action, the lowest mode that allows it, and the caller who asks for it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Mode(StrEnum):
    """What Dockcycle allows to everybody (`DOCKCYCLE_MODE`). Each mode includes the ones before it."""

    VIEW = "view"
    OPERATE = "operate"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Caller:
    """Who sent a request.

    `name` identifies the person: consoles belong to it, and it counts for limits. `role` is the highest mode that the
    person may use, below the mode for everybody. `viewer` is the id of the socket connection, empty over HTTP.
    """

    name: str = field(repr=False)
    role: Mode
    language: str
    viewer: str = ""


_ORDER = tuple(Mode)

#: Each action and the mode it requires. An action that is missing here does not exist.
NEEDS: Mapping[str, Mode] = {
    "start": Mode.OPERATE,
    "stop": Mode.OPERATE,
    "kill": Mode.OPERATE,
    "restart": Mode.OPERATE,
    "pause": Mode.OPERATE,
    "unpause": Mode.OPERATE,
    "rename": Mode.OPERATE,
    "remove": Mode.OPERATE,
    "pull": Mode.OPERATE,
    "tag-image": Mode.OPERATE,
    "cancel-pull": Mode.OPERATE,
    "force-remove": Mode.ADMIN,
    "create": Mode.ADMIN,
    "clone": Mode.ADMIN,
    "remove-image": Mode.ADMIN,
    "prune-images": Mode.ADMIN,
    "reset-practice": Mode.ADMIN,
    "exec": Mode.ADMIN,
    "attach": Mode.ADMIN,
    "reveal": Mode.ADMIN,
    "host-access": Mode.ADMIN,
    "logs": Mode.VIEW,
    "stats": Mode.VIEW,
    "inspect": Mode.VIEW,
    "top": Mode.VIEW,
    "changes": Mode.VIEW,
    "image-history": Mode.VIEW,
}


def allows(mode: Mode, action: str) -> bool:
    """Return whether `mode` allows `action`; raises KeyError for an unknown action."""
    return _ORDER.index(NEEDS[action]) <= _ORDER.index(mode)
