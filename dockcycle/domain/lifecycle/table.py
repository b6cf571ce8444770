"""THE table: states, commands, arrows, and the engine's answer to each command in each state.

This is the only place that decides about states. The page embeds the table as JSON, `/api/v1/lifecycle` serves it, and
`make docs` writes it to docs/lifecycle.md. An integration test checks every pair of state and command on an engine.

Sources: moby `daemon/container/state.go` (the states),
`daemon/{start,stop,kill,pause,unpause,restart,rename,delete}.go` (the refusals). The status codes are those of Docker
with the Engine API 1.41 and later. `domain/lifecycle/variants.py` holds the different answers of Podman and of later
versions of Docker.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from dockcycle.domain.engine_kind import DOCKER, ApiVersion
from dockcycle.domain.i18n import N_


class State(StrEnum):
    """Docker's seven states of a container (moby `api/types/container/state.go`)."""

    CREATED = "created"
    RUNNING = "running"
    PAUSED = "paused"
    RESTARTING = "restarting"
    REMOVING = "removing"
    EXITED = "exited"
    DEAD = "dead"


class Room(StrEnum):
    """An area of the board. `exited` shows the state exited with exit code 0, `failed` with any other exit code."""

    REGISTRY = "registry"
    IMAGES = "images"
    CREATED = "created"
    RUNNING = "running"
    PAUSED = "paused"
    RESTARTING = "restarting"
    EXITED = "exited"
    FAILED = "failed"
    REMOVING = "removing"
    DEAD = "dead"
    REMOVED = "removed"


class Command(StrEnum):
    """A command that a user can run on one container."""

    START = "start"
    STOP = "stop"
    KILL = "kill"
    RESTART = "restart"
    PAUSE = "pause"
    UNPAUSE = "unpause"
    RENAME = "rename"
    REMOVE = "remove"
    FORCE_REMOVE = "force-remove"
    EXEC = "exec"
    ATTACH = "attach"


class Verdict(StrEnum):
    """The kind of answer: the engine runs the command, has nothing to do (304, not an error), or refuses it."""

    DONE = "done"
    ALREADY = "already"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Answer:
    """The engine's answer to a command in one state.

    `leads_to` are the rooms the container can be in afterwards; empty if it stays in its room. `status` is the HTTP
    status of the answer. `why` is the English message for the catalogue that explains a refusal or that there was
    nothing to do.
    """

    verdict: Verdict
    leads_to: tuple[Room, ...] = ()
    status: int = 204
    why: str = ""


def done(*rooms: Room) -> Answer:
    """Return the answer of an engine that runs the command, with the rooms it can lead to."""
    return Answer(Verdict.DONE, rooms)


def already(why: str) -> Answer:
    """Return the answer of an engine that has nothing to do (304)."""
    return Answer(Verdict.ALREADY, status=304, why=why)


def refused(why: str, status: int = 409) -> Answer:
    """Return the answer of an engine that refuses the command with `status`."""
    return Answer(Verdict.REFUSED, status=status, why=why)


_RUNNING = done(Room.RUNNING)
_ENDED = done(Room.EXITED, Room.FAILED)
_GONE = done(Room.REMOVED)
_STAYS = done()
_IS_RUNNING = already(N_("The container is already running."))
_IS_NOT_RUNNING = already(N_("The container is not running, so there is nothing to stop."))
_NO_PROCESS = refused(N_("A container that is not running has no process to signal. Start the container first."))
_NOTHING_TO_PAUSE = refused(N_("Only a running container can be paused. Start the container first."))
_NOT_PAUSED = refused(N_("Only a paused container can be unpaused."), status=500)
_BEING_REMOVED = refused(N_("The engine is already removing the container."))
_DEAD = refused(N_("The engine could not remove the container completely. The only command left is remove."))
_NO_EXEC = refused(N_("A new process needs a running container. Start the container first."))
_WAITS = refused(N_("The container is waiting for its next restart. Try again when it is running, or stop it."))

