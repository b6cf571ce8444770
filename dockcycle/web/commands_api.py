"""Commands over HTTP: each address asks for one action of the registry, its path and its body together."""

from typing import Any

import orjson
from flask import Blueprint, Response, current_app, request

from dockcycle.domain.words import N_
from dockcycle.live.desk import Desk
from dockcycle.live.failure import Failure
from dockcycle.web import answers
from dockcycle.web.actions import ACTIONS, CONTAINER_ACTIONS, perform
from dockcycle.web.language import language_of_request
from dockcycle.web.responses import PROBLEM, json_response

commands_api = Blueprint("commands", __name__, url_prefix="/api/v1")


@commands_api.post("/containers/<engine>/<id>/<command>")
def command(engine: str, id: str, command: str) -> Response:
    """Give a command to a container."""
    if command not in CONTAINER_ACTIONS:
        raise Failure("not_found", N_('"%(command)s" is not a valid command.'), {"command": command[:40]})
    return _answer(command, engine=engine, id=id)


@commands_api.post("/containers/<engine>")
def create(engine: str) -> Response:
    """Create a container, and start it with `start`."""
    return _answer("create", engine=engine)


@commands_api.get("/containers/<engine>/<id>/create")
def like(engine: str, id: str) -> Response:
    """Tell what would make another container like it, its secrets hidden unless `reveal` asks for them."""
    reveal = request.args.get("reveal", "false") in ("1", "true")
    return _answer("create-like", engine=engine, id=id, reveal=reveal)


@commands_api.post("/create/line")
def draft() -> Response:
    """Write the docker line of what would be created."""
    return _answer("create-line")


@commands_api.post("/create/parse")
def parse() -> Response:
    """Read a `docker run` line."""
    return _answer("parse-line")


@commands_api.post("/images/<engine>/pull")
def pull(engine: str) -> Response:
    """Begin to pull an image."""
    return _answer("pull", engine=engine)


@commands_api.post("/images/<engine>/prune")
def prune(engine: str) -> Response:
    """Remove the dangling images that no container uses."""
    return _answer("prune-images", engine=engine)


@commands_api.delete("/images/<engine>/<path:reference>")
def remove_image(engine: str, reference: str) -> Response:
    """Remove a tag or an image."""
    force = request.args.get("force", "false") in ("1", "true")
    return _answer("remove-image", engine=engine, reference=reference, force=force)


@commands_api.delete("/pulls/<id>")
def cancel(id: str) -> Response:
    """Cancel a pull."""
    return _answer("cancel-pull", id=id)


@commands_api.app_errorhandler(Failure)
def refuse(failure: Failure) -> Response:
    """Answer a failure in its one shape."""
    problem = answers.failure(failure, language_of_request())
    return json_response(problem, problem["status"], PROBLEM)


def _answer(name: str, **path: Any) -> Response:
    body = _body() if request.method == "POST" else {}
    doubled = sorted(body.keys() & path.keys())
    if doubled:
        raise Failure(
            "bad_request", N_("%(field)s is already set in the URL. Remove it from the body."), {"field": doubled[0]}
        )
    return json_response(perform(_desk(), name, {**body, **path}, language_of_request()), ACTIONS[name].status)


def _body() -> dict[str, Any]:
    """Return the JSON object of the request, empty where there is no body at all."""
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
        body = orjson.loads(data or b"{}")
    except orjson.JSONDecodeError as error:
        raise Failure(
            "bad_request", N_("The request body is not valid JSON: %(why)s"), {"why": str(error)[:200]}
        ) from error
    if not isinstance(body, dict):
        raise Failure("bad_request", N_("The request body must be a JSON object."))
    return body


def _desk() -> Desk:
    desk: Desk = current_app.extensions["dockcycle"]
    return desk
