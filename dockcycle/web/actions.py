"""The registry of all actions, by the name that clients use. HTTP and Socket.IO both call it.

Only registered actions can be run. Each action has a schema for its fields, and the gate in `live` checks each action
against the mode.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from dockcycle.domain.create.run_line import run_line
from dockcycle.domain.i18n import N_, PlainError
from dockcycle.domain.lifecycle.table import Command
from dockcycle.live.commands.container_commands import Order
from dockcycle.live.commands.creation import Source
from dockcycle.live.failure import Failure
from dockcycle.live.services import Desk
from dockcycle.web import answers, messages, schemas

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Action:
    """One action: the schema of its fields, the function that runs it, its summary and its HTTP status on success.

    `run` takes the services, the validated fields and the language.
    """

    body: type[schemas.Body]
    run: Callable[[Desk, Any, str], Json]
    text: str
    status: int = 200


def perform(desk: Desk, name: str, fields: object, language: str) -> Json:
    """Run the action `name` with `fields` and return its response.

    Raises Failure if the action is unknown, the fields are invalid, the mode does not allow it, or the engine fails.
    """
    action = ACTIONS.get(name)
    if action is None:
        raise Failure("bad_request", N_('"%(command)s" is not a valid command.'), {"command": name[:40]})
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


def _create(desk: Desk, asked: schemas.Create, _language: str) -> Json:
    source = Source(asked.from_.engine, asked.from_.id) if asked.from_ else None
    made = desk.creation.create(asked.engine, asked.spec(), start=asked.start, source=source)
    return {"ok": True, "id": made.id, "docker": made.docker, "started": made.started}


def _draft(desk: Desk, asked: schemas.Draft, language: str) -> Json:
    draft = desk.creation.draft(asked.spec(), start=asked.start)
    return {"ok": True, "docker": draft.docker, "dangers": [answers.danger(one, language) for one in draft.dangers]}


def _parse(_desk: Desk, asked: schemas.Line, language: str) -> Json:
    try:
        parsed = run_line.parse(asked.line)
    except PlainError as error:
        raise Failure("bad_request", error.text, error.facts, more={"field": "line"}) from error
    return {
        "ok": True,
        "create": schemas.made_of(parsed.spec, start=parsed.start),
        "unsupported": [{"flag": one.flag, "text": messages.text(language, one.why)} for one in parsed.unsupported],
    }


def _like(desk: Desk, asked: schemas.Like, _language: str) -> Json:
    like = desk.creation.like(asked.engine, asked.id, reveal=asked.reveal)
    return {
        "ok": True, "create": schemas.made_of(like.spec), "composeLabels": like.compose, "hasHidden": like.has_hidden,
    }  # fmt: skip


def _pull(desk: Desk, asked: schemas.PullOrder, _language: str) -> Json:
    pull, docker = desk.pulls.pull(asked.engine, asked.reference, asked.username, asked.password)
    return {"ok": True, "pull": pull.id, "docker": docker}


def _cancel(desk: Desk, asked: schemas.OnPull, _language: str) -> Json:
    desk.pulls.cancel(asked.id)
    return {"ok": True}


def _remove_image(desk: Desk, asked: schemas.OnImage, _language: str) -> Json:
    return answers.removal(desk.images.remove(asked.engine, asked.reference, force=asked.force))


def _prune(desk: Desk, asked: schemas.OnEngine, _language: str) -> Json:
    return answers.removal(desk.images.prune(asked.engine))


#: Container commands by their name in the URL. `remove` with `force` is `force-remove` in the lifecycle table.
CONTAINER_ACTIONS: Mapping[str, Action] = {
    "start": Action(schemas.OnContainer, _container(Command.START), "docker start"),
    "stop": Action(schemas.Stop, _container(Command.STOP), "docker stop"),
    "kill": Action(schemas.Kill, _container(Command.KILL), "docker kill"),
    "restart": Action(schemas.Stop, _container(Command.RESTART), "docker restart"),
    "pause": Action(schemas.OnContainer, _container(Command.PAUSE), "docker pause"),
    "unpause": Action(schemas.OnContainer, _container(Command.UNPAUSE), "docker unpause"),
    "rename": Action(schemas.Rename, _container(Command.RENAME), "docker rename"),
    "remove": Action(schemas.Remove, _container(Command.REMOVE), "docker rm; with force, docker rm -f"),
}
ACTIONS: Mapping[str, Action] = {
    **CONTAINER_ACTIONS,
    "create": Action(schemas.Create, _create, "docker create; with start, docker run -d"),
    "create-line": Action(schemas.Draft, _draft, "the docker command for these settings, and their host access"),
    "parse-line": Action(schemas.Line, _parse, "the settings in a docker run line"),
    "create-like": Action(schemas.Like, _like, "the settings for a copy of the container"),
    "pull": Action(schemas.PullOrder, _pull, "docker pull", 202),
    "cancel-pull": Action(schemas.OnPull, _cancel, "cancel a pull"),
    "remove-image": Action(schemas.OnImage, _remove_image, "docker rmi"),
    "prune-images": Action(schemas.OnEngine, _prune, "docker image prune -f"),
}
