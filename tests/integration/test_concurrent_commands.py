"""Many commands at once, from pages and from the docker CLI: afterwards the board is `docker ps -a`."""

import itertools
import random
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.support.api_client import ApiClient
from tests.support.app import App
from tests.support.docker_cli import DockerCli
from tests.support.viewer import Viewer
from tests.support.waiting import wait_until

pytestmark = pytest.mark.engine

CLIENTS, COMMANDS_EACH, CONTAINERS = 10, 20, 12
COMMANDS = ("start", "stop", "kill", "restart", "pause", "unpause", "rename", "remove")
#: What may come of a command when others act on the same container: done, refused by its state, gone, name taken.
EXPECTED = {"ok", "not_allowed_in_state", "not_found", "conflict", "name_in_use"}


def storm(client: ApiClient, ids: list[str], seed: int) -> Counter[str]:
    """Give twenty commands chosen by `seed`; returns how often came what."""
    chance = random.Random(seed)
    came: Counter[str] = Counter()
    commands = [one for one in COMMANDS if one != "pause" or client.facts.kills_paused]
    for number in range(COMMANDS_EACH):
        command = chance.choice(commands)
        options: dict[str, object] = {"timeout": 0} if command in ("stop", "restart") else {}
        if command == "rename":
            options = {"name": f"renamed-{seed}-{number}"}
        elif command == "remove":
            options = {"force": chance.random() < 0.2}
        status, body = client.act(command, chance.choice(ids), **options)
        came["ok" if status == 200 else body["code"]] += 1
    return came


def by_hand(docker: DockerCli, names: list[str], *, pauses: bool) -> None:
    """Run the same commands in a terminal; most of them are refused by then."""
    commands = (*(("pause", "unpause") if pauses else ()), "restart", "kill", "start", "stop")
    for command, name in zip(itertools.cycle(commands), names * 2):
        docker(command, *(["-t", "0"] if command in ("restart", "stop") else []), name, ok=False)


def test_two_hundred_commands_from_ten_clients_and_the_cli(app: App, docker: DockerCli) -> None:
    names = [f"storm-{number}" for number in range(CONTAINERS)]
    client = ApiClient(app)
    ids = [client.run(name=name) for name in names]

    with Viewer(app.url) as viewer, ThreadPoolExecutor(CLIENTS + 1) as pool:
        clients = [ApiClient(app), ApiClient(app, viewer)]
        storms = [pool.submit(storm, clients[seed % 2], ids, seed) for seed in range(CLIENTS)]
        terminal = pool.submit(by_hand, docker, names, pauses=client.facts.kills_paused)
        came = sum((one.result(240) for one in storms), Counter[str]())
        terminal.result(240)
        until_equal(lambda: board(app), docker)
        until_equal(viewer.states, docker)

    assert came.total() == CLIENTS * COMMANDS_EACH
    assert came.keys() <= EXPECTED, came
    assert came["ok"] > 0


def until_equal(told: Callable[[], dict[str, str]], docker: DockerCli) -> None:
    """Wait until what is told is `docker ps -a`."""
    last: dict[str, object] = {}

    def agrees() -> bool:
        last.update(told=told(), engine=docker.ps())
        return last["told"] == last["engine"]

    try:
        wait_until(agrees, 30, "the board to be docker ps -a")
    except AssertionError:
        raise AssertionError(f"the board is not docker ps -a: {last}") from None


def board(app: App) -> dict[str, str]:
    """Return the state of every container by name, as the app tells it."""
    return {one["name"]: one["state"] for one in app.get("/api/v1/board").json()["containers"]}


def test_the_page_and_the_cli_take_turns(app: App, docker: DockerCli) -> None:
    client = ApiClient(app)
    id = client.run(name="shared")
    steps: list[tuple[Callable[[], object], str]] = [
        (lambda: docker("pause", "shared"), "paused"),
        (lambda: client.act("unpause", id), "running"),
        (lambda: docker("stop", "-t", "1", "shared"), "exited"),
        (lambda: client.act("start", id), "running"),
        (lambda: docker("kill", "shared"), "exited"),
        (lambda: client.act("restart", id, timeout=1), "running"),
    ]
    for step, state in steps:
        step()
        client.until(id, lambda one, state=state: one["state"] == state)  # type: ignore[misc]
        assert docker.ps()["shared"] == state
