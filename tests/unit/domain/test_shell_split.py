"""A pasted command is split as by a shell; nothing in it is expanded or executed."""

import shlex
import sys

import pytest

from dockcycle.domain.create.run_line.shell_split import LINE_CHARACTERS, ShellError, split


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", []),
        ("  \n\t\n", []),
        ("a b\tc", ["a", "b", "c"]),
        ("a 'b c' \"d e\"", ["a", "b c", "d e"]),
        ("a'b'\"c\"d", ["abcd"]),
        ("'' a \"\"", ["", "a", ""]),
        (r"a\ b \'c\' \$d", ["a b", "'c'", "$d"]),
        (r'"a\"b\\c\nd\$e"', [r'a"b\c\nd$e']),
        ("'a\nb' \"c\nd\"", ["a\nb", "c\nd"]),
        ('"a\\\nb"', ["ab"]),
        ("a \\\n b", ["a", "b"]),
        ("a\\\nb", ["ab"]),
        ("a \\  \n b", ["a", "b"]),
        ("a \\\r\n b", ["a", "b"]),
        ("\n\n# what it is\n a b", ["a", "b"]),
        ("a b # what it is", ["a", "b"]),
        ("a \\\n # why\n # and why \\\n b", ["a", "b"]),
        ("a#b '#c'", ["a#b", "#c"]),
        ("';' '&&' '>' '$x' '`y`'", [";", "&&", ">", "$x", "`y`"]),
        ("a=b=c {} [x] *.y !", ["a=b=c", "{}", "[x]", "*.y", "!"]),
        ("5$ $", ["5$", "$"]),
        ("a\\", ["a\\"]),
    ],
)
def test_words_are_those_of_a_shell(text: str, words: list[str]) -> None:
    line = split(text)

    assert (line.words, line.expansions, line.rest) == (words, [], "")


@pytest.mark.parametrize(
    ("text", "words", "expansions"),
    [
        ("a $B", ["a", "$B"], ["$B"]),
        ('"a${B:-x}c"', ["a${B:-x}c"], ["${B:-x}"]),
        ("$(pwd -P)/x", ["$(pwd -P)/x"], ["$(pwd -P)"]),
        ("$(a $(b c) d)", ["$(a $(b c) d)"], ["$(a $(b c) d)"]),
        ('"`id -u`:$(id -g)"', ["`id -u`:$(id -g)"], ["`id -u`", "$(id -g)"]),
        ("$'a\\nb c'", ["$'a\\nb c'"], ["$'a\\nb c'"]),
        ("$1 $?", ["$1", "$?"], ["$1", "$?"]),
        ("~/data ~me a~b '~'/c", ["~/data", "~me", "a~b", "~/c"], ["~", "~me"]),
    ],
)
def test_what_a_shell_would_expand_stays_and_is_told(text: str, words: list[str], expansions: list[str]) -> None:
    line = split(text)

    assert (line.words, line.expansions) == (words, expansions)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("a b && c", "&& c"),
        ("a b; c", "; c"),
        ("a b || c", "|| c"),
        ("a b | c", "| c"),
        ("a b &", "&"),
        ("a b > c", "> c"),
        ("a b >> c", ">> c"),
        ("a b < c", "< c"),
        ("a b\nc d\n", "c d"),
    ],
)
def test_only_the_first_command_is_read(text: str, rest: str) -> None:
    line = split(text)

    assert (line.words, line.rest) == (["a", "b"], rest)


@pytest.mark.parametrize("text", ["a 'b", 'a "b', "a b'", "a \"b\\\"", "'"])  # fmt: skip
def test_an_open_quotation_mark_is_an_error(text: str) -> None:
    with pytest.raises(ShellError, match="not closed"):
        split(text)


@pytest.mark.parametrize("text", ["$(" * 30_000, "`" * 60_001, "\\" * 60_001, "${" * 30_000, "$'" * 30_000])
def test_no_text_takes_long_to_read(text: str) -> None:
    assert isinstance(split(text).words, list)


def test_a_line_that_is_too_long_is_refused() -> None:
    with pytest.raises(ShellError, match="too long"):
        split("a" * (LINE_CHARACTERS + 1))


@pytest.mark.parametrize(
    "word", ["", "a b", "it's", '"', "$X", "`", "\\", "a\nb", "#", "~", "é", ";&|<>()", "\r", "\t"]
)
def test_what_python_quotes_is_read_back(word: str) -> None:
    assert split(f"x {shlex.quote(word)} y").words == ["x", word, "y"]


WHITESPACE = [one for one in map(chr, range(sys.maxunicode + 1)) if one.isspace()]


@pytest.mark.parametrize("space", WHITESPACE, ids=lambda space: f"U+{ord(space):04X}")
def test_every_whitespace_of_unicode_parts_words_and_none_is_lost_in_quotes(space: str) -> None:
    if space != "\n":  # ends the command
        assert split(f"{space}a{space}{space}b \\{space}\n{space}c{space}").words == ["a", "b", "c"]
    assert split(f"'a{space}b' \"c{space}d\" e\\{space}f" if space != "\n" else f"'a{space}b'").words[0] == f"a{space}b"


@pytest.mark.parametrize("first", range(0, 0x3100, 256))
def test_every_character_begins_a_token(first: int) -> None:
    for one in map(chr, range(first, first + 256)):
        if one not in "'\"":
            split(f"a{one}b {one} {one}{one}")
