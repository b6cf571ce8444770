"""Every state x command pair over HTTP and over the socket, on both engines: what the table says, told in one shape."""

import pytest

from dockcycle.domain.engine_kind import PODMAN
from dockcycle.domain.lifecycle.table import Command, Room, State, Verdict, room_of
from dockcycle.domain.lifecycle.variants import answer
from tests.support.api_client import ApiClient
from tests.support.waiting import wait_until

STATES = (State.CREATED, State.RUNNING, State.PAUSED, State.RESTARTING, State.EXITED)
COMMANDS = tuple(command for command in Command if command not in (Command.EXEC, Command.ATTACH))
OPTIONS: dict[Command, dict[str, object]] = {
    Command.STOP: {"timeout": 5},
    Command.RESTART: {"timeout": 5},
    Command.FORCE_REMOVE: {"force": True},
}


def give(client: ApiClient, command: Command, id: str) -> tuple[int, dict[str, object]]:
    options = dict(OPTIONS.get(command, {}))
    if command is Command.RENAME:
        options["name"] = client.name()
    return client.act("remove" if command is Command.FORCE_REMOVE else command.value, id, **options)


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("state", STATES)
def test_the_app_answers_as_the_table_says(client: ApiClient, state: State, command: Command) -> None:
    if state is State.RESTARTING and client.kind.product == PODMAN:
        pytest.skip("Podman has no state between two restarts")
    expected = answer(command, state, client.kind)
    id = client.standing(state)

    status, body = give(client, command, id)

    if expected.verdict is Verdict.REFUSED:
        assert (status, body["code"]) == (409, "not_allowed_in_state")
        assert expected.why in str(body["detail"])
        return
    assert (status, body["ok"]) == (200, True)
    assert str(body["docker"]).startswith("docker ")
    assert body.get("already", False) is (expected.verdict is Verdict.ALREADY)
    goes_on_by_itself = state is State.RESTARTING and Room.RUNNING in expected.leads_to
    if expected.leads_to and not goes_on_by_itself:
        wait_until(lambda: room(client, id) in expected.leads_to, 20, f"{command} of a {state} container to be seen")


def room(client: ApiClient, id: str) -> Room:
    found = client.container(id)
    return Room.REMOVED if found is None else room_of(State(found["state"]), found["exitCode"])


@pytest.mark.parametrize("command", COMMANDS)
def test_a_container_that_is_not_there_is_not_found(client: ApiClient, command: Command) -> None:
    status, body = give(client, command, "f" * 64)

    assert (status, body["code"]) == (404, "not_found")


def test_a_name_in_use_tells_who_has_it(client: ApiClient) -> None:
    name = client.name()
    holder, other = client.run(name=name), client.create()

    status, body = client.act("rename", other, name=name)

    assert (status, body["code"]) == (409, "name_in_use")
    assert (body["holder"]["id"], body["holder"]["state"]) == (holder, "running")
    assert name in body["detail"]


def test_a_name_that_belongs_to_another_by_now_is_a_conflict(client: ApiClient) -> None:
    name = client.name()
    gone = client.create(name=name)
    assert client.act("remove", gone, seen=name)[0] == 200
    now = client.create(name=name)
    client.until(now, bool)

    status, body = client.act("remove", gone, seen=name)

    assert (status, body["code"], body["holder"]["id"]) == (409, "conflict", now)
    assert client.container(now) is not None


def test_one_that_was_renamed_meanwhile_is_left_alone(client: ApiClient) -> None:
    id, seen, name = client.create(), client.name(), client.name()
    assert client.act("rename", id, name=seen)[0] == 200
    assert client.act("rename", id, name=name)[0] == 200

    status, body = client.act("remove", id, seen=seen)

    assert (status, body["code"]) == (409, "conflict")
    assert name in body["detail"]
    client.until(id, lambda one: one["name"] == name)


@pytest.mark.parametrize(
    ("command", "options", "named"),
    [
        ("stop", {"timeout": -1}, "timeout"),
        ("stop", {"timeout": "soon"}, "timeout"),
        ("stop", {"signal": ""}, "signal"),
        ("start", {"signal": "TERM"}, "signal"),
        ("kill", {"signal": ""}, "signal"),
        ("rename", {}, "name"),
        ("rename", {"name": 3}, "name"),
        ("remove", {"force": "yes"}, "force"),
        ("start", {"__proto__": {"role": "admin"}}, "__proto__"),
    ],
)
def test_what_cannot_be_meant_is_named(client: ApiClient, command: str, options: dict[str, object], named: str) -> None:
    status, body = client.act(command, "0" * 64, **options)

    assert (status, body["code"]) == (400, "bad_request")
    assert named in body["detail"]


def test_a_short_id_or_a_name_is_no_id(client: ApiClient) -> None:
    id = client.create()

    assert client.act("start", id[:12])[0] == 400


def test_a_signal_that_does_not_exist_is_the_engines_to_refuse(client: ApiClient) -> None:
    status, body = client.act("kill", client.run(), signal="BOGUS")

    assert (status, body["code"]) == (400, "bad_request")
    assert "BOGUS" in body["engineMessage"]


def test_the_docker_line_is_the_one_that_does_the_same(client: ApiClient) -> None:
    name = client.name()
    id = client.run(name=name)

    assert client.act("stop", id, timeout=3)[1]["docker"] == f"docker stop -t 3 {name}"
    assert client.act("start", id)[1]["docker"] == f"docker start {name}"
    assert client.act("kill", id, signal="HUP")[1]["docker"] == f"docker kill -s HUP {name}"
    assert client.act("remove", id, force=True, volumes=True)[1]["docker"] == f"docker rm -f -v {name}"
