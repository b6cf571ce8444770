"""Changes some containers of the practice fleet from time to time. It never changes containers of the user."""

from collections.abc import Callable

from dockcycle.domain.lifecycle.table import Command, State, Verdict
from dockcycle.domain.lifecycle.variants import answer
from dockcycle.engine import CreateSpec
from dockcycle.engine.errors import EngineError
from dockcycle.engine.practice.daemon.clock import Timer
from dockcycle.engine.practice.daemon.daemon import PracticeDaemon
from dockcycle.engine.practice.daemon.practice_container import PracticeContainer
from dockcycle.engine.practice.scenarios.fleet import UNHEALTHY_FILE

#: Limits of the random delay between two changes (seconds).
PAUSE_SECONDS = (2.0, 5.0)
#: How long a container stays paused or failing (seconds).
HOLD_SECONDS = 8.0
DEPLOY_STEP_SECONDS = 1.5
STOP_SECONDS = 2.0


class BackgroundActivity:
    """Every few seconds makes one change: a job, a restart, a pause, a failing health check or a deploy.

    It may change `containers` and the containers that it creates in their place. All changes run in timers, which hold
    the clock's lock.
    """

    def __init__(self, daemon: PracticeDaemon, containers: list[PracticeContainer]) -> None:
        self._daemon = daemon
        self._own = containers
        self._job: PracticeContainer | None = None
        self._timer: Timer | None = None
        self._actions: tuple[Callable[[], None], ...] = (
            self._run_job,
            self._restart_worker,
            self._pause_batch,
            self._fail_health_check,
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
        self._timer = self._daemon.clock.later(self._daemon.rng.uniform(*PAUSE_SECONDS), self._act)

    def _act(self) -> None:
        self._own = [container for container in self._own if self._daemon.has(container)]
        action = self._actions[self._turn % len(self._actions)]
        self._turn += 1
        self._wait()
        action()

    def _run_job(self) -> None:
        """Create and start a job that is removed after its exit, as a cron job. Only one exists at a time."""
        if self._job is not None and self._daemon.has(self._job):
            return
        number = self._daemon.rng.randrange(1000, 9999)
        spec = CreateSpec("tools/backup:3", f"backup-{number}", command=("sleep", "5"), auto_remove=True)
        self._job = self._replace(spec)

    def _restart_worker(self) -> None:
        container = self._one("worker", Command.RESTART, State.RUNNING)
        if container is not None:
            self._daemon.restart(container, STOP_SECONDS)

    def _pause_batch(self) -> None:
        container = self._one("batch", Command.PAUSE, State.RUNNING)
        if container is not None:
            self._daemon.pause(container)
            self._later(HOLD_SECONDS, container, Command.UNPAUSE, self._daemon.unpause)
            return
        container = self._one("batch", Command.UNPAUSE, State.PAUSED)
        if container is not None:
            self._daemon.unpause(container)

    def _fail_health_check(self) -> None:
        """Make the health check of one container fail for `HOLD_SECONDS`, or repair a container that already fails."""
        checked = [
            container
            for container in self._own
            if container.spec.health is not None and container.state is State.RUNNING
        ]
        if not checked:
            return
        container = self._daemon.rng.choice(checked)
        if UNHEALTHY_FILE in container.files:
            _repair(container)
        else:
            container.files.create(UNHEALTHY_FILE)
            self._daemon.clock.later(HOLD_SECONDS, lambda: _repair(container))

    def _deploy(self) -> None:
        """Replace one web container as a deploy does: stop, remove, create, start."""
        container = self._one("web", Command.STOP, State.RUNNING)
        if container is not None:
            self._daemon.stop(container, STOP_SECONDS)
            self._later(DEPLOY_STEP_SECONDS, container, Command.REMOVE, self._renew)

    def _renew(self, container: PracticeContainer) -> bool:
        self._daemon.remove(container)
        renewed = self._replace(container.spec)
        if renewed is not None:
            self._own.append(renewed)
        return renewed is not None

    def _replace(self, spec: CreateSpec) -> PracticeContainer | None:
        """Create a container and start it after `DEPLOY_STEP_SECONDS`; return None if the engine refuses it.

        The engine refuses it if the user has meanwhile taken the name or removed the image.
        """
        try:
            container = self._daemon.create(spec)
        except EngineError:
            return None
        self._later(DEPLOY_STEP_SECONDS, container, Command.START, self._daemon.start)
        return container

    def _one(self, word: str, command: Command, state: State) -> PracticeContainer | None:
        """Return a random own container with `word` in its name and in `state`, if `command` is legal; else None."""
        fit = [container for container in self._own if word in container.inspected.name and container.state is state]
        return self._daemon.rng.choice(fit) if fit and _is_legal(command, state) else None

    def _later(
        self, seconds: float, container: PracticeContainer, command: Command, act: Callable[[PracticeContainer], object]
    ) -> None:
        """Call `act` after `seconds`, if the container still exists and its state allows `command`."""

        def go_on() -> None:
            if self._daemon.has(container) and _is_legal(command, container.state):
                act(container)

        self._daemon.clock.later(seconds, go_on)


def _repair(container: PracticeContainer) -> None:
    container.files.remove(UNHEALTHY_FILE)


def _is_legal(command: Command, state: State) -> bool:
    return answer(command, state).verdict is Verdict.DONE
