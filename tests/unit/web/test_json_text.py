"""JSON of clients: everything but plain, finite values is refused with a ValueError."""

import pytest

from dockcycle.web.serialize.json_text import decode, encode


@pytest.mark.parametrize("text", ["", "{", "[1] x", "NaN", "1e999", '["\\ud800"]', '["\ud800"]', "[" * 100_000])
def test_an_invalid_text_is_a_value_error(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        decode(text)


def test_bytes_that_are_not_utf_8_are_a_value_error() -> None:
    with pytest.raises(ValueError, match="utf-8"):
        decode(b'["\xff"]')


def test_a_value_survives_both_directions() -> None:
    value = {"text": "ü\x00", "list": [1, -1, 2**63, 0.5, True, None], "object": {"": []}}

    assert decode(encode(value)) == value
