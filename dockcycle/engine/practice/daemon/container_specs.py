"""Validates names and signals for the practice engine, and converts a `CreateSpec` to a container and back."""

from collections.abc import Sequence
from typing import Any

from dockcycle.domain.create.create_body import body_of
from dockcycle.domain.lifecycle.container import Container
from dockcycle.domain.lifecycle.table import State
from dockcycle.domain.project_labels import SERVICE_LABEL, project_of
from dockcycle.engine import CreateSpec
from dockcycle.engine.docker.parse import parse_spec
from dockcycle.engine.practice.daemon.image_catalog import PracticeImage
from dockcycle.engine.practice.daemon.practice_container import PracticeContainer
from dockcycle.engine.practice.daemon.practice_errors import bad_request
from dockcycle.engine.practice.daemon.random_names import is_name
from dockcycle.engine.practice.programs.signal_handlers import SIGNALS

#: Event attributes that a label with the same name overwrites.
_DISGUISED = ("signal", "exitCode")
_SIGNALS_AT_MOST = 64


def check_name(name: str, before: str = "") -> None:
    """Raise EngineError `bad_request` for an invalid container name; the message begins with `before`."""
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


def new_container(
    spec: CreateSpec,
    image: PracticeImage,
    *,
    engine: str,
    id: str,
    name: str,
    at_ns: int,
    project_labels: Sequence[str],
) -> PracticeContainer:
    """Return a new container with the settings of `spec`; raises EngineError `bad_request` without a command.

    An entrypoint in `spec` also replaces the image's command.
    """
    command = spec.command or (() if spec.entrypoint else image.command)
    argv = (*(spec.entrypoint or image.entrypoint), *command)
    if not argv:
        raise bad_request("No command specified")
    inspected = Container(
        engine=engine,
        id=id,
        name=name,
        image=spec.image,
        image_id=image.id,
        command=" ".join(f"'{word}'" if " " in word else word for word in argv),
        state=State.CREATED,
        created_ns=at_ns,
        since_ns=at_ns,
        project=project_of(spec.labels, project_labels),
        service=spec.labels.get(SERVICE_LABEL),
        restart_policy=spec.restart,
        auto_remove=spec.auto_remove,
        signal_labels=frozenset(label for label in _DISGUISED if label in spec.labels),
        tty=spec.tty,
        open_stdin=spec.open_stdin,
    )
    return PracticeContainer(inspected, spec, image, argv)


def own_settings(container: PracticeContainer) -> CreateSpec:
    """Return the settings that create an equal container, by the same conversion as for a real engine's inspect."""
    body, image = body_of(container.spec), _config(container.image)
    config = {**({} if "Entrypoint" in body else image), **body}
    config["Env"] = [*body.get("Env", ()), *image["Env"]]
    raw = {"Name": container.inspected.name, "Config": config, "HostConfig": body["HostConfig"]}
    return parse_spec.spec(raw, image)


def _config(image: PracticeImage) -> dict[str, Any]:
    """Return the settings of an image in the format of `docker image inspect`."""
    return {
        "Cmd": list(image.command),
        "Entrypoint": list(image.entrypoint),
        "Env": [f"{name}={value}" for name, value in image.env.items()],
    }
