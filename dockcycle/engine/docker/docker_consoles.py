"""Exec and attach on a real engine: starts the consoles."""

import secrets

from dockcycle.domain.console import ExecSpec
from dockcycle.engine.docker.attach_console import DETACH_KEYS, AttachConsole, can_be_typed_to
from dockcycle.engine.docker.connection import Connection, path_of
from dockcycle.engine.docker.console_endpoints import ConsoleEndpoints
from dockcycle.engine.docker.error_translation import engine_errors
from dockcycle.engine.docker.exec_console import ExecConsole, exec_body
from dockcycle.engine.docker.transport.payloads import load_json

#: From this API version on, the requests of an exec contain its terminal size. Before, it is resized after its start.
_SIZED_FROM = (1, 42)


class DockerConsoles:
    """The consoles of a real engine (`engine_protocols.ConsoleCalls`)."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._endpoints = ConsoleEndpoints(connection)

    def shells(self, id: str) -> tuple[str, ...]:
        return self._endpoints.shells(id)

    def exec(self, id: str, spec: ExecSpec, cols: int = 80, rows: int = 24) -> ExecConsole:
        mark = secrets.token_hex(8)
        sized = {"ConsoleSize": [rows, cols]} if spec.tty and self._connection.supports(_SIZED_FROM) else {}
        with engine_errors("exec"):
            path = path_of(id, "exec")
            exec_id = str(load_json(self._connection.post(path, json=exec_body(spec, mark) | sized).content)["Id"])
            hijacked = self._endpoints.hijack(
                f"/exec/{exec_id}/start", framed=not spec.tty, json={"Tty": spec.tty} | sized
            )
        console = self._connection.keep(ExecConsole(self._endpoints, id, exec_id, spec, mark=mark, hijacked=hijacked))
        if spec.tty and self._connection.is_podman:  # Podman accepts the size at the start and ignores it
            console.resize(cols, rows)
        elif spec.tty and not sized:
            console.size_when_started(cols, rows)
        return console

    def attach(self, id: str, *, stdin: bool) -> AttachConsole:
        with engine_errors("attach"):
            config = self._connection.json(path_of(id, "json"))["Config"]
            tty, stdin = bool(config["Tty"]), stdin and can_be_typed_to(config, is_podman=self._connection.is_podman)
            params = {"stream": "1", "stdin": str(int(stdin)), "stdout": "1", "stderr": "1", "detachKeys": DETACH_KEYS}
            hijacked = self._endpoints.hijack(path_of(id, "attach"), framed=not tty, params=params)
        return self._connection.keep(AttachConsole(self._endpoints, id, hijacked, tty=tty, takes_input=stdin))
