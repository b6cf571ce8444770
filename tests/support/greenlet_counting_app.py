"""The app with a count of its greenlets. Its threads are greenlets, which the kernel does not list."""

import signal
from collections.abc import Sequence
from pathlib import Path

from tests.support.app import App
from tests.support.waiting import wait_until


class GreenletCountingApp(App):
    """Like `App`; the number comes beside its log."""

    def _command(self) -> Sequence[str]:
        python, app = super()._command()
        return (python, "-m", "tests.support.greenlet_counter", app, str(self._answer))

    def greenlets(self) -> int:
        """Return how many greenlets live in it now."""
        assert self.process is not None
        self._answer.unlink(missing_ok=True)
        self.process.send_signal(signal.SIGUSR1)
        wait_until(self._answer.exists, 5, "the number of greenlets")
        return int(self._answer.read_text(encoding="ascii"))

    @property
    def _answer(self) -> Path:
        return self._log.with_suffix(".greenlets")
