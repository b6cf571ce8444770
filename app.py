"""Entry point: applies gevent's patches before any other import, then creates and serves the app."""

from gevent import monkey

monkey.patch_all()

import logging  # noqa: E402
import os  # noqa: E402
import signal  # noqa: E402
import sys  # noqa: E402

import gevent  # noqa: E402

from dockcycle.composition import create_app  # noqa: E402
from dockcycle.server import listen, make_server  # noqa: E402
from dockcycle.settings import from_env  # noqa: E402


def main() -> int:
    """Serve until SIGTERM or Ctrl-C; return the exit code (2: an invalid setting, 1: cannot listen on the address)."""
    logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s: %(message)s", level=logging.INFO)
    try:
        settings = from_env(os.environ)
        app = create_app(settings)
        server = make_server(app.flask, listen(settings.host, settings.port))
    except ValueError as error:  # an invalid setting or engine address
        return _refuse(str(error), 2)
    except OSError as error:
        return _refuse(f"Dockcycle cannot listen on {settings.address}: {error.strerror}.", 1)

    def leave() -> None:
        app.end_consoles()
        server.stop(2)

    for number in (signal.SIGTERM, signal.SIGINT):
        gevent.signal_handler(number, leave)
    app.start()
    sys.stdout.write(f"Dockcycle is running at {settings.address} (press Ctrl-C to stop)\n")
    server.serve_forever()
    app.stop()
    return 0


def _refuse(why: str, code: int) -> int:
    sys.stderr.write(f"Dockcycle: {why}\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
