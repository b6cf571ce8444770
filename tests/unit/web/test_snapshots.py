"""The snapshot that many viewers share, and the board that a page contains."""

from flask import Flask
from flask_socketio import SocketIO

from dockcycle.domain.lifecycle.board import Board
from dockcycle.domain.lifecycle.snapshot import EngineStatus
from dockcycle.domain.timestamps import rfc3339
from dockcycle.web.serialize import board_json
from dockcycle.web.serialize.json_text import decode
from dockcycle.web.sockets.board_socket import EMBEDDED_BYTES_AT_MOST, SNAPSHOT_KEPT_NS, Publisher, Snapshots
from tests.unit.domain.builders import at, container


def test_a_snapshot_of_a_quiet_board_still_tells_when_it_is_sent() -> None:
    board = Board([EngineStatus("local", "live", 0)])
    board.set(container())
    board.flush(at(0))
    snapshots = Snapshots("1", board_json.ContainerJsonCache())

    first = snapshots.packet(board.snapshot(at(1)), "en")
    soon = snapshots.packet(board.snapshot(at(1) + SNAPSHOT_KEPT_NS), "en")
    later = snapshots.packet(board.snapshot(at(3600)), "en")
    set_back = snapshots.packet(board.snapshot(at(10)), "en")

    assert soon is first
    assert told(later.data) == rfc3339(at(3600))
    assert told(set_back.data) == rfc3339(at(10))


def test_a_page_contains_the_board_unless_it_is_too_large() -> None:
    publisher = Publisher(SocketIO(Flask("test")), board_json.ContainerJsonCache(), "1")
    board = Board([EngineStatus("local", "live", 0)], epoch="e")
    assert publisher.embedded("en") == "{}"

    board.set(container())
    board.flush(at(0))
    publisher.restart(board.snapshot(at(0)))
    known = decode(publisher.embedded("en"))
    board.set(container(image="x" * EMBEDDED_BYTES_AT_MOST))
    board.flush(at(1))
    publisher.restart(board.snapshot(at(1)))

    assert [one["id"] for one in known["containers"]] == [container().id]
    assert publisher.embedded("en") == "{}"


def told(text: str) -> object:
    """Return the time that a snapshot message tells."""
    return decode(text[text.index("[") :])[1]["at"]
