"""The `/console` namespace over the real socket on a practice engine: owners, viewers, limits, modes, nonsense."""

import json
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from websocket import WebSocketException

from bench.process_usage import resident_kib
from dockcycle.domain.access import Mode
from tests.support.api_client import ApiClient
from tests.support.app import App
from tests.support.console_client import MINE, THEIRS, ConsoleClient
from tests.support.raw_websocket import raw_websocket, wait_for_text
from tests.support.waiting import wait_until

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
def console_client(app: App) -> Iterator[ConsoleClient]:
    """The owner; all consoles are closed afterwards."""
    with ConsoleClient(app.url, MINE) as console_client:
        yield console_client
        for one in console_client.ask("list", {})["consoles"]:
            console_client.ask("close", {"console": one["console"]})


@pytest.fixture
def id(app: App) -> Iterator[str]:
    """A running container."""
    client = ApiClient(app)
    yield client.run("sleep", "1000")
    client.clean()


def test_without_a_key_a_console_belongs_to_its_connection(app: App, id: str) -> None:
    with ConsoleClient(app.url) as one, ConsoleClient(app.url) as other:
        console = one.open(id)

        assert one.type(console, b"\r") == {"ok": True}
        assert other.type(console, b"\r")["code"] == "forbidden"
        assert one.ask("close", {"console": console}) == {"ok": True}


def test_the_key_of_an_owner_is_told_to_nobody(console_client: ConsoleClient, id: str) -> None:
    console = console_client.open(id)

    assert MINE not in str(console_client.ask("list", {})) + str(console_client.join(console)["about"])


def test_others_see_a_command_without_its_secrets(app: App, console_client: ConsoleClient, id: str) -> None:
    secrets = {"env": {"ANYTHING": "canary-env", "LANG": "C"}, "user": "1:1"}
    console = console_client.open(
        id, "sh", "-c", "sleep 60", "--token=canary-flag", "--token", "canary-word", **secrets
    )
    with ConsoleClient(app.url, THEIRS) as other:
        theirs = other.join(console)["about"]
        told = str(theirs) + str(other.ask("list", {})) + str(other.abouts)
    (mine,) = console_client.ask("list", {"id": id})["consoles"]

    assert "canary" not in told
    assert theirs["docker"].startswith("docker exec -it -u 1:1 -e 'ANYTHING=••••••' -e LANG=C ")
    assert theirs["cmd"] == ["sh", "-c", "sleep 60", "--token=••••••", "--token", "••••••"]
    assert str(mine).count("canary") == 5


def test_whoever_left_is_told_nothing_more(console_client: ConsoleClient, app: App, id: str) -> None:
    console = console_client.open(id)
    with ConsoleClient(app.url, THEIRS) as other:
        other.join(console)
        assert other.ask("leave", {"console": console}) == {"ok": True}

        console_client.type(console, b"echo unheard\r")
        console_client.until(console, b"\r\nunheard\r\n")

        assert b"unheard" not in other.text(console)


def test_an_ended_console_still_has_its_last_words_until_it_is_closed(console_client: ConsoleClient, id: str) -> None:
    console = console_client.open(id)
    console_client.type(console, b"echo farewell; exit 3\r")
    console_client.until_exit(console)

    found = console_client.join(console)
    assert b"farewell" in found["replay"]
    assert (found["about"]["exit"]["reason"], found["about"]["exit"]["exitCode"]) == ("exited", 3)
    assert console_client.type(console, b"\r")["code"] == "conflict"

    assert console_client.ask("close", {"console": console}) == {"ok": True}
    assert console_client.ask("join", {"console": console})["code"] == "not_found"


def test_a_viewer_that_fell_behind_gets_the_end_of_it_anew(console_client: ConsoleClient, app: App, id: str) -> None:
    console = console_client.open(id)
    with ConsoleClient(app.url, THEIRS, reads=False) as slow:
        slow.join(console)
        console_client.type(console, b"yes\r")
        wait_until(lambda: len(console_client.text(console)) > 1024 * 1024, 20, "a flood")
        assert len(slow.text(console)) <= 256 * 1024
        console_client.type(console, b"\x03")
        console_client.type(console, b"echo at the end\r")
        console_client.until(console, b"\r\nat the end\r\n")

        slow.reads = True
        slow.client.emit("received", {"console": console, "bytes": len(slow.text(console))}, namespace="/console")

        slow.until(console, b"\r\nat the end\r\n")
        assert slow.replays == 1


