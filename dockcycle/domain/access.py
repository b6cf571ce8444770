"""Who may do what: every action and the least mode it needs. Roles, once they exist, stay under the mode."""

from collections.abc import Mapping
from enum import StrEnum


class Mode(StrEnum):
    """The ceiling for everybody (`DOCKCYCLE_MODE`), each including those before it."""

    VIEW = "view"
    OPERATE = "operate"
    ADMIN = "admin"


_ORDER = tuple(Mode)

#: Each action and what it needs. An action that is not named here does not exist.
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
    """Tell whether `mode` lets `action` through; raises KeyError for what is no action."""
    return _ORDER.index(NEEDS[action]) <= _ORDER.index(mode)
