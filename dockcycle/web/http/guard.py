"""Checks Host, Origin and Sec-Fetch-Site of every request, and adds the security headers to every response.

`/socket.io/` does not pass through Flask, so this is the outermost WSGI layer. Without the Host check, a page of
another site can reach this port by DNS rebinding. Without the Origin check, any page in the same browser can.
"""

from collections.abc import Callable, Iterable
from typing import Any

from dockcycle.web.http.assets import BOOT_SOURCE
from dockcycle.web.schemas import responses
from dockcycle.web.serialize.json_text import encode

Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

#: Headers of every response except static files. The policy allows one inline script by its hash and no inline style.
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
#: Headers of static files. The others have an effect on documents only, and one page loads about seventy files.
STATIC_HEADERS: tuple[tuple[str, str], ...] = tuple(
    (name, value)
    for name, value in SECURITY_HEADERS
    if name in ("X-Content-Type-Options", "Cross-Origin-Resource-Policy")
)
#: Values of Sec-Fetch-Site for requests of Dockcycle's own pages, and for requests that no page caused. A page of
#: another port sends `same-site`, which is refused.
_OURS = ("same-origin", "none")
_STATIC, _API = "/static/", "/api/"
_LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
_OTHER_HOST = "Dockcycle does not accept requests for this host name. Use 127.0.0.1 or localhost."
_OTHER_SITE = "Dockcycle does not accept requests from pages of other sites."


def allowed_hosts(host: str, port: int) -> frozenset[str]:
    """Return the accepted values of the `Host` header, in lower case."""
    own = f"[{host}]" if ":" in host else host
    names = {own.lower(), *_LOOPBACK}
    return frozenset({f"{name}:{port}" for name in names} | (names if port == 80 else set()))


class Guard:
    """WSGI middleware: refuses other hosts (421) and other origins (403), and adds the security headers."""

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
    """Return whether a page of another site sent the request. A link to a page of Dockcycle is allowed.

    The browser hides the response from the other page, but not its duration, and the request would still cost time.
    """
    if environ.get("HTTP_SEC_FETCH_SITE", _OURS[0]).lower() in _OURS:
        return False
    is_link = environ["REQUEST_METHOD"] in ("GET", "HEAD") and environ.get("HTTP_SEC_FETCH_MODE") == "navigate"
    return not is_link or environ.get("PATH_INFO", "").startswith(_API)


def _refuse(start_response: Callable[..., Any], status: int, title: str, detail: str) -> Iterable[bytes]:
    body = encode(
        responses.Problem(ok=False, type="about:blank", title=title, status=status, detail=detail, code="forbidden")
    )
    headers = [("Content-Type", "application/problem+json"), ("Content-Length", str(len(body)))]
    start_response(f"{status} {title}", [*headers, *SECURITY_HEADERS])
    return [body]
