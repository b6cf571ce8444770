"""Pods of a real Podman on the board: who is in which, and what happens to a pod happens to its containers."""

from collections.abc import Iterator

import pytest

from dockcycle.domain.lifecycle.table import State
from dockcycle.engine.docker.docker_engine import DockerEngine
from dockcycle.engine.errors import EngineError
from tests.support.board_recorder import BoardRecorder
from tests.support.engines import under_test
from tests.support.pods import Pods
from tests.support.waiting import wait_until

pytestmark = [pytest.mark.engine, pytest.mark.skipif(not under_test().podman, reason="only Podman has pods")]

SLEEPS = ("sh", "-c", "trap 'exit 0' TERM; while :; do sleep 0.05; done")


@pytest.fixture
def pods(engine_url: str) -> Iterator[Pods]:
    pods = Pods(engine_url)
    yield pods
    pods.clean()


def infra_of(id: str) -> str:
    """Return the name Podman gives the infra container of a pod."""
    return f"{id[:12]}-infra"


def test_a_container_names_its_pod_as_soon_as_it_is_there(recorder: BoardRecorder, pods: Pods) -> None:
    shop = pods.create("shop")
    pods.run("shop", "web", *SLEEPS)
    pods.create("bare", infra=False)
    pods.run("bare", "worker", *SLEEPS)
    recorder.docker.run("lonely", *SLEEPS)

    recorder.until("lonely", state=State.RUNNING, pod=None)
    recorder.until("web", state=State.RUNNING, pod="shop")
    recorder.until("worker", state=State.RUNNING, pod="bare")
    recorder.until(infra_of(shop), state=State.RUNNING, pod="shop", image="", image_id=None)


def test_what_was_there_before_the_watch_names_its_pod(engine_url: str, pods: Pods, recorder: BoardRecorder) -> None:
    shop = pods.create("shop")
    pods.run("shop", "web", *SLEEPS)

    with BoardRecorder(engine_url, recorder.docker) as later:
        later.until("web", state=State.RUNNING, pod="shop")
        later.until(infra_of(shop), state=State.RUNNING, pod="shop")


def test_a_pod_is_paused_stopped_and_started_as_its_containers(recorder: BoardRecorder, pods: Pods) -> None:
    shop = pods.create("shop")
    pods.run("shop", "web", *SLEEPS)
    names = ("web", infra_of(shop))
    for verb, state in (
        ("pause", State.PAUSED),
        ("unpause", State.RUNNING),
        ("stop", State.EXITED),
        ("start", State.RUNNING),
    ):
        pods.act("shop", verb)
        for name in names:
            recorder.until(name, state=state, pod="shop")

    pods.remove("shop")
    wait_until(lambda: not recorder.containers(), 15, "the board to be empty")


def test_the_infra_container_goes_with_its_pod_only(recorder: BoardRecorder, pods: Pods, engine: DockerEngine) -> None:
    infra = recorder.until(infra_of(pods.create("shop")), state=State.CREATED, pod="shop")

    with pytest.raises(EngineError) as refused:
        engine.remove(infra.id, force=True)

    assert "is the infra container of pod" in refused.value.message
