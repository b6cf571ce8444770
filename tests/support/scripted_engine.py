"""An engine that is told what to answer and when, on a Unix socket: for releases that cannot run here.

It does what a real one does with the version in the path (moby `daemon/server/middleware/version.go`), with the type of
a stream (`daemon/server/router/system/system_routes.go`) and with the fields that older versions of the API still get.
"""

import contextlib
import json
import re
import socketserver
import threading
from collections.abc import Iterator, Sequence
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from types import TracebackType
from typing import Any, ClassVar, Self
from urllib.parse import parse_qs, urlsplit

from tests.support.docker_29_payloads import Json
from tests.support.docker_releases import JSON, SEQUENCE, Release


class ScriptedEngine:
    """Serves at `url` until the block ends. `put` and `tell` are the script; `asked` is what came, (method, path)."""

    def __init__(self, folder: Path, release: Release) -> None:
        self.release = release
        self.url = f"unix://{folder / 'docker.sock'}"
        self.asked: list[tuple[str, str]] = []
        self.types: list[str] = []
        self.images: list[Json] = []
        self.pull: Sequence[Json] = ()
        self.rows: dict[str, Json] = {}
        self.inspects: dict[str, Json] = {}
        self.events: list[Json] = []
        self.changed = threading.Condition()
        self.cuts = 0
        self._server = _Server(str(folder / "docker.sock"), _Handler)
        self._server.engine = self
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.cut()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def put(self, row: Json, inspect: Json) -> None:
        """Have a container, or have it changed; nothing is told of it."""
        self.rows[row["Id"]], self.inspects[row["Id"]] = row, inspect

    def tell(self, event: Json) -> None:
        """Send an event to all who follow, and to who asks for it later."""
        with self.changed:
            self.events.append(event)
            self.changed.notify_all()

    def cut(self) -> None:
        """End every stream of events."""
        with self.changed:
            self.cuts += 1
            self.changed.notify_all()

    def become(self, release: Release) -> None:
        """Be another release, as after an upgrade."""
        self.release = release
        self.cut()

    def times_asked(self, pattern: str) -> int:
        """Return how often a path without its version and query was asked for."""
        return sum(bool(re.fullmatch(pattern, _parted(path)[1].partition("?")[0])) for _, path in list(self.asked))


class _Server(socketserver.ThreadingMixIn, socketserver.UnixStreamServer):
    daemon_threads = True
    block_on_close = False
    engine: ScriptedEngine


