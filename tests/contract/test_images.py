"""Removing and pruning images, on both engines: what goes, what stays, and who is in the way."""

from collections.abc import Iterator

import pytest

from dockcycle.domain.lifecycle.table import State
from dockcycle.engine import CreateSpec, Engine
from dockcycle.engine.errors import EngineError
from tests.contract.engine_fixture import EngineFixture
from tests.contract.image_fixture import ImageFixture, image_called, pulled
from tests.support.engine_facts import EngineFacts
from tests.support.waiting import wait_until

MARK = {"dockcycle.test": "contract"}
STAYS = ("sh", "-c", "trap 'exit 0' TERM; while true; do sleep 0.1; done")


@pytest.fixture
def image(any_engine: Engine, image_fixture: ImageFixture) -> str:
    """The name of an image that was pulled and that nobody uses."""
    pulled(any_engine, image_fixture.layers)
    return image_fixture.layers


@pytest.fixture
def user(any_engine: Engine, image: str) -> Iterator[str]:
    """A created container of that image."""
    spec = CreateSpec(image, command=STAYS, entrypoint=("env",), labels=MARK)
    id = any_engine.create(spec)
    yield id
    if any(row.id == id for row in any_engine.containers()):
        any_engine.remove(id, force=True)


def id_of(engine: Engine, name: str) -> str:
    found = image_called(engine, name)
    assert found is not None
    return found.id


def ids(engine: Engine) -> set[str]:
    return {image.id for image in engine.images.list()}


def test_a_pulled_image_is_known_by_tag_and_digest(any_engine: Engine, image: str) -> None:
    found = image_called(any_engine, image)

    assert found is not None
    assert found.tags == (image,)
    assert [name.partition("@sha256:")[0] for name in found.digests] == [image.rpartition(":")[0]]
    assert not found.dangling


def test_the_last_tag_takes_the_image_with_it(any_engine: Engine, image: str) -> None:
    id = id_of(any_engine, image)
    digests = next(one.digests for one in any_engine.images.list() if one.id == id)

    removed = any_engine.images.remove(image)

    assert set(removed.untagged) == {image, *digests}
    assert id in removed.deleted
    assert id not in ids(any_engine)


def test_an_id_takes_its_tag_with_it(any_engine: Engine, image: str) -> None:
    id = id_of(any_engine, image)

    removed = any_engine.images.remove(id)

    assert image in removed.untagged
    assert id in removed.deleted


@pytest.mark.parametrize("short", [12, 64])
def test_an_id_may_be_short(any_engine: Engine, image: str, short: int) -> None:
    id = id_of(any_engine, image)

    assert id in any_engine.images.remove(id.removeprefix("sha256:")[:short]).deleted


def test_a_removal_is_announced(engine_fixture: EngineFixture, image: str) -> None:
    id = id_of(engine_fixture.engine, image)
    engine_fixture.engine.images.remove(image)

    def told() -> list[str]:
        events = list(engine_fixture.listener.events)
        return [event.action for event in events if event.type == "image" and event.id == id]

    wait_until(lambda: "delete" in told(), 10, "the delete event")
    assert {"untag", "delete"} == set(told()) - {"pull"}  # Podman's event of the pull has the id, too


@pytest.mark.parametrize("name", ["nosuch", "nosuch:1", "f" * 64, "sha256:" + "f" * 64, "../containers/x", "", "A B"])
def test_what_is_not_there_is_not_found(any_engine: Engine, name: str, facts: EngineFacts) -> None:
    with pytest.raises(EngineError) as missing:
        any_engine.images.remove(name)

    assert missing.value.code == "not_found"
    assert missing.value.status in {404, facts.refusal(404)}


@pytest.mark.parametrize("by_id", [False, True])
@pytest.mark.parametrize("running", [False, True])
def test_an_image_in_use_stays(any_engine: Engine, image: str, user: str, by_id: bool, running: bool) -> None:
    if running:
        any_engine.start(user)
    reference = id_of(any_engine, image) if by_id else image

    with pytest.raises(EngineError) as refused:
        any_engine.images.remove(reference)

    assert (refused.value.code, refused.value.status) == ("image_in_use", 409)
    assert user[:12] in refused.value.message
    assert image_called(any_engine, image) is not None


