"""Builds the messages of failures, pulls, images and host access. The module `board_json` has those of the board."""

from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Any

from dockcycle.domain.create import docker_line
from dockcycle.domain.create.host_access import Danger
from dockcycle.domain.i18n import N_
from dockcycle.domain.image_history import HistoryStep
from dockcycle.domain.lifecycle.container import Container, Image
from dockcycle.domain.lifecycle.snapshot import Snapshot
from dockcycle.domain.pull import Pull
from dockcycle.domain.timestamps import rfc3339
from dockcycle.live.commands.image_commands import Removal, users_of
from dockcycle.live.failure import Failure
from dockcycle.web.schemas import image_responses, responses
from dockcycle.web.text import glossary, messages

PULL = "pull"
OUR_FAULT = N_("Dockcycle could not complete this request because of an internal error. See the log of Dockcycle.")


def problem(status: int, code: str, detail: str, **more: Any) -> responses.Problem:
    """Return a problem object (RFC 9457). `more` are further fields of `Problem`."""
    title = HTTPStatus(status).phrase
    return responses.Problem(ok=False, type="about:blank", title=title, status=status, detail=detail, code=code, **more)


def failure(value: Failure, language: str) -> responses.Problem:
    """Return a failure as a problem, with the sentence in `language` and the engine's message."""
    sentences = [messages.text(language, value.text, **value.facts)]
    if value.why:
        sentences.append(messages.text(language, value.why))
    more = {"status": responses.STATUS[value.code], **_fields(value)}
    return problem(code=value.code, detail=" ".join(sentences), **more)


def _fields(value: Failure) -> Mapping[str, Any]:
    """Return the further fields of a problem, with containers in the form that the page can link to."""
    fields = {**value.more}
    if value.engine_message is not None:
        fields["engine_message"] = value.engine_message
    if "holder" in fields:
        fields["holder"] = holder(fields["holder"])
    if "containers" in fields:
        fields["containers"] = [holder(one) for one in fields["containers"]]
    return fields


def holder(value: Container) -> responses.Holder:
    """Return a container that conflicts with a request or uses an image."""
    return responses.Holder.of(value)


def danger(value: Danger, language: str) -> responses.Danger:
    """Return one setting of a new container that gives host access."""
    return responses.Danger.of(value, text=messages.text(language, value.text, fact=value.fact))


def removal(value: Removal) -> image_responses.Removed:
    """Return the result of removing or pruning images."""
    return image_responses.Removed.of(value, ok=True)


def history(reference: str, steps: Iterable[HistoryStep]) -> image_responses.ImageHistory:
    """Return the body of the history of an image."""
    listed = [
        image_responses.HistoryStep.of(step, created_at=rfc3339(step.created_ns) if step.created_ns > 0 else None)
        for step in steps
    ]
    return image_responses.ImageHistory(ok=True, docker=docker_line.history_line(reference), steps=listed)


def images(board: Snapshot) -> image_responses.Images:
    """Return the body of `/api/v1/images`: all local images, each with the containers created from it."""
    return image_responses.Images(images=[_used_image(image, board) for image in board.images])


def _used_image(image: Image, board: Snapshot) -> image_responses.UsedImage:
    users = [holder(one) for one in users_of(image, board.containers)]
    return image_responses.UsedImage.of(image, created_at=rfc3339(image.created_ns), used_by=users)


def pulls(values: Iterable[Pull], language: str) -> image_responses.Pulls:
    """Return the body of `/api/v1/pulls`."""
    return image_responses.Pulls(pulls=[pull(value, language) for value in values])


def pull(value: Pull, language: str) -> image_responses.Pull:
    """Return one pull. `current` and `total` are the sums over the layers whose size is known, in bytes."""
    sized = [one for one in value.layers.values() if one.total]
    return image_responses.Pull.of(
        value,
        started_at=rfc3339(value.started_ns),
        at=rfc3339(value.at_ns),
        ended_at=None if value.ended_ns is None else rfc3339(value.ended_ns),
        layers=[image_responses.Layer.of(one) for one in value.layers.values()],
        current=sum(one.done for one in sized),
        total=sum(one.total or 0 for one in sized),
        error=_pull_error(value, language),
    )


def _pull_error(pull: Pull, language: str) -> image_responses.PullError | None:
    failure = pull.failure
    if failure is None:
        return None
    text, help = glossary.pull_reason(failure.reason, pull.registry)
    return image_responses.PullError.of(
        failure,
        text=messages.text(language, text),
        help=messages.text(language, help),
        engine_message=failure.message,
    )
