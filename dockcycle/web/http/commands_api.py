"""HTTP routes for commands. Each route runs one action with the fields of its path, its query and its body."""

from typing import Any

from flask import Blueprint, Response, current_app, request

from dockcycle.domain.i18n import N_
from dockcycle.live.failure import Failure
from dockcycle.live.services import Services
from dockcycle.web.http.actions import ACTIONS, CONTAINER_ACTIONS, perform
from dockcycle.web.http.json_response import PROBLEM, json_response
from dockcycle.web.serialize import results
from dockcycle.web.serialize.json_text import decode
from dockcycle.web.text.language import language_of_request

commands_api = Blueprint("commands", __name__, url_prefix="/api/v1")


@commands_api.post("/containers/<engine>/<id>/<command>")
def command(engine: str, id: str, command: str) -> Response:
    """Run a command on a container; raises Failure `not_found` for an unknown command."""
    if command not in CONTAINER_ACTIONS:
        raise Failure("not_found", N_('"%(command)s" is not a valid command.'), {"command": command[:40]})
    return _answer(command, engine=engine, id=id)


@commands_api.post("/containers/<engine>")
def create(engine: str) -> Response:
    """Create a container; with `start`, also start it."""
    return _answer("create", engine=engine)


@commands_api.get("/containers/<engine>/<id>/create")
def like(engine: str, id: str) -> Response:
    """Return the settings for a copy of a container. Secrets are masked without `reveal`."""
    reveal = request.args.get("reveal", "false") in ("1", "true")
    return _answer("create-like", engine=engine, id=id, reveal=reveal)


@commands_api.post("/create/line")
def draft() -> Response:
    """Return the docker command for the given settings. Creates nothing."""
    return _answer("create-line")


@commands_api.post("/create/parse")
def parse() -> Response:
    """Return the settings in a `docker run` line. Creates nothing."""
    return _answer("parse-line")


@commands_api.post("/images/<engine>/pull")
def pull(engine: str) -> Response:
    """Start to pull an image. The response does not wait for the pull."""
    return _answer("pull", engine=engine)


@commands_api.post("/images/<engine>/prune")
def prune(engine: str) -> Response:
    """Remove the dangling images that no container uses."""
    return _answer("prune-images", engine=engine)


@commands_api.delete("/images/<engine>/<path:reference>")
def remove_image(engine: str, reference: str) -> Response:
    """Remove a tag, or an image by its id."""
    force = request.args.get("force", "false") in ("1", "true")
    return _answer("remove-image", engine=engine, reference=reference, force=force)


@commands_api.delete("/pulls/<id>")
def cancel(id: str) -> Response:
    """Cancel a running pull; raises Failure `not_found` for an unknown id."""
    return _answer("cancel-pull", id=id)


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
    return json_response(perform(_services(), name, {**body, **path}, language_of_request()), ACTIONS[name].status)


def _body() -> dict[str, Any]:
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
