"""Pulls of the practice engine, with time moved by hand: what is told when, errors in the middle, cancelling."""

import pytest

from dockcycle.domain.image_reference import parse
from dockcycle.domain.pull import LayerState, PullProgress
from dockcycle.engine import Credentials
from dockcycle.engine.errors import EngineError
from dockcycle.engine.practice.daemon import registry
from dockcycle.engine.practice.daemon.image_catalog import Blob, PracticeImage
from dockcycle.engine.practice.daemon.practice_pulls import AT_ONCE, timeline
from tests.unit.practice.manual_clock import practice

MEBIBYTE = 1 << 20
LAYERS = [Blob(f"layer{number}", 24 * MEBIBYTE) for number in range(5)]
NOTHING: frozenset[str] = frozenset()


def moments(state: LayerState, here: frozenset[str] = NOTHING) -> list[float]:
    """Return when each layer came into that state first, in the order of the layers."""
    steps = [step for step in timeline(LAYERS, here) if step.line.state is state]
    return [
        min(step.seconds for step in steps if step.line.layer == layer.id) for layer in LAYERS if layer.id not in here
    ]


def test_so_many_layers_come_down_at_once() -> None:
    begun, down = moments(LayerState.DOWNLOADING), moments(LayerState.DOWNLOADED)

    assert begun[AT_ONCE - 1] < down[0] < begun[AT_ONCE]


def test_layers_are_unpacked_one_after_the_other() -> None:
    unpacked, done = moments(LayerState.EXTRACTING), moments(LayerState.COMPLETE)

    assert all(before <= after for before, after in zip(done, unpacked[1:], strict=False))


def test_layers_that_are_here_are_only_named() -> None:
    here = frozenset({"layer0", "layer3"})

    told = [step.line for step in timeline(LAYERS, here) if step.line.layer in here]
    assert told == [PullProgress(id, LayerState.EXISTS) for id in ("layer0", "layer3")]


def test_bytes_grow_up_to_all_of_them() -> None:
    lines = [step.line for step in timeline(LAYERS, NOTHING) if step.line.layer == "layer0"]
    down = [line.current or 0 for line in lines if line.state is LayerState.DOWNLOADING]

    assert down == sorted(down)
    assert down[-1] == LAYERS[0].size


@pytest.mark.parametrize("reference", ["ubuntu", "nginx"])
def test_a_first_pull_has_layers_to_show(reference: str) -> None:
    engine, clock = practice(address="practice://?life=0")
    stream = engine.images.pull(f"{reference}:latest")
    clock.advance(60)

    assert LayerState.DOWNLOADING in {line.state for line in stream}


def test_a_pull_takes_time_and_then_the_image_is_here() -> None:
    engine, clock = practice()
    stream = engine.images.pull("httpd:2.4")
    clock.advance(0.5)
    assert not any("httpd:2.4" in image.tags for image in engine.images.list())

    clock.advance(60)
    lines = list(stream)
    assert lines[-1] == PullProgress()
    assert any("httpd:2.4" in image.tags for image in engine.images.list())


def test_a_cancelled_pull_leaves_nothing() -> None:
    engine, clock = practice()
    stream = engine.images.pull("httpd:2.4")
    clock.advance(0.5)

    stream.close()
    clock.advance(60)
    assert list(stream) == []
    assert not any("httpd:2.4" in image.tags for image in engine.images.list())


def test_an_error_in_the_middle_comes_after_what_was_told() -> None:
    engine, clock = practice()
    stream = engine.images.pull(registry.BROKEN)
    clock.advance(60)

    told: list[PullProgress] = []
    with pytest.raises(EngineError) as failed:
        told.extend(stream)
    assert told
    assert failed.value.reason == "disk_full"
    assert not any(registry.BROKEN in image.tags for image in engine.images.list())


def test_closing_the_engine_ends_its_pulls() -> None:
    engine, _ = practice()
    stream = engine.images.pull("httpd:2.4")

    engine.close()
    assert list(stream) == []


@pytest.mark.parametrize("image", registry.HUB)
def test_everything_published_can_be_looked_up(image: PracticeImage) -> None:
    assert registry.look_up(parse(image.name), None) is image
    assert registry.look_up(parse(f"docker.io/{'library/' * ('/' not in image.name)}{image.name}"), None) is image


@pytest.mark.parametrize("image", registry.TEAM)
def test_the_private_ones_need_the_password(image: PracticeImage) -> None:
    assert registry.look_up(parse(image.name), Credentials(registry.USERNAME, registry.PASSWORD)) is image

    for credentials in (None, Credentials(registry.USERNAME, "x")):
        with pytest.raises(EngineError) as refused:
            registry.look_up(parse(image.name), credentials)
        assert refused.value.code == "forbidden"
