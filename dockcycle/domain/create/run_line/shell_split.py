"""Splits a pasted shell command into words. Quotes are processed, nothing is expanded or executed.

`shlex` of the standard library cannot distinguish a quoted `;` or `$` from one that a shell would interpret. Source:
POSIX Shell Command Language, 2.2 (quoting) and 2.3 (tokens).
"""

import re
from dataclasses import dataclass, field

from dockcycle.domain.i18n import N_, UserInputError

LINE_CHARACTERS = 65_536
_TOO_LONG = N_("The line is too long. The limit is 65536 characters.")
_OPEN_QUOTE = N_("A quotation mark is not closed.")

#: Text that a shell would expand.
_EXPANSION = r"\$\((?:[^()]|\([^()]*\))*\)|\$\{[^}]{0,999}\}|\$[A-Za-z_][A-Za-z0-9_]*|\$[0-9?$!#@*-]|`[^`]*`"
#: A shell separates words only at spaces and tabs. Text copied from web pages and chats contains other whitespace
#: (U+00A0, U+2028 ...), so outside of quotes all Unicode whitespace separates words.
_TOKEN = re.compile(
    rf"""(?P<goes_on>\\[^\S\n]*\n(?:[ \t]*\#[^\n]*(?:\n|$))*)
    |(?P<space>[^\S\n]+)
    |(?P<end>\n)
    |(?P<single>'[^']*')
    |(?P<double>"(?:[^"\\]|\\.)*")
    |(?P<expansion>\$'(?:[^'\\]|\\.)*'|{_EXPANSION})
    |(?P<escaped>\\.)
    |(?P<operator>&&|\|\||>>|<<|[;&|<>()])
    |(?P<plain>[^\s'"\\$`;&|<>()]+|[$`\\'"])""",
    re.VERBOSE | re.DOTALL,
)
_IN_DOUBLE = re.compile(rf"(?P<goes_on>\\\r?\n)|\\(?P<escaped>[$`\"\\])|(?P<expansion>{_EXPANSION})", re.DOTALL)


class ShellError(UserInputError):
    """The text cannot be split into words; the message explains why."""


@dataclass(slots=True)
class Line:
    """The first command of a text: its words, and the parts that a shell would expand (unchanged in the words).

    `rest` is the text after the command. It starts with the operator (`&&`, `;`, `>` ...) or is the next line; empty if
    nothing follows.
    """

    words: list[str] = field(default_factory=list)
    expansions: list[str] = field(default_factory=list)
    rest: str = ""


def split(text: str) -> Line:
    """Return the first command of `text`, which continues on the next line after a backslash; raises ShellError."""
    if len(text) > LINE_CHARACTERS:
        raise ShellError(_TOO_LONG)
    line = Line()
    word: list[str] = []
    at = 0
    while at < len(text):
        if not word and text[at] == "#":
            at = _end_of_line(text, at)
            continue
        found = _TOKEN.match(text, at)
        assert found is not None, "every character begins a token"
        if _ends_command(found, line, word):
            line.rest = text[at:].strip()
            break
        _take(found, line, word)
        at = found.end()
    _end_word(line, word)
    return line


def _end_of_line(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _ends_command(found: re.Match[str], line: Line, word: list[str]) -> bool:
    """Return whether the token ends the command. A line end before the first word does not."""
    return found.lastgroup == "operator" or (found.lastgroup == "end" and bool(line.words or word))


def _take(found: re.Match[str], line: Line, word: list[str]) -> None:
    """Append one token to the current word, or end that word. A word can be empty (`''`)."""
    text = found[0]
    match found.lastgroup:
        case "space" | "end":
            _end_word(line, word)
        case "single":
            word.append(text[1:-1])
        case "double":
            word.append(_IN_DOUBLE.sub(lambda part: _inside(part, line), text[1:-1]))
        case "escaped":
            word.append(text[1:])
        case "expansion":
            line.expansions.append(text)
            word.append(text)
        case "plain":
            word.append(_plain(text, line, word))


def _plain(text: str, line: Line, word: list[str]) -> str:
    if text in "'\"":
        raise ShellError(_OPEN_QUOTE)
    if text[0] == "~" and not word:
        line.expansions.append(text.partition("/")[0])
    return text


def _inside(part: re.Match[str], line: Line) -> str:
    """Return the replacement for one escape or expansion in double quotes, where only $ ` \" and \\ are special."""
    if part["goes_on"]:
        return ""
    if part["expansion"]:
        line.expansions.append(part["expansion"])
        return part["expansion"]
    return part["escaped"]


def _end_word(line: Line, word: list[str]) -> None:
    if word:
        line.words.append("".join(word))
        word.clear()
