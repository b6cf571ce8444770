"""What differs by engine: the rows of the lifecycle table that Podman, or Docker from an API version on, answers
otherwise, and the options that only some engines have.

The table of `domain/lifecycle.py` holds where no row here replaces it. Each row was measured by the contract test
(tests/contract/test_commands.py), which asks the table of the engine at hand.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from dockcycle.domain.engine_kind import DOCKER, PODMAN, ApiVersion, EngineKind
from dockcycle.domain.lifecycle import (
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
from dockcycle.domain.words import N_

#: The base table's own kind: Docker, whatever its version.
ANY_DOCKER = EngineKind()


@dataclass(frozen=True, slots=True)
class Variant:
    """One row that replaces another: what `product` answers to `command` in `state`.

    It holds from the API version `since_api` on (None: always); `versions` says for people which releases these are.
    """

    command: Command
    state: State
    answer: Answer
    product: str = DOCKER
    since_api: ApiVersion | None = None
    versions: str = ""

    def holds_for(self, kind: EngineKind) -> bool:
        """Return whether an engine of that kind answers so; an unknown API version counts as an old one."""
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
    """Podman refuses it for the same reason, with another status."""
    return _podman(command, state, replace(ANSWERS[command][state], status=status))


#: Where several rows hold for one engine the last one counts.
VARIANTS: tuple[Variant, ...] = (
    # Since 27.0 the network sandbox is forgotten when it is released (moby `daemon/container_operations.go`,
    # `releaseNetwork`), so that rename does not look for one between two restarts.
    Variant(Command.RENAME, State.RESTARTING, done(), since_api=(1, 46), versions="27.0 and later"),
    # Podman: the checks of `libpod/container_api.go` and `container_internal.go`, whose ErrCtrStateInvalid most
    # handlers of `pkg/api/handlers/compat` answer with 500. It has no state between two restarts: a container of a
    # restart loop is exited or running, and nothing but its removal (or another restart policy) ends the loop.
    _podman_status(Command.START, State.PAUSED),
    # 204, and nothing is done.
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
    # It is made ready to start again: it stands in Created, and its exit code is gone (`HTTPAttach`, `initUnlocked`).
    _podman(Command.ATTACH, State.EXITED, done(Room.CREATED)),
)


def answer(command: Command, state: State, kind: EngineKind = ANY_DOCKER) -> Answer:
    """Return what an engine of that kind answers to `command` for a container in `state`."""
    replaced = [one.answer for one in VARIANTS if (one.command, one.state) == (command, state) and one.holds_for(kind)]
    return replaced[-1] if replaced else ANSWERS[command][state]


def has_option(option: Option, kind: EngineKind) -> bool:
    """Return whether an engine of that kind knows an option; one whose API version is not known is asked itself."""
    if option.product is not None and option.product != kind.product:
        return False
    return option.since_api is None or not kind.is_older_than(option.since_api)


def options(command: Command, kind: EngineKind) -> Iterator[Option]:
    """Yield the options of `command` that an engine of that kind knows, in their order."""
    return (option for option in OPTIONS[command] if has_option(option, kind))
