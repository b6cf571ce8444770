"""What routes and actions declare for the OpenAPI document is what they return."""

from typing import get_type_hints

import pytest
from flask import Flask
from werkzeug.routing import Rule

from dockcycle.web.http import openapi
from dockcycle.web.http.actions import ACTIONS
from dockcycle.web.http.api import api
from dockcycle.web.http.commands_api import commands_api
from dockcycle.web.http.details_api import details_api
from dockcycle.web.http.operations import Operation, answers, operation_of
from dockcycle.web.schemas.responses import Ok, PullBegun


def app() -> Flask:
    flask = Flask("test", static_folder=None)
    for blueprint in (api, commands_api, details_api):
        flask.register_blueprint(blueprint)
    return flask


def rules() -> list[Rule]:
    return list(app().url_map.iter_rules())


@pytest.mark.parametrize("name", ACTIONS)
def test_an_action_declares_the_schema_that_it_returns(name: str) -> None:
    assert get_type_hints(ACTIONS[name].run)["return"] is ACTIONS[name].answer


@pytest.mark.parametrize("rule", [rule for rule in rules() if rule.endpoint != "api.openapi_document"], ids=str)
def test_every_route_of_the_api_is_declared(rule: Rule) -> None:
    operation = operation_of(app().view_functions[rule.endpoint])

    assert operation is not None
    assert [bool(operation.answers), bool(operation.actions), bool(operation.text)].count(True) == 1


def test_every_action_has_one_address() -> None:
    found = [
        name for rule in rules() if (one := operation_of(app().view_functions[rule.endpoint])) for name in one.actions
    ]

    assert sorted(found) == sorted(ACTIONS)


def test_a_declared_route_sends_what_it_returns() -> None:
    @answers(Ok, PullBegun, query={"n": {"type": "integer"}})
    def route(pull: str) -> Ok | PullBegun:
        return PullBegun(ok=True, pull=pull, docker="docker pull") if pull else Ok(ok=True)

    assert route("").json == {"ok": True}
    assert route(pull="p1").json == {"ok": True, "pull": "p1", "docker": "docker pull"}
    assert operation_of(route) == Operation(answers=(Ok, PullBegun), query={"n": {"type": "integer"}})


def test_the_document_describes_the_fields_that_are_not_in_the_path() -> None:
    stop = openapi.document(app())["paths"]["/api/v1/containers/{engine}/{id}/stop"]["post"]

    assert [one["name"] for one in stop["parameters"]] == ["engine", "id"]
    assert set(stop["requestBody"]["content"]["application/json"]["schema"]["properties"]) == {
        "seen", "timeout", "signal",
    }  # fmt: skip
    assert stop["responses"]["200"]["content"]["application/json"]["schema"] == {"$ref": "#/components/schemas/Done"}
