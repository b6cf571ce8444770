"""Revisions, frames and snapshots of the board."""

from dataclasses import replace

from dockcycle.domain.lifecycle.board import Board
from dockcycle.domain.lifecycle.container import Cause
from dockcycle.domain.lifecycle.moves import Move
from dockcycle.domain.lifecycle.replica import TOMBSTONE_SECONDS
from dockcycle.domain.lifecycle.snapshot import EngineStatus
from dockcycle.domain.lifecycle.table import Room
from tests.unit.domain.builders import at, container

ONE = container()
STATUS = EngineStatus("local", "live", 0)


def move() -> Move:
    return Move("local", ONE.id, "web-1", "start", Room.CREATED, Room.RUNNING, at(0))


def test_the_revision_grows_by_one_with_each_frame() -> None:
    board = Board([STATUS])
    board.set(ONE)
    first = board.flush(at(0))
    board.set(replace(ONE, name="web-2"))
    second = board.flush(at(1))

    assert first is not None
    assert second is not None
    assert (first.revision, second.revision, board.revision) == (1, 2, 2)


def test_nothing_written_is_no_frame() -> None:
    board = Board([STATUS])
    board.set(ONE)
    board.flush(at(0))

    assert not board.set(ONE)
    assert board.flush(at(1)) is None
    assert board.revision == 1


def test_writes_of_one_container_share_a_frame_and_keep_their_moves() -> None:
    board = Board([STATUS])
    board.set(ONE, [move()])
    board.set(replace(ONE, name="web-2"), [move()])
    frame = board.flush(at(0))

    assert frame is not None
    assert [one.name for one in frame.set] == ["web-2"]
    assert len(frame.moves) == 2


def test_a_snapshot_stands_exactly_on_its_revision() -> None:
    board = Board([STATUS])
    board.set(ONE)
    board.flush(at(0))
    board.set(replace(ONE, name="web-2"))

    snapshot = board.snapshot(at(1))

    assert snapshot.revision == 1
    assert [one.name for one in snapshot.containers] == ["web-1"]


def test_a_container_made_and_removed_between_two_frames_is_only_told_in_moves() -> None:
    board = Board([STATUS])
    board.set(ONE, [move()])
    board.remove(ONE.key, [move()], at(1))
    frame = board.flush(at(1))

    assert frame is not None
    assert (frame.set, frame.remove, len(frame.moves)) == ((), (), 2)


def test_a_removed_container_leaves_a_tombstone_for_a_while() -> None:
    board = Board([STATUS])
    board.set(ONE)
    board.remove(ONE.key, [], at(1))
    board.flush(at(1))

    assert [one.container for one in board.snapshot(at(2)).tombstones] == [ONE]
    assert board.snapshot(at(2 + TOMBSTONE_SECONDS)).tombstones == ()


def test_an_engine_that_changes_rides_on_a_frame() -> None:
    board = Board([STATUS])

    assert not board.set_engine(STATUS)
    assert board.set_engine(replace(STATUS, state="stale"))
    frame = board.flush(at(0))

    assert frame is not None
    assert frame.engines == (replace(STATUS, state="stale"),)


# --- engines that come and go ---------------------------------------------------------------------------------------

FAR = replace(STATUS, name="far")


def board_of_two() -> Board:
    """Return a flushed board with one container on each of two engines."""
    board = Board([STATUS, FAR])
    board.set(ONE, [move()])
    board.set(replace(ONE, engine="far"), [replace(move(), engine="far")])
    board.flush(at(0))
    return board


def test_an_added_engine_is_in_the_next_frame() -> None:
    board = Board([STATUS])

    assert board.add_engine(FAR)
    frame = board.flush(at(0))

    assert frame is not None
    assert frame.engines == (STATUS, FAR)


def test_a_taken_name_is_refused() -> None:
    board = Board([STATUS])

    assert not board.add_engine(replace(STATUS, state="stale"))
    assert board.engine("local") == STATUS


def test_a_removed_engine_takes_its_containers_with_it() -> None:
    board = board_of_two()

    assert board.remove_engine("far")
    frame = board.flush(at(1))

    assert frame is not None
    assert (frame.engines, frame.remove, frame.moves) == ((STATUS,), (("far", ONE.id),), ())
    left = board.snapshot(at(1))
    assert (left.containers, left.tombstones, left.recent) == ((ONE,), (), (move(),))


def test_a_removed_engine_takes_its_tombstones_and_pending_moves_with_it() -> None:
    board = board_of_two()
    board.remove(("far", ONE.id), [replace(move(), engine="far")], at(1))

    assert board.remove_engine("far")
    frame = board.flush(at(1))

    assert frame is not None
    assert (frame.remove, frame.moves, board.snapshot(at(1)).tombstones) == ((("far", ONE.id),), (), ())


def test_an_unknown_engine_cannot_be_removed() -> None:
    board = Board([STATUS])

    assert not board.remove_engine("far")
    assert board.flush(at(0)) is None


def test_late_writes_of_a_removed_engine_are_ignored() -> None:
    board = board_of_two()
    board.remove_engine("far")
    board.flush(at(1))

    assert not board.set(replace(ONE, engine="far"), [move()])
    assert not board.remove(("far", ONE.id), [move()], at(2))
    assert not board.set_engine(FAR)
    assert not board.set_images("far", [])
    assert board.flush(at(2)) is None


# --- moves that a later event corrects ------------------------------------------------------------------------------

STOPPED = replace(move(), edge="stop", cause=Cause("stopped", (("code", 0),)))


def test_a_move_that_was_not_published_yet_is_replaced_in_its_frame() -> None:
    board = Board([STATUS])
    board.set(ONE, [move()])

    assert board.amend(move(), STOPPED)
    frame = board.flush(at(0))

    assert frame is not None
    assert (frame.moves, frame.amended) == ((STOPPED,), ())


def test_a_move_that_was_published_is_corrected_in_the_next_revision() -> None:
    board = Board([STATUS])
    board.set(ONE, [move()])
    board.flush(at(0))

    assert board.amend(move(), STOPPED)
    assert board.snapshot(at(0)).recent == (move(),)
    frame = board.flush(at(1))

    assert frame is not None
    assert (frame.moves, frame.amended) == ((), ((move(), STOPPED),))
    assert board.snapshot(at(1)).recent == (STOPPED,)


def test_two_corrections_in_one_frame_are_one() -> None:
    board = Board([STATUS])
    board.set(ONE, [move()])
    board.flush(at(0))
    board.amend(move(), replace(move(), edge="kill"))
    board.amend(replace(move(), edge="kill"), STOPPED)
    frame = board.flush(at(1))

    assert frame is not None
    assert frame.amended == ((move(), STOPPED),)


def test_a_correction_that_changes_nothing_is_none() -> None:
    board = Board([STATUS])
    board.set(ONE, [move()])
    board.flush(at(0))

    assert not board.amend(move(), move())
    assert board.flush(at(1)) is None
