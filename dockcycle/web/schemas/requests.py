"""Request schemas. They validate every request and describe it in the OpenAPI document.

Unknown fields are refused. Lengths and counts have limits, so that no oversized value reaches an engine.
"""

import dataclasses
import re
from collections.abc import Mapping
from typing import Annotated, Any

import msgspec
from msgspec import UNSET, Meta, Struct, UnsetType

from dockcycle.domain.create import units
from dockcycle.domain.create.spec import CreateSpec, Healthcheck
from dockcycle.domain.i18n import N_, UserInputError
from dockcycle.domain.practice import PracticeFleet
from dockcycle.live.failure import Failure

_STOP_SECONDS_AT_MOST = 86_400

EngineName = Annotated[str, Meta(max_length=40, description="An engine of `GET /healthz`.")]
#: The end of a text in a pattern, for Python and JSON Schema (ECMA 262). In Python, `$` also matches before a final
#: newline.
END = r"$(?!\n)"
FullId = Annotated[
    str, Meta(pattern=f"^[0-9a-f]{{64}}{END}", description="The full id. A name may belong to another container later.")
]
Seen = Annotated[
    str, Meta(max_length=255, description="The name that the user saw. A different current name is a conflict.")
]
Seconds = Annotated[
    int, Meta(ge=0, le=_STOP_SECONDS_AT_MOST, description="Seconds between the stop signal and SIGKILL.")
]
Signal = Annotated[str, Meta(min_length=1, max_length=16, description="`SIGHUP`, `HUP` or `1`.")]
Word = Annotated[str, Meta(max_length=4096)]
Words = Annotated[list[Word], Meta(max_length=256)]
Table = Annotated[dict[Annotated[str, Meta(min_length=1, max_length=1024)], Word], Meta(max_length=256)]


class Body(Struct, forbid_unknown_fields=True, rename="camel", kw_only=True):
    """The base of all request schemas."""


class OnEngine(Body, kw_only=True):
    """A request to one engine."""

    engine: EngineName


class OnContainer(OnEngine, kw_only=True):
    """A request for one container."""

    id: FullId
    seen: Seen | None = None


class Stop(OnContainer, kw_only=True):
    """Options of `stop` and `restart`; `signal` needs Docker with the Engine API 1.42 or later."""

    timeout: Seconds | None = None
    signal: Signal | None = None


class Kill(OnContainer, kw_only=True):
    """Options of `kill`."""

    signal: Signal | None = None


class Rename(OnContainer, kw_only=True):
    """Options of `rename`."""

    name: Annotated[str, Meta(min_length=1, max_length=255, description="The new name.")]


class Remove(OnContainer, kw_only=True):
    """Options of `remove`."""

    force: bool = False
    volumes: Annotated[bool, Meta(description="Also remove its anonymous volumes.")] = False


class Check(Body, kw_only=True):
    """A health check. Times are in seconds."""

    command: Annotated[str, Meta(min_length=1, max_length=4096)]
    interval: Annotated[float, Meta(ge=0.001, le=86_400)] = 30.0
    timeout: Annotated[float, Meta(ge=0.001, le=86_400)] | None = None
    retries: Annotated[int, Meta(ge=1, le=1000)] = 3
    start_period: Annotated[float, Meta(ge=0, le=86_400)] = 0.0


class Make(Body, kw_only=True, omit_defaults=True):
    """Settings of a new container. The entries of lists have the syntax of the flags of `docker run`."""

    image: Annotated[str, Meta(min_length=1, max_length=512)]
    name: Annotated[str, Meta(max_length=255)] | None = None
    command: Words = []
    entrypoint: Words = []
    tty: bool = False
    open_stdin: bool = False
    env: Table = {}
    ports: Words = []
    volumes: Words = []
    network: Word | None = None
    restart: Annotated[str, Meta(max_length=40)] = "no"
    memory: Annotated[int | str, Meta(description='Bytes, or `"512m"`.')] = 0
    cpus: Annotated[float, Meta(ge=0, le=4096)] = 0.0
    user: Word | None = None
    workdir: Word | None = None
    labels: Table = {}
    auto_remove: bool = False
    health: Check | None = None
    privileged: bool = False
    devices: Words = []
    cap_add: Words = []
    pid: Word | None = None
    ipc: Word | None = None
    start: Annotated[bool, Meta(description="Also start the container (`docker run -d`).")] = False

    def spec(self) -> CreateSpec:
        """Return the settings as a `CreateSpec`; raises Failure `bad_request` for an invalid memory size."""
        fields = {field: getattr(self, field) for field in CreateSpec.__slots__ if field not in ("memory", "health")}
        for optional in ("name", "network", "user", "workdir", "pid", "ipc"):
            fields[optional] = fields[optional] or None
        health = Healthcheck(**msgspec.structs.asdict(self.health)) if self.health else None
        return CreateSpec(**fields, memory=memory_bytes(self.memory), health=health)


