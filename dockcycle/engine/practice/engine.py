"""`PracticeEngine`: the `Engine` protocol on top of `PracticeDaemon`, which holds the state."""

from collections.abc import Mapping, Sequence
from typing import Any
from weakref import WeakSet

from dockcycle.domain.console import ExecSpec
from dockcycle.domain.container_details import FileChange, Processes
from dockcycle.domain.lifecycle.container import Container, Image, Summary
from dockcycle.domain.lifecycle.table import State
from dockcycle.engine import CreateSpec, Credentials, EngineInfo, RemovedImages
from dockcycle.engine.errors import EngineError
from dockcycle.engine.practice import address as addresses
from dockcycle.engine.practice.daemon import specs
from dockcycle.engine.practice.daemon.clock import Clock
from dockcycle.engine.practice.daemon.daemon import PracticeDaemon
from dockcycle.engine.practice.daemon.event_log import PracticeEventStream
from dockcycle.engine.practice.daemon.practice_images import LOCAL_IMAGES, TEST_IMAGE
from dockcycle.engine.practice.daemon.practice_pulls import PracticePull
from dockcycle.engine.practice.practice_consoles import PracticeConsoles
from dockcycle.engine.practice.practice_details import PracticeDetails
from dockcycle.engine.practice.programs.practice_logs import PracticeLog
from dockcycle.engine.practice.programs.practice_stats import PracticeStats
from dockcycle.engine.practice.programs.terminal_console import TerminalConsole
from dockcycle.engine.practice.scenarios.background_activity import BackgroundActivity
from dockcycle.engine.practice.scenarios.fleet import add_fleet, add_many
from dockcycle.engine.practice.scenarios.load_script import LoadScript

#: The version it reports; it behaves like this API version.
INFO = EngineInfo(version="practice", api="1.42", practice=True)


class PracticeEngine:
    """A simulated engine in memory (`dockcycle.engine.Engine`). Raises ValueError for an invalid address.

    Tests pass a `clock` that they advance themselves. Nothing changes before `connect()`.
    """

    def __init__(self, name: str, address: str = "practice://", clock: Clock | None = None) -> None:
        options = addresses.parse(address)
        self.name = name
        self.product = INFO.product
        self._clock = clock or Clock()
        images = LOCAL_IMAGES if options.containers is None else (*LOCAL_IMAGES, TEST_IMAGE)
        self._daemon = PracticeDaemon(name, self._clock, images)
        self.consoles = PracticeConsoles(self._daemon)
        self.details = PracticeDetails(self._daemon)
        count = options.containers
        containers = add_fleet(self._daemon) if count is None else add_many(self._daemon, count)
        self._background_activity = BackgroundActivity(self._daemon, containers) if options.life else None
        self._load_script = LoadScript(self._daemon, containers, options.rate, options.seconds, options.delay)
        self._closed = False
        self._pulls: WeakSet[PracticePull] = WeakSet()

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

    def images(self) -> list[Image]:
        """Return the local images."""
        with self._clock.lock:
            return self._daemon.images.all()

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
            return specs.own_settings(self._daemon.find(id))

    def pull(self, reference: str, credentials: Credentials | None = None) -> PracticePull:
        """Start to pull from a practice registry; raises EngineError with a reason if the registry refuses."""
        self.ping()
        with self._clock.lock:
            pull = self._daemon.pull(reference, credentials)
            self._pulls.add(pull)
            return pull

    def remove_image(self, reference: str, *, force: bool = False) -> RemovedImages:
        """Remove a tag, a digest or an image; raises EngineError `not_found` or `image_in_use`."""
        with self._clock.lock:
            return self._daemon.images.remove(reference, force=force)

    def prune_images(self) -> RemovedImages:
        """Remove all images without a tag that no container uses."""
        with self._clock.lock:
            return self._daemon.images.prune()

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

    def exec(self, id: str, command: Sequence[str]) -> int:
        """Run a command in a container, wait for its end and return its exit code."""
        console = self.consoles.exec(id, ExecSpec(tuple(command), tty=False))
        while console.read():
            pass
        return console.exit_code() or 0

    def attach(self, id: str) -> None:
        """Check that an attach is allowed and send the event `attach`."""
        self.consoles.attach(id, stdin=False).end()

    def exec_console(self, id: str, spec: ExecSpec, cols: int = 80, rows: int = 24) -> TerminalConsole:
        return self.consoles.exec(id, spec, cols, rows)

    def attach_console(self, id: str, *, stdin: bool) -> TerminalConsole:
        return self.consoles.attach(id, stdin=stdin)

    def shells(self, id: str) -> tuple[str, ...]:
        return self.consoles.shells(id)

    def logs(self, id: str, *, tail: int | None, since_ns: int | None = None, follow: bool = False) -> PracticeLog:
        return self.details.logs(id, tail=tail, since_ns=since_ns, follow=follow)

    def stats(self, id: str) -> PracticeStats:
        return self.details.stats(id)

    def processes(self, id: str) -> Processes:
        return self.details.processes(id)

    def changes(self, id: str) -> tuple[FileChange, ...]:
        return self.details.changes(id)

    def inspect_raw(self, id: str) -> Mapping[str, Any]:
        return self.details.inspect_raw(id)

    def close(self) -> None:
        """End all event streams and pulls, and stop the clock."""
        with self._clock.lock:
            self._closed = True
            if self._background_activity is not None:
                self._background_activity.stop()
            self._load_script.stop()
            for pull in list(self._pulls):
                pull.close()
        self._daemon.event_log.close()
        self._clock.stop()