ANSWERS: Mapping[Command, Mapping[State, Answer]] = {
    Command.START: {
        State.CREATED: _RUNNING,
        State.RUNNING: _IS_RUNNING,
        State.PAUSED: refused(N_("A paused container cannot be started. Unpause it instead.")),
        State.RESTARTING: already(N_("The restart policy is about to start the container.")),
        State.REMOVING: _BEING_REMOVED,
        State.EXITED: _RUNNING,
        State.DEAD: _DEAD,
    },
    Command.STOP: {
        State.CREATED: _IS_NOT_RUNNING,
        State.RUNNING: _ENDED,
        State.PAUSED: _ENDED,
        State.RESTARTING: _ENDED,
        State.REMOVING: _IS_NOT_RUNNING,
        State.EXITED: _IS_NOT_RUNNING,
        State.DEAD: _IS_NOT_RUNNING,
    },
    Command.KILL: {
        State.CREATED: _NO_PROCESS,
        State.RUNNING: _ENDED,
        State.PAUSED: _ENDED,
        State.RESTARTING: _ENDED,
        State.REMOVING: _BEING_REMOVED,
        State.EXITED: _NO_PROCESS,
        State.DEAD: _DEAD,
    },
    Command.RESTART: {
        State.CREATED: _RUNNING,
        State.RUNNING: _RUNNING,
        State.PAUSED: _RUNNING,
        State.RESTARTING: _RUNNING,
        # Unlike start, restart wraps this refusal in another error, which has the status 500 (moby
        # `daemon/restart.go`).
        State.REMOVING: replace(_BEING_REMOVED, status=500),
        State.EXITED: _RUNNING,
        State.DEAD: replace(_DEAD, status=500),
    },
    Command.PAUSE: {
        State.CREATED: _NOTHING_TO_PAUSE,
        State.RUNNING: done(Room.PAUSED),
        State.PAUSED: refused(N_("A paused container cannot be paused again.")),
        State.RESTARTING: _WAITS,
        State.REMOVING: _BEING_REMOVED,
        State.EXITED: _NOTHING_TO_PAUSE,
        State.DEAD: _DEAD,
    },
    Command.UNPAUSE: {
        State.CREATED: _NOT_PAUSED,
        State.RUNNING: _NOT_PAUSED,
        State.PAUSED: _RUNNING,
        State.RESTARTING: _NOT_PAUSED,
        State.REMOVING: _NOT_PAUSED,
        State.EXITED: _NOT_PAUSED,
        State.DEAD: _NOT_PAUSED,
    },
    Command.RENAME: {
        State.CREATED: _STAYS,
        State.RUNNING: _STAYS,
        State.PAUSED: _STAYS,
        State.RESTARTING: refused(
            N_(
                "The engine cannot rename a container between two restarts. Stop the container first, or "
                "try again when it is running."
            ),
            status=404,
        ),
        State.REMOVING: _STAYS,
        State.EXITED: _STAYS,
        State.DEAD: _STAYS,
    },
    Command.REMOVE: {
        State.CREATED: _GONE,
        State.RUNNING: refused(N_("A running container cannot be removed. Stop it first, or force the removal.")),
        State.PAUSED: refused(
            N_("A paused container cannot be removed. Unpause and stop it first, or force the removal.")
        ),
        State.RESTARTING: refused(N_("A restarting container cannot be removed. Stop it first, or force the removal.")),
        State.REMOVING: _BEING_REMOVED,
        State.EXITED: _GONE,
        State.DEAD: _GONE,
    },
    Command.FORCE_REMOVE: {
        State.CREATED: _GONE,
        State.RUNNING: _GONE,
        State.PAUSED: _GONE,
        State.RESTARTING: _GONE,
        State.REMOVING: _BEING_REMOVED,
        State.EXITED: _GONE,
        State.DEAD: _GONE,
    },
    Command.EXEC: {
        State.CREATED: _NO_EXEC,
        State.RUNNING: _STAYS,
        State.PAUSED: refused(N_("A paused container cannot run a new process. Unpause the container first.")),
        State.RESTARTING: _WAITS,
        State.REMOVING: _BEING_REMOVED,
        State.EXITED: _NO_EXEC,
        State.DEAD: _DEAD,
    },
    Command.ATTACH: {
        State.CREATED: _STAYS,
        State.RUNNING: _STAYS,
        State.PAUSED: refused(N_("A console cannot attach to a paused container. Unpause the container first.")),
        State.RESTARTING: _WAITS,
        State.REMOVING: _STAYS,
        State.EXITED: _STAYS,
        State.DEAD: _STAYS,
    },
}

#: The docker command of each command; `{name}` is the container. Options with a flag go before ` {name}`, options
#: without a flag at the end.
DOCKER_COMMANDS: Mapping[Command, str] = {
    Command.START: "docker start {name}",
    Command.STOP: "docker stop {name}",
    Command.KILL: "docker kill {name}",
    Command.RESTART: "docker restart {name}",
    Command.PAUSE: "docker pause {name}",
    Command.UNPAUSE: "docker unpause {name}",
    Command.RENAME: "docker rename {name}",
    Command.REMOVE: "docker rm {name}",
    Command.FORCE_REMOVE: "docker rm -f {name}",
    Command.EXEC: "docker exec -it {name} sh",
    Command.ATTACH: "docker attach {name}",
}


