"""The `/board` namespace: a snapshot on connect, then every change; nothing is lost or doubled in between."""

import logging
from typing import Any

from engineio.packet import MESSAGE
from engineio.packet import Packet as EnginePacket
from flask import request
from flask_socketio import SocketIO, join_room
from socketio.packet import EVENT

from dockcycle.domain.board import Change, Snapshot
from dockcycle.domain.pull import Pull
from dockcycle.domain.words import N_
from dockcycle.live.desk import Desk
from dockcycle.live.failure import Failure
from dockcycle.web import answers, messages, wire
from dockcycle.web.actions import CONTAINER_ACTIONS, perform
from dockcycle.web.language import language_of_request
from dockcycle.web.namespaces import Answering, answered
from dockcycle.web.nonsense import FastPacket

#: A kept snapshot tells the time it was made, and pages set their clocks by it: an older one is made anew.
SNAPSHOT_KEPT_NS = 100_000_000
#: Frames that may wait for one viewer; more means it does not read: it is cut off, returns and takes a snapshot.
WAITING_AT_MOST = 128

log = logging.getLogger(__name__)


class BoardNamespace(Answering):
    """What a viewer of the board may say; it is told the rest."""

    def __init__(self, desk: Desk, version: str, known: wire.Encoded) -> None:
        super().__init__(wire.BOARD)
        self._desk = desk
        self._hub = desk.hub
        self._snapshots = Snapshots(version, known)

    def on_connect(self, _auth: object = None) -> None:
        """Send the snapshot and subscribe, as one step."""
        language = language_of_request()
        self._hub.read(lambda board: self._welcome(board, language))
        for pull in self._desk.pulls.all():
            self.emit(answers.PULL, answers.pull(pull, language), room=request.sid)  # type: ignore[attr-defined]

    def on_snapshot(self, *_: object) -> dict[str, Any]:
        """A browser saw a hole in the revisions: send the whole board again."""
        language = language_of_request()
        self._hub.read(lambda board: self._send(board, language))
        return {"ok": True}

    def on_act(self, asked: object = None, *_: object) -> dict[str, Any]:
        """Give a command to a container; the acknowledgement says what came of it, only the board moves a card."""
        return answered(self._act, asked, language_of_request())

    def _act(self, asked: object, language: str) -> dict[str, Any]:
        fields = dict(asked) if isinstance(asked, dict) else {}
        command = fields.pop("command", None)
        if not isinstance(command, str) or command not in CONTAINER_ACTIONS:
            raise Failure("bad_request", N_('"%(command)s" is not a valid command.'), {"command": str(command)[:40]})
        return perform(self._desk, command, fields, language)

    def _welcome(self, board: Snapshot, language: str) -> None:
        self._send(board, language)
        join_room(_room(language))

    def _send(self, board: Snapshot, language: str) -> None:
        server = self.socketio.server
        connection = server.manager.eio_sid_from_sid(request.sid, wire.BOARD)  # type: ignore[attr-defined]
        server.eio.send_packet(connection, self._snapshots.get(board, language))


class Snapshots:
    """The encoded snapshot of the newest revision by language, for a moment.

    A thousand viewers who return at once share one packet; an `emit` for each would make and keep a thousand.
    """

    def __init__(self, version: str, known: wire.Encoded) -> None:
        self._version = version
        self._known = known
        self._revision, self._made_ns = -1, 0
        self._encoded: dict[str, EnginePacket] = {}

    def get(self, board: Snapshot, language: str) -> EnginePacket:
        """Return the snapshot message of `board` as it goes over the wire."""
        if board.revision != self._revision or not 0 <= board.at_ns - self._made_ns <= SNAPSHOT_KEPT_NS:
            self._revision, self._made_ns = board.revision, board.at_ns
            self._encoded.clear()
        if language not in self._encoded:
            body = wire.snapshot(board, language, self._version, self._known)
            text = FastPacket(EVENT, data=[wire.SNAPSHOT, body], namespace=wire.BOARD).encode()
            self._encoded[language] = EnginePacket(MESSAGE, text)
        return self._encoded[language]


class Publisher:
    """Sends every change of the hub to all viewers, encoded once per language, and cuts off who does not read."""

    def __init__(self, socketio: SocketIO, known: wire.Encoded) -> None:
        self._socketio = socketio
        self._known = known

    def __call__(self, change: Change) -> None:
        """Queue one change for every viewer; called by the hub, in order, under its lock."""
        for language in messages.languages():
            body = wire.change(change, language, self._known)
            self._socketio.emit(wire.CHANGE, body, namespace=wire.BOARD, to=_room(language))
        self._known.drop(change.remove, messages.languages())
        self._cut_off_slow()

    def _cut_off_slow(self) -> None:
        sockets = self._socketio.server.eio.sockets
        slow = [socket for socket in list(sockets.values()) if socket.queue.qsize() > WAITING_AT_MOST]
        for socket in slow:
            socket.close(wait=False, abort=True)


class PullPublisher:
    """Tells all viewers how a pull goes on."""

    def __init__(self, socketio: SocketIO) -> None:
        self._socketio = socketio

    def __call__(self, pull: Pull) -> None:
        """Queue one pull for every viewer."""
        for language in messages.languages():
            body = answers.pull(pull, language)
            self._socketio.emit(answers.PULL, body, namespace=wire.BOARD, to=_room(language))


def _room(language: str) -> str:
    return f"board:{language}"
