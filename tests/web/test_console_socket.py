"""The `/console` namespace over the real socket on a practice engine: owners, viewers, limits, modes, nonsense."""

import json
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
import requests
from websocket import WebSocketException

from bench.process import resident_kib
from dockcycle.domain.access import Mode
from tests.support.app import App
from tests.support.client import Client
from tests.support.raw import raw, wait_for_text
from tests.support.seat import Seat
from tests.support.waiting import wait_until

MINE, THEIRS = "a" * 32, "b" * 32
OF_ONE, OF_ALL = 32, 64
NOWHERE = "0" * 32


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """The app with one practice engine of its own."""
    log = tmp_path_factory.mktemp("consoles") / "app.log"
    with App({"DOCKCYCLE_ENGINES": "lab=practice://?containers=0"}, log) as app:
        app.wait_live()
        yield app


@pytest.fixture
def seat(app: App) -> Iterator[Seat]:
    """The owner; all consoles are closed afterwards."""
    with Seat(app.url, MINE) as seat:
        yield seat
        for one in seat.ask("list", {})["consoles"]:
            seat.ask("close", {"console": one["console"]})


@pytest.fixture
def id(app: App) -> Iterator[str]:
    """A running container."""
    client = Client(app)
    yield client.run("sleep", "1000")
    client.clean()


def test_the_page_gives_the_browser_a_key_that_no_script_can_read(app: App) -> None:
    given = app.get("/").headers["Set-Cookie"]

    assert given.startswith("dockcycle_viewer=")
    assert "HttpOnly" in given
    assert "SameSite=Lax" in given


def test_a_browser_keeps_its_key_and_one_that_is_none_is_replaced(app: App) -> None:
    kept = requests.get(f"{app.url}/", cookies={"dockcycle_viewer": MINE}, timeout=10)
    replaced = requests.get(f"{app.url}/", cookies={"dockcycle_viewer": "short"}, timeout=10)

    assert "Set-Cookie" not in kept.headers
    assert "dockcycle_viewer" in replaced.headers["Set-Cookie"]


def test_without_a_key_a_console_belongs_to_its_connection(app: App, id: str) -> None:
    with Seat(app.url) as one, Seat(app.url) as other:
        console = one.open(id)

        assert one.type(console, b"\r") == {"ok": True}
        assert other.type(console, b"\r")["code"] == "forbidden"
        assert one.ask("close", {"console": console}) == {"ok": True}


def test_the_key_of_an_owner_is_told_to_nobody(seat: Seat, id: str) -> None:
    console = seat.open(id)

    assert MINE not in str(seat.ask("list", {})) + str(seat.join(console)["about"])


def test_others_see_a_command_without_its_secrets(app: App, seat: Seat, id: str) -> None:
    secrets = {"env": {"ANYTHING": "canary-env", "LANG": "C"}, "user": "1:1"}
    console = seat.open(id, "sh", "-c", "sleep 60", "--token=canary-flag", "--token", "canary-word", **secrets)
    with Seat(app.url, THEIRS) as other:
        theirs = other.join(console)["about"]
        told = str(theirs) + str(other.ask("list", {})) + str(other.abouts)
    (mine,) = seat.ask("list", {"id": id})["consoles"]

    assert "canary" not in told
    assert theirs["docker"].startswith("docker exec -it -u 1:1 -e 'ANYTHING=••••••' -e LANG=C ")
    assert theirs["cmd"] == ["sh", "-c", "sleep 60", "--token=••••••", "--token", "••••••"]
    assert str(mine).count("canary") == 5


def test_whoever_left_is_told_nothing_more(seat: Seat, app: App, id: str) -> None:
    console = seat.open(id)
    with Seat(app.url, THEIRS) as other:
        other.join(console)
        assert other.ask("leave", {"console": console}) == {"ok": True}

        seat.type(console, b"echo unheard\r")
        seat.until(console, b"\r\nunheard\r\n")

        assert b"unheard" not in other.text(console)


def test_an_ended_console_still_has_its_last_words_until_it_is_closed(seat: Seat, id: str) -> None:
    console = seat.open(id)
    seat.type(console, b"echo farewell; exit 3\r")
    seat.until_exit(console)

    found = seat.join(console)
    assert b"farewell" in found["replay"]
    assert (found["about"]["exit"]["reason"], found["about"]["exit"]["exitCode"]) == ("exited", 3)
    assert seat.type(console, b"\r")["code"] == "conflict"

    assert seat.ask("close", {"console": console}) == {"ok": True}
    assert seat.ask("join", {"console": console})["code"] == "not_found"


def test_a_viewer_that_fell_behind_gets_the_end_of_it_anew(seat: Seat, app: App, id: str) -> None:
    console = seat.open(id)
    with Seat(app.url, THEIRS, reads=False) as slow:
        slow.join(console)
        seat.type(console, b"yes\r")
        wait_until(lambda: len(seat.text(console)) > 1024 * 1024, 20, "a flood")
        assert len(slow.text(console)) <= 256 * 1024
        seat.type(console, b"\x03")
        seat.type(console, b"echo at the end\r")
        seat.until(console, b"\r\nat the end\r\n")

        slow.reads = True
        slow.client.emit("received", {"console": console, "bytes": len(slow.text(console))}, namespace="/console")

        slow.until(console, b"\r\nat the end\r\n")
        assert slow.replays == 1


