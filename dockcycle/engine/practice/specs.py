"""What a person may ask of the practice engine: names, signals and what to create, checked and put into shape."""

import re

from dockcycle.domain.container import Container
from dockcycle.domain.instant import rfc3339
from dockcycle.domain.lifecycle import State
from dockcycle.engine import CreateSpec
from dockcycle.engine.practice.images import LocalImage
from dockcycle.engine.practice.names import is_name
from dockcycle.engine.practice.programs import SIGNALS
from dockcycle.engine.practice.record import Record
from dockcycle.engine.practice.refusals import bad_request

PROJECT_LABEL = "com.docker.compose.project"
SERVICE_LABEL = "com.docker.compose.service"
#: The least memory limit (moby `daemon/daemon_unix.go`, linuxMinMemory).
MEMORY_BYTES_AT_LEAST = 6 << 20
#: Event attributes that a label of the same name disguises.
_DISGUISED = ("signal", "exitCode")
_SIGNALS_AT_MOST = 64
_POLICY = re.compile(r"no|always|unless-stopped|on-failure(:\d+)?")


def check(spec: CreateSpec) -> None:
    """Refuse what cannot be created whatever the containers are; raises EngineError `bad_request`."""
    if not _POLICY.fullmatch(spec.restart):
        raise bad_request(f"invalid restart policy '{spec.restart}'")
    if spec.auto_remove and spec.restart != "no":
        raise bad_request("can't create 'AutoRemove' container with restart policy")
    if 0 < spec.memory < MEMORY_BYTES_AT_LEAST:
        raise bad_request("Minimum memory limit allowed is 6MB")


def check_name(name: str, before: str = "") -> None:
    """Refuse a name that no container may have; `before` begins the message. Raises EngineError `bad_request`."""
    if not is_name(name):
        raise bad_request(
            f"{before}Invalid container name ({name}), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed"
        )  # fmt: skip


def signal_number(signal: str | None) -> int:
    """Return the number of a signal (`TERM`, `SIGTERM`, `15`), 9 for None; raises EngineError `bad_request`."""
    text = "KILL" if signal is None else signal.upper().removeprefix("SIG")
    number = int(text) if text.isascii() and text.isdigit() else SIGNALS.get(text, 0)
    if not 0 < number <= _SIGNALS_AT_MOST:
        raise bad_request(f"Invalid signal: {signal}")
    return number


def record_of(spec: CreateSpec, image: LocalImage, *, engine: str, id: str, name: str, at_ns: int) -> Record:
    """Return a new container as `spec` asks for it; an entrypoint of one's own drops the image's command too."""
    command = spec.command or (() if spec.entrypoint else image.command)
    argv = (*(spec.entrypoint or image.entrypoint), *command)
    if not argv:
        raise bad_request("No command specified")
    told = Container(
        engine=engine,
        id=id,
        name=name,
        image=spec.image,
        image_id=image.id,
        command=" ".join(f"'{word}'" if " " in word else word for word in argv),
        state=State.CREATED,
        created_at=rfc3339(at_ns),
        since=rfc3339(at_ns),
        project=spec.labels.get(PROJECT_LABEL),
        service=spec.labels.get(SERVICE_LABEL),
        restart_policy=spec.restart,
        auto_remove=spec.auto_remove,
        signal_labels=frozenset(label for label in _DISGUISED if label in spec.labels),
    )
    return Record(told, spec, argv, image.ports)
