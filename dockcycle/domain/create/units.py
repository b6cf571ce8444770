"""Reads and writes amounts in the notation of the docker CLI: memory (`512m`), durations (`1m30s`), cores (`1.5`)."""

import re
from decimal import Decimal

from dockcycle.domain.i18n import N_, UserInputError

_UNITS = "bkmgtp"
_SIZE = re.compile(r"([0-9]+(?:\.[0-9]*)?|\.[0-9]+) ?([kmgtp]?)(?:i?b)?", re.IGNORECASE)
_SECONDS = {
    "ns": Decimal("1e-9"), "us": Decimal("1e-6"), "µs": Decimal("1e-6"), "μs": Decimal("1e-6"), "ms": Decimal("1e-3"),
    "s": Decimal(1), "m": Decimal(60), "h": Decimal(3600),
}  # fmt: skip
_TIME = re.compile(r"([0-9]+(?:\.[0-9]*)?|\.[0-9]+)(ns|us|µs|μs|ms|s|m|h)")
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]*)?|\.[0-9]+")
#: The largest value of the engine's integers (`int64`).
_MOST = 2**63 - 1

_NO_SIZE = N_('"%(value)s" is not a valid amount of memory. Write a number and b, k, m or g, for example 512m.')
_NO_TIME = N_('"%(value)s" is not a valid duration. Write numbers with ms, s, m or h, for example 30s or 1m30s.')
_NO_NUMBER = N_('"%(value)s" is not a valid number. Write for example 2 or 1.5.')


class UnitError(UserInputError):
    """The text is not a valid amount; the error text has an example of a valid one."""


def parse_bytes(text: str) -> int:
    """Return `512m` in bytes; units are powers of 1024 (go-units `RAMInBytes`). Raises UnitError."""
    found = _SIZE.fullmatch(text)
    if not found:
        raise UnitError(_NO_SIZE, value=text)
    amount = int(Decimal(found[1]) * 1024 ** _UNITS.index(found[2].lower() or "b"))
    if amount > _MOST:
        raise UnitError(_NO_SIZE, value=text)
    return amount


def write_bytes(amount: int) -> str:
    """Return `amount` bytes in the largest unit that divides it: 536870912 is `512m`."""
    unit = 0
    while amount and amount % 1024 == 0 and unit < len(_UNITS) - 1:
        amount, unit = amount // 1024, unit + 1
    return f"{amount}{_UNITS[unit]}"


def parse_seconds(text: str) -> float:
    """Return `1m30s` in seconds (Go's `time.ParseDuration`, without a sign). Raises UnitError."""
    if text == "0":
        return 0.0
    parts = _TIME.findall(text)
    if not parts or "".join(amount + unit for amount, unit in parts) != text:
        raise UnitError(_NO_TIME, value=text)
    seconds = sum((Decimal(amount) * _SECONDS[unit] for amount, unit in parts), Decimal(0))
    if seconds * 10**9 > _MOST:
        raise UnitError(_NO_TIME, value=text)
    return float(seconds)


def write_seconds(seconds: float) -> str:
    """Return seconds as a duration in seconds: 90.0 is `90s`, 0.5 is `0.5s`."""
    return f"{write_number(seconds)}s"


def parse_number(text: str) -> float:
    """Return a decimal number without sign or exponent, such as a number of cores; raises UnitError for other text."""
    if not _NUMBER.fullmatch(text) or Decimal(text) * 10**9 > _MOST:
        raise UnitError(_NO_NUMBER, value=text)
    return float(text)


def write_number(number: float) -> str:
    """Return a number without exponent and without trailing zeros: 2.0 is `2`."""
    text = format(Decimal(repr(number)), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
