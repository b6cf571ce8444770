"""Generates the OpenAPI document from the routes and the schemas, with apispec."""

import re
from collections.abc import Iterator
from typing import Any

import msgspec
from flask import Flask
from werkzeug.routing import Rule

from dockcycle import __version__
from dockcycle.web.http.actions import ACTIONS, CONTAINER_ACTIONS
from dockcycle.web.schemas import (
    board_messages,
    details_responses,
    health_responses,
    image_responses,
    lifecycle_responses,
    requests,
    responses,
)

Json = dict[str, Any]

_REF = "#/components/schemas/{name}"
_VARIABLE = re.compile(r"<(?:\w+:)?(\w+)>")
#: The response schema of each route that reads.
_LOOKS: dict[str, type[responses.Shape]] = {
    "api.healthz": health_responses.Health,
    "api.board": board_messages.Board,
    "api.lifecycle": lifecycle_responses.Lifecycle,
    "api.images": image_responses.Images,
    "api.pulls": image_responses.Pulls,
    "api.pull": image_responses.Pull,
    "details.way": details_responses.Way,
    "details.inspect": details_responses.Inspected,
    "details.top": details_responses.Top,
    "details.changes": details_responses.Changes,
    "details.shells": details_responses.Shells,
}
#: The second response schema of routes whose query changes the response.
_OR: dict[str, type[responses.Shape]] = {"details.inspect": details_responses.Revealed}
#: Descriptions of the routes that return text.
_TEXTS = {"details.logs": "The log as text, one line per message."}
#: The query parameters of each route.
_QUERIES: dict[str, dict[str, Json]] = {
    "api.lifecycle": {"engine": {"type": "string", "description": "return the table of this engine"}},
    "commands.remove_image": {"force": {"type": "boolean"}},
    "commands.like": {"reveal": {"type": "boolean", "description": "return masked values; Dockcycle logs it"}},
    "details.inspect": {"reveal": {"type": "string", "description": "a pointer from `masked`; requires mode admin"}},
    "details.logs": {
        "tail": {"type": "string", "description": "a number of lines, or all"},
        "since": {"type": "string", "format": "date-time"},
        "timestamps": {"type": "boolean"},
        "raw": {"type": "boolean", "description": "keep the control sequences that the container wrote"},
    },
}
#: The action and the response schema of each route that runs an action.
_ASKS: dict[str, tuple[str, type[responses.Shape]]] = {
    "commands.create": ("create", responses.Created),
    "commands.like": ("create-like", responses.Likened),
    "commands.draft": ("create-line", responses.Drafted),
    "commands.parse": ("parse-line", responses.Parsed),
    "commands.pull": ("pull", responses.PullBegun),
    "commands.cancel": ("cancel-pull", responses.Ok),
    "commands.remove_image": ("remove-image", image_responses.Removed),
    "commands.prune": ("prune-images", image_responses.Removed),
}


def document(app: Flask) -> Json:
    """Return the document. The first call generates it and stores it in the app."""
    if "openapi" not in app.extensions:
        app.extensions["openapi"] = _made(app)
    found: Json = app.extensions["openapi"]
    return found


def _made(app: Flask) -> Json:
    from apispec import APISpec  # noqa: PLC0415 (rarely needed, so it is not imported at start)

    spec = APISpec("Dockcycle", __version__, "3.1.0")
    for name, schema in _components().items():
        spec.components.schema(name, schema)
    for rule in app.url_map.iter_rules():
        for path, method, operation in _operations(rule):
            spec.path(_VARIABLE.sub(r"{\1}", path), operations={method: operation})
    made: Json = spec.to_dict()
    return made


def _components() -> Json:
    asked = [action.body for action in ACTIONS.values()]
    answered = [
        *_LOOKS.values(),
        *_OR.values(),
        *(shape for _, shape in _ASKS.values()),
        responses.Done,
        responses.Problem,
    ]
    _, components = msgspec.json.schema_components([*asked, *answered], ref_template=_REF)
    return components


def _operations(rule: Rule) -> Iterator[tuple[str, str, Json]]:
    method = next(iter(rule.methods & {"GET", "POST", "DELETE"}), "GET").lower() if rule.methods else "get"
    if rule.endpoint in _LOOKS or rule.endpoint in _TEXTS:
        yield rule.rule, method, _operation(rule, None, _LOOKS.get(rule.endpoint))
    elif rule.endpoint in _ASKS:
        yield rule.rule, method, _operation(rule, *_ASKS[rule.endpoint])
    elif rule.endpoint == "commands.command":
        for name in CONTAINER_ACTIONS:
            yield rule.rule.replace("<command>", name), method, _operation(rule, name, responses.Done)


def _operation(rule: Rule, name: str | None, answer: type[responses.Shape] | None) -> Json:
    """Return one operation: parameters of the path and the query, the body, the response and the problem response."""
    action = ACTIONS[name] if name else None
    query = _QUERIES.get(rule.endpoint, {})
    told = _answer(rule.endpoint, answer)
    said: Json = {
        "summary": action.text if action else told["description"],
        "parameters": [
            *(_variable(variable) for variable in sorted(rule.arguments - {"command"})),
            *({"name": one, "in": "query", "schema": schema} for one, schema in query.items()),
        ],
        "responses": {
            str(action.status if action else 200): told,
            "default": _content("application/problem+json", responses.Problem),
        },
    }
    if action and rule.methods and "POST" in rule.methods:
        said["requestBody"] = {"content": {"application/json": {"schema": _rest_of(action.body, rule.arguments)}}}
    return said


def _variable(name: str) -> Json:
    return {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}


def _answer(endpoint: str, shape: type[responses.Shape] | None) -> Json:
    """Return the description of a response; `shape` None means text."""
    if shape is None:
        return {"description": _TEXTS[endpoint], "content": {"text/plain": {"schema": {"type": "string"}}}}
    told = _content("application/json", shape)
    if endpoint in _OR:
        either = [{"$ref": _REF.format(name=one.__name__)} for one in (shape, _OR[endpoint])]
        told["content"]["application/json"]["schema"] = {"oneOf": either}
    return told


def _content(mimetype: str, shape: type[responses.Shape]) -> Json:
    schema = {"$ref": _REF.format(name=shape.__name__)}
    return {"description": (shape.__doc__ or "").strip(), "content": {mimetype: {"schema": schema}}}


def _rest_of(body: type[requests.Body], in_path: set[str]) -> Json:
    """Return the schema of a body without the fields that are in the path."""
    _, components = msgspec.json.schema_components([body], ref_template=_REF)
    schema = dict(components[body.__name__])
    schema["properties"] = {name: one for name, one in schema["properties"].items() if name not in in_path}
    schema["required"] = [name for name in schema.get("required", []) if name not in in_path]
    return schema
