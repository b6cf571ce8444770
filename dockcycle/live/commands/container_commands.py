"""Runs the commands of the lifecycle table on containers. A command never moves a card; only the engine's reports do.

A command addresses a container by its full id. Dockcycle inspects the container, checks the command against the table,
then sends it once. If the same command is requested again while it runs, both requests get the result of the one run.
"""

import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from http import HTTPStatus

from dockcycle.domain.access import Caller
from dockcycle.domain.create import docker_line
from dockcycle.domain.i18n import N_
from dockcycle.domain.lifecycle.container import Container
from dockcycle.domain.lifecycle.table import Command, Verdict
from dockcycle.engine import Engine
from dockcycle.engine.errors import EngineError
from dockcycle.live.board.hub import Hub
from dockcycle.live.commands.command_checks import check_legal, check_options, check_seen, kind_of
from dockcycle.live.commands.command_request import CommandRequest
from dockcycle.live.commands.conflicts import holder_in, name_in_use
from dockcycle.live.engines import EngineRegistry
from dockcycle.live.failure import Failure, failure_of
from dockcycle.live.gate import Gate

#: Commands that are refused for Dockcycle's own container, because Dockcycle could not undo them.
_DEADLY = frozenset(
    {Command.STOP, Command.KILL, Command.RESTART, Command.PAUSE, Command.REMOVE, Command.FORCE_REMOVE}
)  # fmt: skip


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

    def __init__(self, gate: Gate, engines: EngineRegistry, hub: Hub, own_id: str | None = None) -> None:
        self._gate = gate
        self._engines = engines
        self._hub = hub
        self._own_id = own_id
        self._lock = threading.Lock()
        self._flights: dict[CommandRequest, Future[Done]] = {}

    def run(self, caller: Caller, order: CommandRequest) -> Done:
        """Run the command and return its result; raises Failure."""
        # Callers that join a running command take a slot as well, or waiters would be unbounded.
        with self._gate.opened(caller, order.command.value, order.engine) as engine:
            flight, is_ours = self._join_or_begin(order)
            if is_ours:
                self._execute(engine, order, flight)
            return flight.result()

    def _join_or_begin(self, order: CommandRequest) -> tuple[Future[Done], bool]:
        with self._lock:
            under_way = self._flights.get(order)
            if under_way is not None:
                return under_way, False
            flight = self._flights[order] = Future[Done]()
            return flight, True

    def _execute(self, engine: Engine, order: CommandRequest, flight: Future[Done]) -> None:
        try:
            flight.set_result(self._send(engine, order))
        except BaseException as error:  # callers that joined this command must get the error too
            flight.set_exception(error)
        finally:
            with self._lock:
                del self._flights[order]

    def _send(self, engine: Engine, order: CommandRequest) -> Done:
        container = self._look(engine, order)
        self._protect(order, container)
        check_seen(order.seen, container)
        status = self._engines.status(engine.name)
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
            more={"holder": holder},
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
            self._engines.reconcile_now(engine.name)
            raise self._explained(engine, order, container, error) from error

    def _explained(self, engine: Engine, order: CommandRequest, container: Container, error: EngineError) -> Failure:
        if error.code in ("not_allowed_in_state", "engine_error"):
            # The container may have changed its state since it was inspected.
            check_legal(order.command, self._look(engine, order), kind_of(self._engines.status(engine.name)))
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
