"""The `/console` namespace: opens, joins, resizes and ends console sessions; input and output are bytes."""

from flask_socketio import SocketIO

from dockcycle.domain.console import EndReason
from dockcycle.domain.i18n import N_
from dockcycle.domain.masking import masked_arguments
from dockcycle.domain.timestamps import rfc3339
from dockcycle.live.consoles import ConsoleInfo, ConsoleRegistry
from dockcycle.live.failure import Failure
from dockcycle.web.http.viewer_cookie import owner_of_request
from dockcycle.web.schemas import console_messages
from dockcycle.web.schemas import console_requests as schemas
from dockcycle.web.schemas.requests import converted
from dockcycle.web.schemas.responses import Ok, Shape
from dockcycle.web.sockets.namespaces import AckNamespace, acknowledge, viewer
from dockcycle.web.sockets.transport import disconnect_if_backlogged
from dockcycle.web.text import messages
from dockcycle.web.text.language import language_of_request

CONSOLE = "/console"
OK = Ok(ok=True)


class ConsoleNamespace(AckNamespace):
    """Handlers of the `/console` namespace. Each validates the message, calls the service and returns the response."""

    def __init__(self, consoles: ConsoleRegistry, outlet: "ConsoleOutlet") -> None:
        super().__init__(CONSOLE)
        self._consoles = consoles
        self._outlet = outlet

    def on_connect(self, _auth: object = None) -> None:
        """Register the viewer with its owner key and its language."""
        self._outlet.know(viewer(), _owner(), language_of_request())
        self._consoles.come(viewer())

    def on_disconnect(self, *_: object) -> None:
        """Remove the viewer. Its consoles stay open."""
        self._consoles.leave(viewer())
        self._outlet.forget(viewer())

    def on_open(self, asked: object = None, *_: object) -> Shape:
        """Open a console and return its id and description."""
        return acknowledge(self._open, asked)

    def on_join(self, asked: object = None, *_: object) -> Shape:
        """Subscribe to a console. The response contains the latest output."""
        return acknowledge(self._join, asked)

    def on_leave(self, asked: object = None, *_: object) -> Shape:
        """Unsubscribe from a console."""
        return acknowledge(self._leave, asked)

    def on_list(self, asked: object = None, *_: object) -> Shape:
        """Return the consoles, optionally only those of one engine or container."""
        return acknowledge(self._list, asked)

    def on_input(self, console: object = None, data: object = None, *_: object) -> Shape:
        """Send bytes to a console's process. Only the owner may do so."""
        return acknowledge(self._input, console, data)

    def on_resize(self, asked: object = None, *_: object) -> Shape:
        """Set the size of a console's terminal. Only the owner may do so."""
        return acknowledge(self._resize, asked)

    def on_received(self, asked: object = None, *_: object) -> Shape:
        """Acknowledge output that the page has processed, for flow control."""
        return acknowledge(self._received, asked)

    def on_detach(self, asked: object = None, *_: object) -> Shape:
        """Detach a console from the main process, which keeps running."""
        return acknowledge(self._close, asked, EndReason.DETACHED)

    def on_close(self, asked: object = None, *_: object) -> Shape:
        """End a console and the process of an exec."""
        return acknowledge(self._close, asked, EndReason.CLOSED)

    def _open(self, asked: object) -> console_messages.Opened:
        opening = converted(asked, schemas.Open).opening()
        info = self._consoles.open(opening, _owner(), viewer())
        return console_messages.Opened(ok=True, console=info.console, about=_for_viewer(info))

    def _join(self, asked: object) -> console_messages.Joined:
        self._outlet.check(viewer())
        info, replay = self._consoles.join(converted(asked, schemas.OnConsole).console, viewer())
        return console_messages.Joined(ok=True, console=info.console, replay=replay, about=_for_viewer(info))

    def _leave(self, asked: object) -> Ok:
        self._consoles.get(converted(asked, schemas.OnConsole).console).leave(viewer())
        return OK

    def _list(self, asked: object) -> console_messages.Consoles:
        wanted = converted(asked if asked is not None else {}, schemas.List)
        found = [
            one
            for one in self._consoles.all()
            if wanted.engine in (None, one.engine) and wanted.id in (None, one.id, one.name)
        ]
        return console_messages.Consoles(ok=True, consoles=[_for_viewer(one) for one in found])

    def _input(self, console: object, data: object) -> Ok:
        asked = converted({"console": console}, schemas.OnConsole)
        if not isinstance(data, (bytes, bytearray)):
            raise Failure("bad_request", N_("Input must be sent as bytes."))
        if len(data) > schemas.INPUT_BYTES_AT_MOST:
            raise Failure("too_large", N_("At most 64 KiB of input can be sent at once."))
        self._consoles.owned(asked.console, _owner()).write(bytes(data))
        return OK

    def _resize(self, asked: object) -> Ok:
        size = converted(asked, schemas.Resize)
        self._consoles.owned(size.console, _owner()).resize(size.cols, size.rows)
        return OK

    def _received(self, asked: object) -> Ok:
        got = converted(asked, schemas.Received)
        self._consoles.get(got.console).received(viewer(), got.bytes)
        return OK

    def _close(self, asked: object, reason: EndReason) -> Ok:
        self._consoles.close(converted(asked, schemas.OnConsole).console, _owner(), reason)
        return OK


