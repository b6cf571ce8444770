"""Creating, naming, listing and inspecting, on both engines."""

import re
from typing import Any

import pytest

from dockcycle.domain.lifecycle.table import State
from dockcycle.domain.timestamps import nanoseconds
from dockcycle.engine import CreateSpec
from dockcycle.engine.errors import EngineError
from tests.contract.lab import IMAGE, Lab
from tests.support.waiting import wait_until


def test_what_was_created_is_inspected(lab: Lab) -> None:
    name = lab.name()
    labels = {"com.docker.compose.project": "shop", "com.docker.compose.service": "web"}
    id = lab.create("sh", "-c", "sleep 60", name=name, labels=labels, restart="unless-stopped")

    told = lab.engine.inspect(id)
    assert re.fullmatch(r"[0-9a-f]{64}", id)
    assert (told.engine, told.id, told.name, told.image) == (lab.engine.name, id, name, lab.facts.image(IMAGE))
    assert (told.state, told.command) == (State.CREATED, "sh -c 'sleep 60'")
    assert (told.exit_code, told.error, told.started_at, told.finished_at) == (None, None, None, None)
    assert (told.health, told.cause, told.restarts, told.restart_policy) == (None, None, 0, "unless-stopped")
    assert (told.project, told.service, told.stop_signal, told.stop_timeout) == ("shop", "web", 15, 10)
    assert told.auto_remove is False
    assert nanoseconds(told.created_at) > 0


def test_the_image_s_own_command_runs_when_none_is_named(lab: Lab) -> None:
    id = lab.engine.create(CreateSpec(IMAGE, name=lab.name(), labels={"dockcycle.test": "contract"}))

    try:
        assert lab.engine.inspect(id).command == "sh"
    finally:
        lab.engine.remove(id)


def test_an_entrypoint_stands_before_the_command(lab: Lab) -> None:
    id = lab.ended("-c", "exit 8", entrypoint=("sh",))

    told = lab.engine.inspect(id)
    assert (told.command, told.exit_code) == ("sh -c 'exit 8'", 8)


def test_a_container_without_a_name_gets_one(lab: Lab) -> None:
    id = lab.create(name=None)

    assert re.fullmatch(r"[a-z]+_[a-z]+\d*", lab.engine.inspect(id).name)


def test_list_and_inspect_agree_in_every_state(lab: Lab) -> None:
    made = [lab.standing(state) for state in (State.CREATED, State.RUNNING, State.PAUSED, State.EXITED)]

    # The list is a copy that lags behind by some milliseconds (moby `container/view.go`).
    wait_until(lambda: all(list_and_inspect_agree(lab, id) for id in made), 1, "the list to agree with inspect")


def list_and_inspect_agree(lab: Lab, id: str) -> bool:
    row = next(row for row in lab.engine.containers() if row.id == id)
    told = lab.engine.inspect(id)
    return (row.name, row.state, row.health) == (told.name, told.state, told.health)


def test_a_removed_container_is_not_listed(lab: Lab) -> None:
    id = lab.create()
    lab.engine.remove(id)

    assert id not in {row.id for row in lab.engine.containers()}
    with pytest.raises(EngineError) as missing:
        lab.engine.inspect(id)
    assert (missing.value.code, missing.value.status) == ("not_found", 404)


def test_the_image_is_listed(lab: Lab) -> None:
    image = next(image for image in lab.engine.images() if lab.facts.image(IMAGE) in image.tags)

    assert image.engine == lab.engine.name
    assert image.id.startswith("sha256:")
    assert image.size > 0
    assert nanoseconds(image.created_at) > 0
    assert lab.engine.inspect(lab.create()).image_id == image.id


@pytest.mark.parametrize("image", ["nosuch", "nosuch:1", "localhost:5000/nosuch"])
def test_an_unknown_image_is_not_found(lab: Lab, image: str) -> None:
    with pytest.raises(EngineError) as missing:
        lab.engine.create(CreateSpec(image, name=lab.name()))

    assert (missing.value.code, missing.value.status) == ("not_found", 404)
    assert "no such image" in missing.value.message.lower()


def test_a_name_can_be_had_once(lab: Lab) -> None:
    name = lab.name()
    owner = lab.create(name=name)

    with pytest.raises(EngineError) as taken:
        lab.create(name=name)

    assert (taken.value.code, taken.value.status) == ("name_in_use", lab.facts.refusal(409))
    assert owner in taken.value.message
    assert name in taken.value.message
    lab.engine.remove(owner)
    assert lab.create(name=name) != owner


def test_rename_to_a_name_that_is_taken(lab: Lab) -> None:
    owner, other = lab.create(), lab.create()

    with pytest.raises(EngineError) as taken:
        lab.engine.rename(other, lab.engine.inspect(owner).name)

    assert (taken.value.code, taken.value.status) == ("name_in_use", lab.facts.refusal(409))
    assert (owner in taken.value.message) is lab.facts.rename_names_owner


@pytest.mark.parametrize("name", ["x!!", "-x", "x", "a b", "a/b"])
def test_a_name_that_cannot_be_is_refused(lab: Lab, name: str) -> None:
    id = lab.create()

    for ask in (lambda: lab.create(name=name), lambda: lab.engine.rename(id, name)):
        with pytest.raises(EngineError) as refused:
            ask()
        assert (refused.value.code, refused.value.status) == ("bad_request", lab.facts.refusal(400))


@pytest.mark.parametrize("name", ["nothing", "itself"])
def test_rename_to_nothing_or_to_itself_is_refused(lab: Lab, name: str) -> None:
    id = lab.create()

    with pytest.raises(EngineError) as refused:
        lab.engine.rename(id, lab.engine.inspect(id).name if name == "itself" else "")

    assert (refused.value.code, refused.value.status) == ("bad_request", lab.facts.refusal(400))


@pytest.mark.parametrize(
    "options",
    [{"restart": "sometimes"}, {"memory": 1000}, {"restart": "always", "auto_remove": True}],
)
def test_what_cannot_be_created_is_refused(lab: Lab, options: dict[str, Any]) -> None:
    with pytest.raises(EngineError) as refused:
        lab.create(**options)

    assert (refused.value.code, refused.value.status) == ("bad_request", lab.facts.refusal(400))


def test_the_engine_says_what_it_is(lab: Lab) -> None:
    info = lab.engine.connect()
    lab.engine.ping()

    assert info.version
    assert re.fullmatch(r"1\.\d+", info.api)


@pytest.mark.parametrize(("command", "code"), [(("true",), 0), (("sh", "-c", "exit 5"), 5)])
def test_exec_returns_the_code(lab: Lab, command: tuple[str, ...], code: int) -> None:
    assert lab.engine.exec(lab.run(), command) == code


def test_exec_of_a_command_that_does_not_exist_returns_a_code_of_its_own(lab: Lab) -> None:
    assert lab.engine.exec(lab.run(), ("nosuchcmd",)) == lab.facts.missing_command_code
