"""The one registry of all that can be asked for, under the name the browser uses; HTTP and sockets serve it alike.

What is not here cannot be asked for. Each action has a schema; each passes the gate of `live`, which knows the mode.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from dockcycle.domain.lifecycle import Command
from dockcycle.domain.words import N_
from dockcycle.live.commands import Order
from dockcycle.live.desk import Desk
from dockcycle.live.failure import Failure
from dockcycle.web import schemas

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Action:
    """One thing to ask for: its schema, and what it does with what was asked, in a language."""

    body: type[schemas.Body]
    run: Callable[[Desk, Any, str], Json]
    text: str
    status: int = 200


def perform(desk: Desk, name: str, fields: object, language: str) -> Json:
    """Do what is called `name` with `fields`; returns the answer. Raises Failure, whatever is wrong with either."""
    action = ACTIONS.get(name)
    if action is None:
        raise Failure("bad_request", N_("There is no command %(command)s."), {"command": name[:40]})
    return action.run(desk, schemas.converted(fields, action.body), language)


_OPTIONS = ("timeout", "signal", "name", "volumes")


def _container(command: Command) -> Callable[[Desk, schemas.OnContainer, str], Json]:
    def run(desk: Desk, asked: schemas.OnContainer, _language: str) -> Json:
        options = {name: getattr(asked, name) for name in _OPTIONS if name in asked.__struct_fields__}
        by_force = getattr(asked, "force", False)
        order = Order(asked.engine, asked.id, Command.FORCE_REMOVE if by_force else command, asked.seen, **options)
        done = desk.commands.run(order)
        return {"ok": True, "docker": done.docker} | ({"already": True} if done.already else {})

    return run


#: Container commands by the name of their address; `remove` with `force` is the table's `force-remove`.
CONTAINER_ACTIONS: Mapping[str, Action] = {
    "start": Action(schemas.OnContainer, _container(Command.START), "docker start"),
    "stop": Action(schemas.Stop, _container(Command.STOP), "docker stop"),
    "kill": Action(schemas.Kill, _container(Command.KILL), "docker kill"),
    "restart": Action(schemas.Stop, _container(Command.RESTART), "docker restart"),
    "pause": Action(schemas.OnContainer, _container(Command.PAUSE), "docker pause"),
    "unpause": Action(schemas.OnContainer, _container(Command.UNPAUSE), "docker unpause"),
    "rename": Action(schemas.Rename, _container(Command.RENAME), "docker rename"),
    "remove": Action(schemas.Remove, _container(Command.REMOVE), "docker rm, with force docker rm -f"),
}
ACTIONS: Mapping[str, Action] = {
    **CONTAINER_ACTIONS,
}
