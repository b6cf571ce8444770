"""What an engine says, read so that it can be said on: JSON whose texts and numbers a browser can be told."""

from typing import Any

import orjson

#: What JSON for a browser can carry here, and what the engine's own whole numbers hold (`int64`).
WHOLE_AT_MOST = 2**63 - 1
#: Values in one text; a list of ten thousand containers has some hundred thousand. Empty ones cost thirty times their
#: text in memory.
VALUES_AT_MOST = 1_000_000


def read(text: bytes) -> Any:
    """Return the value of a JSON text; raises ValueError, for halves of characters (lone surrogates) and NaN, too."""
    if len(text) > VALUES_AT_MOST and sum(map(text.count, (b",", b"[", b"{"))) > VALUES_AT_MOST:
        raise ValueError("more values than anybody says at once")
    return orjson.loads(text)


def whole(value: Any) -> int:
    """Return a whole number, 0 for nothing; raises ValueError, TypeError or OverflowError for what is none."""
    number = int(value or 0)
    if abs(number) > WHOLE_AT_MOST:
        raise OverflowError("a number that no engine counts to")
    return number


def cut(value: Any, characters: int) -> str:
    """Return a text with at most so many characters; what was longer ends with `…`. Nothing is an empty text."""
    text = str(value or "")
    return text if len(text) <= characters else text[: characters - 1] + "…"
