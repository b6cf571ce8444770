"""All containers of a practice engine and the commands on them. Nothing here blocks.

Each command is checked against the lifecycle table first. Callers must hold the lock of the clock.
"""

import random
from collections.abc import Callable, Iterable, Sequence

from dockcycle.domain.lifecycle.causes import SIGKILL
from dockcycle.domain.lifecycle.container import Port, Summary
from dockcycle.domain.lifecycle.table import Command, Verdict
from dockcycle.domain.lifecycle.variants import answer
from dockcycle.domain.project_labels import DEFAULT_PROJECT_LABELS
from dockcycle.domain.pull import PullProgress
from dockcycle.engine import CreateSpec, Credentials
from dockcycle.engine.docker.pull_errors import pull_error
from dockcycle.engine.docker.request_parsing import image_named
from dockcycle.engine.practice.daemon import container_specs, host_limits, practice_errors, random_names, registry
from dockcycle.engine.practice.daemon.clock import Clock
from dockcycle.engine.practice.daemon.event_log import EventLog
from dockcycle.engine.practice.daemon.image_catalog import PracticeImage
from dockcycle.engine.practice.daemon.image_store import ImageStore
from dockcycle.engine.practice.daemon.port_allocation import allocated_ports
from dockcycle.engine.practice.daemon.practice_container import PracticeContainer
from dockcycle.engine.practice.daemon.practice_pulls import PracticePull, timeline
from dockcycle.engine.practice.programs.process import Process
from dockcycle.engine.practice.programs.process_table import ProcessTable
from dockcycle.engine.practice.programs.terminal_console import TerminalConsole


