"""The permissions: every action and the lowest mode that allows it. The mode is the same for all users."""

from collections.abc import Mapping
from enum import StrEnum


class Mode(StrEnum):
    """What Dockcycle allows to everybody (`DOCKCYCLE_MODE`). Each mode includes the ones before it."""

    VIEW = "view"
    OPERATE = "operate"
    ADMIN = "admin"


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
    "cancel-pull": Mode.OPERATE,
    "force-remove": Mode.ADMIN,
    "create": Mode.ADMIN,
    "clone": Mode.ADMIN,
    "remove-image": Mode.ADMIN,
    "prune-images": Mode.ADMIN,
    "exec": Mode.ADMIN,
    "attach": Mode.ADMIN,
    "reveal": Mode.ADMIN,
    "logs": Mode.VIEW,
    "stats": Mode.VIEW,
    "inspect": Mode.VIEW,
    "top": Mode.VIEW,
    "changes": Mode.VIEW,
}


def allows(mode: Mode, action: str) -> bool:
    """Return whether `mode` allows `action`; raises KeyError for an unknown action."""
    return _ORDER.index(NEEDS[action]) <= _ORDER.index(mode)
