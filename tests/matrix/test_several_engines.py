"""Several engines in one app, each restarted in turn while containers come and go on all of them.

`make test-engines` runs this; it needs the unpacked engines.
"""

import threading
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Self

import pytest

from tests.support.app import App
from tests.support.docker_cli import DockerCli
from tests.support.dockerd import IMAGE, import_busybox, private_engine
from tests.support.engines import MACHINE, MATRIX, TestedEngine
from tests.support.private_engine import PrivateEngine
from tests.support.waiting import wait_until

pytestmark = pytest.mark.engine

ENGINES = {"d20": MACHINE, "d26": MATRIX["docker-26"], "d28": MATRIX["docker-28"], "pod": MATRIX["podman-5"]}
OBEYS = ("sh", "-c", "trap 'exit 0' TERM; echo ready; while :; do sleep 0.05; done")
#: Why these two ended when their engine was shut down.
WITNESSES = {"obeys": "stopped", "deaf": "stop_timed_out"}


class Churn:
    """Containers that are run, ended and removed on one engine until the block ends; refusals are part of it."""

    def __init__(self, docker: DockerCli) -> None:
        self._docker = docker
        self._over = threading.Event()
        self.rounds = 0
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join(60)

    def _run(self) -> None:
        while not self._over.is_set():
            name = f"churn-{self.rounds % 5}"
            self._docker("rm", "-f", name, ok=False)
            self._docker("run", "-d", "--name", name, IMAGE, "sleep", "600", ok=False)
            if self.rounds % 2:
                self._docker("kill", name, ok=False)
            self.rounds += 1
            self._over.wait(0.05)


class Fleet:
    """The engines, and one app that shows them all."""

    def __init__(self, app: App, engines: dict[str, PrivateEngine]) -> None:
        self.app = app
        self.engines = engines
        self.clis = {name: DockerCli(engine.url) for name, engine in engines.items()}

    def states(self) -> dict[str, str]:
        """Return the state of each engine: `live`, `stale` or `unreachable`."""
        return {name: one["state"] for name, one in self.app.get("/healthz").json()["engines"].items()}

    def board(self, engine: str) -> dict[str, dict[str, Any]]:
        """Return the containers of one engine by name."""
        containers = self.app.get("/api/v1/board").json()["containers"]
        return {one["name"]: one for one in containers if one["engine"] == engine}

    def until_equal(self, engine: str) -> None:
        """Wait until the board has what `docker ps -a` of that engine has."""
        last: dict[str, object] = {}

        def agrees() -> bool:
            last.update(board={name: one["state"] for name, one in self.board(engine).items()})
            last.update(engine=self.clis[engine].ps())
            return last["board"] == last["engine"]

        try:
            wait_until(agrees, 30, engine)
        except AssertionError:
            raise AssertionError(f"the board of {engine} is not its ps -a: {last}") from None


def started(folder: Path, engine: TestedEngine) -> PrivateEngine:
    private = private_engine(folder, engine=engine)
    private.start()
    import_busybox(private.url)
    return private


@pytest.fixture
def fleet(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fleet]:
    with ExitStack() as stack:
        engines: dict[str, PrivateEngine] = {}
        for name, engine in ENGINES.items():
            engines[name] = started(tmp_path_factory.mktemp(name), engine)
            stack.callback(engines[name].close)
        addresses = ",".join(f"{name}={engine.url}" for name, engine in engines.items())
        log = tmp_path_factory.mktemp("app") / "log"
        app = stack.enter_context(App({"DOCKCYCLE_ENGINES": addresses}, log))
        app.wait_live()
        yield Fleet(app, engines)
        for private in engines.values():
            DockerCli(private.url).clean()


def test_each_engine_recovers_alone(fleet: Fleet) -> None:
    for docker in fleet.clis.values():
        docker.run("obeys", *OBEYS)
        docker.run("deaf", "sleep", "600", options=("--stop-timeout", "1"))
    with ExitStack() as stack:
        churns = [stack.enter_context(Churn(docker)) for docker in fleet.clis.values()]
        for name in ENGINES:
            restart(fleet, name, churns)
    for name in ENGINES:
        fleet.until_equal(name)
    assert "Traceback" not in fleet.app.log_text()


def restart(fleet: Fleet, name: str, churns: list[Churn]) -> None:
    """Stop one engine in order and start it: the others stay live, and it comes back as it is."""
    engine, podman = fleet.engines[name], ENGINES[name].podman
    others = [other for other in ENGINES if other != name]
    before = {other: fleet.app.get("/healthz").json()["engines"][other]["since"] for other in others}
    engine.stop()
    wait_until(lambda: fleet.states()[name] == "stale", 30, f"{name} to be stale")
    rounds = [churn.rounds for churn in churns]
    engine.start()
    wait_until(lambda: fleet.states()[name] == "live", 60, f"{name} to be live again")
    wait_until(lambda: all(now.rounds > old for now, old in zip(churns, rounds, strict=True)), 30, "the churn to go on")
    health = fleet.app.get("/healthz").json()["engines"]
    assert {other: health[other]["since"] for other in others} == before, "another engine was lost meanwhile"
    # The containers of Podman have no daemon: they go on without its service.
    expected = dict.fromkeys(WITNESSES) if podman else WITNESSES
    wait_until(lambda: causes(fleet, name) == expected, 10, f"{expected}, not {causes(fleet, name)}")


def causes(fleet: Fleet, name: str) -> dict[str, str | None]:
    """Return the causes of the witnesses on an engine."""
    board = fleet.board(name)
    return {one: board[one]["cause"]["code"] if board[one]["cause"] else None for one in WITNESSES}
