"""Checks before a command is sent: the name, the state and the options. Each raises Failure."""

from dockcycle.domain.engine_kind import EngineKind, write_api
from dockcycle.domain.i18n import N_
from dockcycle.domain.lifecycle.container import Container
from dockcycle.domain.lifecycle.snapshot import EngineStatus
from dockcycle.domain.lifecycle.table import OPTIONS, Answer, Command, Option, Verdict
from dockcycle.domain.lifecycle.variants import answer, has_option
from dockcycle.live.commands.command_request import CommandRequest
from dockcycle.live.failure import Failure


def check_seen(seen: str | None, container: Container) -> None:
    """Raise Failure `conflict` if the container no longer has the name that the user saw."""
    if seen is not None and seen != container.name:
        raise Failure(
            "conflict",
            N_(
                "The container that you selected as %(seen)s is now named %(name)s. Nothing was changed. "
                "Check the container and try again."
            ),
            {"seen": seen, "name": container.name},
            more={"holder": container},
        )


def kind_of(status: EngineStatus) -> EngineKind:
    """Return the kind of an engine, which selects the rows of the lifecycle table that apply."""
    return EngineKind.of(status.product, status.api)


def check_legal(command: Command, container: Container, kind: EngineKind) -> Answer:
    """Return the answer to expect from an engine of that kind; raises Failure `not_allowed_in_state` for a refusal."""
    reply = answer(command, container.state, kind)
    if reply.verdict is Verdict.REFUSED:
        raise Failure(
            "not_allowed_in_state",
            N_("%(name)s is %(state)s."),
            {"name": container.name, "state": container.state.value},
            why=reply.why,
        )
    return reply


def check_options(order: CommandRequest, status: EngineStatus) -> None:
    """Raise Failure `bad_request` for an option that the engine does not have; Docker would ignore it silently."""
    kind = kind_of(status)
    for option in OPTIONS[order.command]:
        if option.name in order.options and not has_option(option, kind):
            raise _no_option(order.command, option, status)


def _no_option(command: Command, option: Option, status: EngineStatus) -> Failure:
    return Failure(
        "bad_request",
        N_("docker %(command)s %(flag)s requires Docker with Engine API %(since)s or later. The engine "
            "%(engine)s is %(product)s %(version)s with Engine API %(api)s."),
        {
            "command": command, "flag": option.flag, "since": write_api(option.since_api or (1, 0)),
            "engine": status.name, "product": status.product, "version": status.version, "api": status.api,
        },
        more={"field": option.name},
    )  # fmt: skip
