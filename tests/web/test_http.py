"""Pages and JSON over HTTP, asked from outside."""

import base64
import json
import re
import socket
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest
import requests

from tests.support.app import ROOT, App

STATES = {"created", "running", "paused", "restarting", "removing", "exited", "dead"}


def test_health_tells_each_engine(resting_app: App) -> None:
    body = resting_app.get("/healthz").json()

    assert body["status"] == "ok"
    assert body["engines"]["lab"]["state"] == "live"
    assert set(body) == {"status", "version", "delay", "late", "engines"}
    assert 0 <= body["engines"]["lab"]["lookAge"] <= 10
    assert body["delay"] >= 0


def test_the_board_has_every_container_in_one_of_seven_states(resting_app: App) -> None:
    body = resting_app.get("/api/v1/board").json()

    assert len(body["containers"]) == 40
    assert {one["state"] for one in body["containers"]} <= STATES
    assert {one["engine"] for one in body["containers"]} == {"lab"}
    assert body["revision"] >= 1


def test_the_table_is_served_and_embedded_alike(resting_app: App) -> None:
    served = resting_app.get("/api/v1/lifecycle").json()
    page = resting_app.get("/").text

    embedded = page.partition('id="lifecycle">')[2].partition("</script>")[0]
    assert json.loads(embedded) == served


def test_the_table_of_one_engine_has_the_options_of_that_engine(resting_app: App) -> None:
    base = resting_app.get("/api/v1/lifecycle").json()
    own = resting_app.get("/api/v1/lifecycle?engine=lab").json()

    assert own == base
    assert {(one["command"], one["sinceApi"]) for one in base["variants"]} >= {("rename", "1.46")}


