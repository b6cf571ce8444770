"""Runs `app.py`. On SIGUSR1 it also writes the number of living greenlets to a file."""

from gevent import monkey

monkey.patch_all()

import gc  # noqa: E402
import runpy  # noqa: E402
import signal  # noqa: E402
import sys  # noqa: E402
from pathlib import Path  # noqa: E402

import gevent  # noqa: E402
from greenlet import greenlet  # noqa: E402


def main(app: str, target: Path) -> None:
    """Serve; the number goes into `target`, which is replaced as a whole."""

    def write() -> None:
        gc.collect()
        living = sum(isinstance(one, greenlet) and not one.dead for one in gc.get_objects())
        half = target.with_suffix(".half")
        half.write_text(str(living), encoding="ascii")
        half.replace(target)

    gevent.signal_handler(signal.SIGUSR1, write)
    runpy.run_path(app, run_name="__main__")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
