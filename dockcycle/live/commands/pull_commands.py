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

from dockcycle.domain.access import Caller
from dockcycle.domain.create import docker_line
from dockcycle.domain.i18n import N_, Plural, UserInputError
from dockcycle.domain.image_reference import Reference, parse
from dockcycle.domain.pull import Pull, PullFailure, PullReason, PullState, progressed
from dockcycle.engine import Credentials, Engine
from dockcycle.engine.errors import EngineError
from dockcycle.engine.stream_protocols import PullStream
from dockcycle.live.commands.pull_table import PullTable
from dockcycle.live.engines import EngineRegistry
from dockcycle.live.failure import Failure
from dockcycle.live.gate import Gate

PUBLISH_EVERY_SECONDS = 0.2
#: Pulls that run at the same time on one engine.
AT_ONCE_AT_MOST = 8

Publish = Callable[[Pull], None]

log = logging.getLogger(__name__)


class Pulls:
    """All pulls of all engines. `publish` gets every change; `start` and `stop` are called once each."""

    def __init__(
        self,
        gate: Gate,
        engines: EngineRegistry,
        publish: Publish,
        clock_ns: Callable[[], int] = time.time_ns,
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        self._gate = gate
        self._engines = engines
        #: For times that users see. Durations use `seconds`, which clock corrections do not affect.
        self._clock_ns = clock_ns
        self._pulls = PullTable(seconds)
        self._publish = publish
        self._lock = threading.Lock()
        self._streams: dict[str, PullStream] = {}
        #: Running reader threads by engine. The reader of a cancelled pull may still wait for an engine that does not
        #: answer.
        self._readers: Counter[str] = Counter()
        self._stopped = threading.Event()
        self._ticker = threading.Thread(target=self._tick, name="pulls", daemon=True)

    def start(self) -> None:
        """Start to publish changes."""
        self._ticker.start()

    def stop(self) -> None:
        """Cancel the running pulls and end the ticker thread."""
        self._stopped.set()
        self._pulls.active.set()
        with self._lock:
            streams = list(self._streams.values())
        for pull in self._pulls.running():  # before their streams end, which would look like success
            self._end(pull.id, PullState.CANCELLED)
        for stream in streams:
            stream.close()
        if self._ticker.is_alive():
            self._ticker.join()

    def all(self) -> list[Pull]:
        """Return the known pulls, oldest first. Expired ones are dropped."""
        return self._pulls.all()

    def get(self, id: str) -> Pull:
        """Return one pull; raises Failure `not_found`."""
        pull = self._pulls.get(id)
        if pull is None:
            raise Failure("not_found", N_("Pull %(id)s does not exist or has expired."), {"id": id})
        return pull

    def pull(
        self, caller: Caller, engine_name: str, text: str, username: str | None = None, password: str | None = None
    ) -> tuple[Pull, str]:
        """Start to pull `text`; returns the pull and its docker command. Raises Failure.

        If the engine is already pulling the same image, returns that pull.
        """
        self._gate.authorize(caller, "pull", engine_name)
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

    def cancel(self, caller: Caller, id: str) -> Pull:
        """Cancel a pull and return it as it was before; a pull that has ended does not change. Raises Failure."""
        known = self._pulls.get(id)
        self._gate.authorize(caller, "cancel-pull", known.engine if known else None)
        pull = self.get(id)
        self._cancel(id)
        return pull

    def end_engine(self, name: str) -> None:
        """Cancel the running pulls of an engine."""
        for pull in self._pulls.running(name):
            self._cancel(pull.id)

    def _cancel(self, id: str) -> None:
        self._end(id, PullState.CANCELLED)
        with self._lock:
            stream = self._streams.get(id)
        if stream is not None:
            stream.close()

    # --- one pull -----------------------------------------------------------------------------------------------

    def _under_way(self, engine: str, reference: Reference) -> Pull | None:
        return next((one for one in self._pulls.running(engine) if one.reference == reference.familiar), None)

    def _new(self, engine: str, reference: Reference) -> Pull:
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
        self._pulls.put(pull)
        return pull

    def _read(self, engine: Engine, pull: Pull, credentials: Credentials | None) -> None:
        try:
            stream = engine.images.pull(pull.reference, credentials)
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
        pull = self._pulls.get(id)
        if pull is None or pull.is_over or self._stopped.is_set():  # cancelled before the stream was open
            return
        for line in stream:
            now_ns = self._clock_ns()
            self._pulls.update(id, lambda now, line=line, at_ns=now_ns: progressed(now, line, at_ns))  # type: ignore[misc]

    def _end(self, id: str, state: PullState, failure: PullFailure | None = None) -> None:
        self._pulls.update(id, lambda now: now if now.is_over else self._over(now, state, failure))

    def _over(self, pull: Pull, state: PullState, failure: PullFailure | None = None) -> Pull:
        return replace(pull, state=state, stalled=False, failure=failure, ended_ns=self._clock_ns())

    # --- publishing ---------------------------------------------------------------------------------------------

    def _tick(self) -> None:
        while not self._stopped.is_set():
            self._pulls.active.wait()
            self._stopped.wait(PUBLISH_EVERY_SECONDS)
            self._pulls.mark_stalled()
            self._publish_changed()

    def _publish_changed(self) -> None:
        for pull in self._pulls.take_changed():
            self._publish_one(pull)

    def _publish_one(self, pull: Pull) -> None:
        """Publish one pull. An exception must not affect later pulls."""
        try:
            self._publish(pull)
        except Exception:
            log.exception("could not publish pull %s", pull.id)


def parsed(text: str) -> Reference:
    """Return the image name that a user entered; raises Failure `bad_request` with the mistake in the text."""
    try:
        return parse(text)
    except UserInputError as error:
        raise Failure("bad_request", error.text, error.facts, more={"field": "reference"}) from error
