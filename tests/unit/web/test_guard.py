"""Host and Origin are checked before anything else."""

from collections.abc import Iterable
from typing import Any

import pytest

from dockcycle.web.http.guard import Guard, allowed_hosts

HOSTS = allowed_hosts("127.0.0.1", 8080)


def inside(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    start_response("200 OK", [])
    return [b"inside"]


def ask(host: str | None, origin: str | None = None, **more: str) -> tuple[str, dict[str, str], bytes]:
    environ = {"REQUEST_METHOD": "GET", **more}
    environ |= {"HTTP_HOST": host} if host is not None else {}
    environ |= {"HTTP_ORIGIN": origin} if origin is not None else {}
    told: list[Any] = []
    body = b"".join(Guard(inside, HOSTS)(environ, lambda *answer: told.append(answer)))
    status, headers = told[0]
    return status, dict(headers), body


@pytest.mark.parametrize("host", ["127.0.0.1:8080", "localhost:8080", "LOCALHOST:8080", "[::1]:8080"])
def test_our_own_names_are_served(host: str) -> None:
    assert ask(host)[0] == "200 OK"


@pytest.mark.parametrize(
    "host",
    [
        None,
        "",
        "rebind.attacker.example",
        "rebind.attacker.example:8080",
        "127.0.0.1",
        "127.0.0.1:8081",
        "127.0.0.1.evil.com:8080",
        "localhost.:8080",
        "127.0.0.1:8080,evil.example",
    ],
)
def test_a_foreign_host_is_misdirected(host: str | None) -> None:
    status, headers, body = ask(host)

    assert status.startswith("421")
    assert headers["Content-Type"] == "application/problem+json"
    assert b'"code":"forbidden"' in body


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "https://127.0.0.1:8080", "http://127.0.0.1:9090"])
def test_a_foreign_origin_is_refused(origin: str) -> None:
    assert ask("127.0.0.1:8080", origin)[0].startswith("403")


@pytest.mark.parametrize("origin", [None, "http://127.0.0.1:8080", "http://localhost:8080"])
def test_our_own_origin_is_served(origin: str | None) -> None:
    assert ask("127.0.0.1:8080", origin)[0] == "200 OK"


def test_forwarded_headers_change_nothing() -> None:
    assert ask("evil.example", HTTP_X_FORWARDED_HOST="127.0.0.1:8080")[0].startswith("421")


@pytest.mark.parametrize("site", ["cross-site", "same-site", "Cross-Site", "else"])
def test_a_post_of_another_site_or_port_without_origin_is_refused(site: str) -> None:
    refused = ask("127.0.0.1:8080", None, REQUEST_METHOD="POST", HTTP_SEC_FETCH_SITE=site)

    assert refused[0].startswith("403")


@pytest.mark.parametrize("path", ["/api/v1/board", "/", "/healthz", "/static/abc/js/pages/board_page.js"])
@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_page_of_another_site_reads_nothing(site: str, path: str) -> None:
    about = {"PATH_INFO": path, "HTTP_SEC_FETCH_SITE": site, "HTTP_SEC_FETCH_MODE": "no-cors"}

    assert ask("127.0.0.1:8080", **about)[0].startswith("403")


@pytest.mark.parametrize(("path", "status"), [("/", "200"), ("/containers/lab/web", "200"), ("/api/v1/board", "403")])
def test_a_page_of_another_site_may_link_to_our_pages(path: str, status: str) -> None:
    about = {"PATH_INFO": path, "HTTP_SEC_FETCH_SITE": "cross-site", "HTTP_SEC_FETCH_MODE": "navigate"}

    assert ask("127.0.0.1:8080", **about)[0].startswith(status)


@pytest.mark.parametrize("site", ["same-origin", "none"])
def test_a_post_of_our_own_pages_is_served(site: str) -> None:
    assert ask("127.0.0.1:8080", None, REQUEST_METHOD="POST", HTTP_SEC_FETCH_SITE=site)[0] == "200 OK"


@pytest.mark.parametrize("host", ["127.0.0.1:8080", "evil.example"])
def test_every_answer_carries_the_policy_without_inline(host: str) -> None:
    _, headers, _ = ask(host)

    assert "unsafe-inline" not in headers["Content-Security-Policy"]
    assert headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_a_script_or_style_carries_what_means_anything_for_one() -> None:
    _, headers, _ = ask("127.0.0.1:8080", PATH_INFO="/static/abc/js/pages/board_page.js")

    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "Content-Security-Policy" not in headers
