"""Who may come in at all: Host and Origin, checked before anything else, `/socket.io/` included.

`/socket.io/` never reaches Flask, so this is the outermost WSGI layer. Without a Host check a page of another site
reaches this port by DNS rebinding; without an Origin check any page open in the same browser can.
"""

from collections.abc import Callable, Iterable
from typing import Any

import orjson

from dockcycle.web import wire
from dockcycle.web.assets import BOOT_SOURCE

Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

#: What every answer carries; the one inline script is named by its hash, and there is no inline style.
SECURITY_HEADERS: tuple[tuple[str, str], ...] = (
    (
        "Content-Security-Policy",
        (
            f"default-src 'none'; script-src 'self' {BOOT_SOURCE}; style-src 'self'; img-src 'self' data:; "
            "connect-src 'self'; "
            "font-src 'self'; manifest-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
        ),
    ),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
)
#: What a script or a style carries: it is no document, so the rest would say nothing, seventy times on one page.
STATIC_HEADERS: tuple[tuple[str, str], ...] = tuple(
    (name, value)
    for name, value in SECURITY_HEADERS
    if name in ("X-Content-Type-Options", "Cross-Origin-Resource-Policy")
)
#: What a browser says of a request of our own pages, or of nobody: another port of this machine is another site, too.
_OURS = ("same-origin", "none")
_STATIC, _API = "/static/", "/api/"
_LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
_OTHER_HOST = "Dockcycle does not accept requests for this host name. Use 127.0.0.1 or localhost."
_OTHER_SITE = "Dockcycle does not accept requests from pages of other sites."


def allowed_hosts(host: str, port: int) -> frozenset[str]:
    """Return the spellings of `Host` that mean this server."""
    own = f"[{host}]" if ":" in host else host
    names = {own.lower(), *_LOOPBACK}
    return frozenset({f"{name}:{port}" for name in names} | (names if port == 80 else set()))


class Guard:
    """WSGI middleware: refuses a foreign Host (421) or Origin (403), and adds the security headers to every answer."""

    def __init__(self, application: Wsgi, hosts: frozenset[str]) -> None:
        self._application = application
        self._hosts = hosts
        self._origins = frozenset(f"http://{host}" for host in hosts)

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if environ.get("HTTP_HOST", "").lower() not in self._hosts:
            return _refuse(start_response, 421, "Misdirected Request", _OTHER_HOST)
        origin = environ.get("HTTP_ORIGIN")
        if origin is not None and origin.lower() not in self._origins:
            return _refuse(start_response, 403, "Forbidden", _OTHER_SITE)
        if _is_foreign(environ):
            return _refuse(start_response, 403, "Forbidden", _OTHER_SITE)

        def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            is_file = status.startswith("200") and environ.get("PATH_INFO", "").startswith(_STATIC)
            return start_response(status, [*headers, *(STATIC_HEADERS if is_file else SECURITY_HEADERS)], *rest)

        return self._application(environ, start)


def _is_foreign(environ: dict[str, Any]) -> bool:
    """Tell whether a page of another site asks; it may link to our pages, and to nothing else.

    Its answer would be hidden from that page, but not how long it takes, and it would cost us all the same.
    """
    if environ.get("HTTP_SEC_FETCH_SITE", _OURS[0]).lower() in _OURS:
        return False
    is_link = environ["REQUEST_METHOD"] in ("GET", "HEAD") and environ.get("HTTP_SEC_FETCH_MODE") == "navigate"
    return not is_link or environ.get("PATH_INFO", "").startswith(_API)


def _refuse(start_response: Callable[..., Any], status: int, title: str, detail: str) -> Iterable[bytes]:
    body = orjson.dumps(wire.problem(status, "forbidden", title, detail))
    headers = [("Content-Type", "application/problem+json"), ("Content-Length", str(len(body)))]
    start_response(f"{status} {title}", [*headers, *SECURITY_HEADERS])
    return [body]
