"""Schemas of the messages in the `/logs` and `/stats` namespaces."""

import re
from typing import Annotated

from msgspec import Meta

from dockcycle.domain.i18n import N_
from dockcycle.domain.timestamps import nanoseconds
from dockcycle.live.failure import Failure
from dockcycle.live.streams.log_position import LogPosition
from dockcycle.web.schemas.console_requests import Reference
from dockcycle.web.schemas.requests import Body, EngineName

LINES_AT_MOST = 20_000
_NO_INSTANT = N_("`since` must be a time such as 2026-01-31T14:07:32Z.")
_NO_CURSOR = N_("`cursor` must be the cursor of a `lines` message.")
_RFC_3339 = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:[Zz]|[+-]\d\d:\d\d)", re.ASCII)


class OnOne(Body, kw_only=True):
    """A message about one container, given by id or name."""

    engine: EngineName
    id: Reference


class FollowLog(OnOne, kw_only=True):
    """Message `follow` of `/logs`: start with the last `tail` lines, from `since` on, or after `cursor`."""

    tail: Annotated[int, Meta(ge=0, le=LINES_AT_MOST)] = 500
    since: Annotated[str, Meta(max_length=40, description="RFC 3339.")] | None = None
    cursor: Annotated[str, Meta(max_length=400, description="The `cursor` of the last message `lines`.")] | None = None


def instant(text: str | None) -> int | None:
    """Return an RFC 3339 time as nanoseconds since 1970, None without a text; raises Failure `bad_request`."""
    if not text:
        return None
    if not _RFC_3339.fullmatch(text):  # Python accepts more formats, for example digits without separators
        raise Failure("bad_request", _NO_INSTANT)
    try:
        return nanoseconds(text)
    except ValueError as error:
        raise Failure("bad_request", _NO_INSTANT) from error


def position(cursor: str | None) -> LogPosition | None:
    """Return the position of a cursor, None without a cursor; raises Failure `bad_request`."""
    if not cursor:
        return None
    try:
        return LogPosition.at_cursor(cursor)
    except ValueError as error:
        raise Failure("bad_request", _NO_CURSOR) from error
