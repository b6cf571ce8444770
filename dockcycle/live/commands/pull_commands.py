"""Runs pulls, each in its own thread that outlives the page that requested it, and publishes progress to all viewers.

The reader thread of a pull only accumulates lines. One ticker thread publishes changes, at most five times a second,
and marks pulls as stalled.
"""

import logging
import secrets
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace

from dockcycle.domain.create import docker_line
from dockcycle.domain.i18n import N_, Plural, UserInputError
from dockcycle.domain.image_reference import Reference, parse
from dockcycle.domain.pull import STALLED_AFTER_SECONDS, Pull, PullFailure, PullReason, PullState, progressed
from dockcycle.engine import Credentials, Engine
from dockcycle.engine.errors import EngineError
from dockcycle.engine.stream_protocols import PullStream
from dockcycle.live.engines import EngineRegistry
from dockcycle.live.failure import Failure
from dockcycle.live.gate import Gate

TOLD_EVERY_SECONDS = 0.2
#: Pulls that run at the same time on one engine; ended pulls that are kept, and for how long (seconds).
AT_ONCE_AT_MOST = 8
ENDED_AT_MOST = 40
ENDED_KEPT_SECONDS = 600

Publish = Callable[[Pull], None]

log = logging.getLogger(__name__)


class Pulls:
    """All pulls of all engines. Listeners receive every change; `start` and `stop` are called once each."""

    def __init__(
        self,
        gate: Gate,
        engines: EngineRegistry,
        clock_ns: Callable[[], int] = time.time_ns,
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        self._gate = gate
        self._engines = engines
        #: `_clock_ns` is for times that users see. Durations use `_seconds`, which clock corrections do not affect.
        self._clock_ns, self._seconds = clock_ns, seconds
        self._publish: list[Publish] = []
        self._lock = threading.RLock()
        self._pulls: dict[str, Pull] = {}
        #: When each pull last changed (monotonic seconds).
        self._written: dict[str, float] = {}
        self._streams: dict[str, PullStream] = {}
        #: Running reader threads by engine. The reader of a cancelled pull may still wait for an engine that does not
        #: answer.
        self._readers: Counter[str] = Counter()
        self._changed: set[str] = set()
        self._active = threading.Event()
        self._stopped = threading.Event()
        self._ticker = threading.Thread(target=self._tick, name="pulls", daemon=True)

    def on_change(self, publish: Publish) -> None:
        """Add a listener; call this only before `start`."""
        self._publish.append(publish)

    def start(self) -> None:
        """Start to publish changes."""
        self._ticker.start()

    def stop(self) -> None:
        """Cancel the running pulls and end the ticker thread."""
        self._stopped.set()
        self._active.set()
        with self._lock:
            ids, streams = list(self._pulls), list(self._streams.values())
        for id in ids:  # before their streams end, which would look like success
            self._end(id, PullState.CANCELLED)
        for stream in streams:
            stream.close()
        if self._ticker.is_alive():
            self._ticker.join()

    def all(self) -> list[Pull]:
        """Return the known pulls, oldest first. Expired ones are dropped."""
        with self._lock:
            self._forget()
            return list(self._pulls.values())

    def get(self, id: str) -> Pull:
        """Return one pull; raises Failure `not_found`."""
        with self._lock:
            pull = self._pulls.get(id)
        if pull is None:
            raise Failure("not_found", N_("Pull %(id)s does not exist or has expired."), {"id": id})
        return pull

    def pull(
        self, engine_name: str, text: str, username: str | None = None, password: str | None = None
    ) -> tuple[Pull, str]:
        """Start to pull `text`; returns the pull and its docker command. Raises Failure.

        If the engine is already pulling the same image, returns that pull.
        """
        self._gate.check("pull")
        engine = self._engines.get(engine_name)
        reference = parsed(text)
        credentials = Credentials(username, password or "") if username else None
        with self._lock:
            pull = self._under_way(engine_name, reference)
            if pull is None:
                pull = self._new(engine_name, reference)
                self._readers[engine_name] += 1
                reader = threading.Thread(target=self._read, args=(engine, pull, credentials), daemon=True)
                reader.start()
        return pull, docker_line.pull_line(reference.familiar)

    def cancel(self, id: str) -> Pull:
        """Cancel a pull and return it as it was before; a pull that has ended does not change. Raises Failure."""
        self._gate.check("cancel-pull")
        pull = self.get(id)
        self._cancel(id)
        return pull

    def end_engine(self, name: str) -> None:
        """Cancel the running pulls of an engine."""
        with self._lock:
            running = [pull.id for pull in self._pulls.values() if pull.engine == name and not pull.is_over]
        for id in running:
            self._cancel(id)

    def _cancel(self, id: str) -> None:
        self._end(id, PullState.CANCELLED)
        with self._lock:
            stream = self._streams.get(id)
        if stream is not None:
            stream.close()

    # --- one pull -----------------------------------------------------------------------------------------------

    def _under_way(self, engine: str, reference: Reference) -> Pull | None:
        same = [one for one in self._pulls.values() if (one.engine, one.reference) == (engine, reference.familiar)]
        return next((one for one in same if not one.is_over), None)

    def _new(self, engine: str, reference: Reference) -> Pull:
        self._forget()
        if self._readers[engine] >= AT_ONCE_AT_MOST:
            raise Failure(
                "too_many",
                Plural(
                    "%(count)s pull is already running on the engine %(engine)s. Wait until it ends.",
                    "%(count)s pulls are already running on the engine %(engine)s. Wait until one ends.",
                ),
                {"count": AT_ONCE_AT_MOST, "engine": engine},
            )
        now_ns = self._clock_ns()
        pull = Pull(secrets.token_hex(8), engine, reference.familiar, reference.registry, now_ns, now_ns)
        self._keep(pull)
        return pull

    def _read(self, engine: Engine, pull: Pull, credentials: Credentials | None) -> None:
        try:
            stream = engine.pull(pull.reference, credentials)
            with closing(stream):
                self._follow(pull.id, stream)
        except EngineError as error:
            failure = PullFailure(error.code, error.reason or PullReason.OTHER, error.message)
            self._end(pull.id, PullState.FAILED, failure)
        else:
            self._end(pull.id, PullState.DONE)
        finally:
            with self._lock:
                self._streams.pop(pull.id, None)
                self._readers[pull.engine] -= 1
            # A bug in Dockcycle must not leave a pull that never ends; no effect if the pull has ended.
            self._end(pull.id, PullState.FAILED, PullFailure("engine_error", PullReason.OTHER, ""))

    def _follow(self, id: str, stream: PullStream) -> None:
        with self._lock:
            self._streams[id] = stream
            is_unwanted = self._pulls[id].is_over or self._stopped.is_set()  # cancelled before the stream was open
        if is_unwanted:
            return
        for line in stream:
            now_ns = self._clock_ns()
            self._write(id, lambda now, line=line, at_ns=now_ns: progressed(now, line, at_ns))  # type: ignore[misc]

    def _end(self, id: str, state: PullState, failure: PullFailure | None = None) -> None:
        self._write(id, lambda now: now if now.is_over else self._over(now, state, failure))

    def _over(self, pull: Pull, state: PullState, failure: PullFailure | None = None) -> Pull:
        return replace(pull, state=state, stalled=False, failure=failure, ended_ns=self._clock_ns())

    def _write(self, id: str, become: Callable[[Pull], Pull]) -> None:
        with self._lock:
            pull = self._pulls.get(id)
            if pull is None:
                return
            after = become(pull)
            if after is not pull:
                self._keep(after)

    def _keep(self, pull: Pull) -> None:
        self._pulls[pull.id], self._written[pull.id] = pull, self._seconds()
        self._mark(pull.id)

    # --- telling ------------------------------------------------------------------------------------------------

    def _mark(self, id: str) -> None:
        self._changed.add(id)
        self._active.set()

    def _tick(self) -> None:
        while not self._stopped.is_set():
            self._active.wait()
            self._stopped.wait(TOLD_EVERY_SECONDS)
            self._notice_stalled()
            self._tell()

    def _notice_stalled(self) -> None:
        oldest = self._seconds() - STALLED_AFTER_SECONDS
        with self._lock:
            silent = [one.id for one in self._pulls.values() if self._written[one.id] < oldest and not one.is_over]
        for id in silent:
            self._write(id, lambda now: now if now.stalled or now.is_over else replace(now, stalled=True))

    def _tell(self) -> None:
        with self._lock:
            changed = [self._pulls[id] for id in self._changed if id in self._pulls]
            self._changed.clear()
            if all(pull.is_over for pull in self._pulls.values()):
                self._active.clear()
        for pull in changed:
            for publish in self._publish:
                _told(publish, pull)

    def _forget(self) -> None:
        oldest = self._seconds() - ENDED_KEPT_SECONDS
        ended = [pull.id for pull in self._pulls.values() if pull.is_over]
        surplus = set(ended[: max(0, len(ended) - ENDED_AT_MOST)])
        for id in ended:
            if id in surplus or self._written[id] < oldest:
                del self._pulls[id], self._written[id]


def _told(publish: Publish, pull: Pull) -> None:
    """Call one listener. An exception in it must not affect other listeners and later pulls."""
    try:
        publish(pull)
    except Exception:
        log.exception("could not publish pull %s to a listener", pull.id)


def parsed(text: str) -> Reference:
    """Return the image name that a user entered; raises Failure `bad_request` with the mistake in the text."""
    try:
        return parse(text)
    except UserInputError as error:
        raise Failure("bad_request", error.text, error.facts, more={"field": "reference"}) from error
