"""Flow control for the viewers of a console: limits the output that a viewer has not confirmed yet."""

from collections import deque
from dataclasses import dataclass, field

#: Limits of unconfirmed output for one viewer: bytes (docs/protocol.md), and messages, because many small ones cost as
#: much.
WINDOW_BYTES = 256 * 1024
MESSAGES_AT_MOST = 8


@dataclass(slots=True)
class Viewer:
    """The unconfirmed output of one viewer. `is_behind`: it missed output and needs a replay of the latest output."""

    is_behind: bool = False
    _sizes: deque[int] = field(default_factory=deque)
    _bytes: int = 0

    def has_room_for(self, size: int) -> bool:
        """Return whether `size` more bytes can be sent."""
        return self._bytes + size <= WINDOW_BYTES and len(self._sizes) < MESSAGES_AT_MOST

    def sent(self, size: int) -> None:
        """Count a message of `size` bytes as sent."""
        self._sizes.append(size)
        self._bytes += size

    def received(self, size: int) -> None:
        """Count `size` bytes as displayed; at most the bytes that are unconfirmed."""
        size = min(size, self._bytes)
        self._bytes -= size
        while self._sizes and size >= self._sizes[0]:
            size -= self._sizes.popleft()
        if self._sizes:
            self._sizes[0] -= size

    @property
    def has_caught_up(self) -> bool:
        return not self._sizes
