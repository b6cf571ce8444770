"""The values on the board: a container (one card), a row of the engine's container list, and a local image."""

from dataclasses import dataclass

from dockcycle.domain.lifecycle.table import Room, State, room_of

#: (engine name, 64-hex container id): containers of several engines share one board.
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Port:
    """One entry of the PORTS column of `docker ps`; `ip` and `public` are None for a port that is only exposed."""

    private: int
    protocol: str
    public: int | None = None
    ip: str | None = None


@dataclass(frozen=True, slots=True)
class Cause:
    """Why a container exited: `code` is a key of `causes.CAUSES`, `facts` fill the placeholders of its text."""

    code: str
    facts: tuple[tuple[str, str | int], ...] = ()


@dataclass(frozen=True, slots=True)
class Container:
    """One container as inspect reported it. Times are nanoseconds since 1970; None means unknown or not applicable.

    `since_ns` is when the container entered its present state, `health_since_ns` when its health got its present value;
    None if Dockcycle did not observe it. `signal_labels` are the names of event attributes that a label of the
    container overwrites (moby copies labels over them), so those attributes are ignored. `tty` and `open_stdin` are the
    options `-t` and `-i` of `docker create`. `podman` is true on a Podman engine. `stopped_by_user` is Podman's flag
    for a requested stop, None if the engine does not report it. `pod` is the name of the pod.
    """

    engine: str
    id: str
    name: str
    image: str
    image_id: str | None
    command: str
    state: State
    created_ns: int
    health: str | None = None
    exit_code: int | None = None
    error: str | None = None
    oom_killed: bool = False
    started_ns: int | None = None
    finished_ns: int | None = None
    since_ns: int | None = None
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
    health_since_ns: int | None = None

    @property
    def key(self) -> Key:
        return (self.engine, self.id)

    @property
    def room(self) -> Room:
        return room_of(self.state, self.exit_code)


@dataclass(frozen=True, slots=True)
class Summary:
    """One row of the engine's container list, enough to detect that the board differs from the engine.

    `state` is None if the engine's word for it is unknown; the state then requires an inspect. `health` is `healthy`,
    `unhealthy` or `starting`, None without a health check. Engines before API 1.52 report health only in the status
    text, and only for a running container.
    """

    id: str
    name: str
    state: State | None
    health: str | None = None


@dataclass(frozen=True, slots=True)
class Image:
    """One local image. `size` is in bytes; `digests` are its names by digest, `name@sha256:…`.

    `dangling` is true for an image without a tag; `docker image prune` removes it if no container uses it. `containers`
    is how many containers used the image when the engine listed it, None if the engine does not count (before API
    1.51).
    """

    engine: str
    id: str
    tags: tuple[str, ...]
    created_ns: int
    size: int
    dangling: bool = False
    digests: tuple[str, ...] = ()
    containers: int | None = None
