"""The composition root: `create_app` creates and connects all components. Importing `dockcycle` alone loads none."""

import threading
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from flask_babel import Babel
from flask_compress import Compress
from flask_socketio import SocketIO
from werkzeug.exceptions import HTTPException

from dockcycle import __version__
from dockcycle.domain.access import Mode
from dockcycle.engine import Engine
from dockcycle.engine.docker.own_container import own_container_id
from dockcycle.engine.factory import engines_of
from dockcycle.live.board.change_consumer import ChangeConsumer
from dockcycle.live.board.hub import Hub
from dockcycle.live.engines import EngineRegistry, not_connected
from dockcycle.live.gate import Gate, Rule, mode_ceiling
from dockcycle.live.services import Outlets, Services, create_services
from dockcycle.settings import Settings
from dockcycle.web.http.api import api, handle_failure, handle_http_error
from dockcycle.web.http.assets import STATIC, content_version, scripts_of_views
from dockcycle.web.http.commands_api import commands_api
from dockcycle.web.http.details_api import details_api
from dockcycle.web.http.guard import Guard, allowed_hosts
from dockcycle.web.http.routes import pages
from dockcycle.web.http.static_files import StaticFiles
from dockcycle.web.http.viewer_cookie import with_cookie
from dockcycle.web.http.warm_up import load_templates
from dockcycle.web.serialize.board_json import ContainerJsonCache
from dockcycle.web.sockets import transport
from dockcycle.web.sockets.board_socket import BoardNamespace, Publisher, PullPublisher
from dockcycle.web.sockets.console_socket import ConsoleNamespace, ConsoleOutlet
from dockcycle.web.sockets.packets import StrictPacket
from dockcycle.web.sockets.subscription_sockets import LogSender, LogsNamespace, StatsNamespace, StatsSender
from dockcycle.web.text import messages
from dockcycle.web.text.language import language_of_request
from dockcycle.websocket import MESSAGE_BYTES_AT_MOST

_ROOT = Path(__file__).parent.parent
#: The server detects a closed tab after the sum of both (seconds). A page detects a lost server by the same pings.
PING_SECONDS = 8
PING_TIMEOUT_SECONDS = 6
REQUEST_BYTES_AT_MOST = 256 * 1024


@dataclass
class Dockcycle:
    """The app: `flask` serves HTTP, `services` run behind it. Call `start` and `stop` once each."""

    flask: Flask
    services: Services
    consumers: list[ChangeConsumer]

    def start(self) -> None:
        """Start the threads of all services and connect to the engines."""
        self.services.hub.start()
        for consumer in self.consumers:
            consumer.start()
        self.services.pulls.start()
        self.services.consoles.start()
        self.services.engines.start()
        self.services.watchdog.start()
        threading.Thread(target=load_templates, args=(self.flask,), name="load-templates", daemon=True).start()

    def end_consoles(self) -> None:
        """End all consoles. Called while the server still runs, so that viewers receive the end."""
        self.services.consoles.stop()

    def stop(self) -> None:
        """Stop everything that `start` started."""
        self.services.watchdog.stop()
        self.services.subscriptions.stop()
        self.services.consoles.stop()
        self.services.pulls.stop()
        self.services.engines.stop()
        for consumer in self.consumers:
            consumer.stop()
        self.services.hub.stop()


def create_app(
    settings: Settings,
    engines: Iterable[Engine] | None = None,
    own_id: str | None = None,
    *,
    rules: Iterable[Rule] = (),
) -> Dockcycle:
    """Return the app for `settings`. `engines` replaces the engines in the settings.

    `own_id` is the id of the container that Dockcycle runs in; without it, the id is detected. `rules` decide about
    every action in addition to the mode. Raises ValueError for an invalid engine address.
    """
    if engines is None:
        engines = engines_of(settings.engines, settings.docker, Path.home(), settings.project_labels)
    engines = list(engines)
    version = f"{__version__}+{content_version(STATIC)}"
    flask = _flask(version, Mode(settings.mode))
    socketio = _socketio(flask, settings)
    console_outlet = ConsoleOutlet(socketio)
    outlets = Outlets(console_outlet, LogSender(socketio), StatsSender(socketio), PullPublisher(socketio))
    hub = Hub(not_connected(engine) for engine in engines)
    registry = EngineRegistry(hub, engines)
    gate = Gate([mode_ceiling(Mode(settings.mode)), *rules], registry)
    services = create_services(hub, gate, registry, outlets, own_id or own_container_id())
    flask.extensions["dockcycle"] = services
    publisher = Publisher(socketio, ContainerJsonCache(), version)
    flask.extensions["embedded_board"] = publisher.embedded
    for namespace in (
        BoardNamespace(services, publisher),
        ConsoleNamespace(services.consoles, console_outlet),
        LogsNamespace(services.subscriptions, services.details),
        StatsNamespace(services.subscriptions, services.details),
    ):
        socketio.on_namespace(namespace)
    consumers = [ChangeConsumer(hub, one) for one in (publisher, services.transition_counts, services.subscriptions)]
    files = StaticFiles(flask.wsgi_app, str(flask.static_url_path), STATIC)
    flask.wsgi_app = Guard(files, allowed_hosts(settings.host, settings.port))  # type: ignore[method-assign]
    return Dockcycle(flask, services, consumers)


def _flask(version: str, mode: Mode) -> Flask:
    """Return the Flask app with all routes. The URL of static files contains a digest of their content."""
    digest = version.partition("+")[2]
    flask = Flask(
        "dockcycle", static_folder=STATIC, static_url_path=f"/static/{digest}", template_folder=_ROOT / "templates"
    )
    flask.config.update(
        VERSION=version,
        MODE=mode,
        MAX_CONTENT_LENGTH=REQUEST_BYTES_AT_MOST,
        BABEL_TRANSLATION_DIRECTORIES=str(messages.TRANSLATIONS),
        COMPRESS_ALGORITHM=["br", "gzip"],
        COMPRESS_ALGORITHM_STREAMING=["br", "deflate"],
        COMPRESS_BR_LEVEL=5,  # 10 % smaller than zstd or gzip in the same time; level 6 takes twice the time for 1 %
        COMPRESS_MIMETYPES=["text/html", "application/json"],
        SCRIPTS=scripts_of_views(STATIC),
    )
    flask.register_blueprint(pages)
    flask.register_blueprint(api)
    flask.register_blueprint(commands_api)
    flask.register_blueprint(details_api)
    flask.register_error_handler(HTTPException, handle_http_error)
    flask.register_error_handler(Exception, handle_failure)
    flask.after_request(with_cookie)
    Babel(flask, locale_selector=language_of_request)
    Compress(flask)
    return flask


def _socketio(flask: Flask, settings: Settings) -> SocketIO:
    """Return the Socket.IO server, with WebSocket as its only transport and the same origins as `Guard`."""
    hosts = allowed_hosts(settings.host, settings.port)
    socketio = SocketIO(
        flask,
        async_mode="gevent",
        transports=["websocket"],
        serializer=StrictPacket,
        cors_allowed_origins=[f"http://{host}" for host in hosts],
        ping_interval=PING_SECONDS,
        ping_timeout=PING_TIMEOUT_SECONDS,
        always_connect=True,  # sends the CONNECT packet first: a page drops a snapshot that arrives before it
        max_http_buffer_size=MESSAGE_BYTES_AT_MOST,
    )
    transport.install(socketio.server)
    return socketio
