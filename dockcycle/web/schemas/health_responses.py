"""Response schemas of `/healthz`."""

from collections.abc import Mapping
from typing import Literal

from dockcycle.web.schemas.board_messages import EngineState
from dockcycle.web.schemas.responses import Shape


class EngineHealth(Shape):
    """The connection to an engine. `lookAge` is the seconds since it last answered an inspect (null: never)."""

    state: EngineState
    since: str
    look_age: float | None


class Health(Shape):
    """The health of Dockcycle. `delay` is how late a timer ran in the last minute, in seconds."""

    status: Literal["ok", "degraded"]
    version: str
    delay: float
    late: bool
    engines: Mapping[str, EngineHealth]
