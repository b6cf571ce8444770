"""The images a practice engine has: tags that point to them, digests they are known by, and how they go again.

The rules of removal are those of moby `daemon/images/image_delete.go` and `image_prune.go`.
"""

from collections.abc import Callable, Iterable, Sequence

from dockcycle.domain.container import Image
from dockcycle.domain.instant import NANOSECONDS, rfc3339
from dockcycle.domain.lifecycle import State
from dockcycle.domain.reference import parse
from dockcycle.domain.words import PlainError
from dockcycle.engine import RemovedImages
from dockcycle.engine.errors import EngineError
from dockcycle.engine.practice.images import PracticeImage
from dockcycle.engine.practice.record import Record
from dockcycle.engine.practice.refusals import image_in_use

_DAY_SECONDS = 86_400
_HEX = frozenset("0123456789abcdef")

#: Tells an image event: action, image id.
Tell = Callable[[str, str], None]


class Images:
    """All calls under the lock of the clock. `since_ns` is the instant the images' ages are counted from.

    `users` returns the containers of an image.
    """

    def __init__(
        self, engine: str, images: Iterable[PracticeImage], since_ns: int, users: Callable[[str], Sequence[Record]],
        tell: Tell,
    ) -> None:  # fmt: skip
        self._engine = engine
        self._since_ns = since_ns
        self._users = users
        self._tell = tell
        self._images: dict[str, PracticeImage] = {}
        self._names: dict[str, str] = {}
        for image in images:
            self.take(image, image.name)

    def all(self) -> list[Image]:
        """Return what `docker images` lists."""
        return [self._listed(image) for image in self._images.values()]

    def layers(self) -> frozenset[str]:
        """Return the ids of all layers that are here."""
        return frozenset(layer.id for image in self._images.values() for layer in image.layers)

    def has(self, image: PracticeImage, name: str) -> bool:
        """Tell whether `name` is this very image."""
        return self._names.get(name) == image.id

    def take(self, image: PracticeImage, name: str | None) -> None:
        """Keep an image under a name, if any; another that had the name loses it."""
        self._images[image.id] = image
        if name:
            self._names[name] = image.id
        if image.digest:
            self._names[f"{image.repository}@{image.digest}"] = image.id

    def find(self, reference: str) -> PracticeImage:
        """Return the image called so, or by its id or the beginning of it; raises EngineError `not_found`."""
        name = _familiar(reference)
        id = self._names.get(name) or self._by_id(reference)
        if id is None:
            raise EngineError("not_found", f"No such image: {name}", 404)
        return self._images[id]

    def remove(self, reference: str, *, force: bool = False) -> RemovedImages:
        """Take away a name, and the image with its last one; or an image by its id. Raises EngineError."""
        image = self.find(reference)
        name = _familiar(reference)
        if self._names.get(name) != image.id:
            return self._remove_by_id(image, force=force)
        if not force and self._is_single(image):
            self._refuse_used_name(image, reference)
        untagged = self._untag(name, image)
        if not self._tags(image):  # what a registry calls it goes with the last tag of it
            for digest in self._digests(image):
                untagged += self._untag(digest, image)
        if self._tags(image) or self._digests(image) or self._is_held(image, force=force):
            return RemovedImages(untagged)
        return RemovedImages(untagged, self._delete(image))

    def prune(self) -> RemovedImages:
        """Take away every image without a tag that no container uses."""
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
        for record in self._users(image.id):
            if _runs(record):
                words = f"image is being used by running container {record.told.id[:12]}"
                raise image_in_use(f"delete {_short(image.id)} (cannot be forced)", words)
        if not force and not self._is_single(image):
            words = "image is referenced in multiple repositories"
            raise image_in_use(f"delete {_short(image.id)} (must be forced)", words)
        for record in () if force else self._users(image.id):
            words = f"image is being used by stopped container {record.told.id[:12]}"
            raise image_in_use(f"delete {_short(image.id)} (must be forced)", words)
        untagged: tuple[str, ...] = ()
        for name in (*self._tags(image), *self._digests(image)):
            untagged += self._untag(name, image)
        return RemovedImages(untagged, self._delete(image))

    def _refuse_used_name(self, image: PracticeImage, reference: str) -> None:
        for record in self._users(image.id):
            what = f'remove repository reference "{reference}" (must force)'
            words = f"container {record.told.id[:12]} is using its referenced image {_short(image.id)}"
            raise image_in_use(what, words)

    def _is_held(self, image: PracticeImage, *, force: bool) -> bool:
        """Tell whether an image without a name stays: a running container holds it in any case."""
        return any(_runs(record) or not force for record in self._users(image.id))

    def _is_single(self, image: PracticeImage) -> bool:
        return len(self._tags(image)) <= 1

    def _untag(self, name: str, image: PracticeImage) -> tuple[str, ...]:
        del self._names[name]
        self._tell("untag", image.id)
        return (name,)

    def _delete(self, image: PracticeImage) -> tuple[str, ...]:
        del self._images[image.id]
        self._tell("delete", image.id)
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

    def _listed(self, image: PracticeImage) -> Image:
        created_at = rfc3339(self._since_ns - image.days_old * _DAY_SECONDS * NANOSECONDS)
        tags, digests = self._tags(image), self._digests(image)
        return Image(self._engine, image.id, tags, created_at, image.size, dangling=not tags, digests=digests)


def _familiar(reference: str) -> str:
    try:
        return parse(reference).familiar
    except PlainError:  # an id, or nothing that could be there
        return reference


def _runs(record: Record) -> bool:
    return record.is_up or record.state is State.RESTARTING


def _short(id: str) -> str:
    return id.removeprefix("sha256:")[:12]
