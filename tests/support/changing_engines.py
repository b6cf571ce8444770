"""Serves the app like `app.py`, with routes that change its engines and show its decisions: `ChangingApp` runs it."""

from gevent import monkey

monkey.patch_all()

import os  # noqa: E402
import signal  # noqa: E402

import gevent  # noqa: E402
from flask import Response, jsonify, request  # noqa: E402

from dockcycle.composition import Dockcycle, create_app  # noqa: E402
from dockcycle.domain.access import Caller  # noqa: E402
from dockcycle.engine.practice import PracticeEngine  # noqa: E402
from dockcycle.live.failure import Failure  # noqa: E402
from dockcycle.server import listen, make_server  # noqa: E402
from dockcycle.settings import from_env  # noqa: E402


class Decisions:
    """A rule that refuses nothing and records every question."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str, str, str | None]] = []

    def __call__(self, caller: Caller, action: str, engine: str | None) -> None:
        self.asked.append((caller.name, caller.viewer, action, engine))


_STATUS = {"conflict": 409, "not_found": 404}


def _add_routes(app: Dockcycle, decisions: Decisions) -> None:
    engines = app.services.engines

    @app.flask.get("/test/decisions")
    def list_decisions() -> Response:
        return jsonify(decisions.asked)

    @app.flask.post("/test/engines/<name>")
    def add(name: str) -> tuple[str, int]:
        try:
            engines.add(PracticeEngine(name, f"practice://?containers={request.get_json()['containers']}"))
        except Failure as failure:
            return "", _STATUS[failure.code]
        return "", 200

    @app.flask.delete("/test/engines/<name>")
    def remove(name: str) -> tuple[str, int]:
        try:
            engines.remove(name)
        except Failure as failure:
            return "", _STATUS[failure.code]
        return "", 200


def main() -> None:
    """Serve until SIGTERM."""
    settings = from_env(os.environ)
    decisions = Decisions()
    app = create_app(settings, rules=[decisions])
    _add_routes(app, decisions)
    server = make_server(app.flask, listen(settings.host, settings.port))
    gevent.signal_handler(signal.SIGTERM, lambda: server.stop(2))
    app.start()
    server.serve_forever()
    app.stop()


if __name__ == "__main__":
    main()
