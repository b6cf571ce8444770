"""HTTP routes that read: health, board, lifecycle table, images and pulls. Also the handlers of HTTP errors."""

from flask import Blueprint, Response, current_app, render_template, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from dockcycle.domain.i18n import N_
from dockcycle.live.commands.command_checks import kind_of
from dockcycle.live.failure import Failure
from dockcycle.live.services import Services
from dockcycle.web import lifecycle_table
from dockcycle.web.caller import current_caller
from dockcycle.web.http import openapi
from dockcycle.web.http.json_response import PROBLEM, json_response
from dockcycle.web.http.operations import answers
from dockcycle.web.schemas.board_messages import Board
from dockcycle.web.schemas.health_responses import Health
from dockcycle.web.schemas.image_responses import ImageHistory, Images, Pull, Pulls
from dockcycle.web.schemas.lifecycle_responses import Lifecycle
from dockcycle.web.schemas.responses import Viewers
from dockcycle.web.serialize import board_json, health_json, results
from dockcycle.web.text import glossary, messages
from dockcycle.web.text.language import language_of_request

api = Blueprint("api", __name__)

_CODES = {
    400: "bad_request", 403: "forbidden", 404: "not_found", 405: "bad_request", 413: "too_large", 415: "bad_request",
    429: "too_many",
}  # fmt: skip


@api.get("/healthz")
@answers(Health)
def healthz() -> Health:
    """Return the health of Dockcycle and of its engine connections. Every mode allows it; it contains no secrets."""
    services = _services()
    engines = services.hub.snapshot().engines
    ages = {status.name: services.hub.answer_age(status.name) for status in engines}
    return health_json.health(engines, ages, services.watchdog)


@api.get("/api/v1/board")
@answers(Board)
def board() -> Board:
    """Return the whole board at its latest revision; raises Failure `bad_request` for `at`."""
    if "at" in request.args:
        raise Failure("bad_request", N_("Only the present is kept: `at` is not supported yet."))
    return board_json.snapshot(_services().hub.snapshot(), language_of_request(), current_app.config["VERSION"])


@api.get("/api/v1/lifecycle")
@answers(Lifecycle, query={"engine": {"type": "string", "description": "return the table of this engine"}})
def lifecycle() -> Lifecycle:
    """Return the lifecycle table, with `engine` the table of that engine."""
    services, name = _services(), request.args.get("engine")
    kind = None if name is None else kind_of(services.engines.status(name))
    caller = current_caller()
    allowed = services.gate.allowed(caller, name)
    mode = current_app.config["MODE"]
    return lifecycle_table.lifecycle_table(caller.language, mode, allowed, kind)


@api.get("/api/v1/images")
@answers(Images)
def images() -> Images:
    """Return the local images of all engines."""
    return results.images(_services().hub.snapshot())


@api.get("/api/v1/images/<engine>/<path:reference>/history")
@answers(ImageHistory)
def image_history(engine: str, reference: str) -> ImageHistory:
    """Return the steps of the build of an image, with masked secrets."""
    return results.history(reference, _services().images.history(current_caller(), engine, reference))


@api.get("/api/v1/viewers")
@answers(Viewers)
def viewers() -> Viewers:
    """Return how many other people have a page open."""
    return Viewers(others=_services().viewers.others(current_caller().name))


@api.get("/api/v1/pulls")
@answers(Pulls)
def pulls() -> Pulls:
    """Return the running and the recently ended pulls."""
    return results.pulls(_services().pulls.all(), language_of_request())


@api.get("/api/v1/pulls/<id>")
@answers(Pull)
def pull(id: str) -> Pull:
    """Return one pull; raises Failure `not_found` if it does not exist or has expired."""
    return results.pull(_services().pulls.get(id), language_of_request())


@api.get("/api/v1/openapi.json")
def openapi_document() -> Response:
    """Return the OpenAPI document, generated from the routes and schemas."""
    return json_response(openapi.document(current_app))


def handle_http_error(error: HTTPException) -> Response:
    """Return the response to an HTTP error: problem+json for the API and for clients that prefer JSON, else a page."""
    status = error.code or 500
    detail = messages.text(language_of_request(), glossary.HTTP_ERRORS.get(status) or error.description or error.name)
    if request.path.startswith("/api/") or request.accept_mimetypes.best == "application/json":
        response = _problem(status, _CODES.get(status, "bad_request"), detail)
    else:
        response = Response(render_template("error.html", status=status, detail=detail), status)
    if isinstance(error, MethodNotAllowed):  # RFC 9110, 15.5.6
        response.headers["Allow"] = ", ".join(sorted(error.valid_methods or ()))
    return response


def handle_failure(error: Exception) -> Response:
    """Return status 500 for an unexpected exception. The traceback is logged and not sent to the client."""
    current_app.logger.error("unexpected error in %s %s", request.method, request.path, exc_info=error)
    return _problem(500, "internal_error", messages.text(language_of_request(), results.OUR_FAULT))


def _problem(status: int, code: str, detail: str) -> Response:
    return json_response(results.problem(status, code, detail), status, PROBLEM)


def _services() -> Services:
    services: Services = current_app.extensions["dockcycle"]
    return services
