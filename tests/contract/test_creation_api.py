"""Creating and running over HTTP, on both engines: what was asked for is what is made, and failures help."""

from typing import Any

import pytest

from tests.support.api_client import FAILS, OBEYS, ApiClient
from tests.support.dockerd import IMAGE


@pytest.fixture
def made(client: ApiClient) -> dict[str, Any]:
    """A container with many settings, as JSON."""
    return {
        "image": IMAGE,
        "name": client.name(),
        "command": OBEYS,
        "tty": True,
        "openStdin": True,
        "env": {"LANG": "C.UTF-8", "APP_VERSION": "a = b"},
        "labels": {"team": "blue"},
        "restart": "on-failure:3",
        "memory": "64m",
        "workdir": "/etc",
        "user": "0",
    }


def test_run_makes_it_and_starts_it(client: ApiClient, made: dict[str, Any]) -> None:
    status, body = client.post(f"/containers/{client.engine}", {**made, "start": True})

    assert (status, body["ok"], body["started"]) == (200, True, True), body
    assert body["docker"].startswith(f"docker run -d -it --name {made['name']} ")
    client.until(body["id"], lambda one: one["state"] == "running")
    shown = client.container(body["id"])
    assert shown is not None
    assert (shown["name"], shown["tty"], shown["openStdin"], shown["restartPolicy"]) == (
        made["name"], True, True, "on-failure:3",
    )  # fmt: skip
    client.act("remove", body["id"], force=True)


def test_create_leaves_it_in_created(client: ApiClient) -> None:
    id = client.create(start=False)

    client.until(id, lambda one: one["state"] == "created")


def test_another_like_it_has_the_same_settings(client: ApiClient, made: dict[str, Any]) -> None:
    first = client.create(**{**made, "name": client.name()})

    status, body = client.ask("GET", f"/containers/{client.engine}/{first}/create")

    assert (status, body["ok"]) == (200, True), body
    like = body["create"]
    expected = {**made, "image": client.facts.image(IMAGE), "name": like.get("name"), "memory": 64 << 20}
    assert {name: like.get(name) for name in expected} == expected
    assert (body["hasHidden"], body["composeLabels"]) == (False, {})


SECRETS = {
    "env": {"DB_PASSWORD": "hunter2-env", "LANG": "C"},
    "labels": {"api.token": "hunter2-label", "com.docker.compose.project": "shop"},
    "command": ["sleep", "600", "--password=hunter2-word"],
    "health": {"command": "true --token hunter2-check"},
}


def test_another_like_it_gets_its_secrets_and_shows_none(client: ApiClient) -> None:
    engine = client.engine
    first = client.create(**SECRETS)

    _, like = client.ask("GET", f"/containers/{engine}/{first}/create")
    asked = {**like["create"], "name": client.name(), "from": {"engine": engine, "id": first}}
    _, line = client.post("/create/line", asked)
    status, made = client.post(f"/containers/{engine}", asked)
    _, copy = client.ask("GET", f"/containers/{engine}/{made['id']}/create?reveal=true")
    client.act("remove", made["id"], force=True)

    assert like["hasHidden"]
    assert "hunter2" not in str(like) + str(line) + str(made)
    assert "--label 'api.token=••••••'" in line["docker"]
    assert (status, copy["hasHidden"]) == (200, False)
    assert {name: copy["create"][name] for name in ("env", "command")} == {
        name: SECRETS[name] for name in ("env", "command")
    }
    assert copy["create"]["labels"] == {"api.token": "hunter2-label"}
    assert copy["create"]["health"]["command"] == "true --token hunter2-check"
    assert (like["composeLabels"], copy["composeLabels"]) == ({"com.docker.compose.project": "shop"}, {})