class Create(Make, kw_only=True):
    """A container to create on an engine. Masked values (`••••••`) are copied from the container `from`."""

    engine: EngineName
    from_: OnContainer | None = msgspec.field(name="from", default=None)


class Draft(Make, kw_only=True):
    """Settings to show as a docker command. `engine` and `from` are accepted and ignored."""

    engine: EngineName | UnsetType = UNSET
    from_: OnContainer | None = msgspec.field(name="from", default=None)


class Like(OnContainer, kw_only=True):
    """A request for the settings of a copy of a container. `reveal` returns its secrets unmasked."""

    reveal: bool = False


class PullOrder(OnEngine, kw_only=True):
    """An image to pull. The user name and the password are used for this pull only and not stored."""

    reference: Annotated[str, Meta(min_length=1, max_length=512)]
    username: Annotated[str, Meta(max_length=256)] | None = None
    password: Annotated[str, Meta(max_length=4096)] | None = None


class OnPull(Body, kw_only=True):
    """A request for one pull."""

    id: Annotated[str, Meta(max_length=64)]


class OnImage(OnEngine, kw_only=True):
    """A request for one image."""

    reference: Annotated[str, Meta(min_length=1, max_length=512)]
    force: bool = False


class PracticeOrder(OnEngine, kw_only=True):
    """The fleet of a practice engine after its reset."""

    fleet: PracticeFleet


class TagOrder(OnEngine, kw_only=True):
    """A new name for an image."""

    reference: Annotated[str, Meta(min_length=1, max_length=512)]
    target: Annotated[str, Meta(min_length=1, max_length=512)]


class Line(Body, kw_only=True):
    """A pasted `docker run …` line."""

    line: Annotated[str, Meta(min_length=1, max_length=16_384)]


def made_of(spec: CreateSpec, *, start: bool = False) -> Make:
    """Return a spec as a create request. Its JSON omits default values."""
    usual = Make(image="")
    plain = {field: _plain(getattr(spec, field)) for field in CreateSpec.__slots__ if field not in ("image", "health")}
    unusual = {name: value for name, value in plain.items() if value != getattr(usual, name)}
    health = Check(**dataclasses.asdict(spec.health)) if spec.health else None
    return Make(**unusual, image=spec.image, health=health, start=start)


def _plain(value: object) -> Any:
    if isinstance(value, tuple):
        return list(value)
    return dict(value) if isinstance(value, Mapping) else value


def memory_bytes(value: int | str) -> int:
    """Return a memory size in bytes, from a number or a text as after `docker run -m`. Raises Failure `bad_request`."""
    try:
        return units.parse_bytes(str(value))
    except UserInputError as error:
        raise Failure("bad_request", error.text, error.facts, more={"field": "memory"}) from error


def converted(body: object, to: type[Body]) -> Any:
    """Return `body` validated and converted to `to`; raises Failure `bad_request` with the name of the field."""
    try:
        return msgspec.convert(body, to)
    except msgspec.ValidationError as error:
        what, _, path = str(error).partition(" - at `$")
        field = re.split(r"[.\[]", path.strip("`.["))[0].rstrip("]`")
        raise Failure(
            "bad_request", N_("The request is not valid: %(what)s"), {"what": f"{what} ({field})" if field else what},
            more={"field": field or None},
        ) from error  # fmt: skip
