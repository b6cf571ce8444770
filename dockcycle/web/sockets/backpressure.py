"""Disconnects clients whose send queue grows because they do not read. Otherwise the queue would fill the memory."""

from typing import Any

#: Limits of a send queue, above the flow control of one page's 32 consoles: 512 messages and 8 MiB (docs/protocol.md).
PACKETS_AT_MOST = 600
BYTES_AT_MOST = 16 * 1024 * 1024
#: A queue of at most this many packets is always accepted, without computing its size.
_FEW = 64


def disconnect_if_backlogged(server: Any, viewer: str, namespace: str) -> None:
    """Disconnect a viewer if its send queue exceeds the limits. `server` is the server of python-socketio."""
    connection = server.manager.eio_sid_from_sid(viewer, namespace)
    socket = server.eio.sockets.get(connection)
    if socket is not None and has_backlog(socket):
        # In the background: the sender holds locks that closing needs.
        server.start_background_task(socket.close, False, True)


def has_backlog(socket: Any) -> bool:
    """Return whether the send queue of engine.io's `socket` exceeds the limits."""
    waiting = socket.queue.qsize()
    return waiting > PACKETS_AT_MOST or (waiting > _FEW and _bytes(socket) > BYTES_AT_MOST)


def _bytes(socket: Any) -> int:
    return sum(len(packet.data or b"") for packet in list(socket.queue.queue))
