"""RFC 3339 times in UTC and nanoseconds since 1970."""

import pytest

from dockcycle.domain.timestamps import nanoseconds, rfc3339


@pytest.mark.parametrize(
    ("at_ns", "text"),
    [
        (0, "1970-01-01T00:00:00.000Z"),
        (1_764_000_000_123_999_999, "2025-11-24T16:00:00.123Z"),
        (-1, "1969-12-31T23:59:59.999Z"),
        (-62_135_596_800_000_000_000, "0001-01-01T00:00:00.000Z"),
    ],
)
def test_nanoseconds_are_written_with_milliseconds(at_ns: int, text: str) -> None:
    assert rfc3339(at_ns) == text
    assert rfc3339(nanoseconds(text)) == text


def test_a_time_zone_is_converted() -> None:
    assert rfc3339(nanoseconds("2026-01-31T14:07:32.5+02:00")) == "2026-01-31T12:07:32.500Z"
