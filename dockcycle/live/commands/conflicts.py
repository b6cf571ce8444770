"""Failures because of another container, with that container, so that the page can link to it."""

from dockcycle.domain.i18n import N_
from dockcycle.domain.lifecycle.container import Container
from dockcycle.engine import Engine
from dockcycle.engine.errors import EngineError
from dockcycle.live.board.hub import Hub
from dockcycle.live.failure import Failure, failure_of


def holder_in(hub: Hub, engine: str, name: str) -> Container | None:
    """Return the container with this name on the board, None if there is none."""
    return next((one for one in hub.of_engine(engine).values() if one.name == name), None)


def name_in_use(engine: Engine, name: str, error: EngineError) -> Failure:
    """Return the Failure for a name that is already used, with the container that has it if the engine reports one."""
    name = name.removeprefix("/")  # the engine accepts a leading slash as well
    holder = _named(engine, name)
    if holder is None:
        return failure_of(error, engine.name, name)
    return Failure(
        "name_in_use",
        N_("The name %(name)s is already used by container %(id)s (%(state)s). Rename or remove that "
            "container, or choose another name."),
        {"name": name, "id": holder.id[:12], "state": holder.state.value},
        engine_message=error.message,
        more={"holder": holder},
    )  # fmt: skip


def _named(engine: Engine, name: str) -> Container | None:
    """Return the container with this name, None if inspect fails, as it does while the container is being created."""
    try:
        return engine.inspect(name)
    except EngineError:
        return None
