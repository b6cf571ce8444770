"""The owner of a console: a browser is identified by a random cookie, a client without cookies by its connection."""

import re
import secrets

from flask import Response, request

COOKIE = "dockcycle_viewer"
_KEY = re.compile(r"[0-9a-f]{32}")
_YEAR_SECONDS = 365 * 24 * 3600


def owner_of_request(otherwise: str) -> str:
    """Return the key in the cookie of the request or of the WebSocket handshake, `otherwise` without a valid cookie."""
    key = request.cookies.get(COOKIE, "")
    return key if _KEY.fullmatch(key) else otherwise


def with_cookie(response: Response) -> Response:
    """Set the cookie in the response of a page if the browser has none. Scripts cannot read the cookie.

    SameSite is Lax. With Strict, a browser that follows a link from another site would not send the cookie. It would
    get a new one and lose the ownership of its consoles.
    """
    if response.mimetype == "text/html" and not owner_of_request(""):
        response.set_cookie(
            COOKIE, secrets.token_hex(16), max_age=_YEAR_SECONDS, httponly=True, samesite="Lax",
            secure=request.is_secure,
        )  # fmt: skip
    return response
