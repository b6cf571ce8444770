"""A token bucket: a rate limit that allows bursts."""

import time
from collections.abc import Callable


class TokenBucket:
    """Holds at most `burst` tokens and gains `rate` tokens per second, by `clock` (seconds)."""

    def __init__(self, rate: float, burst: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._rate, self._burst, self._clock = rate, burst, clock
        self._tokens, self._at = burst, clock()

    def try_take(self) -> bool:
        """Take one token if one is available; return whether it was."""
        self._refill()
        if self._tokens < 1:
            return False
        self._tokens -= 1
        return True

    def take(self) -> float:
        """Take one token in any case; return the seconds to wait until it is available, 0.0 if it is already."""
        self._refill()
        self._tokens -= 1
        return max(0.0, -self._tokens / self._rate)

    def _refill(self) -> None:
        now = self._clock()
        self._tokens = min(self._burst, self._tokens + (now - self._at) * self._rate)
        self._at = now
