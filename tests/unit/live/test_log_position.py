"""A log that is opened again, or followed from a cursor, has neither repeated nor lost lines."""

import base64

import pytest

from dockcycle.domain.container_details import LogLine
from dockcycle.domain.timestamps import nanoseconds
from dockcycle.live.streams.log_position import LogPosition


def line(second: int, text: str, stream: str = "stdout") -> LogLine:
    return LogLine(f"2026-11-27T12:00:0{second}.000000000Z", stream, text)


def texts(lines: list[LogLine]) -> str:
    return "".join(one.text for one in lines)


def test_it_goes_on_after_the_last_line_also_where_an_instant_has_several() -> None:
    told = LogPosition()
    assert told.since_ns() is None
    assert texts(told.fresh([line(1, "a"), line(2, "b"), line(2, "c")])) == "abc"
    assert told.since_ns() == nanoseconds("2026-11-27T12:00:01Z")

    told.begin()

    assert texts(told.fresh([line(1, "a"), line(2, "b")])) == ""
    assert texts(told.fresh([line(2, "c"), line(2, "d"), line(3, "e")])) == "de"


def test_each_stream_goes_on_by_itself() -> None:
    """The engine reads the streams in two threads, so the log is not in the order of the timestamps."""
    told = LogPosition()
    before = [line(1, "a"), line(3, "b"), line(2, "x", "stderr")]
    told.fresh(before)
    told.begin()

    assert texts(told.fresh([*before, line(3, "y", "stderr"), line(3, "c")])) == "yc"


def test_opened_again_twice_without_a_new_line_it_tells_nothing_twice() -> None:
    told = LogPosition()
    told.fresh([line(1, "a"), line(1, "b")])

    for _ in range(2):
        told.begin()
        assert texts(told.fresh([line(1, "a"), line(1, "b")])) == ""


def test_nothing_is_left_out_where_the_clock_was_set_back() -> None:
    told = LogPosition()
    told.fresh([line(8, "a")])

    assert texts(told.fresh([line(5, "b"), line(5, "c")])) == "bc"

    told.begin()
    assert texts(told.fresh([line(5, "b"), line(5, "c"), line(3, "d")])) == "d"


def test_it_is_opened_again_a_little_before_the_last_line_of_all() -> None:
    told = LogPosition()
    told.fresh([line(1, "x", "stderr"), line(8, "a")])

    assert told.since_ns() == nanoseconds("2026-11-27T12:00:07Z")


def test_what_lies_before_all_that_was_told_stays_untold() -> None:
    told = LogPosition()
    told.fresh([line(5, "a"), line(5, "b")])
    told.begin()

    assert texts(told.fresh([line(4, "x", "stderr"), line(5, "a"), line(5, "b"), line(6, "y", "stderr")])) == "y"


LINES = [line(1, "a"), line(3, "b"), line(3, "c"), line(2, "x", "stderr"), line(4, "y", "stderr"), line(5, "d")]


@pytest.mark.parametrize("count", range(1, len(LINES) + 1))
def test_a_cursor_continues_after_the_lines_that_were_delivered_before_it(count: int) -> None:
    position = LogPosition()
    position.fresh(LINES[:count])

    resumed = LogPosition.at_cursor(position.cursor())
    assert resumed.since_ns() == position.since_ns()
    resumed.begin()

    replay = [one for one in LINES if nanoseconds(one.at) >= (resumed.since_ns() or 0)]
    assert texts(resumed.fresh(replay)) == texts(LINES[count:])
    assert resumed.cursor() != position.cursor() or count == len(LINES)


def test_there_is_no_cursor_before_the_first_line_with_a_time() -> None:
    position = LogPosition()
    assert texts(position.fresh([LogLine("", "stdout", "a")])) == "a"

    assert position.cursor() == ""


def encoded(json: str) -> str:
    return base64.urlsafe_b64encode(json.encode()).decode()


TIME = '"2026-11-27T12:00:01Z"'
NOT_CURSORS = (
    "1", "[]", "null", f"[{TIME},{TIME}]", f'["",{TIME},[]]', f"[{TIME},1,[]]", f"[{TIME},{TIME},1]",
    f"[{TIME},{TIME},[1]]", f'[{TIME},{TIME},[["stdout",{TIME},"1"]]]', f"[{TIME},{TIME},[[1,{TIME},1]]]",
)  # fmt: skip


@pytest.mark.parametrize("cursor", ["", "x", "é", "AAAA", *map(encoded, NOT_CURSORS)])
def test_other_texts_are_not_cursors(cursor: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        LogPosition.at_cursor(cursor)
