"""The settings of a container to create, in the terms of `docker create`. The form, the API and the engine share it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Healthcheck:
    """A health check. `/bin/sh -c` runs `command`; times are in seconds. A `timeout` of None equals `interval`."""

    command: str
    interval: float = 1.0
    timeout: float | None = None
    retries: int = 1
    start_period: float = 0.0


#: The defaults of `docker run` for a health check that has only a command (docker docs, HEALTHCHECK).
UNSAID_HEALTH = Healthcheck("", interval=30.0, retries=3)


@dataclass(frozen=True, slots=True)
class CreateSpec:
    """The settings of a container to create. `command` and `entrypoint` are argument lists.

    `memory` is in bytes and `cpus` in cores, 0 for no limit. `ports`, `volumes` and `devices` are the values of `-p`,
    `-v` and `--device`. `restart` is `no`, `always`, `unless-stopped`, `on-failure` or `on-failure:N`. None means the
    default of the engine or the image.
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
