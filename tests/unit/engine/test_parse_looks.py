"""Logs and readings as an engine writes them."""

import struct

import pytest

from dockcycle.domain import stats
from dockcycle.engine.parse_looks import LogParser
from dockcycle.engine.parse_looks import stats as parsed

AT = "2026-11-27T12:00:00.000000001Z"


def frame(text: bytes, stream: int = 1) -> bytes:
    """Return one frame with its time."""
    body = f"{AT} ".encode() + text
    return struct.pack(">BxxxL", stream, len(body)) + body


def test_frames_cut_anywhere_are_whole_lines_of_their_stream() -> None:
    data = frame(b"out\n") + frame(b"err\n", 2)
    parser = LogParser(tty=False)

    lines = [line for at in range(len(data)) for line in parser.take(data[at : at + 1])]

    assert [(line.stream, line.text, line.at) for line in lines] == [("stdout", "out", AT), ("stderr", "err", AT)]


def test_a_character_cut_between_two_pieces_is_whole() -> None:
    word = "가나다".encode()
    parser = LogParser(tty=False)

    lines = parser.take(frame(word[:4]) + frame(word[4:] + b"\n"))

    assert [line.text for line in lines] == ["가나다"]


@pytest.mark.parametrize("tty", [True, False])
def test_a_line_without_an_end_is_cut_and_says_so(tty: bool) -> None:
    parser = LogParser(tty=tty)
    piece = b"x" * 16_384
    data = (f"{AT} ".encode() + piece) * 64 + b"\n" if tty else frame(piece) * 64 + frame(b"\n")

    lines = parser.take(data)

    assert [(len(line.text), line.is_cut) for line in lines] == [(16_384, True)]


def test_a_frame_that_no_engine_sends_is_refused() -> None:
    with pytest.raises(ValueError, match="frame"):
        LogParser(tty=False).take(struct.pack(">BxxxL", 1, 2**31))


def _raw(total: int, system: int, **memory: object) -> dict[str, object]:
    return {
        "read": AT,
        "cpu_stats": {"cpu_usage": {"total_usage": total}, "system_cpu_usage": system, "online_cpus": 4},
        "memory_stats": memory,
    }


def test_the_cpu_is_counted_as_the_docker_cli_counts_it() -> None:
    value = stats.sample(parsed(_raw(100, 1000)), parsed(_raw(300, 2000)))

    assert value is not None
    assert value.cpu == pytest.approx(80.0)


@pytest.mark.parametrize("name", ["total_inactive_file", "inactive_file"])
def test_the_page_cache_is_no_memory_in_use(name: str) -> None:
    assert stats.memory(parsed(_raw(1, 1, usage=100, stats={name: 30}))) == 70


def test_the_first_reading_and_those_of_no_process_mean_nothing() -> None:
    good, none = parsed(_raw(1, 1)), parsed({"read": "0001-01-01T00:00:00Z"})

    assert stats.sample(None, good) is None
    assert stats.sample(good, none) is None
    assert stats.sample(none, good) is None
