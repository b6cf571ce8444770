"""What one card knows of a container, and one row of the Images room."""

from dataclasses import dataclass

from dockcycle.domain.lifecycle import Room, State, room_of

#: (engine name, 64-hex container id): containers of several engines share one board.
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Port:
    """One line of the PORTS column of `docker ps`; `ip` and `public` are None for a port that is only exposed."""

    private: int
    protocol: str
    public: int | None = None
    ip: str | None = None


@dataclass(frozen=True, slots=True)
class Cause:
    """Why a container ended: `code` is a stable word of `exits.CAUSES`, `facts` fill its sentence."""

    code: str
    facts: tuple[tuple[str, str | int], ...] = ()


@dataclass(frozen=True, slots=True)
class Container:
    """One container as inspect told it. Times are RFC 3339 strings in UTC; what is not so is None, never made up.

    `since` is when it came into its present state, `health_since` when its health became what it is; None when nobody
    saw it. `signal_labels` names the labels that
    disguise event attributes (moby copies labels over them), so that those attributes are not believed. `tty` and
    `open_stdin` are what `docker create -t` and `-i` asked for. `podman`: its engine is Podman. `stopped_by_user` is
    Podman's own word for an end that was asked for, None where the engine does not tell; `pod` the name of its pod.
    """

    engine: str
    id: str
    name: str
    image: str
    image_id: str | None
    command: str
    state: State
    created_at: str
    health: str | None = None
    exit_code: int | None = None
    error: str | None = None
    oom_killed: bool = False
    started_at: str | None = None
    finished_at: str | None = None
    since: str | None = None
    ports: tuple[Port, ...] = ()
    project: str | None = None
    service: str | None = None
    restarts: int = 0
    restart_policy: str = "no"
    stop_signal: int = 15
    stop_timeout: int = 10
    auto_remove: bool = False
    cause: Cause | None = None
    signal_labels: frozenset[str] = frozenset()
    tty: bool = False
    open_stdin: bool = False
    podman: bool = False
    stopped_by_user: bool | None = None
    pod: str | None = None
    health_since: str | None = None

    @property
    def key(self) -> Key:
        return (self.engine, self.id)

    @property
    def room(self) -> Room:
        return room_of(self.state, self.exit_code)


@dataclass(frozen=True, slots=True)
class Summary:
    """One row of the engine's list: enough to see whether the board still agrees with it.

    `state` is None where the engine's word for it is unknown: only inspect can tell then. `health` is `healthy`,
    `unhealthy` or `starting`, None without a health check; engines before API 1.52 tell it in the status text only, and
    not of a container that does not run.
    """

    id: str
    name: str
    state: State | None
    health: str | None = None


@dataclass(frozen=True, slots=True)
class Image:
    """One local image; `size` in bytes; `digests` are what a registry calls it, `name@sha256:…`.

    `dangling`: `docker image prune` removes it when no container uses it. It has no tag (any more).
    `containers` is how many containers the engine counts on it, as old as the list; None where it does not count
    (before API 1.51).
    """

    engine: str
    id: str
    tags: tuple[str, ...]
    created_at: str
    size: int
    dangling: bool = False
    digests: tuple[str, ...] = ()
    containers: int | None = None
