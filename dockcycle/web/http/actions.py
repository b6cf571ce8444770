"""The registry of all actions, by the name that clients use. HTTP and Socket.IO both call it.

Only registered actions can be run. Each action has a schema for its fields, and the services pass each action
to `Gate.authorize`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from msgspec import UNSET

from dockcycle.domain.access import Caller
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

    `run` takes the services, the caller and the validated fields. `status` is the HTTP status on success.
    """

    body: type[requests.Body]
    answer: type[responses.Shape]
    run: Callable[[Services, Caller, Any], responses.Shape]
    text: str
    status: int = 200


def perform(services: Services, caller: Caller, name: str, fields: object) -> responses.Shape:
    """Run the action `name` with `fields` and return its response.

    Raises Failure if the action is unknown, the fields are invalid, the gate refuses it, or the engine fails.
    """
    action = ACTIONS.get(name)
    if action is None:
        raise Failure("bad_request", N_('"%(command)s" is not a valid command.'), {"command": name[:40]})
    return action.run(services, caller, requests.converted(fields, action.body))


_OPTIONS = ("timeout", "signal", "name", "volumes")


def _container(command: Command) -> Callable[[Services, Caller, requests.OnContainer], responses.Done]:
    def run(services: Services, caller: Caller, asked: requests.OnContainer) -> responses.Done:
        options = {name: getattr(asked, name) for name in _OPTIONS if name in asked.__struct_fields__}
        by_force = getattr(asked, "force", False)
        order = CommandRequest(
            asked.engine, asked.id, Command.FORCE_REMOVE if by_force else command, asked.seen, **options
        )
        done = services.commands.run(caller, order)
        return responses.Done(ok=True, docker=done.docker, already=done.already or UNSET)

    return run


def _create(services: Services, caller: Caller, asked: requests.Create) -> responses.Created:
    source = Source(asked.from_.engine, asked.from_.id) if asked.from_ else None
    made = services.creation.create(caller, asked.engine, asked.spec(), start=asked.start, source=source)
    return responses.Created(ok=True, id=made.id, docker=made.docker, started=made.started)


def _draft(services: Services, caller: Caller, asked: requests.Draft) -> responses.Drafted:
    draft = services.creation.draft(asked.spec(), start=asked.start)
    dangers = [results.danger(one, caller.language) for one in draft.dangers]
    return responses.Drafted(ok=True, docker=draft.docker, dangers=dangers)


def _parse(_services: Services, caller: Caller, asked: requests.Line) -> responses.Parsed:
    try:
        parsed = run_line.parse(asked.line)
    except UserInputError as error:
        raise Failure("bad_request", error.text, error.facts, more={"field": "line"}) from error
    left_out = [
        responses.Unsupported(flag=one.flag, text=messages.text(caller.language, one.why)) for one in parsed.unsupported
    ]
    create = requests.made_of(parsed.spec, start=parsed.start)
    return responses.Parsed(ok=True, create=create, unsupported=left_out)


def _like(services: Services, caller: Caller, asked: requests.Like) -> responses.Likened:
    like = services.creation.like(caller, asked.engine, asked.id, reveal=asked.reveal)
    create = requests.made_of(like.spec)
    return responses.Likened(ok=True, create=create, compose_labels=like.compose, has_hidden=like.has_hidden)


def _pull(services: Services, caller: Caller, asked: requests.PullOrder) -> responses.PullBegun:
    pull, docker = services.pulls.pull(caller, asked.engine, asked.reference, asked.username, asked.password)
    return responses.PullBegun(ok=True, pull=pull.id, docker=docker)


def _cancel(services: Services, caller: Caller, asked: requests.OnPull) -> responses.Ok:
    services.pulls.cancel(caller, asked.id)
    return responses.Ok(ok=True)


def _remove_image(services: Services, caller: Caller, asked: requests.OnImage) -> image_responses.Removed:
    return results.removal(services.images.remove(caller, asked.engine, asked.reference, force=asked.force))


def _tag_image(services: Services, caller: Caller, asked: requests.TagOrder) -> responses.Done:
    docker = services.images.tag(caller, asked.engine, asked.reference, asked.target)
    return responses.Done(ok=True, docker=docker)


def _reset_practice(services: Services, caller: Caller, asked: requests.PracticeOrder) -> responses.Ok:
    services.practice.reset(caller, asked.engine, asked.fleet)
    return responses.Ok(ok=True)


def _prune(services: Services, caller: Caller, asked: requests.OnEngine) -> image_responses.Removed:
    return results.removal(services.images.prune(caller, asked.engine))


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
    "tag-image": Action(requests.TagOrder, responses.Done, _tag_image, "docker tag"),
    "reset-practice": Action(
        requests.PracticeOrder, responses.Ok, _reset_practice, "replace all containers and images of a practice engine"
    ),
    "prune-images": Action(requests.OnEngine, image_responses.Removed, _prune, "docker image prune -f"),
}
