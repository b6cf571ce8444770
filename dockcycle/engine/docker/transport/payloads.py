"""Strict parsing of an engine's JSON: everything accepted can be encoded again for a browser."""

from collections.abc import Mapping
from typing import Any

import msgspec

Raw = Mapping[str, Any]

#: The largest integer: the limit of `int64`, the type that engines use.
INTEGER_AT_MOST = 2**63 - 1
#: Limit of the values in one text. A list of ten thousand containers has some hundred thousand. Empty values take
#: thirty times as much memory as their text.
VALUES_AT_MOST = 1_000_000
#: Limit of a name and of an id (characters). An engine that sends more would fill the memory of Dockcycle and of each
#: browser.
NAME_AT_MOST = 1024
_DECODER = msgspec.json.Decoder()


def load_json(text: bytes) -> Any:
    """Return the value of a JSON text.

    Raises ValueError if the text is invalid, contains lone surrogates or NaN, has more than `VALUES_AT_MOST` values, or
    is nested too deeply.
    """
    if len(text) > VALUES_AT_MOST and sum(map(text.count, (b",", b"[", b"{"))) > VALUES_AT_MOST:
        raise ValueError(f"more than {VALUES_AT_MOST} values")
    try:
        return _DECODER.decode(text)
    except RecursionError as error:
        raise ValueError("too many levels of nesting") from error


def to_int(value: Any) -> int:
    """Return `value` as an integer, 0 for None or an empty value.

    Raises ValueError or TypeError if it is not a number, and OverflowError beyond `INTEGER_AT_MOST`.
    """
    number = int(value or 0)
    if abs(number) > INTEGER_AT_MOST:
        raise OverflowError("a number beyond the range of int64")
    return number


def cut(value: Any, characters: int) -> str:
    """Return the text of `value`, "" for None, cut to `characters`. A text that was cut ends with `…`."""
    text = str(value or "")
    return text if len(text) <= characters else text[: characters - 1] + "…"


def id_of(raw: Raw) -> str:
    """Return the id of a container or an image; raises ValueError for one that is too long."""
    id = str(raw["Id"])
    if len(id) > NAME_AT_MOST:
        raise ValueError("not a valid id")
    return id
