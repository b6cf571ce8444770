"""Converts between RFC 3339 times in UTC (wire and engine) and nanoseconds since 1970 (internal)."""

from datetime import UTC, datetime

NANOSECONDS = 1_000_000_000


def rfc3339(at_ns: int) -> str:
    """Return nanoseconds since 1970 as RFC 3339 in UTC with milliseconds, for example `2026-01-31T12:00:00.123Z`."""
    seconds, rest = divmod(at_ns, NANOSECONDS)
    whole = datetime.fromtimestamp(seconds, UTC).isoformat()[:19]  # takes a quarter of the time of strftime
    return f"{whole}.{rest // 1_000_000:03d}Z"


def rfc3339_or_none(at_ns: int | None) -> str | None:
    """Return a time as `rfc3339` does, None for None."""
    return None if at_ns is None else rfc3339(at_ns)


def nanoseconds(text: str) -> int:
    """Return an RFC 3339 time in nanoseconds since 1970, truncated to microseconds; raises ValueError."""
    at = datetime.fromisoformat(text)
    whole = int(at.replace(microsecond=0).timestamp())
    return whole * NANOSECONDS + at.microsecond * 1000
