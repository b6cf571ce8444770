"""The registry of all sessions: opens consoles, finds them by id, and ends them at a time limit or at shutdown."""

import logging
import threading
import time
from collections.abc import Callable
from functools import partial

from dockcycle.domain.access import Caller
from dockcycle.domain.console import EndReason
from dockcycle.domain.i18n import N_
from dockcycle.domain.lifecycle.container import Container
from dockcycle.domain.timestamps import NANOSECONDS
from dockcycle.engine.stream_protocols import ConsoleStream
from dockcycle.live.board.hub import Hub
from dockcycle.live.consoles.console_ending import how_ended
from dockcycle.live.consoles.console_info import ConsoleInfo, OpenRequest, Outlet
from dockcycle.live.consoles.console_opening import container_of, info_of, opened
from dockcycle.live.consoles.console_session import Session
from dockcycle.live.engines import EngineRegistry
from dockcycle.live.failure import Failure, engine_errors_as_failures
from dockcycle.live.gate import Gate

OPEN_AT_MOST = 64
OPEN_OF_ONE_AT_MOST = 32
ENDED_SECONDS = 600
ENDED_AT_MOST = 32
_LOOK_SECONDS = 1.0
log = logging.getLogger(__name__)


class ConsoleRegistry:
    """The sessions by id. Callers pass the id of a console; sessions do not leave this class."""

    def __init__(
        self,
        gate: Gate,
        engines: EngineRegistry,
        hub: Hub,
        outlet: Outlet,
        *,
        own_id: str | None = None,
        steady_ns: Callable[[], int] = time.monotonic_ns,
    ) -> None:
        self._gate = gate
        self._engines = engines
        self._hub = hub
        self._outlet = outlet
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

    def open(self, caller: Caller, asked: OpenRequest) -> ConsoleInfo:
        """Open a console that belongs to the caller and that the caller's viewer watches; raises Failure."""
        action = asked.mode.value
        self._reserve(caller.name)
        try:
            with self._gate.opened(caller, action, asked.engine) as engine:
                container = container_of(engine, asked, self._engines.status(engine.name), self._own_id)
                texts = {"bad_request": N_("The engine could not start the command. See the message from the engine.")}
                with engine_errors_as_failures(engine.name, container.name, **texts):
                    stream = opened(engine, container, asked)
            session = self._session(asked, container, stream, caller.name)
        finally:
            with self._lock:
                self._opening -= 1
        self._joined(session, caller.viewer)
        session.start()
        return session.about

    def connect(self, caller: Caller) -> None:
        """Register a viewer. Only registered viewers can watch consoles."""
        with self._lock:
            self._viewers.add(caller.viewer)

    def disconnect(self, viewer: str) -> None:
        """Remove a viewer from all consoles."""
        with self._lock:
            self._viewers.discard(viewer)
        for session in list(self._sessions.values()):
            session.leave(viewer)

    def all(self, caller: Caller) -> list[ConsoleInfo]:
        """Return the consoles that the caller may see, oldest first; raises Failure if consoles are forbidden."""
        self._gate.authorize(caller, "exec")
        found = [session.about for session in list(self._sessions.values())]
        return [about for about in found if self._gate.allows(caller, "exec", about.engine)]

    def shells(self, caller: Caller, engine_name: str, id: str) -> tuple[str, ...]:
        """Return the shells in a container, best first; raises Failure."""
        with self._gate.opened(caller, "exec", engine_name) as engine, engine_errors_as_failures(engine.name, id[:12]):
            return engine.consoles.shells(engine.inspect(id).id)

    # --- one console by id; every method raises Failure `not_found` or `forbidden` ------------------------------

    def info(self, caller: Caller, console: str) -> ConsoleInfo:
        """Return the description of a console that is open or has ended recently."""
        return self._get(caller, console).about

    def join(self, caller: Caller, console: str) -> tuple[ConsoleInfo, bytes]:
        """Let the caller's viewer watch a console; returns its description and its latest output."""
        session = self._get(caller, console)
        replay = self._joined(session, caller.viewer)
        return session.about, replay

    def leave(self, caller: Caller, console: str) -> None:
        """Remove the caller's viewer from a console, which stays open."""
        self._get(caller, console).leave(caller.viewer)

    def received(self, caller: Caller, console: str, size: int) -> None:
        """Count `size` more bytes as displayed by the caller's viewer."""
        self._get(caller, console).received(caller.viewer, size)

    def write(self, caller: Caller, console: str, data: bytes) -> None:
        """Send input to the process. Only the owner may do so."""
        self._owned(caller, console).write(data)

    def resize(self, caller: Caller, console: str, cols: int, rows: int) -> None:
        """Change the size of the terminal. Only the owner may do so."""
        self._owned(caller, console).resize(cols, rows)

    def close(self, caller: Caller, console: str, reason: EndReason) -> None:
        """End a console for `reason`, or forget one that has already ended. Only the owner may do so."""
        session = self._owned(caller, console)
        if session.about.end is not None:
            with self._lock:
                self._sessions.pop(console, None)
        session.end(reason)

    def _get(self, caller: Caller, console: str) -> Session:
        session = self._sessions.get(console)
        self._gate.authorize(caller, "exec", session.about.engine if session else None)
        if session is None:
            raise Failure("not_found", N_("This console no longer exists."))
        return session

    def _owned(self, caller: Caller, console: str) -> Session:
        session = self._get(caller, console)
        if session.about.owner != caller.name:
            raise Failure("forbidden", N_("Another viewer opened this console. You can only watch it."))
        return session

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
        session = Session(about, stream, self._outlet, partial(how_ended, self._engines, self._stopped), **clocks)
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