class ConsoleOutlet:
    """Sends output and changes of consoles to their viewers. Stores each viewer's owner key and language."""

    def __init__(self, socketio: SocketIO) -> None:
        self._socketio = socketio
        self._viewers: dict[str, tuple[str, str]] = {}

    def know(self, viewer: str, owner: str, language: str) -> None:
        """Store the owner key and the language of a viewer."""
        self._viewers[viewer] = (owner, language)

    def forget(self, viewer: str) -> None:
        """Remove a viewer."""
        self._viewers.pop(viewer, None)

    def output(self, viewer: str, console: str, data: bytes) -> None:
        self._emit("output", viewer, console, data)

    def replay(self, viewer: str, console: str, data: bytes) -> None:
        self._emit("replay", viewer, console, data)

    def about(self, viewer: str, about: ConsoleInfo) -> None:
        self._emit("about", viewer, about.console, shape(about, *self._of(viewer)))

    def exit(self, viewer: str, about: ConsoleInfo) -> None:
        self._emit("exit", viewer, about.console, _end(about, self._of(viewer)[1]))

    def _of(self, viewer: str) -> tuple[str, str]:
        return self._viewers.get(viewer, ("", messages.SOURCE_LANGUAGE))

    def _emit(self, event: str, viewer: str, *args: object) -> None:
        self._socketio.emit(event, args, namespace=CONSOLE, to=viewer)
        self.check(viewer)

    def check(self, viewer: str) -> None:
        """Disconnect a viewer whose send queue is too long.

        Flow control does not stop a client that acknowledges output it has not read, or that joins again and again.
        """
        disconnect_if_backlogged(self._socketio.server, viewer, CONSOLE)


def shape(about: ConsoleInfo, owner: str, language: str) -> console_messages.ConsoleAbout:
    """Return a console as the viewer with the key `owner` sees it. Other viewers get masked secrets in the command."""
    is_owner = about.owner == owner
    return console_messages.ConsoleAbout.of(
        about,
        cmd=about.command if is_owner else masked_arguments(about.command),
        docker=about.docker if is_owner else about.docker_masked,
        can_type=is_owner and about.stdin,
        is_owner=is_owner,
        opened_at=rfc3339(about.opened_ns),
        idle_at=rfc3339(about.idle_ns),
        ends_at=rfc3339(about.ends_ns),
        exit=_end(about, language),
    )


def _end(about: ConsoleInfo, language: str) -> console_messages.ConsoleExit | None:
    end = about.end
    if end is None:
        return None
    return console_messages.ConsoleExit.of(end, text=messages.text(language, end.text, **end.facts))


def _for_viewer(about: ConsoleInfo) -> console_messages.ConsoleAbout:
    return shape(about, _owner(), language_of_request())


def _owner() -> str:
    return owner_of_request(otherwise=viewer())
