"""The registry of all sessions: opens consoles, finds them by id, and ends them at a time limit or at shutdown."""

import logging
import threading
import time
from collections.abc import Callable
from functools import partial

from dockcycle.domain.console import ConsoleMode, EndReason
from dockcycle.domain.i18n import N_
from dockcycle.domain.lifecycle.container import Container
from dockcycle.domain.lifecycle.table import Command
from dockcycle.domain.timestamps import NANOSECONDS
from dockcycle.engine import Engine
from dockcycle.engine.stream_protocols import ConsoleStream
from dockcycle.live.board.hub import Hub
from dockcycle.live.commands.command_checks import check_legal, kind_of
from dockcycle.live.consoles.console_ending import how_ended
from dockcycle.live.consoles.console_info import ConsoleInfo, OpenRequest, Outlet
from dockcycle.live.consoles.console_opening import info_of, opened
from dockcycle.live.consoles.console_session import Session
from dockcycle.live.engines import EngineRegistry
from dockcycle.live.failure import Failure, told
from dockcycle.live.gate import Gate

OPEN_AT_MOST = 64
OPEN_OF_ONE_AT_MOST = 32
ENDED_SECONDS = 600
ENDED_AT_MOST = 32
_LOOK_SECONDS = 1.0
log = logging.getLogger(__name__)


