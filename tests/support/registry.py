"""Private registries on free ports of this machine, and a forwarder in front of one that can be told to misbehave."""

import base64
import http.client
import http.server
import json
import re
import shutil
import socket
import subprocess
import threading
from collections.abc import Callable
from pathlib import Path

import bcrypt

from dockcycle.engine import Credentials
from tests.support.docker_cli import DockerCli
from tests.support.dockerd import IMAGE
from tests.support.waiting import wait_until

CREDENTIALS = Credentials("dockcycle", "practice-makes-perfect")
REALM = "practice"
_LAYER_BYTES = 3 << 20
_LAYERS = 3
#: The first byte of a TLS record that begins a connection.
_TLS_HANDSHAKE = b"\x16"


class Registry:
    """One docker-registry with its storage in `folder`; with `credentials` nobody else may pull."""

    def __init__(self, folder: Path, credentials: Credentials | None = None) -> None:
        self.host = f"127.0.0.1:{_free_port()}"
        self._folder = folder
        self._credentials = credentials
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and return when it answers."""
        self._folder.mkdir(parents=True, exist_ok=True)
        program = shutil.which("docker-registry")
        assert program, "docker-registry is missing (package docker-registry)"
        config = self._folder / "config.yml"
        config.write_text(self._config(), encoding="utf-8")
        with self._log.open("ab") as log:
            self._process = subprocess.Popen([program, "serve", str(config)], stdout=log, stderr=log)
        wait_until(self._answers, 20, f"the registry to answer; its log: {self._log}")

    def close(self) -> None:
        """End it; its storage is the folder's."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait(20)
            self._process = None

    def cli_folder(self) -> Path:
        """Return a folder of settings with which the docker CLI is signed in here."""
        folder = self._folder / "cli"
        folder.mkdir(exist_ok=True)
        pair = self._credentials
        auth = base64.b64encode(f"{pair.username}:{pair.password}".encode()).decode() if pair else ""
        settings = {"auths": {self.host: {"auth": auth}} if pair else {}}
        (folder / "config.json").write_text(json.dumps(settings), encoding="utf-8")
        return folder

    def _config(self) -> str:
        lines = [
            "version: 0.1",
            "log: {level: warn, accesslog: {disabled: true}}",
            f"storage: {{filesystem: {{rootdirectory: {self._folder / 'data'}}}}}",
            f"http: {{addr: {self.host}}}",
        ]
        if self._credentials is not None:
            path = self._folder / "htpasswd"
            digest = bcrypt.hashpw(self._credentials.password.encode(), bcrypt.gensalt(4)).decode()
            path.write_text(f"{self._credentials.username}:{digest}\n", encoding="utf-8")
            lines.append(f"auth: {{htpasswd: {{realm: {REALM}, path: {path}}}}}")
        return "\n".join(lines)

    @property
    def _log(self) -> Path:
        return self._folder / "log"

    def _answers(self) -> bool:
        assert self._process is not None
        assert self._process.poll() is None, f"the registry ended: {self._log.read_text()[-3000:]}"
        connection = http.client.HTTPConnection(self.host, timeout=5)
        try:
            connection.request("GET", "/v2/")
            return connection.getresponse().status in (200, 401)
        except OSError:
            return False
        finally:
            connection.close()


class Forwarder:
    """A registry that hands on what another one says. The rest of each blob waits while it is `held`."""

    def __init__(self, behind: str) -> None:
        self.held = threading.Event()
        self._free = threading.Event()
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _handler(behind, self._pass))
        server.daemon_threads = True
        self._server = server
        self.host = f"127.0.0.1:{server.server_address[1]}"
        self._thread = threading.Thread(target=server.serve_forever, daemon=True)
        self._thread.start()

    def release(self) -> None:
        """Let everything through."""
        self._free.set()

    def close(self) -> None:
        """End it."""
        self.release()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(10)

    def _pass(self) -> None:
        self.held.set()
        self._free.wait(60)


class _PlainHandler(http.server.BaseHTTPRequestHandler):
    """Answers a TLS handshake with HTTP, as Go's server does: containerd then goes on without TLS."""

    protocol_version = "HTTP/1.1"

    def handle_one_request(self) -> None:
        if self.rfile.peek(1)[:1] != _TLS_HANDSHAKE:  # type: ignore[attr-defined]  # a BufferedReader
            super().handle_one_request()
            return
        self.wfile.write(b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n")
        self.close_connection = True


def _handler(behind: str, wait: Callable[[], None]) -> type[http.server.BaseHTTPRequestHandler]:
    class Handler(_PlainHandler):
        def do_GET(self) -> None:
            connection = http.client.HTTPConnection(behind, timeout=20)
            accepted = ", ".join(self.headers.get_all("Accept") or ["*/*"])  # the engine sends a header for each type
            connection.request(self.command, self.path, headers={"Accept": accepted})
            answer = connection.getresponse()
            body = answer.read()
            connection.close()
            self.send_response(answer.status)
            for name, value in answer.getheaders():
                if name.lower() not in ("connection", "date", "server"):
                    self.send_header(name, value)
            self.end_headers()
            half = len(body) // 2 if re.search("/blobs/", self.path) and len(body) > _LAYER_BYTES // 2 else 0
            if self.command == "HEAD":
                return
            if half:
                self.wfile.write(body[:half])
                self.wfile.flush()
                wait()
            self.wfile.write(body[half:])

        do_HEAD = do_GET  # noqa: N815 (the name that http.server looks for)

        def log_message(self, format: str, *arguments: object) -> None:
            """Say nothing."""

    return Handler


def push_layers(docker: DockerCli, name: str, registry: Registry) -> None:
    """Push an image of a few layers of some MB, made anew, as `name` and with the tag `twin`; leave nothing of it."""
    made = IMAGE
    for number in range(_LAYERS):
        fill = f"dd if=/dev/urandom of=/layer{number} bs=1M count={_LAYER_BYTES >> 20} 2>/dev/null"
        container = docker("create", made, "sh", "-c", fill)
        docker("start", "-a", container)
        made = docker("commit", "--change", 'CMD ["sh"]', container, name)
        docker("rm", container)
    twin = f"{name.rpartition(':')[0]}:twin"
    docker("tag", name, twin)
    for pushed in (name, twin):
        push(docker, pushed, registry)
    docker("rmi", name, twin)


def push(docker: DockerCli, name: str, registry: Registry) -> None:
    """Push what is called `name` already; the CLI's own settings are left alone."""
    docker("--config", str(registry.cli_folder()), "push", "-q", name)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
