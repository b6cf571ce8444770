"""Generates names and ids in Docker's format: two words, and 64 hexadecimal digits."""

import random
import re
from collections.abc import Container

#: Valid container names (moby `daemon/names/names.go`, RestrictedNameChars).
_NAME = re.compile(r"[a-zA-Z0-9][a-zA-Z0-9_.-]+")

_MOODS = (
    "brave", "bright", "busy", "calm", "clever", "eager", "fair", "gentle", "happy", "jolly", "keen", "kind", "lucid",
    "merry", "nimble", "patient", "quick", "quiet", "serene", "steady", "sunny", "tidy", "vivid", "warm", "wise",
)  # fmt: skip
_PEOPLE = (
    "babbage", "bohr", "carson", "curie", "darwin", "euler", "fermat", "franklin", "galileo", "gauss", "goodall",
    "hopper", "hypatia", "johnson", "jang", "kepler", "lovelace", "meitner", "newton", "noether", "pascal", "ride",
    "tesla", "turing", "volta", "yalow",
)  # fmt: skip


def is_name(text: str) -> bool:
    """Return whether `text` is a valid container name."""
    return _NAME.fullmatch(text) is not None


def free_name(rng: random.Random, taken: Container[str]) -> str:
    """Return a random name that is not in `taken`. Digits are appended until the name is free."""
    name = f"{rng.choice(_MOODS)}_{rng.choice(_PEOPLE)}"
    while name in taken:
        name += str(rng.randrange(10))
    return name


def new_id(rng: random.Random) -> str:
    """Return a random id of 64 hexadecimal digits."""
    return f"{rng.getrandbits(256):064x}"
