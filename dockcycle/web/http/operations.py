"""Decorators for the routes of the API. They send what a route returns, and declare it for the OpenAPI document."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from flask import Response

from dockcycle.web.http.json_response import json_response
from dockcycle.web.schemas.responses import Shape

P = ParamSpec("P")
S = TypeVar("S", bound=Shape)
Route = Callable[P, Response]
#: The JSON schema of each query parameter by its name.
Query = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Operation:
    """What the document describes of a route: its query, and either its JSON responses, its actions or its text."""

    answers: tuple[type[Shape], ...] = ()
    actions: tuple[str, ...] = ()
    text: str = ""
    query: Query = field(default_factory=dict)


_OPERATIONS: dict[Callable[..., Any], Operation] = {}


def operation_of(route: Callable[..., Any]) -> Operation | None:
    """Return what a route declares, None for a route that the document omits."""
    return _OPERATIONS.get(route)


def declares(operation: Operation) -> Callable[[Route[P]], Route[P]]:
    """Declare a route that returns a response."""

    def decorate(route: Route[P]) -> Route[P]:
        _OPERATIONS[route] = operation
        return route

    return decorate


def answers(*schemas: type[S], query: Query | None = None) -> Callable[[Callable[P, S]], Route[P]]:
    """Declare a route that returns an instance of one of `schemas`, and send it as JSON."""

    def decorate(route: Callable[P, S]) -> Route[P]:
        @wraps(route)
        def respond(*args: P.args, **kwargs: P.kwargs) -> Response:
            return json_response(route(*args, **kwargs))

        return declares(Operation(answers=schemas, query=query or {}))(respond)

    return decorate
