"""The bare WebSocket server as a process. `python -m tests.support.websocket_process flood|echo` prints its port."""

import sys
from collections.abc import Callable, Iterable
from typing import Any

from dockcycle.server import listen, make_server
from dockcycle.websocket import WebSocket

FRAMES, FRAME_BYTES = 30, 400_000


def frame(number: int) -> bytes:
    """Return the frame that `flood` sends as its `number`th."""
    return bytes([number]) * FRAME_BYTES


def flood(connection: WebSocket) -> None:
    """Send frames that fill every buffer on the way."""
    for number in range(FRAMES):
        connection.send(frame(number))


def echo(connection: WebSocket) -> None:
    """Send back each message."""
    while (message := connection.wait()) is not None:
        connection.send(message)


def main() -> None:
    """Serve until killed."""
    handler = {"flood": flood, "echo": echo}[sys.argv[1]]
    listener = listen("127.0.0.1", 0)
    sys.stdout.write(f"{listener.getsockname()[1]}\n")
    sys.stdout.flush()

    def serve(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        return WebSocket(handler, None)(environ, start_response)

    make_server(serve, listener).serve_forever()


if __name__ == "__main__":
    main()
