"""Marks English sentences of the domain for the message catalogue; translation happens in `web`."""

from dataclasses import dataclass


def N_(text: str) -> str:  # noqa: N802 (the name gettext tools look for)
    """Return `text` unchanged: pybabel finds the call, `web.messages` translates the value later."""
    return text


@dataclass(frozen=True, slots=True)
class Plural:
    """A message with a form for one and a form for more; its fact `count` chooses. pybabel finds the call."""

    one: str
    many: str


#: A message of the catalogue.
Message = str | Plural


class PlainError(ValueError):
    """A mistake of a person, told in a sentence of the catalogue: `text`, with `facts` to fill in.

    `field` is where it was made, as the API names it; None where nobody knows.
    """

    field: str | None = None

    def __init__(self, text: str, /, **facts: object) -> None:
        super().__init__(text % facts if facts else text)
        self.text = text
        self.facts = facts
