"""Marks English texts of the domain for the message catalogue; `web/text/messages.py` translates them."""

from dataclasses import dataclass


def N_(text: str) -> str:  # noqa: N802 (the name gettext tools look for)
    """Return `text` unchanged. pybabel finds the call, and `web/text/messages.py` translates the value later."""
    return text


@dataclass(frozen=True, slots=True)
class Plural:
    """A message with a singular and a plural form. Its fact `count` selects the form; pybabel finds the call."""

    one: str
    many: str


#: A message in the catalogue.
Message = str | Plural


class UserInputError(ValueError):
    """An error in what a user entered. `text` is a message of the catalogue, `facts` fill its placeholders.

    `field` is the name of the invalid field in the API, None if it is unknown.
    """

    field: str | None = None

    def __init__(self, text: str, /, **facts: object) -> None:
        super().__init__(text % facts if facts else text)
        self.text = text
        self.facts = facts
