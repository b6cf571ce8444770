"""The docker line of what would be created, its dangers, and the way back from a pasted line; no engine is asked."""

from typing import Any

import pytest

from tests.support.api_client import ApiClient
from tests.support.app import App


def draft(app: App, **fields: Any) -> dict[str, Any]:
    status, body = ApiClient(app).post("/create/line", {"image": "nginx", **fields})
    assert status == 200, body
    return body


def test_the_line_of_a_run(resting_app: App) -> None:
    body = draft(resting_app, name="web", ports=["8080:80"], env={"A": "a b"}, start=True)

    assert body == {"ok": True, "docker": body["docker"], "dangers": []}
    assert body["docker"].startswith("docker run -d --name web ")
    assert "-p 8080:80" in body["docker"]
    assert "'A=a b'" in body["docker"]
    assert body["docker"].endswith(" nginx")


@pytest.mark.parametrize(
    "fields",
    [
        {"volumes": ["/:/host"]},
        {"volumes": ["/var/run/docker.sock:/var/run/docker.sock"]},
        {"privileged": True},
        {"network": "host"},
        {"pid": "host"},
        {"ipc": "host"},
        {"devices": ["/dev/sda"]},
        {"capAdd": ["SYS_ADMIN"]},
    ],
)
def test_dangers_are_named(resting_app: App, fields: dict[str, Any]) -> None:
    dangers = draft(resting_app, **fields)["dangers"]

    assert dangers
    assert all(one["code"] and one["text"] for one in dangers)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("memory", "much"),
        ("name", "two words"),
        ("ports", ["80:80", "99999:1"]),
        ("volumes", ["a:b:c:d"]),
        ("devices", [""]),
        ("env", {"A=": "1"}),
        ("restart", "on-failure:often"),
        ("cpus", "two"),
    ],
)
def test_what_cannot_be_meant_names_its_field(field: str, value: object, resting_app: App) -> None:
    status, body = ApiClient(resting_app).post("/create/line", {"image": "nginx", field: value})

    assert (status, body["code"], body["field"]) == (400, "bad_request", field)


def test_a_pasted_line_fills_the_form(resting_app: App) -> None:
    line = "docker run -it --rm --name web -p 80:80 -e A=1 --gpus all nginx:1.29 sh -c 'echo hi'"

    status, body = ApiClient(resting_app).post("/create/parse", {"line": line})

    assert status == 200, body
    assert body["create"] == {
        "image": "nginx:1.29", "name": "web", "tty": True, "openStdin": True, "autoRemove": True, "ports": ["80:80"],
        "env": {"A": "1"}, "command": ["sh", "-c", "echo hi"], "start": True,
    }  # fmt: skip
    assert [one["flag"] for one in body["unsupported"]] == ["--gpus"]


def test_a_line_with_no_break_spaces_fills_the_form(resting_app: App) -> None:
    line = "docker run --name web nginx:1".replace(" ", "\u00a0")

    status, body = ApiClient(resting_app).post("/create/parse", {"line": line})

    assert (status, body["create"]) == (200, {"image": "nginx:1", "name": "web", "start": True})


def test_a_line_and_its_form_say_the_same(resting_app: App) -> None:
    asked = {"image": "nginx:1", "name": "web", "env": {"A": "it's"}, "volumes": ["data:/d:ro"], "cpus": 1.5,
             "health": {"command": "true", "interval": 5.0, "retries": 2}, "start": True}  # fmt: skip

    line = draft(resting_app, **asked)["docker"]
    status, body = ApiClient(resting_app).post("/create/parse", {"line": line})

    assert (status, body["unsupported"]) == (200, [])
    assert draft(resting_app, **body["create"])["docker"] == line


@pytest.mark.parametrize("line", ["", "ls -l", "docker ps", "docker run", "docker run 'unterminated"])
def test_what_is_no_run_line(resting_app: App, line: str) -> None:
    status, body = ApiClient(resting_app).post("/create/parse", {"line": line})

    assert (status, body["code"]) == (400, "bad_request")
