"""All containers of a practice engine and the commands on them. Nothing here blocks.

Each command is checked against the lifecycle table first. Callers must hold the lock of the clock.
"""

import random
from collections.abc import Callable, Iterable, Sequence

from dockcycle.domain.lifecycle.causes import SIGKILL
from dockcycle.domain.lifecycle.container import Port, Summary
from dockcycle.domain.lifecycle.table import Command, Verdict
from dockcycle.domain.lifecycle.variants import answer
from dockcycle.domain.pull import PullProgress
from dockcycle.engine import CreateSpec, Credentials
from dockcycle.engine.docker.pull_errors import pull_error
from dockcycle.engine.docker.request_parsing import image_named
from dockcycle.engine.practice.daemon import host_limits, ports, practice_errors, random_names, registry, specs
from dockcycle.engine.practice.daemon.clock import Clock
from dockcycle.engine.practice.daemon.event_log import Journal
from dockcycle.engine.practice.daemon.image_store import ImageStore
from dockcycle.engine.practice.daemon.practice_container import Record
from dockcycle.engine.practice.daemon.practice_images import PracticeImage
from dockcycle.engine.practice.daemon.practice_pulls import PracticePull, timeline
from dockcycle.engine.practice.programs.processes import ProcessTable
from dockcycle.engine.practice.programs.programs import CannotStartError, understand

#: The exit code of an exec whose command is not found or not executable (measured on a real engine).
EXEC_FAILED = 126