def test_there_is_a_bound_for_one_owner_and_for_all(app: App, console_client: ConsoleClient, id: str) -> None:
    asked = {"engine": "lab", "id": id, "mode": "exec", "cmd": ["sh"]}
    with ExitStack() as stack:
        theirs, third = (stack.enter_context(ConsoleClient(app.url, key)) for key in (THEIRS, "c" * 32))
        for one in (console_client, theirs):
            for _ in range(OF_ONE):
                one.open(id)
            assert one.ask("open", asked)["code"] == "too_many"
        assert len(console_client.ask("list", {})["consoles"]) >= OF_ALL
        assert third.ask("open", asked)["code"] == "too_many"

        console_client.ask("close", {"console": next(iter(console_client.abouts))})

        assert third.ask("open", asked)["ok"]
        for one in (theirs, third):
            for about in one.ask("list", {})["consoles"]:
                one.ask("close", {"console": about["console"]})


@pytest.mark.parametrize("hidden", [{"cmd": ["sh", "--token", "••••••"]}, {"cmd": ["sh"], "env": {"A": "••••••"}}])
def test_what_is_hidden_in_the_line_of_another_is_not_run(
    console_client: ConsoleClient, id: str, hidden: dict[str, object]
) -> None:
    answer = console_client.ask("open", {"engine": "lab", "id": id, "mode": "exec", **hidden})

    assert (answer["ok"], answer["code"]) == (False, "bad_request")


@pytest.mark.parametrize("event", ["join", "leave", "resize", "received", "detach", "close"])
@pytest.mark.parametrize("asked", [None, [], "x", {}, {"console": "x"}, {"console": NOWHERE, "more": 1}])
def test_what_cannot_be_meant_is_refused(console_client: ConsoleClient, event: str, asked: object) -> None:
    assert console_client.ask(event, asked)["code"] == "bad_request"


@pytest.mark.parametrize("event", ["join", "leave", "detach", "close"])
def test_a_console_that_is_not_there(console_client: ConsoleClient, event: str) -> None:
    assert console_client.ask(event, {"console": NOWHERE})["code"] == "not_found"


@pytest.mark.parametrize(
    ("data", "code"), [("text", "bad_request"), (7, "bad_request"), (None, "bad_request"), (b"x" * 65_537, "too_large")]
)
def test_input_is_so_many_bytes(console_client: ConsoleClient, id: str, data: object, code: str) -> None:
    console = console_client.open(id)

    assert console_client.ask("input", console, data)["code"] == code
    assert console_client.type(console, b"\r") == {"ok": True}


def test_who_acknowledges_more_than_was_sent_gets_no_more_than_the_window(
    console_client: ConsoleClient, id: str
) -> None:
    console_client.reads = False
    console = console_client.open(id, "yes")
    console_client.until_still()
    had = len(console_client.text(console))

    console_client.client.emit("received", {"console": console, "bytes": 1 << 30}, namespace="/console")
    wait_until(lambda: len(console_client.text(console)) > had, 5, "more of it")
    console_client.until_still()

    assert len(console_client.text(console)) - had <= 256 * 1024


@pytest.mark.parametrize("mode", [Mode.VIEW, Mode.OPERATE])
def test_consoles_need_admin(mode: Mode, tmp_path: Path) -> None:
    settings = {"DOCKCYCLE_ENGINES": "lab=practice://?containers=3", "DOCKCYCLE_MODE": mode.value}
    with App(settings, tmp_path / "app.log") as app:
        app.wait_live()
        with ConsoleClient(app.url, MINE) as console_client:
            codes = {
                console_client.ask("open", {"engine": "lab", "id": "x", "mode": "exec", "cmd": ["sh"]})["code"],
                console_client.ask("open", {"engine": "lab", "id": "x", "mode": "attach"})["code"],
                console_client.ask("list", {})["code"], console_client.ask("join", {"console": NOWHERE})["code"],
                console_client.ask("input", NOWHERE, b"x")["code"],
                console_client.ask("close", {"console": NOWHERE})["code"],
                app.get("/api/v1/containers/lab/x/shells").json()["code"],
            }  # fmt: skip

    assert codes == {"forbidden"}


def test_the_app_says_good_bye_when_it_is_stopped(tmp_path: Path) -> None:
    with App({"DOCKCYCLE_ENGINES": "lab=practice://?containers=0"}, tmp_path / "app.log") as app:
        app.wait_live()
        id = ApiClient(app).run("sleep", "1000")
        with ConsoleClient(app.url, MINE) as console_client:
            console = console_client.open(id)
            assert app.stop() == 0

            assert console_client.until_exit(console, 5)["reason"] == "server_stopping"


def test_who_acknowledges_what_it_does_not_read_is_cut_off(app: App, id: str, console_client: ConsoleClient) -> None:
    assert app.process is not None
    liar = raw_websocket(app)
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
        return bool(console_client.ask("list", {})["consoles"][0]["viewers"] == 0)

    wait_until(has_ended, 60, "its connection to be ended")
    assert resident_kib(app.process.pid) - before < 64 * 1024
    assert console_client.ask("list", {})["ok"]
    liar.shutdown()  # type: ignore[no-untyped-call]  # websocket-client types only a part
