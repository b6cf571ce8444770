"""In what the engines of the tests may differ, each fact in one place: all else is the same on each of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import ClassVar

from dockcycle.domain.engine_kind import PODMAN, EngineKind

Events = tuple[str, ...]
#: One event as `Lab.actions` writes it, or the sequences of events that an engine may send for one thing.
Expected = str | tuple[Events, ...]


@dataclass(frozen=True, slots=True)
class EngineFacts:
    """Docker's facts; the defaults are those of 20.10, which the practice engine follows.

    `stop_may_precede_die`: since Docker 26 a stop is announced as soon as the state has changed, 1 to 8 ms before the
    `die` of the same end; before that `die` always comes first. `missing_command_code`: the exit code of an exec whose
    command does not exist. `lost_exit_code`: of a container that ended while the engine and its containerd were dead.
    """

    stop_may_precede_die: bool = False
    missing_command_code: int = 126
    lost_exit_code: int = 137

    #: A signal other than SIGKILL to a paused container unpauses it.
    signal_thaws = True
    #: The event `rename` has the old name.
    rename_tells_old_name = True
    #: The refusal of a name that is taken has the id of its owner, also of a rename.
    rename_names_owner = True
    #: Labels of a container are written over the attributes of its events (moby `daemon/events.go`).
    labels_disguise_attributes = True
    #: A kill for lack of memory has an event of its own.
    oom_is_announced = True
    #: What it says of a port that another container has.
    port_in_use = "port is already allocated"
    #: The exit code of a container whose start failed for another reason than its command.
    failed_start_code: ClassVar[int | None] = 128
    #: The inspect of a start that failed has the exit code 0: ours is read from its error.
    code_of_failed_start_is_read = False
    #: The cause of a stop whose timeout passed.
    timed_out_cause = "stop_timed_out"
    #: How exactly `since` chooses events, in nanoseconds.
    since_precision_ns = 0
    #: The status of the answer to a start that fails because of its command.
    failed_start_status = 400
    #: Our own answer to such a start: status and code.
    failed_start_answer = (400, "bad_request")
    #: The removal of an image by force removes the containers that do not run.
    force_takes_containers = False
    #: A start that fails is announced by the network, which is given back.
    failed_start_is_announced = True
    #: The inspect has `StdinOnce` where the input of a process is closed as soon as an attached client disconnects.
    inspect_has_stdin_once = True
    #: Lines of a followed log are lost that the engine had not sent yet when the container ended.
    end_cuts_followed_log = False

    #: A paused container is killed at once. (Podman, cgroup v1: it takes 5 s, and the answer is an error.)
    kills_paused = True

    def unwatched(self, cause: str) -> str:
        """Return the cause of an end that nobody watched and that had `cause`."""
        return "unobserved"

    def refusal(self, status: int) -> int:
        """Return the HTTP status of a refusal that has `status` on Docker."""
        return status

    def image(self, name: str) -> str:
        """Return how the engine calls the image that was imported as `name`."""
        return name

    def stop(self, code: int, *, timed_out: bool = False, paused: bool = False) -> tuple[Events, ...]:
        """Return what a stop announces: its signals, and the end with `code`."""
        signals = ("kill:15", *(("unpause",) if paused else ()), *(("kill:9",) if timed_out else ()))
        usual, other = (*signals, f"die:{code}", "stop"), (*signals, "stop", f"die:{code}")
        return (usual, other) if self.stop_may_precede_die else (usual,)

    def kill(self, signal: int) -> str:
        """Return what a signal sent by `docker kill` announces."""
        return f"kill:{signal}"

    def restart(self, code: int) -> tuple[Events, ...]:
        """Return what a restart of a running container announces that ends with `code`."""
        return tuple((*end, "start", "restart") for end in self.stop(code))

    def restart_of_what_does_not_run(self) -> tuple[Events, ...]:
        """Return what a restart announces where there is nothing to stop."""
        return (("start", "restart"),)

    def restart_by_policy(self) -> tuple[Events, ...]:
        """Return what the restart policy announces when it starts a container again."""
        return (("start",),)

    def force_remove(self) -> tuple[Events, ...]:
        """Return what `docker rm -f` announces of a running container that would end with 0 on SIGTERM."""
        return (("kill:9", "die:137", "destroy"),)


class PodmanFacts(EngineFacts):
    """What Podman 5 announces through its Docker API. `kill` and `stop` events are those of the API calls only."""

    signal_thaws = False
    rename_tells_old_name = False
    rename_names_owner = False
    labels_disguise_attributes = False
    oom_is_announced = False
    port_in_use = "address already in use"
    failed_start_code = None
    code_of_failed_start_is_read = True
    #: No signal is announced, so that nothing tells how long the stop waited.
    timed_out_cause = "stop_killed"
    #: It reads the number as a float.
    since_precision_ns = 1_000
    failed_start_status = 500
    failed_start_answer = (502, "engine_error")
    failed_start_is_announced = False
    force_takes_containers = True
    kills_paused = False
    inspect_has_stdin_once = False
    #: The library that follows the log file drops lines at random from 250 ms after the end on (nxadm/tail `sendLine`).
    end_cuts_followed_log = True

    def unwatched(self, cause: str) -> str:
        """Its inspect has the code, and whether a command ended the container."""
        return cause

    def refusal(self, status: int) -> int:
        """Its API does not tell such refusals from errors of its own."""
        return 500

    def image(self, name: str) -> str:
        """Its short names are those of Docker Hub; it always writes them out."""
        return f"docker.io/{name}"

    def stop(self, code: int, *, timed_out: bool = False, paused: bool = False) -> tuple[Events, ...]:
        """The event `stop` is sent only when the API call sees the end before Podman's own clean-up does."""
        return (("stop", f"die:{code}"), (f"die:{code}",), (f"die:{code}", "stop"))

    def kill(self, signal: int) -> str:
        return "kill"

    def restart(self, code: int) -> tuple[Events, ...]:
        return tuple(("restart", *end, "start") for end in self.stop(code))

    def restart_of_what_does_not_run(self) -> tuple[Events, ...]:
        return (("restart", "start"),)

    def restart_by_policy(self) -> tuple[Events, ...]:
        return (("restart", "start"),)

    def force_remove(self) -> tuple[Events, ...]:
        """It sends SIGTERM first, as a stop does."""
        return tuple((*end, "destroy") for end in self.stop(0))


def facts_of(kind: EngineKind) -> EngineFacts:
    """Return the facts of an engine."""
    if kind.product == PODMAN:
        return PodmanFacts(missing_command_code=127)
    if kind.is_older_than((1, 44)):
        return EngineFacts()
    code = 126 if kind.is_older_than((1, 48)) else 127
    return EngineFacts(stop_may_precede_die=True, missing_command_code=code, lost_exit_code=255)


def sequences(expected: Sequence[Expected]) -> Iterator[list[str]]:
    """Yield each sequence of events that `expected` stands for."""
    choices = [((one,),) if isinstance(one, str) else one for one in expected]
    for chosen in product(*choices):
        yield [event for events in chosen for event in events]