class _Handler(BaseHTTPRequestHandler):
    """One connection. Answers are found by `_answers`, by method and path."""

    protocol_version = "HTTP/1.1"
    server: _Server
    _answers: ClassVar[dict[str, str]] = {
        r"GET /version": "_version",
        r"GET /_ping": "_ping",
        r"GET /containers/json": "_list",
        r"GET /containers/([^/]+)/json": "_inspect",
        r"GET /images/json": "_images",
        r"GET /events": "_events",
        r"POST /images/create": "_pull",
    }

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing: the tests have `asked`."""

    def do_GET(self) -> None:
        self._serve()

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self._serve()

    def _serve(self) -> None:
        self.engine = self.server.engine
        self.engine.asked.append((self.command, self.path))
        said, path = _parted(self.path)
        self.api = said or self.engine.release.api
        refusal = _refusal(self.api, self.engine.release)
        if refusal:
            self._json(400, {"message": refusal})
            return
        parts = urlsplit(path)
        self.query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        for pattern, name in self._answers.items():
            found = re.fullmatch(pattern, f"{self.command} {parts.path}")
            if found:
                getattr(self, name)(*found.groups())
                return
        self._json(404, {"message": "page not found"})

    def _version(self) -> None:
        release = self.engine.release
        told = {"Version": release.version, "ApiVersion": release.api, "MinAPIVersion": release.minimum, "Os": "linux"}
        details = {"ApiVersion": release.api, "MinAPIVersion": release.minimum}
        self._json(200, {**told, "Components": [{"Name": "Engine", "Version": release.version, "Details": details}]})

    def _ping(self) -> None:
        self._head(200, "text/plain; charset=utf-8", 2)
        self.wfile.write(b"OK")

    def _list(self) -> None:
        rows = [dict(row) for row in self.engine.rows.values()]
        if not self._at_least("1.52"):
            for row in rows:
                row.pop("Health", None)
        self._json(200, rows)

    def _inspect(self, id: str) -> None:
        told = self.engine.inspects.get(id)
        if told is None:
            self._json(404, {"message": f"No such container: {id}"})
            return
        old = {} if self._at_least("1.52") else {"Gateway": "172.17.0.1", "IPAddress": "172.17.0.2", "MacAddress": ""}
        self._json(200, {**told, "NetworkSettings": {**told["NetworkSettings"], **old}})

    def _images(self) -> None:
        counted = self._at_least("1.51")
        self._json(200, [{**one, "Containers": one["Containers"] if counted else -1} for one in self.engine.images])

    def _pull(self) -> None:
        self._head(200, JSON)
        for line in self.engine.pull:
            self._chunk(line)
        self._chunk(None)

    def _events(self) -> None:
        kind = self._stream_type()
        self.engine.types.append(kind)
        self._head(200, kind)
        with contextlib.suppress(OSError):  # who followed has gone
            for event in self._told(float(self.query.get("since") or "inf")):
                self._chunk(event, mark=b"\x1e" if kind == SEQUENCE else b"")
            self._chunk(None)

    def _told(self, since: float) -> Iterator[Json]:
        """Yield events until the streams are cut: those since then, and those to come."""
        engine = self.engine
        with engine.changed:
            cuts, told = engine.cuts, 0 if since != float("inf") else len(engine.events)
        while True:
            with engine.changed:
                while len(engine.events) <= told and engine.cuts == cuts:
                    engine.changed.wait()
                if engine.cuts != cuts:
                    return
                event, told = engine.events[told], told + 1
            if since == float("inf") or event["timeNano"] >= since * 1e9:
                yield event if self._at_least("1.52") else _with_old_fields(event)

    def _stream_type(self) -> str:
        """What was asked for by name, else the first offer; engines and clients before 1.52 call the lines JSON."""
        offers = self.engine.release.streams
        asked = [part.partition(";")[0].strip() for part in (self.headers.get("Accept") or "").split(",")]
        named = next((offer for offer in offers if offer in asked), None)
        return named or (offers[0] if offers and self._at_least("1.52") else JSON)

    def _at_least(self, version: str) -> bool:
        return _number(self.api) >= _number(version)

    def _json(self, status: int, body: Any) -> None:
        text = json.dumps(body).encode()
        self._head(status, JSON, len(text))
        self.wfile.write(text)

    def _head(self, status: int, kind: str, length: int | None = None) -> None:
        self.send_response(status)
        self.send_header("Api-Version", self.engine.release.api)
        self.send_header("Content-Type", kind)
        if length is None:
            self.send_header("Transfer-Encoding", "chunked")
        else:
            self.send_header("Content-Length", str(length))
        self.end_headers()

    def _chunk(self, value: Json | None, mark: bytes = b"") -> None:
        """Write one line as one chunk, as engines do; None ends the answer."""
        text = b"" if value is None else mark + json.dumps(value).encode() + b"\n"
        self.wfile.write(b"%x\r\n%s\r\n" % (len(text), text))


def _parted(path: str) -> tuple[str | None, str]:
    """Return the version in a path, None for none, and the rest."""
    found = re.match(r"/v(\d+\.\d+)(?=/)", path)
    return (found[1], path[found.end() :]) if found else (None, path)


def _number(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))


def _refusal(api: str, release: Release) -> str | None:
    if _number(api) < _number(release.minimum):
        least = f"Minimum supported API version is {release.minimum}"
        return f"client version {api} is too old. {least}, please upgrade your client to a newer version"
    if _number(api) > _number(release.api):
        return f"client version {api} is too new. Maximum supported API version is {release.api}"
    return None


def _with_old_fields(event: Json) -> Json:
    image = event["Actor"]["Attributes"].get("image", "")
    return {"status": event["Action"], "id": event["Actor"]["ID"], "from": image, **event}
