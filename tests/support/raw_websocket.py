"""A WebSocket for hand-written Engine.IO packets, which no client library would send."""

from typing import Any

import websocket

from tests.support.app import App


def raw_websocket(app: App, **options: Any) -> websocket.WebSocket:
    """Connect; the first message to read is the server's `open`."""
    return websocket.create_connection(
        f"ws://127.0.0.1:{app.port}/socket.io/?EIO=4&transport=websocket", timeout=15, **options
    )


def wait_for_text(client: websocket.WebSocket, beginning: str) -> str:
    """Read until a message begins like that, and return it."""
    for _ in range(1000):
        message = client.recv()
        if isinstance(message, str) and message.startswith(beginning):
            return message
    raise AssertionError(f"no message {beginning}…")
