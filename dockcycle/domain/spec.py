"""What a container is to be made of, in the words of `docker create`: one value for form, API and engine."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Healthcheck:
    """A health check: `command` is run by `/bin/sh -c`; times in seconds. `timeout` None is as long as `interval`."""

    command: str
    interval: float = 1.0
    timeout: float | None = None
    retries: int = 1
    start_period: float = 0.0


#: What `docker run` makes of a health check of which only the command is said (docker docs, HEALTHCHECK).
UNSAID_HEALTH = Healthcheck("", interval=30.0, retries=3)


@dataclass(frozen=True, slots=True)
class CreateSpec:
    """What to create. `command` and `entrypoint` are argument lists.

    `memory` is in bytes, `cpus` in cores, 0 for no limit.
    `ports`, `volumes` and `devices` are written as after `docker run -p`, `-v` and `--device`; `restart` is `no`,
    `always`, `unless-stopped`, `on-failure` or `on-failure:N`. None is the engine's or the image's default.
    """

    image: str
    name: str | None = None
    command: Sequence[str] = ()
    entrypoint: Sequence[str] = ()
    tty: bool = False
    open_stdin: bool = False
    env: Mapping[str, str] = field(default_factory=dict)
    ports: Sequence[str] = ()
    volumes: Sequence[str] = ()
    network: str | None = None
    restart: str = "no"
    memory: int = 0
    cpus: float = 0.0
    user: str | None = None
    workdir: str | None = None
    labels: Mapping[str, str] = field(default_factory=dict)
    auto_remove: bool = False
    health: Healthcheck | None = None
    privileged: bool = False
    devices: Sequence[str] = ()
    cap_add: Sequence[str] = ()
    pid: str | None = None
    ipc: str | None = None
