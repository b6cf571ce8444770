"""Creating and running over HTTP, on both engines: what was asked for is what is made, and failures help."""

from typing import Any

import pytest

from tests.support.client import FAILS, IMAGE, OBEYS, Client


@pytest.fixture
def made(client: Client) -> dict[str, Any]:
    """A container with many settings, as JSON."""
    return {
        "image": IMAGE,
        "name": client.name(),
        "command": OBEYS,
        "tty": True,
        "openStdin": True,
        "env": {"A": "1", "WITH": "a = b"},
        "labels": {"team": "blue"},
        "restart": "on-failure:3",
        "memory": "64m",
        "workdir": "/etc",
        "user": "0",
    }


def test_run_makes_it_and_starts_it(client: Client, made: dict[str, Any]) -> None:
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


def test_create_leaves_it_in_created(client: Client) -> None:
    id = client.create(start=False)

    client.until(id, lambda one: one["state"] == "created")


def test_another_like_it_has_the_same_settings(client: Client, made: dict[str, Any]) -> None:
    first = client.create(**{**made, "name": client.name()})

    status, body = client.ask("GET", f"/containers/{client.engine}/{first}/create")

    assert (status, body["ok"]) == (200, True), body
    like = body["create"]
    expected = {**made, "image": client.facts.image(IMAGE), "name": like.get("name"), "memory": 64 << 20}
    assert {name: like.get(name) for name in expected} == expected


def test_the_image_must_be_there(client: Client) -> None:
    status, body = client.post(f"/containers/{client.engine}", {"image": "nosuch/image:9"})

    assert (status, body["code"]) == (404, "not_found")
    assert "nosuch/image:9" in body["engineMessage"]


def test_a_taken_name_tells_who_has_it(client: Client) -> None:
    holder = client.run(name=(name := client.name()))

    status, body = client.post(f"/containers/{client.engine}", {"image": IMAGE, "name": name})

    assert (status, body["code"]) == (409, "name_in_use")
    assert (body["holder"]["id"], body["holder"]["name"], body["holder"]["state"]) == (holder, name, "running")


def test_one_that_cannot_be_started_is_there_all_the_same(client: Client) -> None:
    asked = {"image": IMAGE, "name": client.name(), "command": ["nosuchcmd"], "start": True}

    status, body = client.post(f"/containers/{client.engine}", asked)

    assert (status, body["code"]) == (400, "bad_request"), body
    assert "created" in body["detail"]
    assert "not found" in body["engineMessage"]
    client.until(body["id"], lambda one: one["state"] == "created" and one["cause"]["code"] == "not_found")
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
def test_what_no_engine_would_create(client: Client, fields: dict[str, Any]) -> None:
    status, body = client.post(f"/containers/{client.engine}", {"image": IMAGE, **fields})

    assert (status, body["code"]) == (400, "bad_request"), body
    assert len(body["detail"]) > len("It is not understood: ")


def test_one_that_ends_at_once_passes_through_running(client: Client) -> None:
    id = client.run(*FAILS)

    client.until(id, lambda one: (one["exitCode"], (one["cause"] or {}).get("code")) == (3, "failed"))
