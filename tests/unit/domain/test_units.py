"""Amounts are read and written as by the docker CLI."""

import pytest

from dockcycle.domain.create import units

G = 1024**3


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("0", 0), ("512", 512), ("512b", 512), ("512k", 512 * 1024), ("512m", G // 2), ("512M", G // 2),
        ("512mb", G // 2), ("512MiB", G // 2), ("512 m", G // 2), ("1.5g", G * 3 // 2), (".5g", G // 2),
        ("1t", 1024 * G), ("1p", 1024**2 * G), ("1.g", G),
    ],
)  # fmt: skip
def test_memory_is_read(text: str, amount: int) -> None:
    assert units.parse_bytes(text) == amount


@pytest.mark.parametrize("text", ["", "m", "-1", "1x", "1 0m", "1e9", "0x10", "1mm", "٣m", "9" * 30, "nan"])
def test_what_is_no_memory_is_refused(text: str) -> None:
    with pytest.raises(units.UnitError, match="not a valid amount of memory"):
        units.parse_bytes(text)


@pytest.mark.parametrize(
    ("amount", "text"),
    [(0, "0b"), (1, "1b"), (1000, "1000b"), (1536, "1536b"), (G // 2, "512m"), (G, "1g"), (6 << 20, "6m")],
)
def test_memory_is_written_in_the_largest_whole_unit(amount: int, text: str) -> None:
    assert units.write_bytes(amount) == text
    assert units.parse_bytes(text) == amount


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("0", 0.0), ("0s", 0.0), ("30s", 30.0), ("1m30s", 90.0), ("1h", 3600.0), ("500ms", 0.5), ("1.5s", 1.5),
        (".5s", 0.5), ("2us", 2e-6), ("2µs", 2e-6), ("3ns", 3e-9), ("1h2m3.5s", 3723.5),
    ],
)  # fmt: skip
def test_a_time_is_read(text: str, seconds: float) -> None:
    assert units.parse_seconds(text) == seconds


@pytest.mark.parametrize("text", ["", "30", "s", "30 s", "1d", "-1s", "1s2", "1x1s", "9" * 30 + "h"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(units.UnitError, match="not a valid duration"):
        units.parse_seconds(text)


@pytest.mark.parametrize("seconds", [0.0, 1.0, 90.0, 0.1, 0.5, 1.25, 1e-9, 123456.789, 100.0])
def test_a_time_is_written_so_that_it_is_read_back(seconds: float) -> None:
    assert units.parse_seconds(units.write_seconds(seconds)) == seconds


@pytest.mark.parametrize(
    ("number", "text"), [(2.0, "2"), (1.5, "1.5"), (0.00001, "0.00001"), (100.0, "100"), (10, "10")]
)
def test_a_number_is_written_plainly(number: float, text: str) -> None:
    assert units.write_number(number) == text
    assert units.parse_number(text) == number


@pytest.mark.parametrize("text", ["", "-1", "1e3", "nan", "inf", "1/2", "1_0", "9" * 400])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(units.UnitError, match="not a valid number"):
        units.parse_number(text)
