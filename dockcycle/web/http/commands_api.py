"""HTTP routes for commands. Each route runs one action with the fields of its path, its query and its body."""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec

from flask import Blueprint, Response, current_app, request

from dockcycle.domain.i18n import N_
from dockcycle.live.failure import Failure
from dockcycle.live.services import Services
from dockcycle.web.caller import current_caller
from dockcycle.web.http.actions import ACTIONS, CONTAINER_ACTIONS, perform
from dockcycle.web.http.json_response import PROBLEM, json_response
from dockcycle.web.http.operations import Operation, Query, Route, declares
from dockcycle.web.serialize import results
from dockcycle.web.serialize.json_text import decode
from dockcycle.web.text.language import language_of_request

Json = dict[str, Any]
P = ParamSpec("P")

commands_api = Blueprint("commands", __name__, url_prefix="/api/v1")


def runs(action: str, *, query: Query | None = None) -> Callable[[Callable[P, Json]], Route[P]]:
    """Declare a route that runs `action`. The route returns the fields of its path and query; the body has the rest."""

    def decorate(route: Callable[P, Json]) -> Route[P]:
        @wraps(route)
        def respond(*args: P.args, **kwargs: P.kwargs) -> Response:
            return _answer(action, **route(*args, **kwargs))

        return declares(Operation(actions=(action,), query=query or {}))(respond)

    return decorate


@commands_api.post("/containers/<engine>/<id>/<command>")
@declares(Operation(actions=tuple(CONTAINER_ACTIONS)))
def command(engine: str, id: str, command: str) -> Response:
    """Run a command on a container; raises Failure `not_found` for an unknown command."""
    if command not in CONTAINER_ACTIONS:
        raise Failure("not_found", N_('"%(command)s" is not a valid command.'), {"command": command[:40]})
    return _answer(command, engine=engine, id=id)


@commands_api.post("/containers/<engine>")
@runs("create")
def create(engine: str) -> Json:
    """Create a container; with `start`, also start it."""
    return {"engine": engine}


@commands_api.get("/containers/<engine>/<id>/create")
@runs("create-like", query={"reveal": {"type": "boolean", "description": "return masked values; Dockcycle logs it"}})
def like(engine: str, id: str) -> Json:
    """Return the settings for a copy of a container. Secrets are masked without `reveal`."""
    reveal = request.args.get("reveal", "false") in ("1", "true")
    return {"engine": engine, "id": id, "reveal": reveal}


@commands_api.post("/create/line")
@runs("create-line")
def draft() -> Json:
    """Return the docker command for the given settings. Creates nothing."""
    return {}


@commands_api.post("/create/parse")
@runs("parse-line")
def parse() -> Json:
    """Return the settings in a `docker run` line. Creates nothing."""
    return {}


@commands_api.post("/images/<engine>/pull")
@runs("pull")
def pull(engine: str) -> Json:
    """Start to pull an image. The response does not wait for the pull."""
    return {"engine": engine}


@commands_api.post("/images/<engine>/prune")
@runs("prune-images")
def prune(engine: str) -> Json:
    """Remove the dangling images that no container uses."""
    return {"engine": engine}


@commands_api.post("/images/<engine>/tag")
@runs("tag-image")
def tag(engine: str) -> Json:
    """Give an image another name."""
    return {"engine": engine}


@commands_api.delete("/images/<engine>/<path:reference>")
@runs("remove-image", query={"force": {"type": "boolean"}})
def remove_image(engine: str, reference: str) -> Json:
    """Remove a tag, or an image by its id."""
    force = request.args.get("force", "false") in ("1", "true")
    return {"engine": engine, "reference": reference, "force": force}


@commands_api.post("/practice/<engine>/reset")
@runs("reset-practice")
def reset_practice(engine: str) -> Json:
    """Replace the containers and images of a practice engine; raises Failure `bad_request` for a real engine."""
    return {"engine": engine}


@commands_api.delete("/pulls/<id>")
@runs("cancel-pull")
def cancel(id: str) -> Json:
    """Cancel a running pull; raises Failure `not_found` for an unknown id."""
    return {"id": id}


@commands_api.app_errorhandler(Failure)
def refuse(failure: Failure) -> Response:
    """Return a failure as problem+json (RFC 9457)."""
    problem = results.failure(failure, language_of_request())
    return json_response(problem, problem.status, PROBLEM)


def _answer(name: str, **path: Any) -> Response:
    body = _body() if request.method == "POST" else {}
    doubled = sorted(body.keys() & path.keys())
    if doubled:
        raise Failure(
            "bad_request", N_("%(field)s is already set in the URL. Remove it from the body."), {"field": doubled[0]}
        )
    return json_response(perform(_services(), current_caller(), name, {**body, **path}), ACTIONS[name].status)


def _body() -> Json:
    """Return the JSON object of the request, {} without a body; raises Failure `bad_request` for any other body."""
    data = request.get_data()
    if not data and not request.content_type:
        return {}
    charset = request.mimetype_params.get("charset", "utf-8").lower()
    if request.mimetype != "application/json" or charset not in ("utf-8", "utf8", "us-ascii"):
        raise Failure(
            "bad_request",
            N_("The request body must be JSON in UTF-8 with Content-Type application/json."),
            more={"status": 415},
        )
    try:
        body = decode(data or b"{}")
    except ValueError as error:
        raise Failure(
            "bad_request", N_("The request body is not valid JSON: %(why)s"), {"why": str(error)[:200]}
        ) from error
    if not isinstance(body, dict):
        raise Failure("bad_request", N_("The request body must be a JSON object."))
    return body


def _services() -> Services:
    services: Services = current_app.extensions["dockcycle"]
    return services
