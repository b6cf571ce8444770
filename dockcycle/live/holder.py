"""Who is in the way: a container as a failure names it, so that the page can link to it."""

from dockcycle.domain.container import Container
from dockcycle.live.hub import Hub


def holder_of(container: Container) -> dict[str, str]:
    """Return what it takes to name a container and to draw its state."""
    return {
        "engine": container.engine, "id": container.id, "name": container.name, "state": container.state.value,
        "room": container.room.value,
    }  # fmt: skip


def holder_in(hub: Hub, engine: str, name: str) -> Container | None:
    """Return the container of that name as the board knows it, None where it does not."""
    return next((one for one in hub.of_engine(engine).values() if one.name == name), None)
