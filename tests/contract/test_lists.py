"""Creating, naming, listing and inspecting, on both engines."""

import re
from typing import Any

import pytest

from dockcycle.domain.lifecycle.table import State
from dockcycle.engine import CreateSpec
from dockcycle.engine.errors import EngineError
from tests.contract.engine_fixture import EngineFixture
from tests.support.dockerd import IMAGE
from tests.support.waiting import wait_until


def test_what_was_created_is_inspected(engine_fixture: EngineFixture) -> None:
    name = engine_fixture.name()
    labels = {"com.docker.compose.project": "shop", "com.docker.compose.service": "web"}
    id = engine_fixture.create("sh", "-c", "sleep 60", name=name, labels=labels, restart="unless-stopped")

    told = engine_fixture.engine.inspect(id)
    assert re.fullmatch(r"[0-9a-f]{64}", id)
    assert (told.engine, told.id, told.name, told.image) == (
        engine_fixture.engine.name,
        id,
        name,
        engine_fixture.facts.image(IMAGE),
    )
    assert (told.state, told.command) == (State.CREATED, "sh -c 'sleep 60'")
    assert (told.exit_code, told.error, told.started_ns, told.finished_ns) == (None, None, None, None)
    assert (told.health, told.cause, told.restarts, told.restart_policy) == (None, None, 0, "unless-stopped")
    assert (told.project, told.service, told.stop_signal, told.stop_timeout) == ("shop", "web", 15, 10)
    assert told.auto_remove is False
    assert told.created_ns > 0


def test_the_image_s_own_command_runs_when_none_is_named(engine_fixture: EngineFixture) -> None:
    id = engine_fixture.engine.create(
        CreateSpec(IMAGE, name=engine_fixture.name(), labels={"dockcycle.test": "contract"})
    )

    try:
        assert engine_fixture.engine.inspect(id).command == "sh"
    finally:
        engine_fixture.engine.remove(id)


def test_an_entrypoint_stands_before_the_command(engine_fixture: EngineFixture) -> None:
    id = engine_fixture.ended("-c", "exit 8", entrypoint=("sh",))

    told = engine_fixture.engine.inspect(id)
    assert (told.command, told.exit_code) == ("sh -c 'exit 8'", 8)


def test_a_container_without_a_name_gets_one(engine_fixture: EngineFixture) -> None:
    id = engine_fixture.create(name=None)

    assert re.fullmatch(r"[a-z]+_[a-z]+\d*", engine_fixture.engine.inspect(id).name)


def test_list_and_inspect_agree_in_every_state(engine_fixture: EngineFixture) -> None:
    made = [engine_fixture.standing(state) for state in (State.CREATED, State.RUNNING, State.PAUSED, State.EXITED)]

    # The list is a copy that lags behind by some milliseconds (moby `container/view.go`).
    wait_until(
        lambda: all(list_and_inspect_agree(engine_fixture, id) for id in made), 1, "the list to agree with inspect"
    )


def list_and_inspect_agree(engine_fixture: EngineFixture, id: str) -> bool:
    row = next(row for row in engine_fixture.engine.containers() if row.id == id)
    told = engine_fixture.engine.inspect(id)
    return (row.name, row.state, row.health) == (told.name, told.state, told.health)


def test_a_removed_container_is_not_listed(engine_fixture: EngineFixture) -> None:
    id = engine_fixture.create()
    engine_fixture.engine.remove(id)

    assert id not in {row.id for row in engine_fixture.engine.containers()}
    with pytest.raises(EngineError) as missing:
        engine_fixture.engine.inspect(id)
    assert (missing.value.code, missing.value.status) == ("not_found", 404)


def test_the_image_is_listed(engine_fixture: EngineFixture) -> None:
    image = next(
        image for image in engine_fixture.engine.images.list() if engine_fixture.facts.image(IMAGE) in image.tags
    )

    assert image.engine == engine_fixture.engine.name
    assert image.id.startswith("sha256:")
    assert image.size > 0
    assert image.created_ns > 0
    assert engine_fixture.engine.inspect(engine_fixture.create()).image_id == image.id


