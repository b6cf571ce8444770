"""Runs the commands of the lifecycle table on containers. A command never moves a card; only the engine's reports do.

A command addresses a container by its full id. Dockcycle inspects the container, checks the command against the table,
then sends it once. If the same command is requested again while it runs, both requests get the result of the one run.
"""

import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from http import HTTPStatus

from dockcycle.domain.create import docker_line
from dockcycle.domain.engine_kind import EngineKind, write_api
from dockcycle.domain.i18n import N_
from dockcycle.domain.lifecycle.board import EngineStatus
from dockcycle.domain.lifecycle.container import Container
from dockcycle.domain.lifecycle.table import OPTIONS, Answer, Command, Option, Verdict
from dockcycle.domain.lifecycle.variants import answer, has_option
from dockcycle.engine import Engine
from dockcycle.engine.errors import EngineError
from dockcycle.live.board.hub import Hub
from dockcycle.live.commands.conflicts import conflicting_container, holder_in
from dockcycle.live.failure import Failure, failure_of
from dockcycle.live.gate import Gate

#: Commands that are refused for Dockcycle's own container, because Dockcycle could not undo them.
_DEADLY = frozenset(
    {Command.STOP, Command.KILL, Command.RESTART, Command.PAUSE, Command.REMOVE, Command.FORCE_REMOVE}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CommandRequest:
    """One command for one container, by its full id. `seen` is the name that the user saw; `timeout` is in seconds."""

    engine: str
    id: str
    command: Command
    seen: str | None = None
    timeout: int | None = None
    signal: str | None = None
    name: str | None = None
    volumes: bool = False

    @property
    def options(self) -> dict[str, str | int | bool]:
        """The options that were given, by their names in the lifecycle table."""
        said = {"timeout": self.timeout, "signal": self.signal, "name": self.name, "volumes": self.volumes}
        return {name: value for name, value in said.items() if value is not None and value is not False}


@dataclass(frozen=True, slots=True)
class Done:
    """The result of a command: its docker command, and whether there was nothing to do (304)."""

    docker: str
    already: bool


_CALLS: Mapping[Command, Callable[[Engine, CommandRequest], bool]] = {
    Command.START: lambda engine, order: engine.start(order.id),
    Command.STOP: lambda engine, order: engine.stop(order.id, order.timeout, order.signal),
    Command.KILL: lambda engine, order: engine.kill(order.id, order.signal),
    Command.RESTART: lambda engine, order: engine.restart(order.id, order.timeout, order.signal),
    Command.PAUSE: lambda engine, order: engine.pause(order.id),
    Command.UNPAUSE: lambda engine, order: engine.unpause(order.id),
    Command.RENAME: lambda engine, order: engine.rename(order.id, order.name or ""),
    Command.REMOVE: lambda engine, order: engine.remove(order.id, volumes=order.volumes),
    Command.FORCE_REMOVE: lambda engine, order: engine.remove(order.id, force=True, volumes=order.volumes),
}


class Commands:
    """Runs commands on containers. `own_id` is the id of the container that Dockcycle runs in, if any."""

    def __init__(self, gate: Gate, hub: Hub, own_id: str | None = None) -> None:
        self._gate = gate
        self._hub = hub
        self._own_id = own_id
        self._lock = threading.Lock()
        self._flights: dict[CommandRequest, Future[Done]] = {}

    def run(self, order: CommandRequest) -> Done:
        """Run the command and return its result; raises Failure."""
        # Callers that join a running command take a slot as well, or waiters would be unbounded.
        with self._gate.opened(order.command.value, order.engine) as engine:
            flight, is_ours = self._flight(order)
            if is_ours:
                self._fly(engine, order, flight)
            return flight.result()

    def _flight(self, order: CommandRequest) -> tuple[Future[Done], bool]:
        with self._lock:
            under_way = self._flights.get(order)
            if under_way is not None:
                return under_way, False
            flight = self._flights[order] = Future[Done]()
            return flight, True

    def _fly(self, engine: Engine, order: CommandRequest, flight: Future[Done]) -> None:
        try:
            flight.set_result(self._give(engine, order))
        except BaseException as error:  # callers that joined this command must get the error too
            flight.set_exception(error)
        finally:
            with self._lock:
                del self._flights[order]

    def _give(self, engine: Engine, order: CommandRequest) -> Done:
        container = self._look(engine, order)
        self._protect(order, container)
        check_seen(order.seen, container)
        status = self._hub.engine(engine.name)
        reply = check_legal(order.command, container, kind_of(status))
        check_options(order, status)
        done = self._call(engine, order, container)
        # Some engines answer 204 even if there was nothing to do.
        is_already = not done or (reply.verdict is Verdict.ALREADY and reply.status == HTTPStatus.NO_CONTENT)
        return Done(docker_line.command_line(order.command, container.name, order.options), is_already)

    def _look(self, engine: Engine, order: CommandRequest) -> Container:
        try:
            return _by_id(engine, order.id)
        except EngineError as error:
            raise self._missing(engine, order, error) from error

    def _missing(self, engine: Engine, order: CommandRequest, error: EngineError) -> Failure:
        """Return the Failure for a container that cannot be inspected; it names the container that has its name now."""
        holder = holder_in(self._hub, engine.name, order.seen) if error.code == "not_found" and order.seen else None
        if holder is None:
            return failure_of(error, engine.name, order.seen or order.id[:12])
        return Failure(
            "conflict",
            N_(
                "The container that you selected no longer exists. %(name)s is now another container "
                "(%(id)s). Nothing was changed."
            ),
            {"name": holder.name, "id": holder.id[:12]},
            more={"holder": conflicting_container(holder)},
        )

    def _protect(self, order: CommandRequest, container: Container) -> None:
        if order.command in _DEADLY and container.id == self._own_id:
            raise Failure(
                "forbidden",
                N_(
                    "Dockcycle itself runs in the container %(name)s and does not run this command on it. "
                    "Use the docker CLI instead."
                ),
                {"name": container.name},
            )

    def _call(self, engine: Engine, order: CommandRequest, container: Container) -> bool:
        try:
            return _CALLS[order.command](engine, order)
        except EngineError as error:
            # A failed start or a command with unknown result may have no event, so the board is compared with the
            # engine now.
            self._gate.look(engine.name)
            raise self._explained(engine, order, container, error) from error

    def _explained(self, engine: Engine, order: CommandRequest, container: Container, error: EngineError) -> Failure:
        if error.code in ("not_allowed_in_state", "engine_error"):
            # The container may have changed its state since it was inspected.
            check_legal(order.command, self._look(engine, order), kind_of(self._hub.engine(engine.name)))
        if error.code == "name_in_use":
            return name_in_use(engine, order.name or "", error)
        texts = _START_TEXTS if order.command is Command.START else {}
        return failure_of(error, engine.name, container.name, **texts)


_COULD_NOT_START = N_("The engine could not start %(name)s. See the message from the engine.")
_START_TEXTS = {"bad_request": _COULD_NOT_START, "engine_error": _COULD_NOT_START}


def _by_id(engine: Engine, id: str) -> Container:
    """Return the container with this id; raises EngineError."""
    container = engine.inspect(id)
    if container.id != id:  # the container is gone, and another one has the id as its name
        raise EngineError("not_found", f"No such container: {id}", 404)
    return container


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
            more={"holder": conflicting_container(container)},
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


def name_in_use(engine: Engine, name: str, error: EngineError) -> Failure:
    """Return the Failure for a name that is already used, with the container that has it if the engine reports one."""
    name = name.removeprefix("/")  # the engine accepts a leading slash as well
    holder = _named(engine, name)
    if holder is None:
        return failure_of(error, engine.name, name)
    return Failure(
        "name_in_use",
        N_("The name %(name)s is already used by container %(id)s (%(state)s). Rename or remove that "
            "container, or choose another name."),
        {"name": name, "id": holder.id[:12], "state": holder.state.value},
        engine_message=error.message,
        more={"holder": conflicting_container(holder)},
    )  # fmt: skip


def _named(engine: Engine, name: str) -> Container | None:
    """Return the container with this name, None if inspect fails, as it does while the container is being created."""
    try:
        return engine.inspect(name)
    except EngineError:
        return None
