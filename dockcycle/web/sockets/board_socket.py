"""The `/board` namespace: sends a snapshot on connect, then every change after it exactly once."""

import logging
import threading
import time

from engineio.packet import Packet as EnginePacket
from flask_socketio import SocketIO
from msgspec import Raw
from socketio.packet import EVENT

from dockcycle.domain.access import Caller
from dockcycle.domain.i18n import N_
from dockcycle.domain.lifecycle.replica import Replica
from dockcycle.domain.lifecycle.snapshot import EMPTY, Change, Snapshot
from dockcycle.domain.pull import Pull
from dockcycle.live.failure import Failure
from dockcycle.live.services import Services
from dockcycle.web.caller import current_caller
from dockcycle.web.http.actions import CONTAINER_ACTIONS, perform
from dockcycle.web.schemas.responses import Ok, Shape
from dockcycle.web.serialize import board_json, results
from dockcycle.web.serialize.json_text import encode
from dockcycle.web.sockets import transport
from dockcycle.web.sockets.namespaces import AckNamespace, acknowledge
from dockcycle.web.sockets.packets import StrictPacket
from dockcycle.web.text import messages

#: How long an encoded snapshot is reused. It contains its time, and pages set their clocks by that time.
SNAPSHOT_KEPT_NS = 100_000_000
#: A larger board is not embedded in pages, because each request would compress it: 256 KiB take 4 ms.
EMBEDDED_BYTES_AT_MOST = 256 * 1024
#: Limit of a viewer's send queue. Beyond it the viewer does not read and is disconnected. When it reconnects, it gets a
#: new snapshot.
WAITING_AT_MOST = 128

log = logging.getLogger(__name__)


class BoardNamespace(AckNamespace):
    """Handlers of the `/board` namespace."""

    def __init__(self, services: Services, publisher: "Publisher") -> None:
        super().__init__(board_json.BOARD)
        self._services = services
        self._publisher = publisher

    def on_connect(self, _auth: object = None) -> None:
        """Send the snapshot, then every change after it, and the pulls."""
        caller = current_caller()
        self._services.viewers.add(caller.viewer, caller.name)
        self._publisher.add_viewer(caller.viewer, caller.language)
        for pull in self._services.pulls.all():
            self.emit(results.PULL, results.pull(pull, caller.language), room=caller.viewer)

    def on_disconnect(self, *_: object) -> None:
        """Forget the viewer."""
        self._services.viewers.remove(current_caller().viewer)

    def on_snapshot(self, *_: object) -> Ok:
        """Send the whole board again. A page asks for it after a gap in the revisions."""
        caller = current_caller()
        self._publisher.send_snapshot(caller.viewer, caller.language)
        return Ok(ok=True)

    def on_act(self, asked: object = None, *_: object) -> Shape:
        """Run a container command and return its result. The card moves only with the next change of the board."""
        return acknowledge(self._act, asked)

    def _act(self, caller: Caller, asked: object) -> Shape:
        fields = dict(asked) if isinstance(asked, dict) else {}
        command = fields.pop("command", None)
        if not isinstance(command, str) or command not in CONTAINER_ACTIONS:
            raise Failure("bad_request", N_('"%(command)s" is not a valid command.'), {"command": str(command)[:40]})
        return perform(self._services, caller, command, fields)


class Snapshots:
    """Caches the encoded snapshot of the latest revision per language, for `SNAPSHOT_KEPT_NS`.

    A thousand viewers that reconnect at once share one packet. Separate calls of `emit` would encode and queue a
    thousand.
    """

    def __init__(self, version: str, known: board_json.ContainerJsonCache) -> None:
        self._version = version
        self._known = known
        self._revision, self._made_ns = -1, 0
        self._json: dict[str, str] = {}
        self._packets: dict[str, EnginePacket] = {}

    def packet(self, board: Snapshot, language: str) -> EnginePacket:
        """Return the `snapshot` message of `board` as an encoded packet."""
        json = self.json(board, language)
        if language not in self._packets:
            text = StrictPacket(EVENT, data=[board_json.SNAPSHOT, Raw(json.encode())], namespace=board_json.BOARD)
            self._packets[language] = transport.message(text.encode())
        return self._packets[language]

    def json(self, board: Snapshot, language: str) -> str:
        """Return the body of the `snapshot` message as JSON text."""
        if board.revision != self._revision or not 0 <= board.at_ns - self._made_ns <= SNAPSHOT_KEPT_NS:
            self._revision, self._made_ns = board.revision, board.at_ns
            self._json.clear()
            self._packets.clear()
        if language not in self._json:
            self._json[language] = encode(board_json.snapshot(board, language, self._version, self._known)).decode()
        return self._json[language]


class Publisher:
    """Sends a snapshot to each new viewer and then every change, encoded once per language.

    It keeps a replica of the board at the revision that was sent last. A new viewer gets the snapshot of the replica
    under the lock that `take` holds to send a change, so that no change is lost or sent twice.
    """

    def __init__(self, socketio: SocketIO, known: board_json.ContainerJsonCache, version: str) -> None:
        self._server = socketio.server
        self._known = known
        self._snapshots = Snapshots(version, known)
        self._lock = threading.Lock()
        self._replica = Replica(EMPTY)

    def restart(self, snapshot: Snapshot) -> None:
        """Send `snapshot` to all viewers, because changes may be lost."""
        with self._lock:
            self._replica = Replica(snapshot)
            for language in messages.languages():
                for sid, _ in self._server.manager.get_participants(board_json.BOARD, _room(language)):
                    self._send(sid, language)

    def take(self, change: Change) -> None:
        """Queue one change for every viewer, and disconnect viewers that do not read."""
        with self._lock:
            self._replica.apply(change)
            for language in messages.languages():
                body = board_json.change(change, language, self._known)
                self._server.emit(board_json.CHANGE, body, namespace=board_json.BOARD, to=_room(language))
        self._known.drop(change.remove, messages.languages())
        transport.disconnect_slow(self._server, WAITING_AT_MOST)

    def add_viewer(self, sid: str, language: str) -> None:
        """Send the snapshot to a viewer that has connected, and every later change."""
        with self._lock:
            self._send(sid, language)
            self._server.enter_room(sid, _room(language), namespace=board_json.BOARD)

    def send_snapshot(self, sid: str, language: str) -> None:
        """Send the snapshot to a viewer again."""
        with self._lock:
            self._send(sid, language)

    def embedded(self, language: str) -> str:
        """Return the board for the HTML of a page: the JSON of the `snapshot` message.

        It is the revision that was sent last, so that a socket that connects later never sends an older one. Returns {}
        before the first revision, and for a board of more than `EMBEDDED_BYTES_AT_MOST`.
        """
        with self._lock:
            board = self._replica.snapshot(time.time_ns())
            if not board.epoch:
                return "{}"
            json = self._snapshots.json(board, language)
        return json if len(json) <= EMBEDDED_BYTES_AT_MOST else "{}"

    def _send(self, sid: str, language: str) -> None:
        board = self._replica.snapshot(time.time_ns())
        transport.send(self._server, sid, board_json.BOARD, self._snapshots.packet(board, language))


class PullPublisher:
    """Sends the progress of pulls to all viewers."""

    def __init__(self, socketio: SocketIO) -> None:
        self._socketio = socketio

    def __call__(self, pull: Pull) -> None:
        """Queue the current state of one pull for every viewer."""
        for language in messages.languages():
            body = results.pull(pull, language)
            self._socketio.emit(results.PULL, body, namespace=board_json.BOARD, to=_room(language))


def _room(language: str) -> str:
    return f"board:{language}"
