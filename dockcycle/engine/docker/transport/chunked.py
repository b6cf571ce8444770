"""Reads the body of a response in pieces as they arrive, independent of HTTP chunks.

The engine sends one HTTP chunk per line, and the HTTP client returns one chunk per read. A log with 50,000 lines per
second would need 50,000 reads. This module reads the connection directly and decodes the chunks itself (RFC 9112,
section 7.1).
"""

from collections.abc import Generator
from typing import Any

from dockcycle.engine.docker.transport.transport_errors import (
    BrokenResponseError,
    ResponseCutOffError,
    transport_errors,
)

READ_BYTES = 32 * 1024
#: Limit for the size line of a chunk, extensions included.
_HEAD_BYTES_AT_MOST = 256


def read_chunks(response: Any) -> Generator[bytes]:
    """Yield the body as it arrives, in pieces of at most 32 KiB regardless of the size of its chunks.

    Raises TransportError: BrokenResponseError for invalid chunks, ResponseCutOffError for an incomplete body.
    """
    with transport_errors():
        try:
            yield from _pieces(response)
        except (ValueError, AttributeError) as error:  # an invalid chunk, or `close` was called during a read
            raise BrokenResponseError(str(error)) from error


def _pieces(response: Any) -> Generator[bytes]:
    with response:
        answer = response.raw._fp  # noqa: SLF001 (the http.client response inside urllib3's)
        if not hasattr(answer.fp, "read1"):  # over ssh: a file of paramiko
            yield from response.raw.stream(amt=READ_BYTES, decode_content=False)
        elif response.raw.chunked:
            yield from _chunked(answer.fp)
        else:
            while data := answer.read1(READ_BYTES):
                yield data
            if answer.length:
                raise ResponseCutOffError


def _chunked(body: Any) -> Generator[bytes]:
    chunks = Chunks()
    while not chunks.ended and (data := body.read1(READ_BYTES)):
        if piece := chunks.take(data):
            yield piece
    if not chunks.ended:
        raise ResponseCutOffError


class Chunks:
    """Decodes chunks that are split at any byte. `ended` is True after the last chunk. Trailers are not read."""

    def __init__(self) -> None:
        self.ended = False
        self._rest = b""
        #: Bytes that are missing of the current chunk, including the CRLF after it.
        self._left = 0

    def take(self, data: bytes) -> bytes:
        """Return the body bytes in `data`; raises ValueError for an invalid chunk."""
        if self._rest:
            data, self._rest = self._rest + data, b""
        parts: list[bytes] = []
        at = 0
        while at < len(data) and not self.ended:
            if not self._left and not (at := self._begin(data, at)):
                break
            part = data[at : at + self._left]
            at += len(part)
            self._left -= len(part)
            # The last two bytes of a chunk are its CRLF.
            parts.append(part[: len(part) + min(0, self._left - 2)])
        return b"".join(parts)

    def _begin(self, data: bytes, at: int) -> int:
        """Parse the size line at `at` and return the position after it, 0 if the line is incomplete."""
        end = data.find(b"\r\n", at, at + _HEAD_BYTES_AT_MOST)
        if end < 0:
            if len(data) - at >= _HEAD_BYTES_AT_MOST:
                raise ValueError("not a valid chunk")
            self._rest = data[at:]
            return 0
        size = int(data[at:end].partition(b";")[0], 16)
        if size < 0:
            raise ValueError("not a valid chunk")
        self.ended = not size
        self._left = size + 2
        return end + 2
