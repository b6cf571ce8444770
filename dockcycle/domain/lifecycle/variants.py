"""The differences between engines: answers of Podman or of later versions of Docker, and options some do not have.

The table in `domain/lifecycle/table.py` applies where no row here replaces it. The contract test
(tests/contract/test_commands.py) checks each row on the engine it runs with.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from dockcycle.domain.engine_kind import DOCKER, PODMAN, ApiVersion, EngineKind
from dockcycle.domain.i18n import N_
from dockcycle.domain.lifecycle.table import (
    ANSWERS,
    OPTIONS,
    Answer,
    Command,
    Option,
    Room,
    State,
    already,
    done,
    refused,
)

#: The kind that the table in `domain/lifecycle/table.py` describes: Docker of any version.
ANY_DOCKER = EngineKind()


@dataclass(frozen=True, slots=True)
class Variant:
    """One row that replaces a row of the table: the answer of `product` to `command` in `state`.

    It applies from the API version `since_api` on (None: always). `versions` names these releases for readers.
    """

    command: Command
    state: State
    answer: Answer
    product: str = DOCKER
    since_api: ApiVersion | None = None
    versions: str = ""

    def holds_for(self, kind: EngineKind) -> bool:
        """Return whether the row applies to an engine of that kind; an unknown API version counts as too old."""
        if kind.product != self.product:
            return False
        return self.since_api is None or (kind.api is not None and kind.api >= self.since_api)


_LOOP_GOES_ON = N_(
    "The container is not running, so there is nothing to stop. On Podman, stop ends a restart loop "
    "only while the main process is running; rm always ends it."
)
_NO_PROCESS_IN_A_LOOP = N_(
    "A container that is not running has no process to signal. On Podman, kill does not end a restart loop; rm does."
)


def _podman(command: Command, state: State, answer: Answer) -> Variant:
    return Variant(command, state, answer, product=PODMAN)


def _podman_status(command: Command, state: State, status: int = 500) -> Variant:
    """Return the row for a command that Podman refuses for the same reason with a different status."""
    return _podman(command, state, replace(ANSWERS[command][state], status=status))


#: If several rows apply to one engine, the last one counts.
VARIANTS: tuple[Variant, ...] = (
    # Since 27.0 the engine forgets the network sandbox when it releases it (moby `daemon/container_operations.go`,
    # `releaseNetwork`), so rename does not look for a sandbox between two restarts.
    Variant(Command.RENAME, State.RESTARTING, done(), since_api=(1, 46), versions="27.0 and later"),
    # Podman: the checks of `libpod/container_api.go` and `container_internal.go`. Most handlers of
    # `pkg/api/handlers/compat` answer their ErrCtrStateInvalid with 500. Podman has no state between two restarts: a
    # container in a restart loop is exited or running, and only its removal or another restart policy ends the loop.
    _podman_status(Command.START, State.PAUSED),
    # Podman answers 204 and does nothing.
    _podman(Command.STOP, State.CREATED, replace(ANSWERS[Command.STOP][State.CREATED], status=204)),
    _podman(Command.STOP, State.PAUSED, refused(N_("A paused container cannot be stopped. Unpause it first."), 500)),
    _podman(Command.STOP, State.EXITED, already(_LOOP_GOES_ON)),
    _podman(Command.KILL, State.EXITED, refused(_NO_PROCESS_IN_A_LOOP)),
    _podman(
        Command.RESTART, State.PAUSED, refused(N_("A paused container cannot be restarted. Unpause it first."), 500)
    ),
    _podman_status(Command.PAUSE, State.CREATED),
    _podman_status(Command.PAUSE, State.PAUSED),
    _podman_status(Command.PAUSE, State.EXITED),
    _podman(Command.RENAME, State.RESTARTING, done()),
    _podman_status(Command.REMOVE, State.RUNNING),
    _podman_status(Command.REMOVE, State.PAUSED),
    _podman_status(Command.EXEC, State.CREATED),
    _podman_status(Command.EXEC, State.EXITED),
    _podman_status(Command.ATTACH, State.PAUSED),
    # Attach prepares the container for its next start: it moves to created and loses its exit code (`HTTPAttach`,
    # `initUnlocked`).
    _podman(Command.ATTACH, State.EXITED, done(Room.CREATED)),
)


def answer(command: Command, state: State, kind: EngineKind = ANY_DOCKER) -> Answer:
    """Return the answer of an engine of that kind to `command` for a container in `state`."""
    replaced = [one.answer for one in VARIANTS if (one.command, one.state) == (command, state) and one.holds_for(kind)]
    return replaced[-1] if replaced else ANSWERS[command][state]


def has_option(option: Option, kind: EngineKind) -> bool:
    """Return whether an engine of that kind supports `option`. An unknown API version counts as new enough."""
    if option.product is not None and option.product != kind.product:
        return False
    return option.since_api is None or not kind.is_older_than(option.since_api)


def options(command: Command, kind: EngineKind) -> Iterator[Option]:
    """Yield the options of `command` that an engine of that kind supports, in the order of OPTIONS."""
    return (option for option in OPTIONS[command] if has_option(option, kind))
