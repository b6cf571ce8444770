"""In what the engines of the tests may differ, each fact in one place: all else is the same on each of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from dockcycle.engine import EngineInfo

#: One event as `Lab.actions` writes it, or the sequences of events that an engine may send for one thing.
Expected = str | tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class EngineFacts:
    """The defaults are Docker 20.10's, which the practice engine follows.

    `stop_may_precede_die`: since Docker 26 a stop is announced as soon as the state has changed, 1 to 8 ms before the
    `die` of the same end; before that `die` always comes first. `missing_command_code`: the exit code of an exec whose
    command does not exist. `lost_exit_code`: of a container that ended while the engine and its containerd were dead.
    """

    stop_may_precede_die: bool = False
    missing_command_code: int = 126
    lost_exit_code: int = 137

    def stop(self, code: int, *, timed_out: bool = False, paused: bool = False) -> Expected:
        """Return what a stop announces: its signals, and the end with `code`."""
        signals = ("kill:15", *(("unpause",) if paused else ()), *(("kill:9",) if timed_out else ()))
        usual = (*signals, f"die:{code}", "stop")
        other = (*signals, "stop", f"die:{code}")
        return (usual, other) if self.stop_may_precede_die else (usual,)


def facts_of(info: EngineInfo) -> EngineFacts:
    """Return the facts of the engine that says `info` of itself."""
    api = tuple(int(number) for number in info.api.split("."))
    if info.practice or api < (1, 44):
        return EngineFacts()
    code = 127 if api >= (1, 48) else 126
    return EngineFacts(stop_may_precede_die=True, missing_command_code=code, lost_exit_code=255)


def sequences(expected: Sequence[Expected]) -> Iterator[list[str]]:
    """Yield each sequence of events that `expected` stands for."""
    choices = [((one,),) if isinstance(one, str) else one for one in expected]
    for chosen in product(*choices):
        yield [event for events in chosen for event in events]
