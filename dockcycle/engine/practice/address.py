"""Parses practice addresses with options, such as `practice://?containers=100&rate=1000&seconds=10&delay=2`."""

from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

CONTAINERS_AT_MOST = 20_000
RATE_AT_MOST = 10_000
SECONDS_AT_MOST = 86_400


@dataclass(frozen=True, slots=True)
class Options:
    """Options of a practice engine.

    `containers` is the number of containers; None is the standard fleet. The load script causes `rate` events per
    second (0: none) for `seconds`, after a delay of `delay` seconds. `life`: some containers change over time.
    `images`: 0 for none, 1 for those of the standard fleet; None adds the image of the tests if `containers` is given.
    """

    containers: int | None = None
    rate: int = 0
    seconds: int = 10
    delay: int = 0
    life: bool = True
    images: int | None = None


_LIMITS = {
    "containers": CONTAINERS_AT_MOST, "rate": RATE_AT_MOST, "seconds": SECONDS_AT_MOST, "delay": SECONDS_AT_MOST,
    "life": 1, "images": 1,
}  # fmt: skip


def parse(address: str) -> Options:
    """Return the options of `address`; raises ValueError for an invalid address, option or number.

    Without `life`, it is on only if neither `containers` nor `rate` is given.
    """
    parts = urlsplit(address)
    if parts.scheme != "practice" or parts.netloc or parts.path or parts.fragment:
        raise ValueError(f"{address!r} is not a valid practice address. Use practice://?option=number&...")
    numbers: dict[str, int] = {}
    for name, text in parse_qsl(parts.query, keep_blank_values=True):
        if name in numbers:
            raise ValueError(f"The option {name!r} of the practice engine is given twice.")
        numbers[name] = _number(name, text)
    life = numbers.pop("life", int("containers" not in numbers and "rate" not in numbers))
    return Options(life=bool(life), **numbers)


def _number(name: str, text: str) -> int:
    if name not in _LIMITS:
        known = ", ".join(_LIMITS)
        raise ValueError(f"{name!r} is not an option of the practice engine. The options are {known}.")
    if not (text.isascii() and text.isdigit()) or len(text) > 6 or int(text) > _LIMITS[name]:
        raise ValueError(f"{text!r} is not a valid value of the option {name}. Use a number from 0 to {_LIMITS[name]}.")
    return int(text)
