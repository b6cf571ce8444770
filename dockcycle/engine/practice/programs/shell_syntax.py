"""Parses shell scripts: lists of commands with `;`, `&&` and `||`, `while`, `until`, `for` and `if`."""

import shlex
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

#: Limit of blocks inside blocks.
NESTING_AT_MOST = 20

Words = tuple[str, ...]


class ShellSyntaxError(Exception):
    """A script with an unterminated quote or block, or with too many nested blocks."""


@dataclass(frozen=True, slots=True)
class Loop:
    """`while` or `until`: runs `body` as long as the exit code of `condition` is 0 (until: is not 0)."""

    condition: "Script"
    body: "Script"
    is_until: bool


@dataclass(frozen=True, slots=True)
class ForLoop:
    """`for`: runs `body` once for each value of the variable `name`."""

    name: str
    values: Words
    body: "Script"


@dataclass(frozen=True, slots=True)
class Branch:
    """`if`: runs `body` if the exit code of `condition` is 0, else `otherwise`."""

    condition: "Script"
    body: "Script"
    otherwise: "Script"


@dataclass(frozen=True, slots=True)
class ScriptStep:
    """One command of a script, and the operator before it: `;`, `&&` or `||`, and a few that are treated as `;`."""

    operator: str
    command: Words | Loop | ForLoop | Branch


Script = tuple[ScriptStep, ...]


def parse_script(text: str) -> Script:
    """Return the commands of a script; raises ShellSyntaxError."""
    try:
        return _Parser(list(_statements(text))).block()
    except ValueError:
        raise ShellSyntaxError("unterminated quoted string") from None


def _statements(text: str) -> Iterator[tuple[str, list[str]]]:
    """Yield the words between two operators, with the operator before them. Raises ValueError for an open quote."""
    tokens = shlex.shlex(text, posix=True, punctuation_chars=";&|\n")
    tokens.whitespace = " \t"
    tokens.commenters = ""
    tokens.whitespace_split = True  # `$`, `,` and `:` belong to their words
    operator = ";"
    words: list[str] = []
    for token in tokens:
        if token and set(token) <= set(";&|\n"):
            if words:
                yield operator, words
            operator, words = token, []
        else:
            words.append(token)
    if words:
        yield operator, words


class _Parser:
    """Groups statements into blocks. A block ends at a statement that begins with a word such as `done`."""

    def __init__(self, statements: Sequence[tuple[str, list[str]]]) -> None:
        self._rest = deque(statements)
        self._depth = 0

    def block(self, *ends: str) -> Script:
        """Return the commands up to one of the words `ends`; without `ends`, all commands."""
        steps: list[ScriptStep] = []
        while self._rest and self._rest[0][1][0] not in ends:
            operator, words = self._rest.popleft()
            steps.append(ScriptStep(operator, self._nested(words)))
        if ends and not self._rest:
            raise ShellSyntaxError(f'unexpected end of file (expecting "{ends[0]}")')
        return tuple(steps)

    def _nested(self, words: list[str]) -> Words | Loop | ForLoop | Branch:
        self._depth += 1
        if self._depth > NESTING_AT_MOST:
            raise ShellSyntaxError("too many nested blocks")
        command = self._command(words)
        self._depth -= 1
        return command

    def _command(self, words: list[str]) -> Words | Loop | ForLoop | Branch:
        match words:
            case ["while" | "until" as word, *condition]:
                return self._loop(condition, is_until=word == "until")
            case ["for", name, "in", *values]:
                self._skip("do")
                return ForLoop(name, tuple(values), self._up_to("done"))
            case ["if", *condition]:
                return self._branch(condition)
            case ["do" | "done" | "then" | "else" | "elif" | "fi" | "for" as word, *_]:
                raise ShellSyntaxError(f'unexpected "{word}"')
            case _:
                return tuple(words)

    def _loop(self, condition: list[str], *, is_until: bool) -> Loop:
        self._put_back(condition)
        checked = self.block("do")
        self._skip("do")
        return Loop(checked, self._up_to("done"), is_until)

    def _branch(self, condition: list[str]) -> Branch:
        self._put_back(condition)
        checked = self.block("then")
        self._skip("then")
        body = self.block("elif", "else", "fi")
        end = self._skip("elif", "else", "fi")
        if end == "fi":
            return Branch(checked, body, ())
        if end == "else":
            return Branch(checked, body, self._up_to("fi"))
        _, words = self._rest.popleft() if self._rest else (";", [])
        return Branch(checked, body, (ScriptStep(";", self._nested(["if", *words])),))

    def _up_to(self, end: str) -> Script:
        block = self.block(end)
        self._skip(end)
        return block

    def _skip(self, *words: str) -> str:
        """Remove one of the reserved words from the beginning of the next statement, and return it."""
        if not self._rest or self._rest[0][1][0] not in words:
            raise ShellSyntaxError(f'expecting "{words[0]}"')
        _, (word, *others) = self._rest.popleft()
        self._put_back(others)
        return word

    def _put_back(self, words: list[str]) -> None:
        if words:
            self._rest.appendleft((";", words))
