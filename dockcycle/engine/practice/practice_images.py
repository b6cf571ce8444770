"""Lists, pulls and removes the images of the practice engine."""

from collections.abc import Callable
from weakref import WeakSet

from dockcycle.domain.image_history import HistoryStep
from dockcycle.domain.lifecycle.container import Image
from dockcycle.engine import Credentials, RemovedImages
from dockcycle.engine.docker.request_parsing import tag_wanted
from dockcycle.engine.practice.daemon.daemon import PracticeDaemon
from dockcycle.engine.practice.daemon.practice_pulls import PracticePull


class PracticeImages:
    """The images of the practice engine (`engine_protocols.ImageCalls`).

    `check_open` raises EngineError if the engine is closed.
    """

    def __init__(self, daemon: PracticeDaemon, check_open: Callable[[], None]) -> None:
        self._daemon = daemon
        self._check_open = check_open
        self._pulls: WeakSet[PracticePull] = WeakSet()

    def list(self) -> list[Image]:
        """Return the local images."""
        with self._daemon.clock.lock:
            return self._daemon.images.all()

    def pull(self, reference: str, credentials: Credentials | None = None) -> PracticePull:
        """Start to pull from a practice registry; raises EngineError with a reason if the registry refuses."""
        self._check_open()
        with self._daemon.clock.lock:
            pull = self._daemon.pull(reference, credentials)
            self._pulls.add(pull)
            return pull

    def remove(self, reference: str, *, force: bool = False) -> RemovedImages:
        """Remove a tag, a digest or an image; raises EngineError `not_found` or `image_in_use`."""
        with self._daemon.clock.lock:
            return self._daemon.images.remove(reference, force=force)

    def tag(self, reference: str, target: str) -> None:
        """Give an image another name; raises EngineError `not_found` or `bad_request`."""
        wanted = tag_wanted(target)
        with self._daemon.clock.lock:
            self._daemon.images.tag(reference, wanted.familiar)

    def history(self, reference: str) -> tuple[HistoryStep, ...]:
        """Return the steps of the build, as an image from a Dockerfile has them."""
        with self._daemon.clock.lock:
            return self._daemon.images.history(reference)

    def prune(self) -> RemovedImages:
        """Remove all images without a tag that no container uses."""
        with self._daemon.clock.lock:
            return self._daemon.images.prune()

    def close(self) -> None:
        """Cancel all pulls. The caller must hold the lock of the clock."""
        for pull in list(self._pulls):
            pull.close()
