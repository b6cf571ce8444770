"""Logs as an engine writes them, and the chunks they come in."""

import struct

import pytest

from dockcycle.engine.docker.parse.parse_log import LogParser, log_line
from dockcycle.engine.docker.transport.chunked import Chunks

AT = "2026-11-27T12:00:00.000000001Z"


def frame(text: bytes, stream: int = 1) -> bytes:
    """Return one frame with its time."""
    body = f"{AT} ".encode() + text
    return struct.pack(">BxxxL", stream, len(body)) + body


def test_frames_cut_anywhere_are_whole_lines_of_their_stream() -> None:
    data = frame(b"out\n") + frame(b"err\n", 2)
    parser = LogParser(tty=False)

    lines = [log_line(raw) for at in range(len(data)) for raw in parser.take(data[at : at + 1])]

    assert [(line.stream, line.text, line.at) for line in lines] == [("stdout", "out", AT), ("stderr", "err", AT)]


def test_a_character_cut_between_two_pieces_is_whole() -> None:
    word = "가나다".encode()
    parser = LogParser(tty=False)

    lines = [log_line(raw) for raw in parser.take(frame(word[:4]) + frame(word[4:] + b"\n"))]

    assert [line.text for line in lines] == ["가나다"]


@pytest.mark.parametrize("tty", [True, False])
def test_a_line_without_an_end_is_cut_and_says_so(tty: bool) -> None:
    parser = LogParser(tty=tty)
    piece = b"x" * 16_384
    data = (f"{AT} ".encode() + piece) * 64 + b"\n" if tty else frame(piece) * 64 + frame(b"\n")

    lines = [log_line(raw) for raw in parser.take(data)]

    assert [(len(line.text), line.is_cut) for line in lines] == [(16_384, True)]


@pytest.mark.parametrize(("letters", "is_cut"), [(9, False), (10, False), (11, True), (1000, True)])
@pytest.mark.parametrize("letter", ["x", "é", "가", "🐳"])
def test_a_line_is_cut_where_it_is_longer_than_what_is_kept(letter: str, letters: int, is_cut: bool) -> None:
    parser = LogParser(tty=False, characters=10)
    data = b"".join(frame(letter.encode()) for _ in range(letters)) + frame(b"\n")

    lines = [log_line(raw, 10) for raw in parser.take(data)]

    assert [(line.text, line.is_cut) for line in lines] == [(letter * min(letters, 10), is_cut)]


def test_a_frame_that_no_engine_sends_is_refused() -> None:
    with pytest.raises(ValueError, match="frame"):
        LogParser(tty=False).take(struct.pack(">BxxxL", 1, 2**31))


def test_chunks_cut_anywhere_are_what_they_carry() -> None:
    data = b"5\r\nhello\r\n1;a=b\r\n \r\nA\r\nworld\r\n\r\n!\r\n0\r\n\r\n"
    for size in range(1, len(data) + 1):
        chunks = Chunks()

        carried = b"".join(chunks.take(data[at : at + size]) for at in range(0, len(data), size))

        assert carried == b"hello world\r\n\r\n!"
        assert chunks.ended


@pytest.mark.parametrize("data", [b"x\r\n", b"-5\r\nhello", b"0" * 300])
def test_what_are_no_chunks_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"chunk|literal"):
        Chunks().take(data)
