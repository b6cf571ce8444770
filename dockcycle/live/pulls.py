"""Pulls images: each in a thread of its own that outlives the page which asked for it; every viewer is told.

The reader of a pull only folds lines. One ticker tells what changed, at most five times a second, and notices a pull
that has had no word for long.
"""

import logging
import secrets
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace

from dockcycle.domain import docker_line
from dockcycle.domain.pull import STALLED_AFTER_SECONDS, Pull, PullFailure, PullReason, PullState, progressed
from dockcycle.domain.reference import Reference, parse
from dockcycle.domain.words import N_, PlainError, Plural
from dockcycle.engine import Credentials, Engine, PullStream
from dockcycle.engine.errors import EngineError
from dockcycle.live.failure import Failure
from dockcycle.live.gate import Gate

TOLD_EVERY_SECONDS = 0.2
#: Pulls at once at one engine; and ended ones that are still told of, so many and for so long.
AT_ONCE_AT_MOST = 8
ENDED_AT_MOST = 40
ENDED_KEPT_SECONDS = 600

Publish = Callable[[Pull], None]

log = logging.getLogger(__name__)


class Pulls:
    """All pulls of all engines. `publish` hears of every change; `start` and `stop` once each."""

    def __init__(
        self, gate: Gate, clock_ns: Callable[[], int] = time.time_ns, seconds: Callable[[], float] = time.monotonic
    ) -> None:
        self._gate = gate
        #: Tells people when; what lasts is measured by `_seconds`, which no correction of the clock moves.
        self._clock_ns, self._seconds = clock_ns, seconds
        self._publish: list[Publish] = []
        self._lock = threading.RLock()
        self._pulls: dict[str, Pull] = {}
        #: When each was written last (monotonic seconds).
        self._written: dict[str, float] = {}
        self._streams: dict[str, PullStream] = {}
        #: By engine, how many readers there are: one that was cancelled may still wait for a stuck engine.
        self._readers: Counter[str] = Counter()
        self._changed: set[str] = set()
        self._active = threading.Event()
        self._stopped = threading.Event()
        self._ticker = threading.Thread(target=self._tick, name="pulls", daemon=True)

    def on_change(self, publish: Publish) -> None:
        """Add a listener; only before `start`."""
        self._publish.append(publish)

    def start(self) -> None:
        """Begin to tell of pulls."""
        self._ticker.start()

    def stop(self) -> None:
        """Cancel what is under way."""
        self._stopped.set()
        self._active.set()
        with self._lock:
            ids, streams = list(self._pulls), list(self._streams.values())
        for id in ids:  # before their streams end: that would look as if they were done
            self._end(id, PullState.CANCELLED)
        for stream in streams:
            stream.close()
        if self._ticker.is_alive():
            self._ticker.join()

    def all(self) -> list[Pull]:
        """Return the pulls that are known, oldest first; those that ended long ago are forgotten on the way."""
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
        """Begin to pull `text`; returns the pull and its docker line. Raises Failure.

        The same image that is being pulled already is not pulled twice: its pull is returned.
        """
        self._gate.check("pull")
        engine = self._gate.engine(engine_name)
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
        """End a pull that is under way; one that is over stays as it is. Raises Failure."""
        self._gate.check("cancel-pull")
        pull = self.get(id)
        self._end(id, PullState.CANCELLED)
        with self._lock:
            stream = self._streams.get(id)
        if stream is not None:
            stream.close()
        return pull

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
            # A fault of our own must not leave a pull that never ends.
            self._end(pull.id, PullState.FAILED, PullFailure("engine_error", PullReason.OTHER, ""))

    def _follow(self, id: str, stream: PullStream) -> None:
        with self._lock:
            self._streams[id] = stream
            is_unwanted = self._pulls[id].is_over or self._stopped.is_set()  # cancelled before there was a stream
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
    """Tell one listener; a fault of its own must not keep the others, and later pulls, from being told."""
    try:
        publish(pull)
    except Exception:
        log.exception("could not publish pull %s to a listener", pull.id)


def parsed(text: str) -> Reference:
    """Return the reference that a person wrote; raises Failure `bad_request` with what is wrong with it."""
    try:
        return parse(text)
    except PlainError as error:
        raise Failure("bad_request", error.text, error.facts, more={"field": "reference"}) from error
