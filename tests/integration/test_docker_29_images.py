"""Images and pulls of Docker 29, whose responses follow its API documents."""

from pathlib import Path

import pytest

from dockcycle.domain.pull import LayerState
from dockcycle.engine.discovery import parse_address
from dockcycle.engine.docker.docker_engine import DockerEngine
from dockcycle.engine.errors import EngineError
from tests.support.board_recorder import ENGINE
from tests.support.docker_29_payloads import FAILED, INDEX, PULL, image
from tests.support.docker_releases import (
    Release,
)
from tests.support.scripted_engine import ScriptedEngine

LIST, INSPECT = "/containers/json", "/containers/[^/]+/json"
WEB, OLD, HELD, PLAIN = ("a1" * 32, "b2" * 32, "c3" * 32, "d4" * 32)


# --- images and pulls -------------------------------------------------------------------------------------------


def test_images_of_the_containerd_store(scripted: ScriptedEngine, docker_29: DockerEngine) -> None:
    other = "sha256:" + "3f3f" * 16
    scripted.images = [image(["busybox:1"], 2), image([], 0, other)]

    told = docker_29.images.list()

    assert [(one.id, one.tags, one.dangling, one.containers) for one in told] == [
        (other, (), True, 0), (INDEX, ("busybox:1",), False, 2),
    ]  # fmt: skip
    scripted.images.reverse()
    assert docker_29.images.list() == told, "images of one second in another order are the same list"


def test_an_engine_that_does_not_count(tmp_path: Path) -> None:
    with ScriptedEngine(tmp_path, Release("28.0.0", "1.48", "1.24")) as scripted:
        scripted.images = [image(["busybox:1"], 2)]
        engine = DockerEngine(ENGINE, parse_address(scripted.url))
        engine.connect()
        counts = [one.containers for one in engine.images.list()]
        engine.close()

    assert counts == [None]


def test_a_pull(scripted: ScriptedEngine, docker_29: DockerEngine) -> None:
    scripted.pull = PULL

    lines = list(docker_29.images.pull("busybox:1"))

    assert [one.state for one in lines if one.layer] == [
        LayerState.WAITING, LayerState.DOWNLOADING, LayerState.DOWNLOADED, LayerState.EXTRACTING, LayerState.COMPLETE,
    ]  # fmt: skip
    assert lines[-2].digest == INDEX


def test_a_pull_that_fails_by_its_detail_alone(scripted: ScriptedEngine, docker_29: DockerEngine) -> None:
    scripted.pull = (*PULL[:3], FAILED)

    with pytest.raises(EngineError) as failed:
        list(docker_29.images.pull("busybox:1"))

    assert (failed.value.reason, failed.value.message) == ("disk_full", FAILED["errorDetail"]["message"])
