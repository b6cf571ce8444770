"""A log line cannot send control sequences to a terminal."""

import time

import pytest

from dockcycle.domain.control_sequences import plain


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\tb – 안녕\n", "a\tb – 안녕\n"),
        ("\x1b[1;31mred\x1b[0m and \x1b[2Jgone\n", "red and gone\n"),
        ("\x1b]0;title\x07a\x1b]52;c;eA==\x1b\\b\n", "ab\n"),
        ("\x1bPq#0\x1b\\a\x1b(Bb\x1b7\n", "ab\n"),
        ("\x9b31mred\x9d0;x\x9cb\n", "redb\n"),
        ("\x1b]0;no end\nnext\n", "\nnext\n"),
        ("50%\r100%\r\n", "50%␍100%\n"),
        ("bell\x07 back\x08 nul\x00 del\x7f esc\x1b\n", "bell␇ back␈ nul␀ del␡ esc␛\n"),
        ("\x85\x9c\n", "��\n"),
    ],
)
def test_what_steers_a_terminal_is_left_out(text: str, shown: str) -> None:
    assert plain(text) == shown


@pytest.mark.parametrize("code", [*range(0x09), *range(0x0B, 0x20), *range(0x7F, 0xA0)])
def test_no_control_character_is_left(code: int) -> None:
    for around in ("", "[", "]0;", "31m", "\x1b"):
        assert not any(ord(one) < 32 or 127 <= ord(one) < 160 for one in plain(f"a{chr(code)}{around}b"))


@pytest.mark.parametrize("piece", ["\x1b[", "\x1b]", "\x1bP", "\x1b[0;", "\x1b ", "\x9b"])
def test_it_takes_time_by_the_length_only(piece: str) -> None:
    before = time.process_time()

    plain(piece * 200_000)

    assert time.process_time() - before < 3
