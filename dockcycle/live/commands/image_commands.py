"""Removes, prunes and tags images, reads their history, and reports the containers that use an image."""

from dataclasses import dataclass

from dockcycle.domain.access import Caller
from dockcycle.domain.create import docker_line
from dockcycle.domain.engine_kind import PODMAN
from dockcycle.domain.i18n import N_, Message, Plural, UserInputError
from dockcycle.domain.image_history import HistoryStep, masked_step
from dockcycle.domain.image_reference import parse
from dockcycle.domain.lifecycle.container import Container, Image
from dockcycle.domain.lifecycle.table import State
from dockcycle.engine import RemovedImages
from dockcycle.engine.errors import EngineError
from dockcycle.live.board.hub import Hub
from dockcycle.live.engines import EngineRegistry
from dockcycle.live.failure import TEXTS, Failure, engine_errors_as_failures, failure_of
from dockcycle.live.gate import Gate

_IN_USE = Plural(
    "%(count)s container uses the image %(name)s. Remove this container first.",
    "%(count)s containers use the image %(name)s. Remove these containers first.",
)
_MORE_TAGS = N_(
    "The image %(name)s has several names. Remove the names that you do not need one by one, or all of them by force."
)
_NO_DIGEST = N_("A new name can have a tag, but no digest.")

_ALIVE = (State.RUNNING, State.PAUSED, State.RESTARTING)


@dataclass(frozen=True, slots=True)
class Removal:
    """The result of a removal: docker command, removed names and image ids, and the bytes that are free again."""

    docker: str
    untagged: tuple[str, ...]
    deleted: tuple[str, ...]
    reclaimed: int


class ImageCommands:
    """Changes images through the gate. Which containers use an image is read from the board."""

    def __init__(self, gate: Gate, engines: EngineRegistry, hub: Hub) -> None:
        self._gate = gate
        self._engines = engines
        self._hub = hub

    def remove(self, caller: Caller, engine_name: str, reference: str, *, force: bool) -> Removal:
        """Remove a tag or an image; raises Failure."""
        with self._gate.opened(caller, "remove-image", engine_name) as engine:
            try:
                removed = engine.images.remove(reference, force=force)
            except EngineError as error:
                raise self._explained(engine_name, reference, error) from error
        return _removal(docker_line.remove_image_line(reference, force=force), removed)

    def tag(self, caller: Caller, engine_name: str, reference: str, target: str) -> str:
        """Give an image another name and return the docker command; raises Failure."""
        try:
            wanted = parse(target)
        except UserInputError as error:
            raise Failure("bad_request", error.text, error.facts, more={"field": "target"}) from error
        if wanted.digest:
            raise Failure("bad_request", _NO_DIGEST, more={"field": "target"})
        with (
            self._gate.opened(caller, "tag-image", engine_name) as engine,
            engine_errors_as_failures(engine.name, reference),
        ):
            engine.images.tag(reference, wanted.familiar)
        return docker_line.tag_line(reference, wanted.familiar)

    def history(self, caller: Caller, engine_name: str, reference: str) -> tuple[HistoryStep, ...]:
        """Return the steps of the build with their secrets masked, the newest first; raises Failure."""
        with (
            self._gate.opened(caller, "image-history", engine_name) as engine,
            engine_errors_as_failures(engine.name, reference),
        ):
            return tuple(masked_step(step) for step in engine.images.history(reference))

    def prune(self, caller: Caller, engine_name: str) -> Removal:
        """Remove all dangling images that no container uses; raises Failure."""
        with (
            self._gate.opened(caller, "prune-images", engine_name) as engine,
            engine_errors_as_failures(engine.name, "docker image prune"),
        ):
            return _removal(docker_line.prune_line(), engine.images.prune())

    def _explained(self, engine: str, reference: str, error: EngineError) -> Failure:
        if error.code != "image_in_use":
            return failure_of(error, engine, reference)
        board = self._hub.snapshot()
        image = find(board.images, engine, reference)
        users = users_of(image, board.containers) if image else []
        return Failure(
            "image_in_use",
            _why_in_use(image, len(users)),
            {"name": reference, "count": len(users)},
            engine_message=error.message,
            more={"containers": users, "can_force": self._can_force(reference, image, users)},
        )

    def _can_force(self, reference: str, image: Image | None, users: list[Container]) -> bool:
        """Return whether a forced removal spares the containers that use the image.

        Docker always untags an image that is given by name. It removes an image that is given by id only if none of its
        containers is running. Podman also removes containers that are not running, and refuses while one is running
        (podman `libpod/runtime_img.go`).
        """
        if image is None:
            return True
        if self._engines.status(image.engine).product == PODMAN:
            return not users
        by_name = not image.id.startswith(_id_of(reference))
        return by_name or not any(one.state in _ALIVE for one in users)


def _why_in_use(image: Image | None, users: int) -> Message:
    """Return the reason why an image is in use, as far as the board knows it.

    Otherwise the message of the engine explains it: another image may be based on it, or the board does not have a new
    container yet.
    """
    if users:
        return _IN_USE
    return _MORE_TAGS if image is not None and len(image.tags) > 1 else TEXTS["image_in_use"]


def _removal(docker: str, removed: RemovedImages) -> Removal:
    return Removal(docker, removed.untagged, removed.deleted, removed.reclaimed)


def users_of(image: Image, containers: tuple[Container, ...]) -> list[Container]:
    """Return the containers that were created from an image."""
    return [one for one in containers if one.engine == image.engine and one.image_id == image.id]


def find(images: tuple[Image, ...], engine: str, reference: str) -> Image | None:
    """Return the image of an engine with this name, id or unique start of an id; None if there is none."""
    here = [image for image in images if image.engine == engine]
    names = {reference, _familiar(reference)}
    named = next((image for image in here if names & {*image.tags, *image.digests}), None)
    by_id = [image for image in here if image.id.startswith(_id_of(reference))]
    return named or (by_id[0] if len(by_id) == 1 else None)


def _familiar(reference: str) -> str:
    try:
        return parse(reference).familiar
    except UserInputError:
        return reference


def _id_of(reference: str) -> str:
    return f"sha256:{reference.removeprefix('sha256:')}"
