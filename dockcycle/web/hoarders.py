"""Who asks for more than it reads: its connection ends before what waits for it fills the memory."""

from typing import Any

#: More than may be on its way to the 32 consoles of one page (docs/protocol.md): 512 messages and 8 MiB.
PACKETS_AT_MOST = 600
BYTES_AT_MOST = 16 * 1024 * 1024
#: So many are nobody's trouble, however large.
_FEW = 64


def cut_off_hoarder(server: Any, viewer: str, namespace: str) -> None:
    """End the connection of a viewer for whom too much waits; `server` is python-socketio's."""
    connection = server.manager.eio_sid_from_sid(viewer, namespace)
    socket = server.eio.sockets.get(connection)
    if socket is not None and hoards(socket):
        # By itself, later: whoever sends holds locks that the good-bye takes, too.
        server.start_background_task(socket.close, False, True)


def hoards(socket: Any) -> bool:
    """Tell whether too much waits for the viewer behind engine.io's `socket`."""
    waiting = socket.queue.qsize()
    return waiting > PACKETS_AT_MOST or (waiting > _FEW and _bytes(socket) > BYTES_AT_MOST)


def _bytes(socket: Any) -> int:
    return sum(len(packet.data or b"") for packet in list(socket.queue.queue))