def test_the_table_of_an_engine_that_is_not_there_is_not_found(resting_app: App) -> None:
    answer = resting_app.get("/api/v1/lifecycle?engine=nosuch")

    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    assert answer.headers["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("path", ["/", "/wall"])
def test_pages_have_the_one_script_of_the_policy_inline_and_name_no_other_host(resting_app: App, path: str) -> None:
    answer = resting_app.get(path)

    assert answer.status_code == 200
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    scripts = re.findall(r"<script>(.*?)</script>", answer.text, re.DOTALL)
    assert [base64.b64encode(sha256(one.encode()).digest()).decode() for one in scripts] == re.findall(
        r"'sha256-([^']+)'", answer.headers["Content-Security-Policy"]
    )
    assert " style=" not in answer.text
    assert " on" + "click" not in answer.text
    assert "http://" not in answer.text.replace("http://www.w3.org/", "")
    assert "https://" not in answer.text


@pytest.mark.parametrize("path", ["/", "/images", "/wall", "/containers/lab/nonesuch"])
def test_a_language_that_is_not_there_is_english_without_a_switch(resting_app: App, path: str) -> None:
    answer = resting_app.get(f"{path}?lang=xx")

    assert '<html lang="en"' in answer.text
    assert "hreflang" not in answer.text


@pytest.mark.parametrize("path", ["/", "/wall", "/images", "/containers/lab/shop-web-1", "/containers/lab/nosuch"])
def test_a_page_contains_the_board_and_is_not_stored(resting_app: App, path: str) -> None:
    answer = resting_app.get(path)
    found = re.search(r'<script type="application/json" id="board">(.*?)</script>', answer.text, re.DOTALL)

    assert found is not None
    embedded, asked = json.loads(found[1]), resting_app.get("/api/v1/board").json()
    assert {**embedded, "at": ""} == {**asked, "at": ""}
    assert "<" not in found[1]
    assert answer.headers["Cache-Control"] == "no-store"


def test_static_files_are_kept_for_ever_and_compressed(resting_app: App) -> None:
    page = resting_app.get("/").text
    script = re.findall(r'rel="modulepreload" href="([^"]+)"', page)[-1]
    answer = resting_app.get(script)

    assert answer.status_code == 200
    assert "max-age=31536000" in answer.headers["Cache-Control"]
    assert answer.headers.get("Content-Encoding") in ("gzip", "br", "zstd")


@pytest.mark.parametrize("path", ["/", "/wall", "/images", "/containers/lab/shop-web-1", "/containers/lab/nosuch"])
def test_a_page_announces_its_script_and_all_scripts_are_served(resting_app: App, path: str) -> None:
    page = resting_app.get(path).text
    announced = re.findall(r'<link rel="modulepreload" href="([^"]+)"', page)

    assert re.findall(r'<script type="module" src="([^"]+)"', page) == announced[:1]
    assert [resting_app.get(one).status_code for one in announced] == [200] * len(announced)


@pytest.mark.parametrize(
    "path", ["/nothing", "/api/v1/nothing", "/static/app.py", "/static/../app.py", "/%2e%2e/app.py"]
)
def test_what_is_not_there_is_404(resting_app: App, path: str) -> None:
    assert resting_app.get(path).status_code == 404


@pytest.mark.parametrize(("engine", "name"), [("lab", "nonesuch"), ("lab", "0" * 64), ("elsewhere", "web")])
def test_the_page_of_no_container_is_404_without_its_tabs(resting_app: App, engine: str, name: str) -> None:
    answer = resting_app.get(f"/containers/{engine}/{name}")

    assert answer.status_code == 404
    title = f"There is no container {name} on lab" if engine == "lab" else "There is no engine elsewhere"
    assert f">{title}</h1>" in answer.text
    assert 'role="tablist"' not in answer.text
    assert 'href="/"' in answer.text
    assert f'name="q" value="{name}"' in answer.text


def test_the_page_of_no_container_shows_what_cannot_be_seen(resting_app: App) -> None:
    assert (
        "There is no container \\u202Eevil&lt;b&gt; on lab" in resting_app.get("/containers/lab/%E2%80%AEevil<b>").text
    )


def test_a_container_has_its_page_by_name_and_by_the_first_digits_of_its_id(resting_app: App) -> None:
    one = resting_app.get("/api/v1/board").json()["containers"][0]

    for asked in (one["name"], one["id"], one["id"][:12]):
        assert resting_app.get(f"/containers/lab/{asked}").status_code == 200


def test_a_refusal_of_the_api_is_problem_json(resting_app: App) -> None:
    answer = resting_app.get("/api/v1/nothing")

    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["code"] == "not_found"
    assert answer.json()["status"] == 404


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
@pytest.mark.parametrize("path", ["/", "/wall", "/healthz", "/api/v1/board"])
def test_nothing_is_changed_by_these(resting_app: App, method: str, path: str) -> None:
    assert requests.request(method, resting_app.url + path, timeout=10).status_code == 405


@pytest.mark.parametrize("path", ["/", "/api/v1/board", "/static/x.js", "/socket.io/?EIO=4&transport=websocket"])
def test_a_foreign_host_is_refused_everywhere(resting_app: App, path: str) -> None:
    answer = requests.get(resting_app.url + path, headers={"Host": "rebind.attacker.example"}, timeout=10)

    assert answer.status_code == 421


@pytest.mark.parametrize("path", ["/", "/socket.io/?EIO=4&transport=websocket", "/socket.io/?EIO=4&transport=polling"])
def test_a_foreign_origin_is_refused_everywhere(resting_app: App, path: str) -> None:
    answer = requests.get(resting_app.url + path, headers={"Origin": "http://evil.example"}, timeout=10)

    assert answer.status_code == 403


def test_polling_is_not_offered(resting_app: App) -> None:
    assert resting_app.get("/socket.io/?EIO=4&transport=polling").status_code == 400


def test_the_past_is_not_kept_yet_and_that_is_said(resting_app: App) -> None:
    answer = resting_app.get("/api/v1/board?at=2026-01-01T00:00:00Z")

    assert (answer.status_code, answer.json()["code"]) == (400, "bad_request")


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ({"DOCKCYCLE_HOST": "0.0.0.0"}, "DOCKCYCLE_HOST"),
        ({"DOCKCYCLE_COLOR": "red"}, "DOCKCYCLE_COLOR"),
        ({"DOCKCYCLE_ENGINES": "a=http://x"}, "http://x"),
        ({"DOCKCYCLE_ENGINES": "a=practice://?nonsense=1"}, "nonsense"),
        ({"DOCKER_HOST": "nonsense"}, "nonsense"),
    ],
)
def test_a_wrong_setting_ends_the_start_with_one_clear_line(settings: dict[str, str], named: str) -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "app.py")], env={"PATH": "/usr/bin:/bin", **settings}, cwd=ROOT,
        capture_output=True, text=True, timeout=30, check=False,
    )  # fmt: skip

    assert done.returncode == 2
    assert named in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_port_that_is_taken_is_said(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = subprocess.run(
            [sys.executable, str(ROOT / "app.py")], cwd=ROOT, capture_output=True, text=True, timeout=30, check=False,
            env={"PATH": "/usr/bin:/bin", "DOCKCYCLE_PORT": port, "DOCKCYCLE_ENGINES": "lab=practice://?containers=1"},
        )  # fmt: skip

    assert done.returncode == 1
    assert port in done.stderr


def test_sigterm_ends_it_cleanly(tmp_path: Path) -> None:
    app = App({"DOCKCYCLE_ENGINES": "lab=practice://"}, tmp_path / "app.log")
    app.start()
    app.wait_live()

    assert app.stop() == 0
    assert "Traceback" not in app.log_text()
