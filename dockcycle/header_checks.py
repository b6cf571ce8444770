"""Refuses ambiguous and oversized request headers (RFC 9112 6.1 and 6.3)."""

import re
from email.errors import FirstHeaderLineIsContinuationDefect, MissingHeaderBodySeparatorDefect
from typing import Any

#: Limit of one header in characters.
HEADER_CHARACTERS_AT_MOST = 8 * 1024
#: Defects that Python's parser records for an invalid header line. It also records defects of the body, which is not
#: parsed here; those are ignored.
_TORN = (MissingHeaderBodySeparatorDefect, FirstHeaderLineIsContinuationDefect)
_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+", re.ASCII)
_LENGTH = re.compile(r"[0-9]{1,18}", re.ASCII)


def check_head(headers: Any) -> None:
    """Raise ValueError for headers that another program could read as a different request."""
    torn = [one for one in headers.defects if isinstance(one, _TORN)]
    rest = headers.get_payload()
    if torn or (isinstance(rest, str) and rest):  # the parser dropped the lines after an invalid header
        raise ValueError("invalid headers")
    for name, value in headers.items():
        _check_header(name, value)
    lengths, encodings = headers.get_all("content-length", []), headers.get_all("transfer-encoding", [])
    if len(lengths) + len(encodings) > 1:
        raise ValueError("more than one body length")
    if lengths and not _LENGTH.fullmatch(lengths[0]):
        raise ValueError("an invalid Content-Length")
    if encodings and encodings[0].lower() != "chunked":
        raise ValueError("an unknown Transfer-Encoding")
    upgrades = [word.strip().lower() for word in headers.get("connection", "").split(",")]
    if headers.get("upgrade") and "upgrade" not in upgrades:
        raise ValueError("an Upgrade that is missing in Connection")


def _check_header(name: str, value: str) -> None:
    if not _NAME.fullmatch(name) or "\0" in value or "\r" in value or "\n" in value:
        raise ValueError("an invalid header")
    if len(value) > HEADER_CHARACTERS_AT_MOST:
        raise ValueError(f"a header of more than {HEADER_CHARACTERS_AT_MOST >> 10} KiB")
