"""Generates the OpenAPI document from what the routes declare (`operations.py`) and the schemas."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
from flask import Flask
from werkzeug.routing import Rule

from dockcycle import __version__
from dockcycle.web.http.actions import ACTIONS, Action
from dockcycle.web.http.json_response import PROBLEM
from dockcycle.web.http.operations import Operation, operation_of
from dockcycle.web.schemas import requests, responses

Json = dict[str, Any]

_REF = "#/components/schemas/{name}"
_VARIABLE = re.compile(r"<(?:\w+:)?(\w+)>")


def document(app: Flask) -> Json:
    """Return the document. The first call generates it and stores it in the app."""
    if "openapi" not in app.extensions:
        app.extensions["openapi"] = _generate(app)
    found: Json = app.extensions["openapi"]
    return found


def _generate(app: Flask) -> Json:
    declared = [
        (rule, operation)
        for rule in app.url_map.iter_rules()
        if (operation := operation_of(app.view_functions[rule.endpoint])) is not None
    ]
    paths: dict[str, Json] = {}
    for rule, operation in declared:
        for path, described in _operations(rule, operation):
            paths.setdefault(_VARIABLE.sub(r"{\1}", path), {})[_method(rule)] = described
    return {
        "openapi": "3.1.0",
        "info": {"title": "Dockcycle", "version": __version__},
        "paths": paths,
        "components": {"schemas": _components(operation for _, operation in declared)},
    }


def _components(operations: Iterable[Operation]) -> Json:
    answered = [schema for operation in operations for schema in operation.answers]
    run = [schema for action in ACTIONS.values() for schema in (action.body, action.answer)]
    _, components = msgspec.json.schema_components([*answered, *run, responses.Problem], ref_template=_REF)
    return components


def _method(rule: Rule) -> str:
    return next(iter((rule.methods or set()) & {"GET", "POST", "DELETE"})).lower()


def _operations(rule: Rule, operation: Operation) -> Iterator[tuple[str, Json]]:
    """Yield the path and the description of each operation of a route. A route for several actions has several."""
    if not operation.actions:
        answer = _content("application/json", *operation.answers) if operation.answers else _text(operation.text)
        yield rule.rule, _described(rule, operation, answer["description"], {"200": answer})
    for name in operation.actions:
        action = ACTIONS[name]
        answer = {str(action.status): _content("application/json", action.answer)}
        described = _described(rule, operation, action.text, answer)
        yield rule.rule.replace("<command>", name), described | _request_body(rule, action)


def _described(rule: Rule, operation: Operation, summary: str, answer: Json) -> Json:
    """Return the summary, the parameters of the path and the query, the response and the problem response."""
    in_path = [_parameter(name, "path", {"type": "string"}) for name in sorted(rule.arguments - {"command"})]
    in_query = [_parameter(name, "query", dict(schema)) for name, schema in operation.query.items()]
    return {
        "summary": summary,
        "parameters": [*in_path, *in_query],
        "responses": {**answer, "default": _content(PROBLEM, responses.Problem)},
    }


def _parameter(name: str, place: str, schema: Json) -> Json:
    return {"name": name, "in": place, "required": place == "path", "schema": schema}


def _content(mimetype: str, *schemas: type[responses.Shape]) -> Json:
    """Return a response that has one of `schemas`, described by the first."""
    either = [{"$ref": _REF.format(name=schema.__name__)} for schema in schemas]
    schema = either[0] if len(either) == 1 else {"oneOf": either}
    return {"description": (schemas[0].__doc__ or "").strip(), "content": {mimetype: {"schema": schema}}}


def _text(description: str) -> Json:
    return {"description": description, "content": {"text/plain": {"schema": {"type": "string"}}}}


def _request_body(rule: Rule, action: Action) -> Json:
    if _method(rule) != "post":
        return {}
    return {"requestBody": {"content": {"application/json": {"schema": _rest_of(action.body, rule.arguments)}}}}


def _rest_of(body: type[requests.Body], in_path: set[str]) -> Json:
    """Return the schema of a body without the fields that are in the path."""
    _, components = msgspec.json.schema_components([body], ref_template=_REF)
    schema = dict(components[body.__name__])
    schema["properties"] = {name: one for name, one in schema["properties"].items() if name not in in_path}
    schema["required"] = [name for name in schema.get("required", []) if name not in in_path]
    return schema
