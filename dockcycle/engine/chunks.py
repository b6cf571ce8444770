"""The body of an answer in pieces as large as they arrive, for what comes in floods.

The engine sends one HTTP chunk for each line, and the HTTP client hands over one chunk at a time: a log of 50,000
lines a second would be 50,000 reads. So the connection is read directly and its chunks (RFC 9112, section 7.1) are
taken off here.
"""

from collections.abc import Generator
from typing import Any

from urllib3.exceptions import ProtocolError

READ_BYTES = 32 * 1024
#: A chunk's size in hexadecimal and what an extension could add; more without a line end is no chunk.
_HEAD_BYTES_AT_MOST = 256


def pieces_of(response: Any) -> Generator[bytes]:
    """Yield the body as it arrives, in pieces of at most 32 KiB, however large its chunks are.

    Raises ValueError for what are no chunks; OSError, ProtocolError and the like when it is cut.
    """
    with response:
        answer = response.raw._fp  # noqa: SLF001 (http.client's reader behind urllib3's answer)
        if not hasattr(answer.fp, "read1"):  # over ssh it is paramiko's
            yield from response.raw.stream(amt=READ_BYTES, decode_content=False)
        elif response.raw.chunked:
            yield from _chunked(answer.fp)
        else:
            while data := answer.read1(READ_BYTES):
                yield data
            if answer.length:
                raise ProtocolError("the answer ended too early")


def _chunked(body: Any) -> Generator[bytes]:
    chunks = Chunks()
    while not chunks.ended and (data := body.read1(READ_BYTES)):
        if piece := chunks.take(data):
            yield piece
    if not chunks.ended:
        raise ProtocolError("the answer ended too early")


class Chunks:
    """Takes chunks apart, cut anywhere; `ended` after the last one. Trailers are left alone: the engine sends none."""

    def __init__(self) -> None:
        self.ended = False
        self._rest = b""
        #: What is missing of the chunk at hand, with the line end after it.
        self._left = 0

    def take(self, data: bytes) -> bytes:
        """Return what the chunks in `data` carry; raises ValueError."""
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
            # The last two bytes are its line end.
            parts.append(part[: len(part) + min(0, self._left - 2)])
        return b"".join(parts)

    def _begin(self, data: bytes, at: int) -> int:
        """Read the head of the next chunk and return where its bytes begin; 0 when the head is not whole yet."""
        end = data.find(b"\r\n", at, at + _HEAD_BYTES_AT_MOST)
        if end < 0:
            if len(data) - at >= _HEAD_BYTES_AT_MOST:
                raise ValueError("no chunk")
            self._rest = data[at:]
            return 0
        size = int(data[at:end].partition(b";")[0], 16)
        if size < 0:
            raise ValueError("no chunk")
        self.ended = not size
        self._left = size + 2
        return end + 2