def test_force_takes_only_the_tag_of_what_runs(any_engine: Engine, image: str, user: str) -> None:
    id = id_of(any_engine, image)
    any_engine.start(user)

    removed = any_engine.images.remove(image, force=True)

    assert image in removed.untagged
    assert removed.deleted == ()
    left = next(one for one in any_engine.images.list() if one.id == id)
    assert (left.tags, left.dangling) == ((), True)
    told = any_engine.inspect(user)
    assert (told.state, told.image, told.image_id) == (State.RUNNING, image, id)
    any_engine.remove(user, force=True)
    assert id in any_engine.images.remove(id).deleted


def test_force_takes_the_image_of_what_does_not_run(any_engine: Engine, image: str, user: str) -> None:
    id = id_of(any_engine, image)

    removed = any_engine.images.remove(image, force=True)

    assert image in removed.untagged
    assert id in removed.deleted
    assert any_engine.inspect(user).image == image


def test_an_id_that_runs_cannot_be_forced(any_engine: Engine, image: str, user: str) -> None:
    any_engine.start(user)

    with pytest.raises(EngineError) as refused:
        any_engine.images.remove(id_of(any_engine, image), force=True)

    assert (refused.value.code, refused.value.status) == ("image_in_use", 409)
    assert any(words in refused.value.message for words in ("cannot be forced", "as it is running"))


def test_one_of_two_tags_goes_alone(any_engine: Engine, image_fixture: ImageFixture, image: str) -> None:
    pulled(any_engine, image_fixture.twin)

    removed = any_engine.images.remove(image)

    assert (removed.untagged, removed.deleted) == ((image,), ())
    found = image_called(any_engine, image_fixture.twin)
    assert found is not None
    assert found.tags == (image_fixture.twin,)


def test_one_of_two_tags_goes_though_a_container_runs(
    any_engine: Engine, image_fixture: ImageFixture, image: str, user: str
) -> None:
    pulled(any_engine, image_fixture.twin)
    any_engine.start(user)

    assert any_engine.images.remove(image).untagged == (image,)
    assert image_called(any_engine, image_fixture.twin) is not None


def test_an_id_with_two_tags_must_be_forced(
    any_engine: Engine, image_fixture: ImageFixture, image: str, facts: EngineFacts
) -> None:
    pulled(any_engine, image_fixture.twin)
    id = id_of(any_engine, image)
    assert id_of(any_engine, image_fixture.twin) == id

    with pytest.raises(EngineError) as refused:
        any_engine.images.remove(id)
    assert (refused.value.code, refused.value.status) == ("image_in_use", facts.refusal(409))
    assert any(words in refused.value.message for words in ("must be forced", "please force removal"))

    removed = any_engine.images.remove(id, force=True)
    assert {image, image_fixture.twin} <= set(removed.untagged)
    assert id in removed.deleted


def test_a_tag_that_moves_leaves_a_dangling_image(any_engine: Engine, image_fixture: ImageFixture) -> None:
    name = image_fixture.move()
    before = id_of(any_engine, name)

    pulled(any_engine, name)

    assert id_of(any_engine, name) != before
    old = next(image for image in any_engine.images.list() if image.id == before)
    assert (old.tags, old.dangling) == ((), True)


def test_prune_takes_what_dangles_and_nothing_else(any_engine: Engine, image_fixture: ImageFixture, image: str) -> None:
    any_engine.images.prune()  # what other tests left without a name
    name = image_fixture.move()
    before = id_of(any_engine, name)
    pulled(any_engine, name)
    others = ids(any_engine) - {before}

    removed = any_engine.images.prune()

    assert before in removed.deleted
    assert removed.reclaimed >= 0
    assert ids(any_engine) == others
    assert image_called(any_engine, image) is not None
    assert any_engine.images.prune().deleted == ()


def test_prune_leaves_what_a_container_uses(any_engine: Engine, image_fixture: ImageFixture) -> None:
    name = image_fixture.move()
    before = id_of(any_engine, name)
    user = any_engine.create(CreateSpec(name, command=("true",), labels=MARK))
    pulled(any_engine, name)

    assert before not in any_engine.images.prune().deleted

    assert before in ids(any_engine)
    any_engine.remove(user)
    assert before in any_engine.images.prune().deleted


def test_prune_gives_bytes_back(any_engine: Engine, image: str, user: str) -> None:
    any_engine.start(user)
    any_engine.images.remove(image, force=True)
    any_engine.remove(user, force=True)

    assert any_engine.images.prune().reclaimed > 1 << 20
