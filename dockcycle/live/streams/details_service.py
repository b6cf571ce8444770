"""Reads the details of containers: inspect with masked secrets, processes, changed files and complete logs."""

import logging
import threading
from collections import Counter
from collections.abc import Generator
from typing import Any

from dockcycle.domain.access import Caller
from dockcycle.domain.container_details import FileChange, LogLine, Processes
from dockcycle.domain.i18n import N_
from dockcycle.domain.lifecycle.container import Key
from dockcycle.domain.masking import Masked, at_pointer, masked, masked_text
from dockcycle.engine.errors import EngineError
from dockcycle.engine.stream_protocols import LogStream
from dockcycle.live.board.hub import Hub
from dockcycle.live.engines import EngineRegistry
from dockcycle.live.failure import Failure, engine_errors_as_failures
from dockcycle.live.gate import Gate

#: Log downloads at the same time, in all and for one client. Each occupies a connection to its engine.
DOWNLOADS_AT_MOST, DOWNLOADS_OF_ONE_AT_MOST = 32, 8
_ID_CHARACTERS = 64
#: The fewest digits that an abbreviated id must have.
_DIGITS_AT_LEAST = 4
#: Columns of `ps` that contain a command line.
_COMMAND_TITLES = ("CMD", "COMMAND", "ARGS")
_NO_PROCESSES = N_("%(name)s is not running and has no processes.")

log = logging.getLogger(__name__)


class DetailsService:
    """Reads from the engines through the gate. In all methods, `id` may be a name."""

    def __init__(self, gate: Gate, engines: EngineRegistry, hub: Hub) -> None:
        self._gate = gate
        self._engines = engines
        self._hub = hub
        self._lock = threading.Lock()
        self._downloads: Counter[str] = Counter()

    def inspect(self, caller: Caller, engine_name: str, id: str) -> Masked:
        """Return the complete inspect with its secrets masked; raises Failure."""
        return masked(self._raw(caller, "inspect", engine_name, id))

    def reveal(self, caller: Caller, engine_name: str, id: str, pointer: str) -> Any:
        """Return one value that `inspect` masks; raises Failure. Container and pointer are logged, not the value."""
        raw = self._raw(caller, "reveal", engine_name, id)
        if pointer not in masked(raw).pointers:
            raise Failure("not_found", N_("There is no masked value at %(pointer)s."), {"pointer": pointer[:200]})
        log.info("engine %s: a masked value of %s was shown: %.200r", engine_name, id, pointer)
        return at_pointer(raw, pointer)

    def processes(self, caller: Caller, engine_name: str, id: str) -> Processes:
        """Return the processes, with the secrets in their command lines masked.

        Raises Failure, with the code `not_allowed_in_state` if the container is not running.
        """
        with (
            self._gate.opened(caller, "top", engine_name) as engine,
            engine_errors_as_failures(engine.name, id, not_allowed_in_state=_NO_PROCESSES),
        ):
            found = engine.details.processes(id)
        hides = [title in _COMMAND_TITLES for title in found.titles]
        rows = tuple(
            tuple(masked_text(cell) if hide else cell for cell, hide in zip(row, hides, strict=False))
            for row in found.rows
        )
        return Processes(found.titles, rows)

    def changes(self, caller: Caller, engine_name: str, id: str) -> tuple[FileChange, ...]:
        """Return the files that differ from the image; raises Failure."""
        with self._gate.opened(caller, "changes", engine_name) as engine, engine_errors_as_failures(engine.name, id):
            return engine.details.changes(id)

    def log(
        self, caller: Caller, engine_name: str, id: str, *, tail: int | None = None, since_ns: int | None = None
    ) -> Generator[list[LogLine]]:
        """Return the complete log up to now, as batches of lines. Raises Failure at once, not during the iteration.

        The caller can run at most DOWNLOADS_OF_ONE_AT_MOST downloads at the same time.
        `tail` limits the log to its last lines, `since_ns` to lines from that time on (nanoseconds since 1970). If the
        engine fails during the iteration, the lines end early and Dockcycle logs a warning.
        """
        self._reserve(caller.name)
        try:
            with self._gate.opened(caller, "logs", engine_name) as engine, engine_errors_as_failures(engine.name, id):
                stream = engine.details.logs(id, tail=tail, since_ns=since_ns)
        except Failure:
            self._release(caller.name)
            raise
        return self._closing(stream, caller.name)

    def _closing(self, stream: LogStream, client: str) -> Generator[list[LogLine]]:
        try:
            yield from stream
        except EngineError as error:
            log.warning("a log download ended early: %s", error)
        finally:
            stream.close()
            self._release(client)

    def _reserve(self, client: str) -> None:
        with self._lock:
            is_full = self._downloads.total() >= DOWNLOADS_AT_MOST
            if is_full or self._downloads[client] >= DOWNLOADS_OF_ONE_AT_MOST:
                raise Failure("too_many", N_("Too many logs are being downloaded. Try again later."))
            self._downloads[client] += 1

    def _release(self, client: str) -> None:
        with self._lock:
            self._downloads -= Counter([client])  # removes zero counts

    def key(self, caller: Caller, engine_name: str, id: str) -> Key:
        """Return the key of a container by id, start of an id, or name, from the board or the engine; raises Failure.

        While the engine does not answer, a full id is accepted unchecked.
        """
        self._gate.authorize(caller, "inspect", engine_name)
        here = self._hub.of_engine(engine_name)
        found = id if id in here else next((one.id for one in here.values() if one.name == id), None)
        if found is None and len(id) >= _DIGITS_AT_LEAST:
            begin_so = [one for one in here if one.startswith(id)]
            found = begin_so[0] if len(begin_so) == 1 else None
        if found is None:
            found = self._asked_for(engine_name, id)
        return (engine_name, found)

    def was_removed(self, engine_name: str, asked: str) -> bool:
        """Return whether a recently removed container had this id (or start of an id) or name."""
        gone = [one.container for one in self._hub.snapshot().tombstones if one.container.engine == engine_name]
        is_digits = len(asked) >= _DIGITS_AT_LEAST
        return any(one.name == asked or (is_digits and one.id.startswith(asked)) for one in gone)

    def _asked_for(self, engine_name: str, id: str) -> str:
        engine = self._engines.get(engine_name)
        try:
            with engine_errors_as_failures(engine.name, id):
                return engine.inspect(id).id
        except Failure as failure:
            if failure.code != "engine_unreachable" or len(id) != _ID_CHARACTERS:
                raise
            return id

    def _raw(self, caller: Caller, action: str, engine_name: str, id: str) -> Any:
        with self._gate.opened(caller, action, engine_name) as engine, engine_errors_as_failures(engine.name, id):
            return engine.details.inspect_raw(id)
