"""Which language a request is answered in: `?lang=`, else `Accept-Language`, else English."""

from flask import request

from dockcycle.web import messages


def language_of_request() -> str:
    """Return the language of the request (or of the socket's handshake) among those there are."""
    wanted = request.args.get("lang", "")
    there = messages.languages()
    if wanted in there:
        return wanted
    return request.accept_languages.best_match(there) or messages.SOURCE_LANGUAGE
