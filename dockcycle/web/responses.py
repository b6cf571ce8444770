"""JSON answers over HTTP."""

import orjson
from flask import Response

PROBLEM = "application/problem+json"


def json_response(body: object, status: int = 200, mimetype: str = "application/json") -> Response:
    """Return `body` as a JSON answer that no cache keeps."""
    response = Response(orjson.dumps(body), status, mimetype=mimetype)
    response.headers["Cache-Control"] = "no-store"
    return response
