"""Whom a console belongs to: a browser is known by a random cookie, a program without one by its connection."""

import re
import secrets

from flask import Response, request

COOKIE = "dockcycle_viewer"
_KEY = re.compile(r"[0-9a-f]{32}")
_YEAR_SECONDS = 365 * 24 * 3600


def owner_of_request(otherwise: str) -> str:
    """Return the key in the cookie of a request (or of a socket's handshake), `otherwise` where there is none."""
    key = request.cookies.get(COOKIE, "")
    return key if _KEY.fullmatch(key) else otherwise


def with_cookie(response: Response) -> Response:
    """Give a page's answer the cookie where the browser has none yet; scripts cannot read it.

    Lax: with Strict a link on another site would come without it, be given a new one, and the consoles would be lost.
    """
    if response.mimetype == "text/html" and not owner_of_request(""):
        response.set_cookie(
            COOKIE, secrets.token_hex(16), max_age=_YEAR_SECONDS, httponly=True, samesite="Lax",
            secure=request.is_secure,
        )  # fmt: skip
    return response
