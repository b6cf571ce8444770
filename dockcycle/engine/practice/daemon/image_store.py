"""The local images of a practice engine with their tags and digests.

Images are removed by the rules of moby `daemon/images/image_delete.go` and `image_prune.go`.
"""

from collections.abc import Callable, Iterable, Sequence

from dockcycle.domain.i18n import UserInputError
from dockcycle.domain.image_history import HistoryStep
from dockcycle.domain.image_reference import parse
from dockcycle.domain.lifecycle.container import Image
from dockcycle.domain.lifecycle.table import State
from dockcycle.domain.timestamps import NANOSECONDS
from dockcycle.engine import RemovedImages
from dockcycle.engine.errors import EngineError
from dockcycle.engine.practice.daemon.image_catalog import PracticeImage
from dockcycle.engine.practice.daemon.image_steps import history_of
from dockcycle.engine.practice.daemon.practice_container import PracticeContainer
from dockcycle.engine.practice.daemon.practice_errors import image_in_use

_DAY_SECONDS = 86_400
_HEX = frozenset("0123456789abcdef")

#: Sends an image event, from the action and the image id.
SendImageEvent = Callable[[str, str], None]


class ImageStore:
    """The image store. Callers must hold the lock of the clock.

    `since_ns` is the time that the ages of the images refer to. `users` returns the containers of an image id.
    """

    def __init__(
        self, engine: str, images: Iterable[PracticeImage], since_ns: int,
        users: Callable[[str], Sequence[PracticeContainer]], send_event: SendImageEvent,
    ) -> None:  # fmt: skip
        self._engine = engine
        self._since_ns = since_ns
        self._users = users
        self._send_event = send_event
        self._images: dict[str, PracticeImage] = {}
        self._names: dict[str, str] = {}
        for image in images:
            self.take(image, image.name)

    def all(self) -> list[Image]:
        """Return all local images."""
        return [self._listed(image) for image in self._images.values()]

    def layers(self) -> frozenset[str]:
        """Return the ids of all local layers."""
        return frozenset(layer.id for image in self._images.values() for layer in image.layers)

    def has(self, image: PracticeImage, name: str) -> bool:
        """Return whether the tag or digest `name` refers to `image`."""
        return self._names.get(name) == image.id

    def take(self, image: PracticeImage, name: str | None) -> None:
        """Store an image under a tag (None: none) and its digest. The tag moves from another image if necessary."""
        self._images[image.id] = image
        if name:
            self._names[name] = image.id
        if image.digest:
            self._names[f"{image.repository}@{image.digest}"] = image.id

    def find(self, reference: str) -> PracticeImage:
        """Return the image with this name, id or unique beginning of an id; raises EngineError `not_found`."""
        name = _familiar(reference)
        id = self._names.get(name) or self._by_id(reference)
        if id is None:
            raise EngineError("not_found", f"No such image: {name}", 404)
        return self._images[id]

    def remove(self, reference: str, *, force: bool = False) -> RemovedImages:
        """Remove a tag or digest, and the image with the last of them; or an image by its id.

        Raises EngineError `not_found` or `image_in_use`.
        """
        image = self.find(reference)
        name = _familiar(reference)
        if self._names.get(name) != image.id:
            return self._remove_by_id(image, force=force)
        if not force and self._is_single(image):
            self._refuse_used_name(image, reference)
        untagged = self._untag(name, image)
        if not self._tags(image):  # the digests are removed with the last tag
            for digest in self._digests(image):
                untagged += self._untag(digest, image)
        if self._tags(image) or self._digests(image) or self._is_held(image, force=force):
            return RemovedImages(untagged)
        return RemovedImages(untagged, self._delete(image))

    def tag(self, reference: str, name: str) -> None:
        """Give an image the tag `name`; raises EngineError `not_found`."""
        image = self.find(reference)
        self._names[name] = image.id
        self._send_event("tag", image.id)

    def history(self, reference: str) -> tuple[HistoryStep, ...]:
        """Return the steps of the build, the newest first; raises EngineError `not_found`."""
        image = self.find(reference)
        return history_of(image, self._created_ns(image), self._tags(image))

    def prune(self) -> RemovedImages:
        """Remove every image without a tag that no container uses."""
        untagged: tuple[str, ...] = ()
        deleted: tuple[str, ...] = ()
        reclaimed = 0
        for image in list(self._images.values()):
            if not self._tags(image) and not self._users(image.id):
                removed = self._remove_by_id(image, force=False)
                untagged, deleted = untagged + removed.untagged, deleted + removed.deleted
                shared = self.layers()
                reclaimed += sum(layer.size for layer in image.layers if layer.id not in shared)
        return RemovedImages(untagged, deleted, reclaimed)

    def _remove_by_id(self, image: PracticeImage, *, force: bool) -> RemovedImages:
        for container in self._users(image.id):
            if _is_running(container):
                words = f"image is being used by running container {container.inspected.id[:12]}"
                raise image_in_use(f"delete {_short(image.id)} (cannot be forced)", words)
        if not force and not self._is_single(image):
            words = "image is referenced in multiple repositories"
            raise image_in_use(f"delete {_short(image.id)} (must be forced)", words)
        for container in () if force else self._users(image.id):
            words = f"image is being used by stopped container {container.inspected.id[:12]}"
            raise image_in_use(f"delete {_short(image.id)} (must be forced)", words)
        untagged: tuple[str, ...] = ()
        for name in (*self._tags(image), *self._digests(image)):
            untagged += self._untag(name, image)
        return RemovedImages(untagged, self._delete(image))

    def _refuse_used_name(self, image: PracticeImage, reference: str) -> None:
        for container in self._users(image.id):
            what = f'remove repository reference "{reference}" (must force)'
            words = f"container {container.inspected.id[:12]} is using its referenced image {_short(image.id)}"
            raise image_in_use(what, words)

    def _is_held(self, image: PracticeImage, *, force: bool) -> bool:
        """Return whether a container prevents the removal of an untagged image: with `force`, only a running one."""
        return any(_is_running(container) or not force for container in self._users(image.id))

    def _is_single(self, image: PracticeImage) -> bool:
        return len(self._tags(image)) <= 1

    def _untag(self, name: str, image: PracticeImage) -> tuple[str, ...]:
        del self._names[name]
        self._send_event("untag", image.id)
        return (name,)

    def _delete(self, image: PracticeImage) -> tuple[str, ...]:
        del self._images[image.id]
        self._send_event("delete", image.id)
        return (image.id,)

    def _tags(self, image: PracticeImage) -> tuple[str, ...]:
        return tuple(name for name, id in self._names.items() if id == image.id and "@" not in name)

    def _digests(self, image: PracticeImage) -> tuple[str, ...]:
        return tuple(name for name, id in self._names.items() if id == image.id and "@" in name)

    def _by_id(self, reference: str) -> str | None:
        digits = reference.removeprefix("sha256:")
        if not digits or not set(digits) <= _HEX:
            return None
        fit = [id for id in self._images if id.removeprefix("sha256:").startswith(digits)]
        return fit[0] if len(fit) == 1 else None

    def _created_ns(self, image: PracticeImage) -> int:
        return self._since_ns - image.days_old * _DAY_SECONDS * NANOSECONDS

    def _listed(self, image: PracticeImage) -> Image:
        tags, digests = self._tags(image), self._digests(image)
        return Image(
            self._engine, image.id, tags, self._created_ns(image), image.size, dangling=not tags, digests=digests
        )


def _familiar(reference: str) -> str:
    try:
        return parse(reference).familiar
    except UserInputError:  # an id, or an invalid name
        return reference


def _is_running(container: PracticeContainer) -> bool:
    return container.is_up or container.state is State.RESTARTING


def _short(id: str) -> str:
    return id.removeprefix("sha256:")[:12]
