"""Tagging images and their history, on both engines."""

from collections.abc import Iterator

import pytest

from dockcycle.domain.image_history import masked_step
from dockcycle.engine import Engine
from dockcycle.engine.errors import EngineError
from tests.contract.engine_fixture import EngineFixture
from tests.contract.image_fixture import ImageFixture, image_called, pulled
from tests.support.waiting import wait_until

TARGET = "dockcycle-test/tagged:1"


@pytest.fixture
def image(any_engine: Engine, image_fixture: ImageFixture) -> Iterator[str]:
    """The name of an image that was pulled. The names that a test adds are removed."""
    pulled(any_engine, image_fixture.layers)
    yield image_fixture.layers
    for one in any_engine.images.list():
        for name in one.tags:
            if name.rpartition("/")[2].startswith("tagged:"):
                any_engine.images.remove(name)


def test_a_tag_is_another_name_of_the_image(engine_fixture: EngineFixture, image: str) -> None:
    engine = engine_fixture.engine
    before = image_called(engine, image)
    assert before is not None

    engine.images.tag(image, TARGET)

    found = next(one for one in engine.images.list() if any(name.endswith(TARGET) for name in one.tags))
    assert (found.id, image in found.tags) == (before.id, True)
    wait_until(
        lambda: any(event.type == "image" and event.action == "tag" for event in list(engine_fixture.listener.events)),
        10,
        "the event tag",
    )


def test_a_tag_moves_from_another_image(any_engine: Engine, image_fixture: ImageFixture, image: str) -> None:
    any_engine.images.tag(image, TARGET)
    name = image_fixture.move()
    other = image_called(any_engine, name)
    assert other is not None

    any_engine.images.tag(name, TARGET)

    (found,) = [one for one in any_engine.images.list() if any(tag.endswith(TARGET) for tag in one.tags)]
    assert found.id == other.id


@pytest.mark.parametrize("target", ["UPPER", "a b", "", f"name@sha256:{'0' * 64}", "name:bad/tag"])
def test_an_invalid_target_is_refused(any_engine: Engine, image: str, target: str) -> None:
    with pytest.raises(EngineError) as refused:
        any_engine.images.tag(image, target)

    assert (refused.value.code, refused.value.status) == ("bad_request", 400)


@pytest.mark.parametrize("name", ["nosuch:1", "f" * 64, "../containers/x", ""])
def test_an_unknown_image_has_no_history_and_gets_no_tag(any_engine: Engine, name: str) -> None:
    for call in (lambda: any_engine.images.history(name), lambda: any_engine.images.tag(name, TARGET)):
        with pytest.raises(EngineError) as missing:
            call()
        assert missing.value.code == "not_found"


def test_the_history_lists_the_steps_with_the_size_of_their_layers(any_engine: Engine, image: str) -> None:
    steps = any_engine.images.history(image)

    assert image in steps[0].tags
    assert len(steps) > 1
    assert all(step.created_by or step.comment or step.size for step in steps)
    assert [masked_step(step).size for step in steps] == [step.size for step in steps]


def test_the_sizes_of_the_steps_are_the_size_of_the_image(any_engine: Engine, image: str) -> None:
    found = image_called(any_engine, image)
    assert found is not None

    assert sum(step.size for step in any_engine.images.history(image)) == pytest.approx(found.size, rel=0.1)
