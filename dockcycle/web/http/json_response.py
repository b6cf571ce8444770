"""JSON responses of the HTTP API."""

from flask import Response

from dockcycle.web.serialize.json_text import encode

PROBLEM = "application/problem+json"


def json_response(body: object, status: int = 200, mimetype: str = "application/json") -> Response:
    """Return `body` as a JSON response that caches must not store."""
    response = Response(encode(body), status, mimetype=mimetype)
    response.headers["Cache-Control"] = "no-store"
    return response
