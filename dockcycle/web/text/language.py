"""Chooses the language of a response: `?lang=`, else `Accept-Language`, else English."""

from flask import request

from dockcycle.web.text import messages


def language_of_request() -> str:
    """Return the best available language for the request, or for the handshake of the WebSocket."""
    wanted = request.args.get("lang", "")
    there = messages.languages()
    if wanted in there:
        return wanted
    return request.accept_languages.best_match(there) or messages.SOURCE_LANGUAGE
