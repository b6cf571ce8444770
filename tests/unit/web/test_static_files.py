"""Static files are compressed once, in the best encoding that the browser accepts; all else passes through."""

import gzip
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import brotli  # type: ignore[import-untyped]
import pytest

from dockcycle.web.http.static_files import StaticFiles

STYLE = "p { margin: 0 }\n" * 100


def inside(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    start_response("418 Inside", [])
    return [environ["PATH_INFO"].encode()]


@pytest.fixture
def files(tmp_path: Path) -> StaticFiles:
    root = tmp_path / "static"
    (root / "css").mkdir(parents=True)
    (root / "css" / "a.css").write_text(STYLE)
    (root / "css" / "short.css").write_text("p { margin: 0 }")
    (root / "noise.js").write_bytes(os.urandom(600))
    (tmp_path / "secret").write_text("secret")
    return StaticFiles(inside, "/static/abc", root)


def ask(files: StaticFiles, path: str, method: str = "GET", **more: str) -> tuple[str, dict[str, str], bytes]:
    started: list[Any] = []
    environ = {"REQUEST_METHOD": method, "PATH_INFO": path, **more}
    body = b"".join(files(environ, lambda *answer: started.append(answer)))
    status, headers = started[0]
    return status, dict(headers), body


@pytest.mark.parametrize(
    ("accepted", "encoding", "decode"),
    [
        ("gzip, deflate, br, zstd", "br", brotli.decompress),
        ("gzip, deflate", "gzip", gzip.decompress),
        ("gzip, br;q=0", "gzip", gzip.decompress),
        ("identity", None, bytes),
        ("", None, bytes),
    ],
)
def test_a_file_is_sent_in_the_best_encoding(
    files: StaticFiles, accepted: str, encoding: str | None, decode: Any
) -> None:
    status, headers, body = ask(files, "/static/abc/css/a.css", HTTP_ACCEPT_ENCODING=accepted)

    assert status == "200 OK"
    assert headers["Content-Type"] == "text/css; charset=utf-8"
    assert headers.get("Content-Encoding") == encoding
    assert headers["Vary"] == "Accept-Encoding"
    assert headers["Content-Length"] == str(len(body))
    assert decode(body).decode() == STYLE


@pytest.mark.parametrize("path", ["/static/abc/css/short.css", "/static/abc/noise.js"])
def test_what_compression_makes_no_smaller_is_sent_as_it_is(files: StaticFiles, path: str) -> None:
    _, headers, body = ask(files, path, HTTP_ACCEPT_ENCODING="br, gzip")

    assert "Content-Encoding" not in headers
    assert headers["Content-Length"] == str(len(body))


def test_browsers_keep_a_file_and_need_not_ask_again(files: StaticFiles) -> None:
    _, headers, _ = ask(files, "/static/abc/css/a.css")

    assert headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert ask(files, "/static/abc/css/a.css", HTTP_IF_NONE_MATCH=headers["ETag"])[0] == "304 Not Modified"


def test_head_has_the_headers_without_the_body(files: StaticFiles) -> None:
    _, headers, body = ask(files, "/static/abc/css/a.css", "HEAD")

    assert headers["Content-Length"] == str(len(STYLE))
    assert body == b""


def test_a_changed_file_is_read_again(files: StaticFiles, tmp_path: Path) -> None:
    _, before, _ = ask(files, "/static/abc/css/a.css")
    (tmp_path / "static" / "css" / "a.css").write_text("p { margin: 1px }")
    _, after, body = ask(files, "/static/abc/css/a.css")

    assert body == b"p { margin: 1px }"
    assert before["ETag"] != after["ETag"]


@pytest.mark.parametrize(
    "path",
    ["/", "/static/abc/", "/static/abc/css", "/static/abc/no.js", "/static/x/css/a.css", "/static/abc/../secret",
     "/static/abc/css/../../secret", "/static/abc//etc/passwd", "/static/abc/css/a.css/x", "/static/abc/a\x00b"],
)  # fmt: skip
def test_what_is_no_file_below_the_folder_passes_through(files: StaticFiles, path: str) -> None:
    assert ask(files, path)[0] == "418 Inside"


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_other_methods_pass_through(files: StaticFiles, method: str) -> None:
    assert ask(files, "/static/abc/css/a.css", method)[0] == "418 Inside"
