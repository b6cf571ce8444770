"""Creates and runs containers. One policy checks the body that is sent to the engine."""

import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from dockcycle.domain.access import NEEDS, Caller
from dockcycle.domain.create import copying, docker_line, host_access
from dockcycle.domain.create.create_body import body_of
from dockcycle.domain.create.host_access import Danger
from dockcycle.domain.create.spec import CreateSpec
from dockcycle.domain.i18n import N_, UserInputError
from dockcycle.engine import Engine
from dockcycle.engine.errors import EngineError
from dockcycle.live.commands.conflicts import name_in_use
from dockcycle.live.commands.copied_specs import CopiedSpecs
from dockcycle.live.engines import EngineRegistry
from dockcycle.live.failure import Failure, engine_errors_as_failures, failure_of
from dockcycle.live.gate import Gate

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Created:
    """A new container: its id, the docker command that creates it, and whether it was started."""

    id: str
    docker: str
    started: bool


@dataclass(frozen=True, slots=True)
class Source:
    """The container whose settings are copied."""

    engine: str
    id: str


@dataclass(frozen=True, slots=True)
class Like:
    """The settings for a copy of a container. `compose` are its Compose labels, which `spec` does not contain."""

    spec: CreateSpec
    compose: Mapping[str, str]
    has_hidden: bool


@dataclass(frozen=True, slots=True)
class Draft:
    """The preview of a container: the docker command, and its dangers, worst first."""

    docker: str
    dangers: tuple[Danger, ...]


class Creation:
    """Creates containers through the gate."""

    def __init__(self, gate: Gate, engines: EngineRegistry) -> None:
        self._gate = gate
        self._engines = engines
        self._copied = CopiedSpecs()

    def draft(self, spec: CreateSpec, *, start: bool) -> Draft:
        """Return docker command and dangers of `spec` without creating anything; raises Failure `bad_request`."""
        return Draft(docker_line.create_line(spec, start=start), host_access.dangers(_body(spec)))

    def create(
        self, caller: Caller, engine_name: str, asked: CreateSpec, *, start: bool, source: Source | None = None
    ) -> Created:
        """Create a container and start it with `start`; raises Failure, with the `id` if only the start failed.

        Masked values in `asked` are replaced by those of `source`. They stay masked in the docker command.
        """
        spec = self._restored(caller, asked, source)
        with self._gate.opened(caller, "create", engine_name) as engine:
            self._allow(caller, engine_name, self.draft(spec, start=start).dangers)
            id = self._create(engine, spec)
            if start:
                self._start(engine, id, spec.name or id[:12])
        return Created(id, docker_line.create_line(asked, start=start), start)

    def like(self, caller: Caller, engine_name: str, id: str, *, reveal: bool = False) -> Like:
        """Return the settings for a copy of a container, without its name; raises Failure.

        Secrets are masked. With `reveal` they are not; this requires the permission for `reveal` and is logged.
        """
        if reveal:
            self._gate.authorize(caller, "reveal", engine_name)
        source = self._spec_of(caller, Source(engine_name, id))
        self._copied.keep((engine_name, id), source)
        shown = source if reveal else copying.hidden(source)
        if reveal:
            log.info("engine %s: masked values of %s were shown to duplicate the container", engine_name, id)
        labels = copying.without_compose(shown.labels)
        compose = {name: value for name, value in shown.labels.items() if name not in labels}
        return Like(replace(shown, labels=labels), compose, not reveal and shown != source)

    def _spec_of(self, caller: Caller, source: Source) -> CreateSpec:
        with (
            self._gate.opened(caller, "clone", source.engine) as engine,
            engine_errors_as_failures(engine.name, source.id[:12], **_SOURCE_TEXTS),
        ):
            return replace(engine.spec(source.id), name=None)

    def _spec_of_copied(self, caller: Caller, source: Source) -> CreateSpec:
        """Return the settings of a container, or those that `like` stored if it was removed; raises Failure."""
        try:
            return self._spec_of(caller, source)
        except Failure as failure:
            kept = self._copied.get((source.engine, source.id))
            if failure.code != "not_found" or kept is None:
                raise
            return kept

    def _restored(self, caller: Caller, asked: CreateSpec, source: Source | None) -> CreateSpec:
        if not copying.has_hidden(asked):
            return asked
        try:
            return copying.restored(asked, self._spec_of_copied(caller, source) if source else CreateSpec(""))
        except UserInputError as error:
            raise Failure("bad_request", error.text, error.facts, more={"field": error.field}) from error

    def _allow(self, caller: Caller, engine: str, dangers: tuple[Danger, ...]) -> None:
        if dangers and not self._gate.allows(caller, "host-access", engine):
            raise Failure(
                "forbidden",
                N_("These settings give the container access to the Docker host, which requires mode %(needs)s."),
                {"needs": NEEDS["host-access"]},
                more={"dangers": [danger.code for danger in dangers]},
            )

    def _create(self, engine: Engine, spec: CreateSpec) -> str:
        try:
            return engine.create(spec)
        except EngineError as error:
            if error.code == "name_in_use":
                raise name_in_use(engine, spec.name or "", error) from error
            raise failure_of(error, engine.name, spec.name or spec.image, **_TEXTS) from error

    def _start(self, engine: Engine, id: str, name: str) -> None:
        try:
            engine.start(id)
        except EngineError as error:
            self._engines.reconcile_now(engine.name)  # a failed start may have no event
            failure = failure_of(error, engine.name, name, **_START_TEXTS)
            failure.more = {"id": id}
            raise failure from error


#: Container names that the engine accepts (moby `daemon/names/names.go`), with the leading slash that the API allows.
_NAME = re.compile(r"/?[a-zA-Z0-9][a-zA-Z0-9_.-]+", re.ASCII)
_BAD_NAME = N_(
    '"%(name)s" is not a valid container name. Use two or more letters, digits, _, . and -, and start with '
    "a letter or a digit."
)
_TEXTS = {
    "not_found": N_("%(name)s needs an image, a network or a volume that does not exist on the engine %(engine)s."),
    "bad_request": N_("The engine %(engine)s did not accept these settings. See the message from the engine."),
}
_SOURCE_TEXTS = {"not_found": N_("The container %(name)s, whose settings are to be copied, no longer exists.")}
_NOT_STARTED = N_("The engine created %(name)s but could not start it. See the message from the engine.")
_START_TEXTS = {
    "bad_request": _NOT_STARTED,
    "engine_error": _NOT_STARTED,
    "not_found": N_("%(name)s was created, but it was removed before the engine could start it."),
}


def _body(spec: CreateSpec) -> Mapping[str, Any]:
    if spec.name and not _NAME.fullmatch(spec.name):
        raise Failure("bad_request", _BAD_NAME, {"name": spec.name}, more={"field": "name"})
    try:
        return body_of(spec)
    except UserInputError as error:
        raise Failure("bad_request", error.text, error.facts, more={"field": error.field}) from error
