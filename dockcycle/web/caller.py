"""The caller of an HTTP request or a socket event."""

from flask import g, request

from dockcycle.domain.access import Caller, Mode
from dockcycle.web.http.viewer_cookie import owner_of_request
from dockcycle.web.text.language import language_of_request


def current_caller() -> Caller:
    """Return the caller of the present request or event. The first call creates it."""
    if "caller" not in g:
        g.caller = _caller()
    caller: Caller = g.caller
    return caller


def _caller() -> Caller:
    """Without the cookie, the name is the connection of the socket, or the address of an HTTP client.

    There are no accounts yet, so every caller has the highest role.
    """
    viewer: str = getattr(request, "sid", "")
    name = owner_of_request(otherwise=viewer or request.remote_addr or "")
    return Caller(name=name, role=Mode.ADMIN, language=language_of_request(), viewer=viewer)