def test_a_copy_gets_its_secrets_although_the_original_was_removed(client: ApiClient) -> None:
    engine, name = client.engine, client.name()
    first = client.create(**SECRETS, name=name)
    _, like = client.ask("GET", f"/containers/{engine}/{first}/create")
    client.act("remove", first)
    client.until_gone(first)

    asked = {**like["create"], "name": name, "from": {"engine": engine, "id": first}}
    status, made = client.post(f"/containers/{engine}", asked)
    _, copy = client.ask("GET", f"/containers/{engine}/{made['id']}/create?reveal=true")

    assert (status, copy["create"]["env"]) == (200, SECRETS["env"])


def test_showing_all_secrets_of_one_is_told_in_the_log(client: ApiClient) -> None:
    first = client.create(**SECRETS)

    client.ask("GET", f"/containers/{client.engine}/{first}/create")
    assert f"masked values of {first}" not in client.app.log_text()
    _, told = client.ask("GET", f"/containers/{client.engine}/{first}/create?reveal=true")

    assert told["create"]["env"] == SECRETS["env"]
    assert f"masked values of {first} were shown" in client.app.log_text()
    assert "hunter2" not in client.app.log_text()


@pytest.mark.parametrize("source", [None, "0" * 64])
def test_what_is_hidden_is_never_made_as_it_looks(client: ApiClient, source: str | None) -> None:
    asked = {"image": IMAGE, "env": {"DB_PASSWORD": "••••••"}}

    status, body = client.post(
        f"/containers/{client.engine}", asked | ({"from": {"engine": client.engine, "id": source}} if source else {})
    )

    assert (status, body["code"]) == ((404, "not_found") if source else (400, "bad_request"))


def test_the_image_must_be_there(client: ApiClient) -> None:
    status, body = client.post(f"/containers/{client.engine}", {"image": "nosuch/image:9"})

    assert (status, body["code"]) == (404, "not_found")
    assert "nosuch/image:9" in body["engineMessage"]


def test_a_taken_name_tells_who_has_it(client: ApiClient) -> None:
    holder = client.run(name=(name := client.name()))

    status, body = client.post(f"/containers/{client.engine}", {"image": IMAGE, "name": name})

    assert (status, body["code"]) == (409, "name_in_use")
    assert (body["holder"]["id"], body["holder"]["name"], body["holder"]["state"]) == (holder, name, "running")


def test_one_that_cannot_be_started_is_there_all_the_same(client: ApiClient) -> None:
    asked = {"image": IMAGE, "name": client.name(), "command": ["nosuchcmd"], "start": True}

    status, body = client.post(f"/containers/{client.engine}", asked)

    assert (status, body["code"]) == client.facts.failed_start_answer, body
    assert "created" in body["detail"]
    assert "not found" in body["engineMessage"]
    client.until(body["id"], lambda one: one["state"] == "created" and one["cause"]["code"] == "not_found")
    moves = [one for one in client.app.get("/api/v1/board").json()["recent"] if one["id"] == body["id"]]
    assert [one["edge"] for one in moves] == ["create", "start-failed"]
    assert (moves[-1]["to"], moves[-1]["exitCode"], moves[-1]["cause"]["code"]) == ("created", 127, "not_found")
    client.act("remove", body["id"])


@pytest.mark.parametrize(
    "fields",
    [
        {"name": "-not a name-"},
        {"restart": "sometimes"},
        {"restart": "always", "autoRemove": True},
        {"memory": 1},
        {"ports": ["nonsense"]},
        {"ports": ["99999:1"]},
        {"volumes": ["a:b:c:d"]},
    ],
)
def test_what_no_engine_would_create(client: ApiClient, fields: dict[str, Any]) -> None:
    status, body = client.post(f"/containers/{client.engine}", {"image": IMAGE, **fields})

    assert (status, body["code"]) == (400, "bad_request"), body
    assert len(body["detail"]) > len("The request is not valid: ")


def test_one_that_ends_at_once_passes_through_running(client: ApiClient) -> None:
    id = client.run(*FAILS)

    client.until(id, lambda one: (one["exitCode"], (one["cause"] or {}).get("code")) == (3, "failed"))
