"""`PracticeEngine`: the `Engine` protocol on top of `PracticeDaemon`, which holds the state."""

from collections.abc import Mapping, Sequence

from dockcycle.domain.lifecycle.container import Container, Summary
from dockcycle.domain.lifecycle.table import State
from dockcycle.domain.practice import PracticeFleet
from dockcycle.domain.project_labels import DEFAULT_PROJECT_LABELS
from dockcycle.engine import CreateSpec, EngineInfo
from dockcycle.engine.errors import EngineError
from dockcycle.engine.practice import address as addresses
from dockcycle.engine.practice.daemon import container_specs
from dockcycle.engine.practice.daemon.clock import Clock
from dockcycle.engine.practice.daemon.daemon import PracticeDaemon
from dockcycle.engine.practice.daemon.event_log import PracticeEventStream
from dockcycle.engine.practice.daemon.image_catalog import LOCAL_IMAGES, TEST_IMAGE, PracticeImage
from dockcycle.engine.practice.practice_consoles import PracticeConsoles
from dockcycle.engine.practice.practice_details import PracticeDetails
from dockcycle.engine.practice.practice_images import PracticeImages
from dockcycle.engine.practice.scenarios.background_activity import BackgroundActivity
from dockcycle.engine.practice.scenarios.fleet import add_fleet, add_many
from dockcycle.engine.practice.scenarios.load_script import LoadScript

#: The version it reports; it behaves like this API version.
INFO = EngineInfo(version="practice", api="1.42", practice=True)


#: The address of each fleet of a reset.
ADDRESSES: Mapping[PracticeFleet, str] = {
    PracticeFleet.EMPTY: "practice://?containers=0&images=0",
    PracticeFleet.SMALL: "practice://",
    PracticeFleet.BUSY: "practice://?containers=60&life=1&images=1",
}


class PracticeEngine:
    """A simulated engine in memory (`dockcycle.engine.Engine`). Raises ValueError for an invalid address.

    Tests pass a `clock` that they advance themselves. Nothing changes before `connect()`. `project_labels` are the
    names of the labels that tell the project of a container, in order of precedence.
    """

    def __init__(
        self,
        name: str,
        address: str = "practice://",
        clock: Clock | None = None,
        *,
        project_labels: Sequence[str] = DEFAULT_PROJECT_LABELS,
    ) -> None:
        options = addresses.parse(address)
        self.name = name
        self.product = INFO.product
        self._project_labels = project_labels
        self._clock = clock or Clock()
        images = _images(options)
        self._daemon = PracticeDaemon(name, self._clock, images, project_labels)
        self.consoles = PracticeConsoles(self._daemon)
        self.details = PracticeDetails(self._daemon)
        self.images = PracticeImages(self._daemon, self.ping)
        count = options.containers
        containers = add_fleet(self._daemon) if count is None else add_many(self._daemon, count)
        self._background_activity = BackgroundActivity(self._daemon, containers) if options.life else None
        self._load_script = LoadScript(self._daemon, containers, options.rate, options.seconds, options.delay)
        self._closed = False

    def renewed(self, fleet: PracticeFleet) -> "PracticeEngine":
        """Return a new engine with the same name and another fleet, not connected."""
        return PracticeEngine(self.name, ADDRESSES[fleet], project_labels=self._project_labels)

    def connect(self) -> EngineInfo:
        """Start the clock and the automatic changes of the fleet; return the version."""
        with self._clock.lock:
            self._closed = False
            if self._background_activity is not None:
                self._background_activity.start()
        self._clock.start()
        return INFO

    def ping(self) -> None:
        """Raise EngineError `engine_unreachable` if the engine is closed."""
        if self._closed:
            raise EngineError("engine_unreachable", "The practice engine is closed.")

    def containers(self, state: State | None = None) -> list[Summary]:
        """Return the containers in `state`, or all containers; oldest first."""
        with self._clock.lock:
            return [row for row in self._daemon.summaries() if state in (None, row.state)]

    def inspect(self, id: str) -> Container:
        """Return one container; raises EngineError `not_found`."""
        with self._clock.lock:
            return self._daemon.find(id).inspected

    def events(self, since_ns: int | None = None) -> PracticeEventStream:
        """Subscribe to events; the first subscription starts the load script."""
        self.ping()
        stream = self._daemon.event_log.subscribe(since_ns)
        self._load_script.begin()
        return stream

    def create(self, spec: CreateSpec) -> str:
        """Create a container and return its id; raises EngineError with Docker's messages."""
        with self._clock.lock:
            return self._daemon.create(spec).inspected.id

    def spec(self, id: str) -> CreateSpec:
        """Return the settings that create an equal container, without those of its image."""
        with self._clock.lock:
            return container_specs.own_settings(self._daemon.find(id))

    def start(self, id: str) -> bool:
        """Start a container; raises EngineError, with code `bad_request` if its command cannot be executed."""
        with self._clock.lock:
            return self._daemon.start(self._daemon.find(id))

    def stop(self, id: str, timeout: int | None = None, signal: str | None = None) -> bool:
        """Stop a container and wait for its exit."""
        with self._clock.lock:
            container = self._daemon.find(id)
            done = self._daemon.stop(container, timeout, signal)
            self._clock.wait_for(lambda: not container.is_stopping)
            return done

    def kill(self, id: str, signal: str | None = None) -> bool:
        """Send a signal to the main process, SIGKILL by default."""
        with self._clock.lock:
            return self._daemon.kill(self._daemon.find(id), signal)

    def restart(self, id: str, timeout: int | None = None, signal: str | None = None) -> bool:
        """Restart a container and wait until it has been started again."""
        with self._clock.lock:
            container = self._daemon.find(id)
            done = self._daemon.restart(container, timeout, signal)
            self._clock.wait_for(lambda: container.after_stop is None)
            return done

    def pause(self, id: str) -> bool:
        """Freeze the processes of a container."""
        with self._clock.lock:
            return self._daemon.pause(self._daemon.find(id))

    def unpause(self, id: str) -> bool:
        """Let the processes of a paused container continue."""
        with self._clock.lock:
            return self._daemon.unpause(self._daemon.find(id))

    def rename(self, id: str, name: str) -> bool:
        """Rename a container; raises EngineError `name_in_use` or `bad_request` for the name."""
        with self._clock.lock:
            return self._daemon.rename(self._daemon.find(id), name)

    def remove(self, id: str, *, force: bool = False, volumes: bool = False) -> bool:
        """Remove a container. `volumes` has no effect: the practice engine has no volumes."""
        del volumes
        with self._clock.lock:
            return self._daemon.remove(self._daemon.find(id), force=force)

    def close(self) -> None:
        """End all event streams and pulls, and stop the clock."""
        with self._clock.lock:
            self._closed = True
            if self._background_activity is not None:
                self._background_activity.stop()
            self._load_script.stop()
            self.images.close()
        self._daemon.event_log.close()
        self._clock.stop()


def _images(options: addresses.Options) -> tuple[PracticeImage, ...]:
    if options.images == 0:
        return ()
    has_test_image = options.containers is not None and options.images is None
    return (*LOCAL_IMAGES, TEST_IMAGE) if has_test_image else LOCAL_IMAGES
