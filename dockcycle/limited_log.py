"""Rate-limited logging for events that a client or an engine can cause any number of times."""

import logging

from dockcycle.token_bucket import TokenBucket

LINES_A_SECOND, LINES_AT_ONCE = 0.2, 20


class LimitedLog:
    """Warnings of one kind: by default 20 at once, then one per 5 s with the number of dropped warnings."""

    def __init__(self, log: logging.Logger, rate: float = LINES_A_SECOND, burst: float = LINES_AT_ONCE) -> None:
        self._log = log
        self._bucket = TokenBucket(rate, burst)
        self._left_out = 0

    def warning(self, text: str, *facts: object) -> None:
        """Log a warning, or count it as dropped if the rate is exceeded."""
        if not self._bucket.try_take():
            self._left_out += 1
            return
        more, self._left_out = self._left_out, 0
        if more:
            text, facts = f"{text} (%d similar messages were dropped)", (*facts, more)
        self._log.warning(text, *facts)