class PracticeDaemon:
    """The containers by id and name. Commands return False if the container already has the wanted state."""

    def __init__(self, engine: str, clock: Clock, images: Iterable[PracticeImage]) -> None:
        self.clock = clock
        self.chance = random.Random(engine)  # noqa: S311 (names, not secrets)
        self.journal = Journal(engine, clock)
        self.images = ImageStore(engine, images, clock.now_ns(), self._users, self._tell_image)
        self._engine = engine
        self._processes = ProcessTable(clock, self.journal, self._open_ports, self._destroy)
        self._records: dict[str, Record] = {}
        self._ids: dict[str, str] = {}

    def find(self, reference: str) -> Record:
        """Return the container with this id or name; raises EngineError `not_found`."""
        record = self._records.get(self._ids.get(reference, reference))
        if record is None:
            raise practice_errors.no_such_container(reference)
        return record

    def has(self, record: Record) -> bool:
        """Return whether the container still exists."""
        return record.inspected.id in self._records

    def all(self) -> list[Record]:
        """Return all containers, oldest first."""
        return list(self._records.values())

    def summaries(self) -> list[Summary]:
        """Return the rows of `docker ps -a`."""
        return [
            Summary(told.id, told.name, told.state, told.health)
            for told in (record.inspected for record in self._records.values())
        ]

    def create(self, spec: CreateSpec) -> Record:
        """Create a container and send the event `create`; raises EngineError with Docker's messages."""
        host_limits.check(spec)
        if spec.name is not None:
            self._check_free(spec.name)
        record = self.furnish(spec, self.clock.now_ns())
        self.adopt(record)
        self.journal.tell(record, "create")
        return record

    def furnish(self, spec: CreateSpec, at_ns: int) -> Record:
        """Return a new container with the creation time `at_ns`, without adding it; raises EngineError."""
        image = self.images.find(spec.image)
        id, name = random_names.new_id(self.chance), spec.name or random_names.free_name(self.chance, self._ids)
        return specs.record_of(spec, image, engine=self._engine, id=id, name=name, at_ns=at_ns)

    def adopt(self, record: Record) -> None:
        """Add a container without an event."""
        self._records[record.inspected.id] = record
        self._ids[record.inspected.name] = record.inspected.id

    def take_up(self, record: Record) -> None:
        """Schedule the exit and health check of a running container, or the next start of a restarting one."""
        self._processes.take_up(record)

    def start(self, record: Record) -> bool:
        """Start a container; raises EngineError if the state does not allow it or the main process cannot start."""
        return self._asked(Command.START, record, lambda: self._processes.start(record))

    def stop(self, record: Record, timeout: float | None = None, signal: str | None = None) -> bool:
        """Begin to stop a container; `record.stopping` is True until it has exited.

        `timeout` (seconds) and `signal` default to the container's own.
        """
        seconds = record.inspected.stop_timeout if timeout is None else timeout
        number = None if signal is None else specs.signal_number(signal)
        return self._asked(Command.STOP, record, lambda: self._processes.stop(record, seconds, number))

    def kill(self, record: Record, signal: str | None = None) -> bool:
        """Send a signal, given by name or number, SIGKILL by default."""
        number = specs.signal_number(signal)
        return self._asked(Command.KILL, record, lambda: self._processes.signal(record, number))

    def restart(self, record: Record, timeout: float | None = None, signal: str | None = None) -> bool:
        """Begin to restart a container; `record.then` is set until its stop has finished."""
        seconds = record.inspected.stop_timeout if timeout is None else timeout
        number = None if signal is None else specs.signal_number(signal)
        return self._asked(Command.RESTART, record, lambda: self._processes.restart(record, seconds, number))

    def pause(self, record: Record) -> bool:
        """Freeze the processes of a container."""
        return self._asked(Command.PAUSE, record, lambda: self._processes.pause(record))

    def unpause(self, record: Record) -> bool:
        """Let the processes of a paused container continue."""
        return self._asked(Command.UNPAUSE, record, lambda: self._processes.unpause(record))

    def rename(self, record: Record, name: str) -> bool:
        """Rename a container; raises EngineError `bad_request` for an invalid name, `name_in_use` for a taken one."""
        if not name:
            raise practice_errors.bad_request("Neither old nor new names may be empty")
        if name == record.inspected.name:
            raise practice_errors.bad_request("Renaming a container with the same name as its current name")
        return self._asked(Command.RENAME, record, lambda: self._rename(record, name))

    def remove(self, record: Record, *, force: bool = False) -> bool:
        """Remove a container; with `force`, kill a running container first."""
        command = Command.FORCE_REMOVE if force else Command.REMOVE
        return self._asked(command, record, lambda: self._remove(record))

    def exec(self, record: Record, command: Sequence[str]) -> int:
        """Run a command in a container and return its exit code at once, even if the command would take time."""
        self.may(Command.EXEC, record)
        id, line = random_names.new_id(self.chance), " ".join(command)
        self.journal.tell(record, "exec_create", line, execID=id)
        self.journal.tell(record, "exec_start", line, execID=id)
        try:
            code = understand(command, record.files).code
        except CannotStartError:
            return EXEC_FAILED
        self.journal.tell(record, "exec_die", execID=id, exitCode=str(code))
        return code

    def attach(self, record: Record) -> None:
        """Check that an attach is allowed and send the event `attach`."""
        self.may(Command.ATTACH, record)
        self.journal.tell(record, "attach")

    def leave(self, record: Record, code: int) -> None:
        """End the main process of a container with `code`, as after `exit` in its shell."""
        self._processes.leave(record, code)

    def may(self, command: Command, record: Record) -> bool:
        """Return whether the lifecycle table lets the command run; False if the container already has the wanted state.

        Raises EngineError if the table refuses the command.
        """
        reply = answer(command, record.state)
        if reply.verdict is Verdict.REFUSED:
            raise practice_errors.refusal(command, record.inspected, reply.status)
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
            self.journal.tell_image("pull", wanted.familiar, wanted.familiar_name)
            return [PullProgress(digest=image.digest), PullProgress(up_to_date=up_to_date)]

        pull = PracticePull(self.clock, steps, finish)
        pull.begin()
        return pull

    def _open_ports(self, record: Record) -> tuple[Port, ...]:
        return ports.opened(record, (other for other in self._records.values() if other is not record))

    def _users(self, image_id: str) -> list[Record]:
        return [record for record in self._records.values() if record.inspected.image_id == image_id]

    def _tell_image(self, action: str, id: str) -> None:
        self.journal.tell_image(action, id, id)

    def _asked(self, command: Command, record: Record, act: Callable[[], None]) -> bool:
        if not self.may(command, record):
            return False
        act()
        return True

    def _rename(self, record: Record, name: str) -> None:
        self._check_free(name, before="Error when allocating new name: ")
        old = record.inspected.name
        del self._ids[old]
        record.tell(name=name)
        self.adopt(record)
        self.journal.tell(record, "rename", oldName=f"/{old}")

    def _check_free(self, name: str, before: str = "") -> None:
        specs.check_name(name, before)
        if name in self._ids:
            raise practice_errors.name_in_use(name, self._ids[name], before)

    def _remove(self, record: Record) -> None:
        record.doomed = True
        if record.is_up:
            self._processes.signal(record, SIGKILL)
        self._destroy(record)

    def _destroy(self, record: Record) -> None:
        record.disarm()
        del self._records[record.inspected.id]
        del self._ids[record.inspected.name]
        self.journal.tell(record, "destroy")
        self.clock.changed()
