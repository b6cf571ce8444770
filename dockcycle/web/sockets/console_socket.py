"""The `/console` namespace: opens, joins, resizes and ends console sessions; input and output are bytes."""

from flask_socketio import SocketIO

from dockcycle.domain.access import Caller
from dockcycle.domain.console import EndReason
from dockcycle.domain.i18n import N_
from dockcycle.domain.masking import masked_arguments
from dockcycle.domain.timestamps import rfc3339
from dockcycle.live.consoles import ConsoleInfo, ConsoleRegistry
from dockcycle.live.failure import Failure
from dockcycle.web.caller import current_caller
from dockcycle.web.schemas import console_messages
from dockcycle.web.schemas import console_requests as schemas
from dockcycle.web.schemas.requests import converted
from dockcycle.web.schemas.responses import Ok, Shape
from dockcycle.web.sockets.namespaces import AckNamespace, acknowledge
from dockcycle.web.sockets.transport import disconnect_if_backlogged
from dockcycle.web.text import messages

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
        caller = current_caller()
        self._outlet.add_viewer(caller)
        self._consoles.connect(caller)

    def on_disconnect(self, *_: object) -> None:
        """Remove the viewer. Its consoles stay open."""
        viewer = current_caller().viewer
        self._consoles.disconnect(viewer)
        self._outlet.remove_viewer(viewer)

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

    def _open(self, caller: Caller, asked: object) -> console_messages.Opened:
        info = self._consoles.open(caller, converted(asked, schemas.Open).opening())
        return console_messages.Opened(ok=True, console=info.console, about=shape(info, caller))

    def _join(self, caller: Caller, asked: object) -> console_messages.Joined:
        self._outlet.check(caller.viewer)
        info, replay = self._consoles.join(caller, converted(asked, schemas.OnConsole).console)
        return console_messages.Joined(ok=True, console=info.console, replay=replay, about=shape(info, caller))

    def _leave(self, caller: Caller, asked: object) -> Ok:
        self._consoles.leave(caller, converted(asked, schemas.OnConsole).console)
        return OK

    def _list(self, caller: Caller, asked: object) -> console_messages.Consoles:
        wanted = converted(asked if asked is not None else {}, schemas.List)
        found = [
            one
            for one in self._consoles.all(caller)
            if wanted.engine in (None, one.engine) and wanted.id in (None, one.id, one.name)
        ]
        return console_messages.Consoles(ok=True, consoles=[shape(one, caller) for one in found])

    def _input(self, caller: Caller, console: object, data: object) -> Ok:
        asked = converted({"console": console}, schemas.OnConsole)
        if not isinstance(data, (bytes, bytearray)):
            raise Failure("bad_request", N_("Input must be sent as bytes."))
        if len(data) > schemas.INPUT_BYTES_AT_MOST:
            raise Failure("too_large", N_("At most 64 KiB of input can be sent at once."))
        self._consoles.write(caller, asked.console, bytes(data))
        return OK

    def _resize(self, caller: Caller, asked: object) -> Ok:
        size = converted(asked, schemas.Resize)
        self._consoles.resize(caller, size.console, size.cols, size.rows)
        return OK

    def _received(self, caller: Caller, asked: object) -> Ok:
        got = converted(asked, schemas.Received)
        self._consoles.received(caller, got.console, got.bytes)
        return OK

    def _close(self, caller: Caller, asked: object, reason: EndReason) -> Ok:
        self._consoles.close(caller, converted(asked, schemas.OnConsole).console, reason)
        return OK


class ConsoleOutlet:
    """Sends output and changes of consoles to their viewers, each in the language of its caller."""

    def __init__(self, socketio: SocketIO) -> None:
        self._socketio = socketio
        self._callers: dict[str, Caller] = {}

    def add_viewer(self, caller: Caller) -> None:
        """Store the caller of a viewer."""
        self._callers[caller.viewer] = caller

    def remove_viewer(self, viewer: str) -> None:
        """Remove a viewer."""
        self._callers.pop(viewer, None)

    def output(self, viewer: str, console: str, data: bytes) -> None:
        self._emit("output", viewer, console, data)

    def replay(self, viewer: str, console: str, data: bytes) -> None:
        self._emit("replay", viewer, console, data)

    def about(self, viewer: str, about: ConsoleInfo) -> None:
        caller = self._callers.get(viewer)
        if caller is not None:
            self._emit("about", viewer, about.console, shape(about, caller))

    def exit(self, viewer: str, about: ConsoleInfo) -> None:
        caller = self._callers.get(viewer)
        if caller is not None:
            self._emit("exit", viewer, about.console, _end(about, caller.language))

    def _emit(self, event: str, viewer: str, *args: object) -> None:
        self._socketio.emit(event, args, namespace=CONSOLE, to=viewer)
        self.check(viewer)

    def check(self, viewer: str) -> None:
        """Disconnect a viewer whose send queue is too long.

        Flow control does not stop a client that acknowledges output it has not read, or that joins again and again.
        """
        disconnect_if_backlogged(self._socketio.server, viewer, CONSOLE)


def shape(about: ConsoleInfo, caller: Caller) -> console_messages.ConsoleAbout:
    """Return a console as the caller sees it. Callers other than the owner get masked secrets in the command."""
    is_owner = about.owner == caller.name
    return console_messages.ConsoleAbout.of(
        about,
        cmd=about.command if is_owner else masked_arguments(about.command),
        docker=about.docker if is_owner else about.docker_masked,
        can_type=is_owner and about.stdin,
        is_owner=is_owner,
        opened_at=rfc3339(about.opened_ns),
        idle_at=rfc3339(about.idle_ns),
        ends_at=rfc3339(about.ends_ns),
        exit=_end(about, caller.language),
    )


def _end(about: ConsoleInfo, language: str) -> console_messages.ConsoleExit | None:
    end = about.end
    if end is None:
        return None
    return console_messages.ConsoleExit.of(end, text=messages.text(language, end.text, **end.facts))
