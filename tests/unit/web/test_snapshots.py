"""The snapshot that many viewers share."""

from dockcycle.domain.lifecycle.board import Board
from dockcycle.domain.lifecycle.snapshot import EngineStatus
from dockcycle.domain.timestamps import rfc3339
from dockcycle.web.serialize import board_json
from dockcycle.web.serialize.json_text import decode
from dockcycle.web.sockets.board_socket import SNAPSHOT_KEPT_NS, Snapshots
from tests.unit.domain.builders import at, container


def test_a_snapshot_of_a_quiet_board_still_tells_when_it_is_sent() -> None:
    board = Board([EngineStatus("local", "live", 0)])
    board.set(container())
    board.flush(at(0))
    snapshots = Snapshots("1", board_json.ContainerJsonCache())

    first = snapshots.get(board.snapshot(at(1)), "en")
    soon = snapshots.get(board.snapshot(at(1) + SNAPSHOT_KEPT_NS), "en")
    later = snapshots.get(board.snapshot(at(3600)), "en")
    set_back = snapshots.get(board.snapshot(at(10)), "en")

    assert soon is first
    assert told(later.data) == rfc3339(at(3600))
    assert told(set_back.data) == rfc3339(at(10))


def told(text: str) -> object:
    """Return the time that a snapshot message tells."""
    return decode(text[text.index("[") :])[1]["at"]
