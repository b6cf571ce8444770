"""Errors of the practice engine, with the status of the lifecycle table and Docker's own messages."""

from collections.abc import Mapping

from dockcycle.domain.lifecycle.container import Container
from dockcycle.domain.lifecycle.table import Command, State
from dockcycle.engine.errors import CODE_OF_STATUS, EngineError

_ANY = None
_MARKED = "container is marked for removal and cannot be started"
_NOT_RUNNING = "Container {id} is not running"
_RESTARTING = "Container {id} is restarting, wait until the container is running"
_IN_PROGRESS = "removal of container {name} is already in progress"

#: Messages by command and state; the state None means every other state. From moby 20.10 (`daemon/*.go`).
_WORDS: Mapping[Command, Mapping[State | None, str]] = {
    Command.START: {
        State.PAUSED: "cannot start a paused container, try unpause instead",
        _ANY: _MARKED,
    },
    Command.KILL: {_ANY: f"Cannot kill container: {{name}}: {_NOT_RUNNING}"},
    Command.RESTART: {_ANY: f"Cannot restart container {{name}}: {_MARKED}"},
    Command.PAUSE: {
        State.PAUSED: "Container {id} is already paused",
        State.RESTARTING: _RESTARTING,
        _ANY: _NOT_RUNNING,
    },
    Command.UNPAUSE: {_ANY: "Container {id} is not paused"},
    Command.RENAME: {_ANY: "sandbox {id} not found"},
    Command.REMOVE: {
        State.PAUSED: (
            "You cannot remove a paused container {id}. "
            "Unpause and then stop the container before attempting removal or force remove"
        ),
        State.REMOVING: _IN_PROGRESS,
        _ANY: (
            "You cannot remove a {state} container {id}. "
            "Stop the container before attempting removal or force remove"
        ),
    },
    Command.FORCE_REMOVE: {_ANY: _IN_PROGRESS},
    Command.EXEC: {
        State.PAUSED: "Container {name} is paused, unpause the container before exec",
        State.RESTARTING: _RESTARTING,
        _ANY: _NOT_RUNNING,
    },
    Command.ATTACH: {
        State.PAUSED: "container {name} is paused, unpause the container before attach",
        _ANY: "container {name} is restarting, wait until the container is running",
    },
}  # fmt: skip


def refusal(command: Command, container: Container, status: int) -> EngineError:
    """Return the error for a `command` that the table refuses with `status` in the container's state."""
    words = _WORDS[command]
    template = words.get(container.state) or words[_ANY]
    message = template.format(id=container.id, name=container.name, state=container.state)
    return EngineError(CODE_OF_STATUS.get(status, "engine_error"), message, status)


def no_such_container(reference: str) -> EngineError:
    """Return the error for a container that does not exist."""
    return EngineError("not_found", f"No such container: {reference}", 404)


def bad_request(message: str) -> EngineError:
    """Return the error for an invalid request."""
    return EngineError("bad_request", message, 400)


def name_in_use(name: str, owner: str, before: str = "") -> EngineError:
    """Return the error for a name that the container with the id `owner` has; the message begins with `before`."""
    message = (
        f'{before}Conflict. The container name "/{name}" is already in use by container "{owner}". '
        "You have to remove (or rename) that container to be able to reuse that name."
    )
    return EngineError("name_in_use", message, 409)


def image_in_use(what: str, because: str) -> EngineError:
    """Return the error for an image that cannot be removed: `what` failed, and `because` of which container or tag."""
    return EngineError("image_in_use", f"conflict: unable to {what} - {because}", 409)
