"""An HTTP server that sends given bytes, for responses that a working engine does not send."""

import json
import socketserver
import ssl
import threading
from collections.abc import Callable, Mapping
from typing import Any, Protocol, Self

Write = Callable[[bytes], object]
#: The whole answer, or a function that writes it and may take its time.
Reply = bytes | Callable[[Write], None]


class _Stream(Protocol):
    def readline(self) -> bytes: ...
    def read(self, size: int, /) -> bytes: ...


VERSION = {"Version": "20.10.24", "ApiVersion": "1.41"}
PODMAN_VERSION: dict[str, Any] = {"Version": "5.8.6", "ApiVersion": "1.44", "Components": [{"Name": "Podman Engine"}]}


def answer(status: int, body: object = None) -> bytes:
    """Return a whole HTTP answer with a JSON body."""
    text = b"" if body is None else json.dumps(body).encode()
    head = f"HTTP/1.1 {status} Said\r\nContent-Type: application/json\r\nContent-Length: {len(text)}\r\n"
    return head.encode() + b"Connection: close\r\n\r\n" + text


CHUNKED = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"


def chunk(data: bytes) -> bytes:
    """Return one chunk of a chunked answer."""
    return b"%x\r\n%s\r\n" % (len(data), data)


class _Handler(socketserver.StreamRequestHandler):
    server: "_Server"

    def handle(self) -> None:
        asked = _request(self.rfile)
        if asked is None:
            return
        method, path, body = asked
        self.server.asked.append((method, path))
        self.server.bodies.append(body)
        reply = self.server.replies.get(f"{method} {_bare(path)}", answer(404, {"message": "page not found"}))
        if isinstance(reply, bytes):
            self.wfile.write(reply)
        else:
            reply(self.wfile.write)


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    request_queue_size = 64  # several clients come at once; with 5 the kernel drops some
    asked: list[tuple[str, str]]
    bodies: list[bytes]
    replies: Mapping[str, Reply]
    context: ssl.SSLContext | None

    def finish_request(self, request: object, client_address: object) -> None:
        """Speak TLS in the connection's own thread, where a failed handshake ends nothing else."""
        if self.context is None:
            _Handler(request, client_address, self)  # type: ignore[arg-type]
            return
        try:
            with self.context.wrap_socket(request, server_side=True) as secured:  # type: ignore[arg-type]
                _Handler(secured, client_address, self)
        except (ssl.SSLError, ConnectionError):
            return  # the client did not like our certificate, or we not its


class ScriptedHttpServer:
    """Serves `replies` by `METHOD /path` (without version and query) until the block ends; `asked` is what came."""

    def __init__(self, replies: Mapping[str, Reply], context: ssl.SSLContext | None = None) -> None:
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.asked, self._server.bodies = [], []
        self._server.replies = {"GET /version": answer(200, VERSION), **replies}
        self._server.context = context
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))
        self.url = f"tcp://127.0.0.1:{self._server.server_address[1]}"

    @property
    def asked(self) -> list[tuple[str, str]]:
        """What was asked so far, as (method, path with version and query)."""
        return self._server.asked

    def body_of(self, path: str) -> bytes:
        """Return the body that was sent to a path (without version and query), the last of several."""
        return next(
            body
            for (_, asked), body in zip(reversed(self._server.asked), reversed(self._server.bodies), strict=True)
            if _bare(asked) == path
        )

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


def _request(stream: _Stream) -> tuple[str, str, bytes] | None:
    """Read one request; return its method, its path and its body, None when there was none."""
    first, length = stream.readline().decode(), 0
    while (line := stream.readline().strip().lower()) != b"":
        if line.startswith(b"content-length:"):
            length = int(line.split(b":")[1])
    body = stream.read(length)
    method, _, rest = first.partition(" ")
    return (method, rest.split(" ")[0], body) if rest else None


def _bare(path: str) -> str:
    path = path.partition("?")[0]
    return "/" + path.split("/", 2)[2] if path.startswith("/v1.") else path