@pytest.mark.parametrize("image", ["nosuch", "nosuch:1", "localhost:5000/nosuch"])
def test_an_unknown_image_is_not_found(engine_fixture: EngineFixture, image: str) -> None:
    with pytest.raises(EngineError) as missing:
        engine_fixture.engine.create(CreateSpec(image, name=engine_fixture.name()))

    assert (missing.value.code, missing.value.status) == ("not_found", 404)
    assert "no such image" in missing.value.message.lower()


def test_a_name_can_be_had_once(engine_fixture: EngineFixture) -> None:
    name = engine_fixture.name()
    owner = engine_fixture.create(name=name)

    with pytest.raises(EngineError) as taken:
        engine_fixture.create(name=name)

    assert (taken.value.code, taken.value.status) == ("name_in_use", engine_fixture.facts.refusal(409))
    assert owner in taken.value.message
    assert name in taken.value.message
    engine_fixture.engine.remove(owner)
    assert engine_fixture.create(name=name) != owner


def test_rename_to_a_name_that_is_taken(engine_fixture: EngineFixture) -> None:
    owner, other = engine_fixture.create(), engine_fixture.create()

    with pytest.raises(EngineError) as taken:
        engine_fixture.engine.rename(other, engine_fixture.engine.inspect(owner).name)

    assert (taken.value.code, taken.value.status) == ("name_in_use", engine_fixture.facts.refusal(409))
    assert (owner in taken.value.message) is engine_fixture.facts.rename_names_owner


@pytest.mark.parametrize("name", ["x!!", "-x", "x", "a b", "a/b"])
def test_a_name_that_cannot_be_is_refused(engine_fixture: EngineFixture, name: str) -> None:
    id = engine_fixture.create()

    for ask in (lambda: engine_fixture.create(name=name), lambda: engine_fixture.engine.rename(id, name)):
        with pytest.raises(EngineError) as refused:
            ask()
        assert (refused.value.code, refused.value.status) == ("bad_request", engine_fixture.facts.refusal(400))


@pytest.mark.parametrize("name", ["nothing", "itself"])
def test_rename_to_nothing_or_to_itself_is_refused(engine_fixture: EngineFixture, name: str) -> None:
    id = engine_fixture.create()

    with pytest.raises(EngineError) as refused:
        engine_fixture.engine.rename(id, engine_fixture.engine.inspect(id).name if name == "itself" else "")

    assert (refused.value.code, refused.value.status) == ("bad_request", engine_fixture.facts.refusal(400))


@pytest.mark.parametrize(
    "options",
    [{"restart": "sometimes"}, {"memory": 1000}, {"restart": "always", "auto_remove": True}],
)
def test_what_cannot_be_created_is_refused(engine_fixture: EngineFixture, options: dict[str, Any]) -> None:
    with pytest.raises(EngineError) as refused:
        engine_fixture.create(**options)

    assert (refused.value.code, refused.value.status) == ("bad_request", engine_fixture.facts.refusal(400))


def test_the_engine_says_what_it_is(engine_fixture: EngineFixture) -> None:
    info = engine_fixture.engine.connect()
    engine_fixture.engine.ping()

    assert info.version
    assert re.fullmatch(r"1\.\d+", info.api)


@pytest.mark.parametrize(("command", "code"), [(("true",), 0), (("sh", "-c", "exit 5"), 5)])
def test_exec_returns_the_code(engine_fixture: EngineFixture, command: tuple[str, ...], code: int) -> None:
    assert engine_fixture.exec(engine_fixture.run(), *command) == code


def test_exec_of_a_command_that_does_not_exist_returns_a_code_of_its_own(engine_fixture: EngineFixture) -> None:
    assert engine_fixture.exec(engine_fixture.run(), "nosuchcmd") == engine_fixture.facts.missing_command_code


def test_a_list_of_one_state_contains_only_its_containers(engine_fixture: EngineFixture) -> None:
    id = engine_fixture.create()

    assert id in {row.id for row in engine_fixture.engine.containers(State.CREATED)}
    assert id not in {row.id for row in engine_fixture.engine.containers(State.RUNNING)}
