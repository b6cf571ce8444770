"""What differs by engine: the rows of the lifecycle table that Podman, or Docker from an API version on, answers
otherwise, and the options that only some engines have.

The table of `domain/lifecycle.py` holds where no row here replaces it. Each row was measured by the contract test
(tests/contract/test_commands.py), which asks the table of the engine at hand.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from dockcycle.domain.engine_kind import DOCKER, PODMAN, ApiVersion, EngineKind
from dockcycle.domain.lifecycle import ANSWERS, OPTIONS, Answer, Command, Option, State, done

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


#: Where several rows hold for one engine the last one counts.
VARIANTS: tuple[Variant, ...] = (
    # Since 27.0 the network sandbox is forgotten when it is released (moby `daemon/container_operations.go`,
    # `releaseNetwork`), so that rename does not look for one between two restarts.
    Variant(Command.RENAME, State.RESTARTING, done(), since_api=(1, 46), versions="27.0 and later"),
    # Podman renames in every state (libpod `runtime_ctr.go`, `RenameContainer`).
    Variant(Command.RENAME, State.RESTARTING, done(), product=PODMAN),
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