class ConsoleRegistry:
    """The sessions by id. `outlet` must be set once before the first console is opened."""

    def __init__(
        self,
        gate: Gate,
        engines: EngineRegistry,
        hub: Hub,
        *,
        own_id: str | None = None,
        steady_ns: Callable[[], int] = time.monotonic_ns,
    ) -> None:
        self.outlet: Outlet
        self._gate = gate
        self._engines = engines
        self._hub = hub
        self._steady_ns = steady_ns
        self._own_id = own_id
        self._lock = threading.Lock()
        self._sessions: dict[str, Session] = {}
        self._viewers: set[str] = set()
        self._opening = 0
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="consoles", daemon=True)

    def start(self) -> None:
        """Start the thread that checks the time limits."""
        self._thread.start()

    def stop(self) -> None:
        """End all consoles and their processes and refuse new ones. A second call has no effect."""
        self._stopped.set()
        if self._thread.is_alive():
            self._thread.join()
        self._end_all([(session, EndReason.SERVER_STOPPING) for session in self._open()])

    def end_engine(self, name: str) -> None:
        """End all consoles of an engine that is being removed, and their processes."""
        self._end_all([(one, EndReason.ENGINE_REMOVED) for one in self._open() if one.about.engine == name])

    # --- what is asked ------------------------------------------------------------------------------------------

    def open(self, asked: OpenRequest, owner: str, viewer: str) -> ConsoleInfo:
        """Open a console that belongs to `owner` and that `viewer` watches; raises Failure."""
        action = asked.mode.value
        self._reserve(owner)
        try:
            with self._gate.opened(action, asked.engine) as engine:
                container = self._look(engine, asked)
                texts = {"bad_request": N_("The engine could not start the command. See the message from the engine.")}
                with told(engine.name, container.name, **texts):
                    stream = opened(engine, container, asked)
            session = self._session(asked, container, stream, owner)
        finally:
            with self._lock:
                self._opening -= 1
        self._joined(session, viewer)
        session.start()
        return session.about

    def come(self, viewer: str) -> None:
        """Register a viewer. Only registered viewers can watch consoles."""
        with self._lock:
            self._viewers.add(viewer)

    def join(self, console: str, viewer: str) -> tuple[ConsoleInfo, bytes]:
        """Let a viewer watch a console; returns its info and its latest output. Raises Failure."""
        session = self.get(console)
        replay = self._joined(session, viewer)
        return session.about, replay

    def get(self, console: str) -> Session:
        """Return a console that is open or has ended recently; raises Failure `not_found` or `forbidden`."""
        self._gate.check("exec")
        session = self._sessions.get(console)
        if session is None:
            raise Failure("not_found", N_("This console no longer exists."))
        return session

    def owned(self, console: str, owner: str) -> Session:
        """Return a console that `owner` opened; raises Failure `not_found` or `forbidden`."""
        session = self.get(console)
        if session.about.owner != owner:
            raise Failure("forbidden", N_("Another viewer opened this console. You can only watch it."))
        return session

    def all(self) -> list[ConsoleInfo]:
        """Return all consoles, oldest first; raises Failure if the mode forbids consoles."""
        self._gate.check("exec")
        return [session.about for session in list(self._sessions.values())]

    def close(self, console: str, owner: str, reason: EndReason) -> None:
        """End a console for `reason`, or forget one that has already ended. Raises Failure."""
        session = self.owned(console, owner)
        if session.about.end is not None:
            with self._lock:
                self._sessions.pop(console, None)
        session.end(reason)

    def leave(self, viewer: str) -> None:
        """Remove a viewer from all consoles."""
        with self._lock:
            self._viewers.discard(viewer)
        for session in list(self._sessions.values()):
            session.leave(viewer)

    def shells(self, engine_name: str, id: str) -> tuple[str, ...]:
        """Return the shells in a container, best first; raises Failure."""
        with self._gate.opened("exec", engine_name) as engine, told(engine.name, id[:12]):
            return engine.consoles.shells(engine.inspect(id).id)

    # --- opening ------------------------------------------------------------------------------------------------

    def _reserve(self, owner: str) -> None:
        if self._stopped.is_set():
            raise Failure("conflict", N_("Dockcycle is shutting down and does not open consoles."))
        with self._lock:
            alive = self._open()
            own = sum(session.about.owner == owner for session in alive)
            if len(alive) + self._opening >= OPEN_AT_MOST or own >= OPEN_OF_ONE_AT_MOST:
                raise Failure("too_many", N_("Too many consoles are open. Close one first."))
            self._opening += 1

    def _look(self, engine: Engine, asked: OpenRequest) -> Container:
        with told(engine.name, asked.id[:64]):
            container = engine.inspect(asked.id)
        if asked.mode is ConsoleMode.ATTACH and container.id == self._own_id:
            text = N_(
                "Dockcycle itself runs in the container %(name)s and does not run this command on it. Use "
                "the docker CLI instead."
            )
            raise Failure("forbidden", text, {"name": container.name})
        check_legal(Command(asked.mode.value), container, kind_of(self._engines.status(engine.name)))
        return container

    def _joined(self, session: Session, viewer: str) -> bytes:
        """Add the viewer and return the latest output, unless the viewer has disconnected while the console opened.

        A disconnected viewer must not stay: its full window would block the process. `session.join` runs without the
        lock, because sending to a dead connection calls `leave` in the same thread.
        """
        replay = session.join(viewer)
        with self._lock:
            is_here = viewer in self._viewers
        if not is_here:
            session.leave(viewer)
        return replay

    def _session(self, asked: OpenRequest, container: Container, stream: ConsoleStream, owner: str) -> Session:
        about = info_of(asked, container, stream, owner, self._hub.clock_ns())
        clocks = {"clock_ns": self._hub.clock_ns, "steady_ns": self._steady_ns}
        session = Session(about, stream, self.outlet, partial(how_ended, self._engines, self._stopped), **clocks)
        with self._lock:
            self._sessions[about.console] = session
        return session

    # --- ending -------------------------------------------------------------------------------------------------

    def _run(self) -> None:
        while not self._stopped.wait(_LOOK_SECONDS):
            try:
                self._end_all(self._due())
                self._forget()
            except Exception:
                log.exception("consoles: unexpected error")

    def _due(self) -> list[tuple[Session, EndReason]]:
        due = [(session, session.is_due() or self._is_gone(session)) for session in self._open()]
        return [(session, reason) for session, reason in due if reason is not None]

    def _is_gone(self, session: Session) -> EndReason | None:
        """Return CONTAINER_REMOVED if the board no longer has the container; its stream can still be open then.

        The board is trusted only while the engine is live, and not in the first 5 s of a console. ENGINE_REMOVED is
        for a console that was being opened while its engine was removed.
        """
        about = session.about
        if about.engine not in self._engines:
            return EndReason.ENGINE_REMOVED
        is_new = self._steady_ns() < session.opened_at + 5 * NANOSECONDS
        if is_new or not self._engines.is_live(about.engine):
            return None
        gone = self._hub.container((about.engine, about.id)) is None
        return EndReason.CONTAINER_REMOVED if gone else None

    def _end_all(self, due: list[tuple[Session, EndReason]]) -> None:
        threads = [threading.Thread(target=session.end, args=(reason,), daemon=True) for session, reason in due]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(5)

    def _forget(self) -> None:
        """Drop ended consoles that are older than ENDED_SECONDS, and the oldest beyond ENDED_AT_MOST."""
        oldest = self._steady_ns() - ENDED_SECONDS * NANOSECONDS
        with self._lock:
            ended = sorted((one.ended_at, id) for id, one in self._sessions.items() if one.ended_at is not None)
            for id in [id for at, id in ended if at < oldest] + [id for _, id in ended[:-ENDED_AT_MOST]]:
                self._sessions.pop(id, None)

    def _open(self) -> list[Session]:
        return [session for session in list(self._sessions.values()) if session.about.end is None]
