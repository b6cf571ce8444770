"""THE table: Docker's states, the commands, the arrows, what is legal where and what the engine answers elsewhere.

Nothing else in the project decides about states. The page embeds this table as JSON, `/api/v1/lifecycle` serves it,
`make docs` prints it to docs/lifecycle.md and an integration test holds every state x command pair against an engine.

Sources: moby `daemon/container/state.go` (the words), `daemon/{start,stop,kill,pause,unpause,restart,rename,delete}.go`
(what is refused); the status codes are those of Docker with the Engine API 1.41 and later. What Podman, or Docker from
a later version on, answers in another way stands in `domain/variants.py`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from dockcycle.domain.engine_kind import DOCKER, ApiVersion
from dockcycle.domain.words import N_


class State(StrEnum):
    """Docker's seven words for where a container stands (moby `api/types/container/state.go`)."""

    CREATED = "created"
    RUNNING = "running"
    PAUSED = "paused"
    RESTARTING = "restarting"
    REMOVING = "removing"
    EXITED = "exited"
    DEAD = "dead"


class Room(StrEnum):
    """A place on the picture. `exited` is the state with exit code 0, `failed` the same state with any other."""

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
    """What a person can ask of one container."""

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
    """How the engine takes a command: it does it, it is so already (304, not an error), or it refuses."""

    DONE = "done"
    ALREADY = "already"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Answer:
    """What the engine answers to a command in one state.

    `leads_to` are the rooms it may lead to when done (empty: it stays); `status` is the HTTP status of a refusal;
    `why` the sentence that explains it, in English, for the catalogue.
    """

    verdict: Verdict
    leads_to: tuple[Room, ...] = ()
    status: int = 204
    why: str = ""


def done(*rooms: Room) -> Answer:
    """Return the answer of an engine that does it, with the rooms it may lead to."""
    return Answer(Verdict.DONE, rooms)


def already(why: str) -> Answer:
    """Return the answer of an engine for which it is so already."""
    return Answer(Verdict.ALREADY, status=304, why=why)


def refused(why: str, status: int = 409) -> Answer:
    """Return the answer of an engine that refuses."""
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
        # Unlike start: restart wraps the same refusal in an error of its own (moby `daemon/restart.go`).
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

#: The docker command each stands for; `{name}` is the container. Flags go before ` {name}`, what has none to the end.
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
    """One option of a command: `name` on the wire, `flag` on the docker line, empty for what stands after the name.

    `kind` is `seconds` (a whole number), `signal` (`SIGHUP`, `HUP` or `1`), `name` (of a container) or `switch`
    (its flag stands there or not, without a value); `text` the sentence that explains it. `product` is the only one
    that has it and `since_api` the first API version with it, None for all.
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
#: The query parameter `signal` of `ContainerStop` and `ContainerRestart` came with API 1.42 (moby
#: `api/server/router/container/container_routes.go`). Podman 5.8 reads over it (`pkg/api/handlers/compat/
#: containers_stop.go`).
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

#: The options of each command, in the order they stand on the docker line. `rm -f` is a command of its own.
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
    """An arrow: `name` is the command or cause, `label` the word drawn on it, `quiet` ones are drawn only when taken.

    `by` says who takes it: a person's `command`, or the `engine` (the process ended, the kernel, the restart policy).
    """

    name: str
    source: Room
    target: Room
    label: str
    by: str = "command"
    quiet: bool = False


_EXITED, _FAILED = Room.EXITED, Room.FAILED

#: Order matters: of several arrows between two rooms the first is taken when nothing tells them apart.
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

#: The name of a move that no arrow of the table explains: found by looking, not announced.
UNOBSERVED = "unobserved"

#: Where the card stands after each event that moves one, as far as the event alone can tell. `die` may as well mean
#: `restarting`, and a `start` may be over when it is read: inspect decides, this only orders what was passed through.
EVENT_LEADS_TO: Mapping[str, State | None] = {
    "create": State.CREATED,
    "start": State.RUNNING,
    "die": State.EXITED,
    "pause": State.PAUSED,
    "unpause": State.RUNNING,
    "destroy": None,
}

#: Container events that can change what a card shows. All others (`exec_*`, `top`, `resize`, `attach` ...) are noise.
EVENTS_THAT_MATTER: frozenset[str] = frozenset(EVENT_LEADS_TO) | {
    "kill", "stop", "restart", "oom", "rename", "update", "health_status", "prune",
}  # fmt: skip

#: Image events after which the list of images is read again.
IMAGE_EVENTS_THAT_MATTER: frozenset[str] = frozenset({"pull", "tag", "untag", "delete", "import", "load", "prune"})
#: The one container event that makes an image: without a name no image event tells of it.
MAKES_AN_IMAGE = "commit"


def room_of(state: State, exit_code: int | None) -> Room:
    """Return the room a container in `state` stands in; `exit_code` tells `exited` (0) from `failed`."""
    if state is State.EXITED and exit_code:
        return Room.FAILED
    return Room(state.value)


def edge_between(source: Room, target: Room, hint: str | None = None) -> str:
    """Return the name of the arrow from `source` to `target`: `hint` if one has that name, else the usual one."""
    names = [edge.name for edge in EDGES if edge.source is source and edge.target is target]
    if hint in names:
        return str(hint)
    return names[0] if names else UNOBSERVED
