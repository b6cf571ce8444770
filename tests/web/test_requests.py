"""What a request must look like, whatever it asks for: JSON objects of a bounded size, nothing said twice."""

import json

import pytest
import requests

from tests.support.app import App

START = f"/api/v1/containers/lab/{'a' * 64}/start"
CREATE = "/api/v1/containers/lab"
JSON = "application/json"


@pytest.mark.parametrize(
    ("path", "body", "kind", "status", "code"),
    [
        (START, b"[]", JSON, 400, "bad_request"),
        (START, b"null", JSON, 400, "bad_request"),
        (START, b"{", JSON, 400, "bad_request"),
        (START, b"\xff", JSON, 400, "bad_request"),
        (START, b'{"a":' * 20_000 + b"1" + b"}" * 20_000, JSON, 400, "bad_request"),
        (START, b'{"id": "x"}', JSON, 400, "bad_request"),
        (START, b"{}", "text/plain", 415, "bad_request"),
        (START, '{"timeout": 1}'.encode("utf-16"), f"{JSON}; charset=utf-16", 415, "bad_request"),
        (START, b"{}", f"{JSON}; charset=latin-1", 415, "bad_request"),
        (START, b'{"x": 1}', f"{JSON}; charset=UTF-8", 400, "bad_request"),
        (START, b"a=b", "application/x-www-form-urlencoded", 415, "bad_request"),
        (START, b"{}", "multipart/form-data; boundary=x", 415, "bad_request"),
        (START, b" " * 300_000, JSON, 413, "too_large"),
        (CREATE, b"{}", JSON, 400, "bad_request"),
        (CREATE, b'{"image": 5}', JSON, 400, "bad_request"),
        (CREATE, b'{"image": "x", "command": "sh -c true"}', JSON, 400, "bad_request"),
        (CREATE, b'{"image": "x", "env": ["A=1"]}', JSON, 400, "bad_request"),
        (CREATE, b'{"image": "x", "memory": "much"}', JSON, 400, "bad_request"),
        (CREATE, b'{"image": "x", "cpus": NaN}', JSON, 400, "bad_request"),
        (CREATE, b'{"image": "x", "cpus": 1e308}', JSON, 400, "bad_request"),
        (CREATE, b'{"image": "x", "Privileged": true}', JSON, 400, "bad_request"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    resting_app: App, path: str, body: bytes, kind: str, *, status: int, code: str
) -> None:
    answer = requests.post(resting_app.url + path, data=body, headers={"Content-Type": kind}, timeout=10)

    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_no_body_at_all_will_do_where_there_are_no_options(resting_app: App) -> None:
    answer = requests.post(resting_app.url + START, timeout=10)

    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


@pytest.mark.parametrize("engine", ["nosuch", "lab%00", "%2e%2e"])
def test_an_engine_that_is_not_here_is_not_found(resting_app: App, engine: str) -> None:
    answer = requests.post(f"{resting_app.url}/api/v1/containers/{engine}/{'a' * 64}/start", timeout=10)

    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


@pytest.mark.parametrize("id", ["web", "a" * 12, "A" * 64, "a" * 65, "..%2f..", "a%0a"])
def test_only_a_full_id_will_do(resting_app: App, id: str) -> None:
    answer = requests.post(f"{resting_app.url}/api/v1/containers/lab/{id}/start", timeout=10)

    assert answer.status_code in (400, 404)
    assert answer.json()["code"] in ("bad_request", "not_found")


def test_an_id_with_a_line_end_is_no_id(resting_app: App) -> None:
    answer = requests.post(f"{resting_app.url}/api/v1/containers/lab/{'a' * 64}%0a/start", timeout=10)

    assert (answer.status_code, answer.json()["field"]) == (400, "id")


@pytest.mark.parametrize("method", ["GET", "PUT", "PATCH", "DELETE", "HEAD"])
def test_a_command_is_only_posted(resting_app: App, method: str) -> None:
    answer = requests.request(method, resting_app.url + START, headers={"X-HTTP-Method-Override": "POST"}, timeout=10)

    assert answer.status_code == 405
    assert answer.headers["Allow"] == "OPTIONS, POST"


@pytest.mark.parametrize("path", ["/api/v1/board", "/"])
def test_what_may_only_be_read_says_so(resting_app: App, path: str) -> None:
    answer = requests.delete(resting_app.url + path, timeout=10)

    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD, OPTIONS")


def test_a_page_of_another_site_gives_no_command(resting_app: App) -> None:
    headers = {"Origin": "http://evil.example", "Content-Type": JSON}
    answer = requests.post(resting_app.url + START, data=json.dumps({}), headers=headers, timeout=10)

    assert answer.status_code == 403
