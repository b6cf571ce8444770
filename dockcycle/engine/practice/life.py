"""Keeps a few containers of the practice fleet moving, so that the picture lives. It never touches anybody else's."""

from collections.abc import Callable

from dockcycle.domain.lifecycle import Command, State, Verdict
from dockcycle.domain.variants import answer
from dockcycle.engine import CreateSpec
from dockcycle.engine.errors import EngineError
from dockcycle.engine.practice.clock import Timer
from dockcycle.engine.practice.fleet import SICK
from dockcycle.engine.practice.record import Record
from dockcycle.engine.practice.world import World

#: Between two things that happen.
PAUSE_SECONDS = (2.0, 5.0)
#: How long what was begun stays so: paused, sick, or stopped for a deploy.
HOLD_SECONDS = 8.0
DEPLOY_STEP_SECONDS = 1.5
STOP_SECONDS = 2.0


class Life:
    """Every few seconds one thing: a job, a restart, a pause, a failing health check, a deploy.

    `records` are those it may touch; what it creates instead of one of them is its own too. It holds the clock's
    lock whenever it acts, because it acts by timers only.
    """

    def __init__(self, world: World, records: list[Record]) -> None:
        self._world = world
        self._own = records
        self._job: Record | None = None
        self._timer: Timer | None = None
        self._things: tuple[Callable[[], None], ...] = (
            self._run_job,
            self._restart_worker,
            self._pause_batch,
            self._make_sick,
            self._deploy,
        )
        self._turn = 0

    def start(self) -> None:
        """Begin; harmless when it lives."""
        if self._timer is None:
            self._wait()

    def stop(self) -> None:
        """End; what was begun comes to its end by itself."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _wait(self) -> None:
        self._timer = self._world.clock.later(self._world.chance.uniform(*PAUSE_SECONDS), self._act)

    def _act(self) -> None:
        self._own = [record for record in self._own if self._world.has(record)]
        thing = self._things[self._turn % len(self._things)]
        self._turn += 1
        self._wait()
        thing()

    def _run_job(self) -> None:
        """What cron does: run, end, be removed."""
        if self._job is not None and self._world.has(self._job):
            return
        number = self._world.chance.randrange(1000, 9999)
        spec = CreateSpec("tools/backup:3", f"backup-{number}", command=("sleep", "5"), auto_remove=True)
        self._job = self._replace(spec)

    def _restart_worker(self) -> None:
        record = self._one("worker", Command.RESTART, State.RUNNING)
        if record is not None:
            self._world.restart(record, STOP_SECONDS)

    def _pause_batch(self) -> None:
        record = self._one("batch", Command.PAUSE, State.RUNNING)
        if record is not None:
            self._world.pause(record)
            self._later(HOLD_SECONDS, record, Command.UNPAUSE, self._world.unpause)
            return
        record = self._one("batch", Command.UNPAUSE, State.PAUSED)
        if record is not None:
            self._world.unpause(record)

    def _make_sick(self) -> None:
        """A probe finds it soon after, and finds it well again later."""
        checked = [record for record in self._own if record.spec.health is not None and record.state is State.RUNNING]
        if not checked:
            return
        record = self._world.chance.choice(checked)
        if SICK in record.files:
            record.files.discard(SICK)
        else:
            record.files.add(SICK)
            self._world.clock.later(HOLD_SECONDS, lambda: record.files.discard(SICK))

    def _deploy(self) -> None:
        """What a new version does: stop, remove, create, start."""
        record = self._one("web", Command.STOP, State.RUNNING)
        if record is not None:
            self._world.stop(record, STOP_SECONDS)
            self._later(DEPLOY_STEP_SECONDS, record, Command.REMOVE, self._renew)

    def _renew(self, record: Record) -> bool:
        self._world.remove(record)
        renewed = self._replace(record.spec)
        if renewed is not None:
            self._own.append(renewed)
        return renewed is not None

    def _replace(self, spec: CreateSpec) -> Record | None:
        """Create and soon start; None when a person has taken the name meanwhile."""
        try:
            record = self._world.create(spec)
        except EngineError:
            return None
        self._later(DEPLOY_STEP_SECONDS, record, Command.START, self._world.start)
        return record

    def _one(self, word: str, command: Command, state: State) -> Record | None:
        """Return one of its own whose name has this word and that stands so, None when there is none."""
        fit = [record for record in self._own if word in record.told.name and record.state is state]
        return self._world.chance.choice(fit) if fit and _is_legal(command, state) else None

    def _later(self, seconds: float, record: Record, command: Command, act: Callable[[Record], object]) -> None:
        """Go on in a while, unless somebody came between."""

        def go_on() -> None:
            if self._world.has(record) and _is_legal(command, record.state):
                act(record)

        self._world.clock.later(seconds, go_on)


def _is_legal(command: Command, state: State) -> bool:
    return answer(command, state).verdict is Verdict.DONE