@dataclass(frozen=True, slots=True)
class Option:
    """One option of a command: `name` on the wire, `flag` in the docker command, empty for an argument after the name.

    `kind` is `seconds` (a whole number), `signal` (`SIGHUP`, `HUP` or `1`), `name` (of a container) or `switch` (a flag
    without a value). `text` explains the option to the user. `product` is the only product that has the option and
    `since_api` the first API version with it; None means all.
    """

    name: str
    flag: str
    kind: str
    text: str
    product: str | None = None
    since_api: ApiVersion | None = None


_STOP_TIMEOUT = Option(
    "timeout",
    "-t",
    "seconds",
    N_(
        "Seconds to wait for the main process to end before the engine sends SIGKILL. Default: the stop"
        " timeout of the container, or 10 s."
    ),
)
#: The query parameter `signal` of `ContainerStop` and `ContainerRestart` exists since API 1.42 (moby
#: `api/server/router/container/container_routes.go`). Podman 5.8 ignores it
#: (`pkg/api/handlers/compat/containers_stop.go`).
_STOP_SIGNAL = Option(
    "signal",
    "-s",
    "signal",
    N_("The signal to send first. Default: the stop signal of the container."),
    product=DOCKER,
    since_api=(1, 42),
)
_VOLUMES = Option(
    "volumes", "-v", "switch", N_("Also remove anonymous volumes and their data. Named volumes always stay.")
)

#: The options of each command, in their order in the docker command. `rm -f` is a separate command here.
OPTIONS: Mapping[Command, tuple[Option, ...]] = {
    Command.START: (),
    Command.STOP: (_STOP_SIGNAL, _STOP_TIMEOUT),
    Command.KILL: (
        Option(
            "signal",
            "-s",
            "signal",
            N_(
                "The signal to send. Default: SIGKILL, which no process can catch. SIGHUP makes many "
                "programs reload their configuration."
            ),
        ),
    ),
    Command.RESTART: (_STOP_SIGNAL, _STOP_TIMEOUT),
    Command.PAUSE: (),
    Command.UNPAUSE: (),
    Command.RENAME: (
        Option(
            "name",
            "",
            "name",
            N_(
                "The new name: letters, digits, _, . and -, starting with a letter or a digit. No other "
                "container can have the same name."
            ),
        ),
    ),
    Command.REMOVE: (_VOLUMES,),
    Command.FORCE_REMOVE: (_VOLUMES,),
    Command.EXEC: (),
    Command.ATTACH: (),
}


@dataclass(frozen=True, slots=True)
class Edge:
    """An arrow: `name` is its command or cause, `label` its text. A `quiet` arrow is drawn only when it is taken.

    `by` is `command` if a user causes the transition, `engine` if the exit of the process, the kernel or the restart
    policy causes it.
    """

    name: str
    source: Room
    target: Room
    label: str
    by: str = "command"
    quiet: bool = False


_EXITED, _FAILED = Room.EXITED, Room.FAILED

