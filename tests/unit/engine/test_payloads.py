"""The JSON of an engine: everything that is accepted can be encoded again."""

import msgspec
import pytest

from dockcycle.engine.docker.transport import payloads


@pytest.mark.parametrize(
    "text", [b"", b"{", b"NaN", b"1e999", b'["\\ud800"]', b'["\xff"]', b"[" * 100_000, b"[" + b"0," * 1_000_000 + b"0]"]
)
def test_an_invalid_text_is_a_value_error(text: bytes) -> None:
    with pytest.raises(ValueError, match=r".+"):
        payloads.load_json(text)


@pytest.mark.parametrize("text", [b"[18446744073709551616]", b'{"a":[{"b":"\\u0000"}],"c":1e300}'])
def test_an_accepted_text_can_be_encoded(text: bytes) -> None:
    assert msgspec.json.decode(msgspec.json.encode(payloads.load_json(text))) == payloads.load_json(text)
