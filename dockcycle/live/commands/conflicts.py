"""The container that causes a failure, in the form that lets the page link to it."""

from dockcycle.domain.lifecycle.container import Container
from dockcycle.live.board.hub import Hub


def conflicting_container(container: Container) -> dict[str, str]:
    """Return the JSON members that identify a container and show its state."""
    return {
        "engine": container.engine, "id": container.id, "name": container.name, "state": container.state.value,
        "room": container.room.value,
    }  # fmt: skip


def holder_in(hub: Hub, engine: str, name: str) -> Container | None:
    """Return the container with this name on the board, None if there is none."""
    return next((one for one in hub.of_engine(engine).values() if one.name == name), None)
