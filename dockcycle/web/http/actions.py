"""The registry of all actions, by the name that clients use. HTTP and Socket.IO both call it.

Only registered actions can be run. Each action has a schema for its fields, and the gate in `live` checks each action
against the mode.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from msgspec import UNSET

from dockcycle.domain.create.run_line import run_line
from dockcycle.domain.i18n import N_, UserInputError
from dockcycle.domain.lifecycle.table import Command
from dockcycle.live.commands.command_request import CommandRequest
from dockcycle.live.commands.creation import Source
from dockcycle.live.failure import Failure
from dockcycle.live.services import Services
from dockcycle.web.schemas import image_responses, requests, responses
from dockcycle.web.serialize import results
from dockcycle.web.text import messages


@dataclass(frozen=True, slots=True)
class Action:
    """One action: the schemas of its fields and of its response, the function that runs it, its summary and its status.

    `run` takes the services, the validated fields and the language. `status` is the HTTP status on success.
    """

    body: type[requests.Body]
    answer: type[responses.Shape]
    run: Callable[[Services, Any, str], responses.Shape]
    text: str
    status: int = 200


def perform(services: Services, name: str, fields: object, language: str) -> responses.Shape:
    """Run the action `name` with `fields` and return its response.

    Raises Failure if the action is unknown, the fields are invalid, the mode does not allow it, or the engine fails.
    """
    action = ACTIONS.get(name)
    if action is None:
        raise Failure("bad_request", N_('"%(command)s" is not a valid command.'), {"command": name[:40]})
    return action.run(services, requests.converted(fields, action.body), language)


_OPTIONS = ("timeout", "signal", "name", "volumes")


def _container(command: Command) -> Callable[[Services, requests.OnContainer, str], responses.Done]:
    def run(services: Services, asked: requests.OnContainer, _language: str) -> responses.Done:
        options = {name: getattr(asked, name) for name in _OPTIONS if name in asked.__struct_fields__}
        by_force = getattr(asked, "force", False)
        order = CommandRequest(
            asked.engine, asked.id, Command.FORCE_REMOVE if by_force else command, asked.seen, **options
        )
        done = services.commands.run(order)
        return responses.Done(ok=True, docker=done.docker, already=done.already or UNSET)

    return run


def _create(services: Services, asked: requests.Create, _language: str) -> responses.Created:
    source = Source(asked.from_.engine, asked.from_.id) if asked.from_ else None
    made = services.creation.create(asked.engine, asked.spec(), start=asked.start, source=source)
    return responses.Created(ok=True, id=made.id, docker=made.docker, started=made.started)


def _draft(services: Services, asked: requests.Draft, language: str) -> responses.Drafted:
    draft = services.creation.draft(asked.spec(), start=asked.start)
    dangers = [results.danger(one, language) for one in draft.dangers]
    return responses.Drafted(ok=True, docker=draft.docker, dangers=dangers)


def _parse(_services: Services, asked: requests.Line, language: str) -> responses.Parsed:
    try:
        parsed = run_line.parse(asked.line)
    except UserInputError as error:
        raise Failure("bad_request", error.text, error.facts, more={"field": "line"}) from error
    left_out = [
        responses.Unsupported(flag=one.flag, text=messages.text(language, one.why)) for one in parsed.unsupported
    ]
    create = requests.made_of(parsed.spec, start=parsed.start)
    return responses.Parsed(ok=True, create=create, unsupported=left_out)


def _like(services: Services, asked: requests.Like, _language: str) -> responses.Likened:
    like = services.creation.like(asked.engine, asked.id, reveal=asked.reveal)
    create = requests.made_of(like.spec)
    return responses.Likened(ok=True, create=create, compose_labels=like.compose, has_hidden=like.has_hidden)


def _pull(services: Services, asked: requests.PullOrder, _language: str) -> responses.PullBegun:
    pull, docker = services.pulls.pull(asked.engine, asked.reference, asked.username, asked.password)
    return responses.PullBegun(ok=True, pull=pull.id, docker=docker)


def _cancel(services: Services, asked: requests.OnPull, _language: str) -> responses.Ok:
    services.pulls.cancel(asked.id)
    return responses.Ok(ok=True)


def _remove_image(services: Services, asked: requests.OnImage, _language: str) -> image_responses.Removed:
    return results.removal(services.images.remove(asked.engine, asked.reference, force=asked.force))


def _prune(services: Services, asked: requests.OnEngine, _language: str) -> image_responses.Removed:
    return results.removal(services.images.prune(asked.engine))


#: Container commands by their name in the URL. `remove` with `force` is `force-remove` in the lifecycle table.
CONTAINER_ACTIONS: Mapping[str, Action] = {
    "start": Action(requests.OnContainer, responses.Done, _container(Command.START), "docker start"),
    "stop": Action(requests.Stop, responses.Done, _container(Command.STOP), "docker stop"),
    "kill": Action(requests.Kill, responses.Done, _container(Command.KILL), "docker kill"),
    "restart": Action(requests.Stop, responses.Done, _container(Command.RESTART), "docker restart"),
    "pause": Action(requests.OnContainer, responses.Done, _container(Command.PAUSE), "docker pause"),
    "unpause": Action(requests.OnContainer, responses.Done, _container(Command.UNPAUSE), "docker unpause"),
    "rename": Action(requests.Rename, responses.Done, _container(Command.RENAME), "docker rename"),
    "remove": Action(
        requests.Remove, responses.Done, _container(Command.REMOVE), "docker rm; with force, docker rm -f"
    ),
}
ACTIONS: Mapping[str, Action] = {
    **CONTAINER_ACTIONS,
    "create": Action(requests.Create, responses.Created, _create, "docker create; with start, docker run -d"),
    "create-line": Action(
        requests.Draft, responses.Drafted, _draft, "the docker command for these settings, and their host access"
    ),
    "parse-line": Action(requests.Line, responses.Parsed, _parse, "the settings in a docker run line"),
    "create-like": Action(requests.Like, responses.Likened, _like, "the settings for a copy of the container"),
    "pull": Action(requests.PullOrder, responses.PullBegun, _pull, "docker pull", 202),
    "cancel-pull": Action(requests.OnPull, responses.Ok, _cancel, "cancel a pull"),
    "remove-image": Action(requests.OnImage, image_responses.Removed, _remove_image, "docker rmi"),
    "prune-images": Action(requests.OnEngine, image_responses.Removed, _prune, "docker image prune -f"),
}
