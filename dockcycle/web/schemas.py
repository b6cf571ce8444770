"""What may be asked, field by field: checked before anything else happens, and told by the OpenAPI document.

Unknown fields are refused. Lengths and counts are bounded, so that nothing absurd reaches an engine.
"""

import dataclasses
import re
from collections.abc import Mapping
from typing import Annotated, Any

import msgspec
from msgspec import UNSET, Meta, Struct, UnsetType

from dockcycle.domain import units
from dockcycle.domain.spec import CreateSpec, Healthcheck
from dockcycle.domain.words import N_, PlainError
from dockcycle.live.failure import Failure

_STOP_SECONDS_AT_MOST = 86_400

EngineName = Annotated[str, Meta(max_length=40, description="An engine of `GET /healthz`.")]
#: The end of a text, for Python and JSON Schema (ECMA 262) alike: to Python a bare `$` also is before a line end there.
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
    """The base of all that may be asked."""


class OnEngine(Body, kw_only=True):
    """Asked of one engine."""

    engine: EngineName


class OnContainer(OnEngine, kw_only=True):
    """Asked of one container."""

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
    """A health check; times in seconds."""

    command: Annotated[str, Meta(min_length=1, max_length=4096)]
    interval: Annotated[float, Meta(ge=0.001, le=86_400)] = 30.0
    timeout: Annotated[float, Meta(ge=0.001, le=86_400)] | None = None
    retries: Annotated[int, Meta(ge=1, le=1000)] = 3
    start_period: Annotated[float, Meta(ge=0, le=86_400)] = 0.0


class Make(Body, kw_only=True):
    """What to create. Lists are written as after the flags of `docker run`."""

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
        """Return it as the domain's value; raises Failure for a memory size that is none."""
        fields = {field: getattr(self, field) for field in CreateSpec.__slots__ if field not in ("memory", "health")}
        for optional in ("name", "network", "user", "workdir", "pid", "ipc"):
            fields[optional] = fields[optional] or None
        health = Healthcheck(**msgspec.structs.asdict(self.health)) if self.health else None
        return CreateSpec(**fields, memory=memory_bytes(self.memory), health=health)


class Create(Make, kw_only=True):
    """What to create, and where; hidden values (`••••••`) come from the container `from`."""

    engine: EngineName
    from_: OnContainer | None = msgspec.field(name="from", default=None)


class Draft(Make, kw_only=True):
    """What would be created; `engine` and `from` may stand beside it."""

    engine: EngineName | UnsetType = UNSET
    from_: OnContainer | None = msgspec.field(name="from", default=None)


class Like(OnContainer, kw_only=True):
    """What would make another container like it; `reveal` shows its secrets."""

    reveal: bool = False


class PullOrder(OnEngine, kw_only=True):
    """What to pull; user and password serve this one pull and are kept nowhere."""

    reference: Annotated[str, Meta(min_length=1, max_length=512)]
    username: Annotated[str, Meta(max_length=256)] | None = None
    password: Annotated[str, Meta(max_length=4096)] | None = None


class OnPull(Body, kw_only=True):
    """Asked of one pull."""

    id: Annotated[str, Meta(max_length=64)]


class OnImage(OnEngine, kw_only=True):
    """Asked of one image."""

    reference: Annotated[str, Meta(min_length=1, max_length=512)]
    force: bool = False


class Line(Body, kw_only=True):
    """A pasted `docker run …` line."""

    line: Annotated[str, Meta(min_length=1, max_length=16_384)]


def made_of(spec: CreateSpec, *, start: bool = False) -> dict[str, Any]:
    """Return a spec as the JSON that would create it, without what is as usual."""
    fields = {field: getattr(spec, field) for field in CreateSpec.__slots__ if field != "health"}
    plain = {name: _plain(value) for name, value in fields.items()}
    health = Check(**dataclasses.asdict(spec.health)) if spec.health else None
    whole: dict[str, Any] = msgspec.to_builtins(Make(**plain, health=health or None, start=start))
    usual = msgspec.to_builtins(Make(image=""))
    return {name: value for name, value in whole.items() if value != usual[name]}


def _plain(value: object) -> Any:
    if isinstance(value, tuple):
        return list(value)
    return dict(value) if isinstance(value, Mapping) else value


def memory_bytes(value: int | str) -> int:
    """Return a memory size as bytes; `512m` is written as after `docker run -m`. Raises Failure `bad_request`."""
    try:
        return units.parse_bytes(str(value))
    except PlainError as error:
        raise Failure("bad_request", error.text, error.facts, more={"field": "memory"}) from error


def converted(body: object, to: type[Body]) -> Any:
    """Return `body` as `to`; raises Failure `bad_request` that names the field."""
    try:
        return msgspec.convert(body, to)
    except msgspec.ValidationError as error:
        what, _, path = str(error).partition(" - at `$")
        field = re.split(r"[.\[]", path.strip("`.["))[0].rstrip("]`")
        raise Failure(
            "bad_request", N_("The request is not valid: %(what)s"), {"what": f"{what} ({field})" if field else what},
            more={"field": field or None},
        ) from error  # fmt: skip