#: The order matters: `edge_between` returns the first arrow between two rooms if no hint selects another.
EDGES: tuple[Edge, ...] = (
    Edge("pull", Room.REGISTRY, Room.IMAGES, "pull"),
    Edge("create", Room.IMAGES, Room.CREATED, "create"),
    Edge("run", Room.IMAGES, Room.RUNNING, "run"),
    Edge("start", Room.CREATED, Room.RUNNING, "start"),
    Edge("restart", Room.CREATED, Room.RUNNING, "restart", quiet=True),
    Edge("pause", Room.RUNNING, Room.PAUSED, "pause"),
    Edge("unpause", Room.PAUSED, Room.RUNNING, "unpause"),
    Edge("exit", Room.RUNNING, _EXITED, "exit", by="engine"),
    Edge("stop", Room.RUNNING, _EXITED, "stop"),
    Edge("kill", Room.RUNNING, _EXITED, "kill", quiet=True),
    Edge("exit", Room.RUNNING, _FAILED, "exit", by="engine"),
    Edge("kill", Room.RUNNING, _FAILED, "kill"),
    Edge("oom", Room.RUNNING, _FAILED, "oom", by="engine"),
    Edge("stop", Room.RUNNING, _FAILED, "stop", quiet=True),
    Edge("start", _EXITED, Room.RUNNING, "start"),
    Edge("restart", _EXITED, Room.RUNNING, "restart", quiet=True),
    Edge("start", _FAILED, Room.RUNNING, "start"),
    Edge("restart", _FAILED, Room.RUNNING, "restart", quiet=True),
    Edge("die", Room.RUNNING, Room.RESTARTING, "die", by="engine"),
    Edge("oom", Room.RUNNING, Room.RESTARTING, "oom", by="engine", quiet=True),
    Edge("restart", Room.RESTARTING, Room.RUNNING, "restart", by="engine"),
    Edge("stop", Room.RESTARTING, _EXITED, "stop", quiet=True),
    Edge("kill", Room.RESTARTING, _EXITED, "kill", quiet=True),
    Edge("stop", Room.RESTARTING, _FAILED, "stop", quiet=True),
    Edge("kill", Room.RESTARTING, _FAILED, "kill", quiet=True),
    Edge("exit", Room.RESTARTING, _EXITED, "exit", by="engine", quiet=True),
    Edge("exit", Room.RESTARTING, _FAILED, "exit", by="engine", quiet=True),
    Edge("stop", Room.PAUSED, _EXITED, "stop", quiet=True),
    Edge("kill", Room.PAUSED, _EXITED, "kill", quiet=True),
    Edge("kill", Room.PAUSED, _FAILED, "kill", quiet=True),
    Edge("stop", Room.PAUSED, _FAILED, "stop", quiet=True),
    Edge("remove", _EXITED, Room.REMOVED, "rm"),
    Edge("remove", _FAILED, Room.REMOVED, "rm"),
    Edge("remove", Room.CREATED, Room.REMOVED, "rm", quiet=True),
    Edge("force-remove", Room.RUNNING, Room.REMOVED, "rm -f"),
    Edge("force-remove", Room.PAUSED, Room.REMOVED, "rm -f", quiet=True),
    Edge("force-remove", Room.RESTARTING, Room.REMOVED, "rm -f", quiet=True),
    Edge("remove", Room.CREATED, Room.REMOVING, "rm", quiet=True),
    Edge("remove", _EXITED, Room.REMOVING, "rm", quiet=True),
    Edge("remove", _FAILED, Room.REMOVING, "rm", quiet=True),
    Edge("force-remove", Room.RUNNING, Room.REMOVING, "rm -f", quiet=True),
    Edge("force-remove", Room.PAUSED, Room.REMOVING, "rm -f", quiet=True),
    Edge("force-remove", Room.RESTARTING, Room.REMOVING, "rm -f", quiet=True),
    Edge("remove", Room.REMOVING, Room.REMOVED, "rm", quiet=True),
    Edge("remove", Room.DEAD, Room.REMOVED, "rm", quiet=True),
)

#: The edge of a transition that has no arrow in the table.
UNOBSERVED = "unobserved"

#: The state after each event that moves a card, as far as the event alone can tell; None means removed. `die` can also
#: lead to `restarting`, and the container of a `start` may have exited again. Inspect decides the final state; this
#: table only orders the states in between.
EVENT_LEADS_TO: Mapping[str, State | None] = {
    "create": State.CREATED,
    "start": State.RUNNING,
    "die": State.EXITED,
    "pause": State.PAUSED,
    "unpause": State.RUNNING,
    "destroy": None,
}

#: Container events that can change what a card shows. All others (`exec_*`, `top`, `resize`, `attach` ...) are ignored.
EVENTS_THAT_MATTER: frozenset[str] = frozenset(EVENT_LEADS_TO) | {
    "kill", "stop", "restart", "oom", "rename", "update", "health_status", "prune",
}  # fmt: skip

#: Image events after which Dockcycle lists the images again.
IMAGE_EVENTS_THAT_MATTER: frozenset[str] = frozenset({"pull", "tag", "untag", "delete", "import", "load", "prune"})
#: The container event that creates an image. An image without a name has no image event.
MAKES_AN_IMAGE = "commit"


def room_of(state: State, exit_code: int | None) -> Room:
    """Return the room of a container in `state`; `exit_code` distinguishes `exited` (0) from `failed`."""
    if state is State.EXITED and exit_code:
        return Room.FAILED
    return Room(state.value)


def edge_between(source: Room, target: Room, hint: str | None = None) -> str:
    """Return the name of the arrow from `source` to `target`, UNOBSERVED if there is none.

    `hint` selects among several arrows; without a matching hint the first one in EDGES counts.
    """
    names = [edge.name for edge in EDGES if edge.source is source and edge.target is target]
    if hint in names:
        return str(hint)
    return names[0] if names else UNOBSERVED