class PracticeDaemon:
    """The containers by id and name. Commands return False if the container already has the wanted state."""

    def __init__(
        self,
        engine: str,
        clock: Clock,
        images: Iterable[PracticeImage],
        project_labels: Sequence[str] = DEFAULT_PROJECT_LABELS,
    ) -> None:
        self.clock = clock
        self.rng = random.Random(engine)  # noqa: S311 (names, not secrets)
        self.event_log = EventLog(engine, clock)
        self.images = ImageStore(engine, images, clock.now_ns(), self._users, self._send_image_event)
        self._engine = engine
        self._project_labels = project_labels
        self._processes = ProcessTable(clock, self.event_log, self._open_ports, self._destroy)
        self._containers: dict[str, PracticeContainer] = {}
        self._ids: dict[str, str] = {}

    def find(self, reference: str) -> PracticeContainer:
        """Return the container with this id or name; raises EngineError `not_found`."""
        container = self._containers.get(self._ids.get(reference, reference))
        if container is None:
            raise practice_errors.no_such_container(reference)
        return container

    def has(self, container: PracticeContainer) -> bool:
        """Return whether the container still exists."""
        return container.inspected.id in self._containers

    def all(self) -> list[PracticeContainer]:
        """Return all containers, oldest first."""
        return list(self._containers.values())

    def summaries(self) -> list[Summary]:
        """Return the rows of `docker ps -a`."""
        return [
            Summary(inspected.id, inspected.name, inspected.state, inspected.health)
            for inspected in (container.inspected for container in self._containers.values())
        ]

    def create(self, spec: CreateSpec) -> PracticeContainer:
        """Create a container and send the event `create`; raises EngineError with Docker's messages."""
        host_limits.check(spec)
        if spec.name is not None:
            self._check_free(spec.name)
        container = self.build(spec, self.clock.now_ns())
        self.add(container)
        self.event_log.send(container, "create")
        return container

    def build(self, spec: CreateSpec, at_ns: int) -> PracticeContainer:
        """Return a new container with the creation time `at_ns`, without adding it; raises EngineError."""
        image = self.images.find(spec.image)
        id, name = random_names.new_id(self.rng), spec.name or random_names.free_name(self.rng, self._ids)
        return container_specs.new_container(
            spec,
            image,
            engine=self._engine,
            id=id,
            name=name,
            at_ns=at_ns,
            project_labels=self._project_labels,
        )

    def add(self, container: PracticeContainer) -> None:
        """Add a container without an event."""
        self._containers[container.inspected.id] = container
        self._ids[container.inspected.name] = container.inspected.id

    def resume(self, container: PracticeContainer) -> None:
        """Schedule the exit and health check of a running container, or the next start of a restarting one."""
        self._processes.resume(container)

    def start(self, container: PracticeContainer) -> bool:
        """Start a container; raises EngineError if the state does not allow it or the main process cannot start."""
        return self._perform(Command.START, container, lambda: self._processes.start(container))

    def stop(self, container: PracticeContainer, timeout: float | None = None, signal: str | None = None) -> bool:
        """Begin to stop a container; `container.is_stopping` is True until it has exited.

        `timeout` (seconds) and `signal` default to the container's own.
        """
        seconds = container.inspected.stop_timeout if timeout is None else timeout
        number = None if signal is None else container_specs.signal_number(signal)
        return self._perform(Command.STOP, container, lambda: self._processes.stop(container, seconds, number))

    def kill(self, container: PracticeContainer, signal: str | None = None) -> bool:
        """Send a signal, given by name or number, SIGKILL by default."""
        number = container_specs.signal_number(signal)
        return self._perform(Command.KILL, container, lambda: self._processes.signal(container, number))

    def restart(self, container: PracticeContainer, timeout: float | None = None, signal: str | None = None) -> bool:
        """Begin to restart a container; `container.after_stop` is set until its stop has finished."""
        seconds = container.inspected.stop_timeout if timeout is None else timeout
        number = None if signal is None else container_specs.signal_number(signal)
        return self._perform(Command.RESTART, container, lambda: self._processes.restart(container, seconds, number))

    def pause(self, container: PracticeContainer) -> bool:
        """Freeze the processes of a container."""
        return self._perform(Command.PAUSE, container, lambda: self._processes.pause(container))

    def unpause(self, container: PracticeContainer) -> bool:
        """Let the processes of a paused container continue."""
        return self._perform(Command.UNPAUSE, container, lambda: self._processes.unpause(container))

    def rename(self, container: PracticeContainer, name: str) -> bool:
        """Rename a container; raises EngineError `bad_request` for an invalid name, `name_in_use` for a taken one."""
        if not name:
            raise practice_errors.bad_request("Neither old nor new names may be empty")
        if name == container.inspected.name:
            raise practice_errors.bad_request("Renaming a container with the same name as its current name")
        return self._perform(Command.RENAME, container, lambda: self._rename(container, name))

    def remove(self, container: PracticeContainer, *, force: bool = False) -> bool:
        """Remove a container; with `force`, kill a running container first."""
        command = Command.FORCE_REMOVE if force else Command.REMOVE
        return self._perform(command, container, lambda: self._remove(container))

    def attach(self, container: PracticeContainer) -> Process:
        """Check that an attach is allowed, send the event `attach` and return the main process."""
        self.check_allowed(Command.ATTACH, container)
        self.event_log.send(container, "attach")
        return self._processes.main_process(container)

    def detach(self, container: PracticeContainer, console: TerminalConsole) -> None:
        """Disconnect a console from the main process, and send the event `detach` if it was connected."""
        self._processes.detach(container, console)

    def check_allowed(self, command: Command, container: PracticeContainer) -> bool:
        """Return whether the lifecycle table lets the command run; False if the container already has the wanted state.

        Raises EngineError if the table refuses the command.
        """
        reply = answer(command, container.state)
        if reply.verdict is Verdict.REFUSED:
            raise practice_errors.refusal(command, container.inspected, reply.status)
        return reply.verdict is Verdict.DONE

    def pull(self, reference: str, credentials: Credentials | None) -> PracticePull:
        """Start to pull an image; raises EngineError with a reason if the pull cannot start."""
        wanted = image_named(reference)
        image = registry.look_up(wanted, credentials)
        name = None if wanted.digest else wanted.familiar
        up_to_date = self.images.has(image, wanted.familiar)
        steps = [] if up_to_date else timeline(image.layers, self.images.layers())

        def finish() -> list[PullProgress]:
            if image.name == registry.BROKEN:
                raise pull_error(registry.BROKEN_WORDS, credentials, 200)
            self.images.take(image, name)
            self.event_log.send_image_event("pull", wanted.familiar, wanted.familiar_name)
            return [PullProgress(digest=image.digest), PullProgress(up_to_date=up_to_date)]

        pull = PracticePull(self.clock, steps, finish)
        pull.begin()
        return pull

    def _open_ports(self, container: PracticeContainer) -> tuple[Port, ...]:
        return allocated_ports(container, (other for other in self._containers.values() if other is not container))

    def _users(self, image_id: str) -> list[PracticeContainer]:
        return [container for container in self._containers.values() if container.inspected.image_id == image_id]

    def _send_image_event(self, action: str, id: str) -> None:
        self.event_log.send_image_event(action, id, id)

    def _perform(self, command: Command, container: PracticeContainer, act: Callable[[], None]) -> bool:
        if not self.check_allowed(command, container):
            return False
        act()
        return True

    def _rename(self, container: PracticeContainer, name: str) -> None:
        self._check_free(name, before="Error when allocating new name: ")
        old = container.inspected.name
        del self._ids[old]
        container.update(name=name)
        self.add(container)
        self.event_log.send(container, "rename", oldName=f"/{old}")

    def _check_free(self, name: str, before: str = "") -> None:
        container_specs.check_name(name, before)
        if name in self._ids:
            raise practice_errors.name_in_use(name, self._ids[name], before)

    def _remove(self, container: PracticeContainer) -> None:
        container.is_removed = True
        if container.is_up:
            self._processes.signal(container, SIGKILL)
        self._destroy(container)

    def _destroy(self, container: PracticeContainer) -> None:
        container.disarm()
        del self._containers[container.inspected.id]
        del self._ids[container.inspected.name]
        self.event_log.send(container, "destroy")
        self.clock.changed()