def test_there_is_a_bound_for_one_owner_and_for_all(app: App, seat: Seat, id: str) -> None:
    asked = {"engine": "lab", "id": id, "mode": "exec", "cmd": ["sh"]}
    with ExitStack() as stack:
        theirs, third = (stack.enter_context(Seat(app.url, key)) for key in (THEIRS, "c" * 32))
        for one in (seat, theirs):
            for _ in range(OF_ONE):
                one.open(id)
            assert one.ask("open", asked)["code"] == "too_many"
        assert len(seat.ask("list", {})["consoles"]) >= OF_ALL
        assert third.ask("open", asked)["code"] == "too_many"

        seat.ask("close", {"console": next(iter(seat.abouts))})

        assert third.ask("open", asked)["ok"]
        for one in (theirs, third):
            for about in one.ask("list", {})["consoles"]:
                one.ask("close", {"console": about["console"]})


@pytest.mark.parametrize("hidden", [{"cmd": ["sh", "--token", "••••••"]}, {"cmd": ["sh"], "env": {"A": "••••••"}}])
def test_what_is_hidden_in_the_line_of_another_is_not_run(seat: Seat, id: str, hidden: dict[str, object]) -> None:
    answer = seat.ask("open", {"engine": "lab", "id": id, "mode": "exec", **hidden})

    assert (answer["ok"], answer["code"]) == (False, "bad_request")


@pytest.mark.parametrize("event", ["join", "leave", "resize", "received", "detach", "close"])
@pytest.mark.parametrize("asked", [None, [], "x", {}, {"console": "x"}, {"console": NOWHERE, "more": 1}])
def test_what_cannot_be_meant_is_refused(seat: Seat, event: str, asked: object) -> None:
    assert seat.ask(event, asked)["code"] == "bad_request"


@pytest.mark.parametrize("event", ["join", "leave", "detach", "close"])
def test_a_console_that_is_not_there(seat: Seat, event: str) -> None:
    assert seat.ask(event, {"console": NOWHERE})["code"] == "not_found"


@pytest.mark.parametrize(
    ("data", "code"), [("text", "bad_request"), (7, "bad_request"), (None, "bad_request"), (b"x" * 65_537, "too_large")]
)
def test_input_is_so_many_bytes(seat: Seat, id: str, data: object, code: str) -> None:
    console = seat.open(id)

    assert seat.ask("input", console, data)["code"] == code
    assert seat.type(console, b"\r") == {"ok": True}


def test_who_acknowledges_more_than_was_sent_gets_no_more_than_the_window(seat: Seat, id: str) -> None:
    seat.reads = False
    console = seat.open(id, "yes")
    seat.until_still()
    had = len(seat.text(console))

    seat.client.emit("received", {"console": console, "bytes": 1 << 30}, namespace="/console")
    wait_until(lambda: len(seat.text(console)) > had, 5, "more of it")
    seat.until_still()

    assert len(seat.text(console)) - had <= 256 * 1024


@pytest.mark.parametrize("mode", [Mode.VIEW, Mode.OPERATE])
def test_consoles_need_admin(mode: Mode, tmp_path: Path) -> None:
    settings = {"DOCKCYCLE_ENGINES": "lab=practice://?containers=3", "DOCKCYCLE_MODE": mode.value}
    with App(settings, tmp_path / "app.log") as app:
        app.wait_live()
        with Seat(app.url, MINE) as seat:
            codes = {
                seat.ask("open", {"engine": "lab", "id": "x", "mode": "exec", "cmd": ["sh"]})["code"],
                seat.ask("open", {"engine": "lab", "id": "x", "mode": "attach"})["code"],
                seat.ask("list", {})["code"], seat.ask("join", {"console": NOWHERE})["code"],
                seat.ask("input", NOWHERE, b"x")["code"], seat.ask("close", {"console": NOWHERE})["code"],
                app.get("/api/v1/containers/lab/x/shells").json()["code"],
            }  # fmt: skip

    assert codes == {"forbidden"}


def test_the_app_says_good_bye_when_it_is_stopped(tmp_path: Path) -> None:
    with App({"DOCKCYCLE_ENGINES": "lab=practice://?containers=0"}, tmp_path / "app.log") as app:
        app.wait_live()
        id = Client(app).run("sleep", "1000")
        with Seat(app.url, MINE) as seat:
            console = seat.open(id)
            assert app.stop() == 0

            assert seat.until_exit(console, 5)["reason"] == "server_stopping"


def test_who_acknowledges_what_it_does_not_read_is_cut_off(app: App, id: str, seat: Seat) -> None:
    assert app.process is not None
    liar = raw(app)
    liar.send("40/console,")
    wait_for_text(liar, "40/console")
    liar.send(f'42/console,0["open",{{"engine":"lab","id":"{id}","mode":"exec","cmd":["yes"]}}]')
    console = json.loads(wait_for_text(liar, "43/console,0").removeprefix("43/console,0"))[0]["console"]
    before = resident_kib(app.process.pid)

    def has_ended() -> bool:
        """Say that all of it is on the screen, and read nothing."""
        try:
            liar.send(f'42/console,["received",{{"console":"{console}","bytes":1099511627776}}]')
        except (OSError, WebSocketException):
            return True
        return bool(seat.ask("list", {})["consoles"][0]["viewers"] == 0)

    wait_until(has_ended, 60, "its connection to be ended")
    assert resident_kib(app.process.pid) - before < 64 * 1024
    assert seat.ask("list", {})["ok"]
    liar.shutdown()  # type: ignore[no-untyped-call]  # websocket-client types only a part
