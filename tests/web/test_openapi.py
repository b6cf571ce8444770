"""The OpenAPI document has every address, and what is answered has the shapes it tells."""

from typing import Any

import msgspec
import pytest

from dockcycle.web.schemas import board_messages, health_responses, image_responses, lifecycle_responses, responses
from tests.support.api_client import ApiClient
from tests.support.app import App

LOOKS = ("way", "inspect", "top", "changes", "shells", "logs.txt")


@pytest.fixture(scope="module")
def document(resting_app: App) -> dict[str, Any]:
    found: dict[str, Any] = resting_app.get("/api/v1/openapi.json").json()
    return found


def test_every_address_stands_in_it(document: dict[str, Any]) -> None:
    assert document["openapi"].startswith("3.")
    assert {(method, path) for path, methods in document["paths"].items() for method in methods} >= {
        ("get", "/healthz"),
        ("get", "/api/v1/board"),
        ("get", "/api/v1/lifecycle"),
        ("get", "/api/v1/images"),
        ("get", "/api/v1/pulls/{id}"),
        ("post", "/api/v1/containers/{engine}"),
        ("post", "/api/v1/containers/{engine}/{id}/stop"),
        ("post", "/api/v1/images/{engine}/pull"),
        ("delete", "/api/v1/images/{engine}/{reference}"),
        ("delete", "/api/v1/pulls/{id}"),
        *(("get", f"/api/v1/containers/{{engine}}/{{id}}/{look}") for look in LOOKS),
    }


def test_every_reference_leads_somewhere(document: dict[str, Any]) -> None:
    found = set(references(document))

    assert found
    assert {name.rpartition("/")[2] for name in found} <= document["components"]["schemas"].keys()


def references(value: object) -> list[str]:
    if isinstance(value, dict):
        own = [value["$ref"]] if isinstance(value.get("$ref"), str) else []
        return own + [one for inner in value.values() for one in references(inner)]
    return [one for inner in value for one in references(inner)] if isinstance(value, list) else []


@pytest.mark.parametrize(
    ("path", "shape"),
    [
        ("/healthz", health_responses.Health),
        ("/api/v1/board", board_messages.Board),
        ("/api/v1/lifecycle", lifecycle_responses.Lifecycle),
        ("/api/v1/images", image_responses.Images),
        ("/api/v1/pulls", image_responses.Pulls),
    ],
)
def test_what_is_answered_has_its_shape(resting_app: App, path: str, shape: type[responses.Shape]) -> None:
    body = resting_app.get(path).json()

    assert msgspec.to_builtins(msgspec.convert(body, shape)) == body


def test_failures_have_their_shape(resting_app: App) -> None:
    _, body = ApiClient(resting_app).act("start", "0" * 64)

    assert msgspec.convert(body, responses.Problem).code == "not_found"
