"""Who looks at a console, and how much each may still be sent: what nobody has read yet is never more than a window."""

from collections import deque
from dataclasses import dataclass, field

#: Bytes on their way to one viewer at most (docs/protocol.md), and messages: many small ones are as much to carry.
WINDOW_BYTES = 256 * 1024
MESSAGES_AT_MOST = 8


@dataclass(slots=True)
class Viewer:
    """What is on its way to one viewer. `is_behind`: it missed something, and needs the end of it all anew."""

    is_behind: bool = False
    _sizes: deque[int] = field(default_factory=deque)
    _bytes: int = 0

    def has_room_for(self, size: int) -> bool:
        """Tell whether so many more bytes may be sent."""
        return self._bytes + size <= WINDOW_BYTES and len(self._sizes) < MESSAGES_AT_MOST

    def sent(self, size: int) -> None:
        """So many bytes went out in one message."""
        self._sizes.append(size)
        self._bytes += size

    def received(self, size: int) -> None:
        """So many bytes are on its screen; more than were sent means all."""
        size = min(size, self._bytes)
        self._bytes -= size
        while self._sizes and size >= self._sizes[0]:
            size -= self._sizes.popleft()
        if self._sizes:
            self._sizes[0] -= size

    @property
    def has_caught_up(self) -> bool:
        return not self._sizes
