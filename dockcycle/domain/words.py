"""Marks English sentences of the domain for the message catalogue; translation happens in `web`."""


def N_(text: str) -> str:  # noqa: N802 (the name gettext tools look for)
    """Return `text` unchanged: pybabel finds the call, `web.messages` translates the value later."""
    return text
