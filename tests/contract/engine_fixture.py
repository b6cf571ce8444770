"""Creates containers on one engine and records its events. `close` removes the containers, which have a label."""

import contextlib
import threading
import uuid
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

from dockcycle.domain.console import ExecSpec
from dockcycle.domain.engine_kind import PODMAN, EngineKind
from dockcycle.domain.lifecycle.container import Container
from dockcycle.domain.lifecycle.event import EngineEvent, can_matter
from dockcycle.domain.lifecycle.table import Command, Room, State
from dockcycle.engine import CreateSpec, Engine
from dockcycle.engine.errors import EngineError
from dockcycle.engine.stream_protocols import EventStream
from tests.support.dockerd import IMAGE
from tests.support.engine_facts import Expected, facts_of, sequences
from tests.support.waiting import wait_until

#: Main processes: one ends with 0 on SIGTERM, one has no handler at all, one fails at once.
OBEYS = ("sh", "-c", "trap 'exit 0' TERM; while true; do sleep 0.1; done")
IGNORES = ("sleep", "600")
FAILS = ("sh", "-c", "exit 3")
_SECONDS = 20.0
#: The attribute that tells two events of one action apart.
_TELLING = {"kill": "signal", "die": "exitCode"}


class Listener:
    """Reads a stream in a thread of its own."""

    def __init__(self, stream: EventStream) -> None:
        self.events: list[EngineEvent] = []
        self._stream = stream
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def ended(self) -> bool:
        """Tell whether the stream is at its end."""
        return not self._thread.is_alive()

    def close(self) -> None:
        """End the stream and the thread."""
        self._stream.close()
        self._thread.join(_SECONDS)
        assert self.ended(), "close() did not end the reader"

    def of(self, id: str) -> list[EngineEvent]:
        """Return the events of one container that can matter."""
        return [event for event in list(self.events) if event.id == id and can_matter(event)]

    def _read(self) -> None:
        self.events.extend(self._stream)


class EngineFixture:
    """One engine, the containers that a test created on it, and its events since the construction."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.facts = facts_of(self.kind)
        self.listeners: list[Listener] = []
        self._made: list[str] = []
        self.listener = self.listen()

    @cached_property
    def kind(self) -> EngineKind:
        """Which rows of the lifecycle table hold for the engine."""
        info = self.engine.connect()
        return EngineKind.of(info.product, info.api)

    def listen(self, since_ns: int | None = None) -> Listener:
        """Subscribe once more."""
        listener = Listener(self.engine.events(since_ns))
        self.listeners.append(listener)
        return listener

    def close(self) -> None:
        """Remove what was made and end all streams."""
        for id in self._made:
            if self.engine.product == PODMAN:
                # Its `rm -f` sends SIGTERM and waits 10 s, and its kill of a paused container takes 5 s.
                for act in (self.engine.unpause, self.engine.kill):
                    with contextlib.suppress(EngineError):
                        act(id)
            with contextlib.suppress(EngineError):
                self.engine.remove(id, force=True)
        for listener in self.listeners:
            listener.close()

    def name(self) -> str:
        """Return a name nobody has."""
        return f"contract-{uuid.uuid4().hex[:12]}"

    def create(self, *command: str, labels: Mapping[str, str] | None = None, **options: Any) -> str:
        """Create a container of the test image; `command` defaults to one that ends on SIGTERM."""
        options.setdefault("name", self.name())
        marks = {"dockcycle.test": "contract", **(labels or {})}
        id = self.engine.create(CreateSpec(IMAGE, command=command or OBEYS, labels=marks, **options))
        self._made.append(id)
        return id

    def run(self, *command: str, **options: Any) -> str:
        """Create and start."""
        id = self.create(*command, **options)
        self.engine.start(id)
        if command in ((), OBEYS):
            self.await_trap(id)
        return id

    def exec(self, id: str, *command: str) -> int | None:
        """Run a command in the container without a terminal, wait for its end and return its exit code."""
        console = self.engine.consoles.exec(id, ExecSpec(command, tty=False))
        try:
            while console.read():
                pass
            return console.exit_code()
        finally:
            console.close()

    def await_trap(self, id: str) -> None:
        """Wait until the shell of a real container has come past its `trap`: before that it ignores SIGTERM."""
        self.exec(id, "sleep", "0.2")

    def standing(self, state: State) -> str:
        """Return a container in that state."""
        if state is State.CREATED:
            return self.create()
        if state is State.RESTARTING:
            return self.looping()
        id = self.run()
        if state is State.PAUSED:
            self.engine.pause(id)
        if state is State.EXITED:
            self.engine.stop(id)
        return id

    def looping(self) -> str:
        """Return a container that waits for its next restart, at the beginning of a wait that is long enough."""
        id = self.run(*FAILS, restart="always")
        self.until(id, lambda now: now.restarts >= 4 and now.state is State.RESTARTING)
        return id

    def ended(self, *command: str, **options: Any) -> str:
        """Return a container that has run to its end."""
        id = self.run(*command, **options)
        self.until(id, lambda now: now.state is State.EXITED)
        return id

    def until(self, id: str, condition: Callable[[Container], bool], timeout: float = _SECONDS) -> Container:
        """Inspect until `condition` is true of it; returns the container."""
        last: list[Container] = []

        def look() -> Container | None:
            last[:] = [self.engine.inspect(id)]
            return last[0] if condition(last[0]) else None

        try:
            found = wait_until(look, timeout, f"container {id[:12]}")
        except AssertionError:
            raise AssertionError(f"waited {timeout} s; last seen: {last}") from None
        assert found is not None
        return found

    def room(self, id: str) -> Room:
        """Return where a container stands, REMOVED when it is gone."""
        try:
            return self.engine.inspect(id).room
        except EngineError as error:
            if error.code != "not_found":
                raise
            return Room.REMOVED

    def actions(self, id: str) -> list[str]:
        """Return what was told of a container so far, as `kill:15`, `die:0`, `health_status:healthy`, `start`."""
        return [_line(event) for event in self.listener.of(id)]

    def told(self, id: str, *expected: Expected) -> None:
        """Wait until as much was told as expected, let a later event of another container pass, then compare."""
        allowed = list(sequences(expected))
        try:
            wait_until(lambda: self.actions(id) in allowed, _SECONDS, "the events")
            self.pass_marker()
            assert self.actions(id) in allowed
        except AssertionError:
            raise AssertionError(f"{self.actions(id)} is none of {allowed}") from None

    def pass_marker(self) -> None:
        """Wait until an event that happens now has been told: all before it have been told too."""
        marker = self.create()
        wait_until(lambda: self.actions(marker), _SECONDS, "the marker's event")


def _line(event: EngineEvent) -> str:
    told = event.detail or event.attributes.get(_TELLING.get(event.action, ""), "")
    return f"{event.action}:{told}" if told else event.action


def perform(engine_fixture: EngineFixture, command: Command, id: str) -> bool:
    """Give one command of the table as a person would; returns what the engine answers."""
    engine = engine_fixture.engine
    match command:
        case Command.STOP | Command.RESTART:
            return (engine.stop if command is Command.STOP else engine.restart)(id, 5)
        case Command.RENAME:
            return engine.rename(id, engine_fixture.name())
        case Command.REMOVE | Command.FORCE_REMOVE:
            return engine.remove(id, force=command is Command.FORCE_REMOVE)
        case Command.EXEC:
            return engine_fixture.exec(id, "true") == 0
        case Command.ATTACH:
            engine.consoles.attach(id, stdin=False).close()
            return True
        case _:
            act: Callable[[str], bool] = getattr(engine, command.value)
            return act(id)
