"""Changes some containers of the practice fleet from time to time. It never changes containers of the user."""

from collections.abc import Callable

from dockcycle.domain.lifecycle.table import Command, State, Verdict
from dockcycle.domain.lifecycle.variants import answer
from dockcycle.engine import CreateSpec
from dockcycle.engine.errors import EngineError
from dockcycle.engine.practice.daemon.clock import Timer
from dockcycle.engine.practice.daemon.daemon import PracticeDaemon
from dockcycle.engine.practice.daemon.practice_container import Record
from dockcycle.engine.practice.scenarios.fleet import SICK

#: Limits of the random delay between two changes (seconds).
PAUSE_SECONDS = (2.0, 5.0)
#: How long a container stays paused or failing (seconds).
HOLD_SECONDS = 8.0
DEPLOY_STEP_SECONDS = 1.5
STOP_SECONDS = 2.0


class Life:
    """Every few seconds makes one change: a job, a restart, a pause, a failing health check or a deploy.

    It may change `records` and the containers that it creates in their place. It acts in timers only, which hold the
    clock's lock.
    """

    def __init__(self, world: PracticeDaemon, records: list[Record]) -> None:
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
        """Schedule the first change; does nothing if already started. The caller must hold the clock's lock."""
        if self._timer is None:
            self._wait()

    def stop(self) -> None:
        """Make no further changes. A change that has begun is still completed: a paused container is unpaused."""
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
        """Create and start a job that is removed after its exit, as a cron job. Only one exists at a time."""
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
        """Make the health check of one container fail for `HOLD_SECONDS`, or repair a container that already fails."""
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
        """Replace one web container as a deploy does: stop, remove, create, start."""
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
        """Create a container and start it after `DEPLOY_STEP_SECONDS`; return None if the engine refuses it.

        The engine refuses it if the user has meanwhile taken the name or removed the image.
        """
        try:
            record = self._world.create(spec)
        except EngineError:
            return None
        self._later(DEPLOY_STEP_SECONDS, record, Command.START, self._world.start)
        return record

    def _one(self, word: str, command: Command, state: State) -> Record | None:
        """Return a random own container with `word` in its name and in `state`, if `command` is legal; else None."""
        fit = [record for record in self._own if word in record.inspected.name and record.state is state]
        return self._world.chance.choice(fit) if fit and _is_legal(command, state) else None

    def _later(self, seconds: float, record: Record, command: Command, act: Callable[[Record], object]) -> None:
        """Call `act` after `seconds`, if the container still exists and its state allows `command`."""

        def go_on() -> None:
            if self._world.has(record) and _is_legal(command, record.state):
                act(record)

        self._world.clock.later(seconds, go_on)


def _is_legal(command: Command, state: State) -> bool:
    return answer(command, state).verdict is Verdict.DONE
