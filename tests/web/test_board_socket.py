"""The `/board` namespace over a real WebSocket: nothing lost, nothing doubled, limits kept."""

import contextlib
from pathlib import Path

import pytest
import requests
import websocket

from tests.support.app import App
from tests.support.raw_websocket import raw_websocket
from tests.support.viewer import Viewer
from tests.support.waiting import wait_until


def test_a_viewer_gets_the_board_of_the_api(resting_app: App) -> None:
    with Viewer(resting_app.url) as viewer:
        board = resting_app.get("/api/v1/board").json()

    assert viewer.revisions == [board["revision"]]
    assert list(viewer.containers.values()) == board["containers"]


def test_a_snapshot_can_be_asked_for_again(resting_app: App) -> None:
    with Viewer(resting_app.url) as viewer:
        assert viewer.ask("snapshot") == {"ok": True}
        wait_until(lambda: len(viewer.revisions) == 2, 10, "the second snapshot")


def test_snapshot_and_changes_fold_into_the_board(tmp_path: Path) -> None:
    engine = "practice://?containers=50&rate=200&seconds=4&delay=1"
    with App({"DOCKCYCLE_ENGINES": f"lab={engine}"}, tmp_path / "app.log") as app:
        app.wait_live()
        with Viewer(app.url) as early, Viewer(app.url) as late:
            wait_until(lambda: len(early.moves) > 400, 20, "the script to run")
            wait_until(lambda: agrees(app, early) and agrees(app, late), 20, "board and viewers to be the same at rest")

    assert early.revisions == list(range(early.revisions[0], early.revisions[0] + len(early.revisions)))


def agrees(app: App, viewer: Viewer) -> bool:
    """Tell whether a viewer has folded exactly the board the API tells, at the same revision."""
    board = app.get("/api/v1/board").json()
    told = {(one["engine"], one["id"]): one for one in board["containers"]}
    return bool(viewer.revisions[-1] == board["revision"] and viewer.containers == told)


def was_cut_off(client: websocket.WebSocket) -> bool:
    """Read what is still on its way; tell whether then the connection is over."""
    try:
        for _ in range(10_000):
            client.recv()
    except (websocket.WebSocketConnectionClosedException, ConnectionError):
        return True
    return False


@pytest.mark.parametrize(
    "nonsense",
    [
        '42/board,["nothing"]',
        '421/board,["act",null]',
        '42/board,["snapshot",{"__proto__":{"role":"admin"}}]',
        '42/board,["connect"]',
        '42/board,{"not":"a list"}',
        "42/board,[",
        "42/other,[]",
        "9",
        "",
        "452-/board,[]",
        '42/board,["' + "[" * 2000 + '"]',
    ],
)
def test_nonsense_from_a_browser_harms_nobody(resting_app: App, nonsense: str) -> None:
    client = raw_websocket(resting_app)
    client.recv()
    client.send("40/board,")
    client.send(nonsense)
    client.shutdown()  # type: ignore[no-untyped-call]  # websocket-client types only a part

    with Viewer(resting_app.url) as viewer:
        assert viewer.ask("snapshot") == {"ok": True}


@pytest.mark.parametrize(
    "nonsense",
    [
        '42/board,["connect"]',
        '42/board,1{"not":"a list"}',
        "42/board,1[7]",
        '42/board,1["act",NaN]',
        "42/board,1",
        "42/board," + "[" * 2000,
        '450-/board,1["act"]',
        "44/board,1",
        "4",
        "x",
    ],
)
def test_nonsense_ends_its_connection_with_one_line_in_the_log(resting_app: App, nonsense: str) -> None:
    before = len(resting_app.log_text())
    client = raw_websocket(resting_app)
    client.recv()
    client.send("40/board,")
    with contextlib.suppress(ConnectionError):  # it may be over before the last of them is sent
        for _ in range(3):
            client.send(nonsense)
    assert was_cut_off(client)
    client.shutdown()  # type: ignore[no-untyped-call]  # websocket-client types only a part

    told = wait_until(lambda: resting_app.log_text()[before:], 5, "the line in the log")
    assert requests.get(resting_app.url + "/healthz", timeout=10).ok
    assert (told.count("an invalid message"), "Traceback" in told) == (1, False)


@pytest.mark.parametrize("event", ["nothing", "emit", "__class__", ""])
def test_an_event_that_is_not_here_is_refused(resting_app: App, event: str) -> None:
    with Viewer(resting_app.url) as viewer:
        refused = viewer.ask(event)

    assert (refused["ok"], refused["code"]) == (False, "bad_request")


def test_a_browser_of_another_site_gets_no_socket(resting_app: App) -> None:
    with pytest.raises(websocket.WebSocketBadStatusException) as refused:
        raw_websocket(resting_app, origin="http://evil.example")

    assert refused.value.status_code == 403


def test_a_viewer_that_does_not_read_is_cut_off_and_the_others_are_not(tmp_path: Path) -> None:
    engine = "practice://?containers=300&rate=1000&seconds=12&delay=2"
    with App({"DOCKCYCLE_ENGINES": f"lab={engine}"}, tmp_path / "app.log") as app:
        app.wait_live()
        stalled = raw_websocket(app)
        stalled.recv()
        stalled.send("40/board,")
        with Viewer(app.url) as reader:
            wait_until(lambda: len(reader.moves) > 9000, 40, "the flood to be over")
            assert requests.get(app.url + "/healthz", timeout=10).ok
        assert was_cut_off(stalled)
        stalled.shutdown()  # type: ignore[no-untyped-call]  # websocket-client types only a part
