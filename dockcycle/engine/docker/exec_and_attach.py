"""Exec and attach on a real engine: starts the consoles."""

import secrets

from dockcycle.domain.console import ExecSpec
from dockcycle.engine.docker.attach_console import DETACH_KEYS, AttachConsole, can_be_typed_to
from dockcycle.engine.docker.connection import path_of
from dockcycle.engine.docker.console_calls import ConsoleCalls
from dockcycle.engine.docker.exec_console import ExecConsole, exec_body
from dockcycle.engine.docker.transport.payloads import read
from dockcycle.engine.errors import engine_errors

#: From this API version on, the requests of an exec contain its terminal size. Before, it is resized after its start.
_SIZED_FROM = (1, 42)


class DockerConsoles(ConsoleCalls):
    """The calls of `Engine` for consoles and shells."""

    def exec_console(self, id: str, spec: ExecSpec, cols: int = 80, rows: int = 24) -> ExecConsole:
        mark = secrets.token_hex(8)
        sized = {"ConsoleSize": [rows, cols]} if spec.tty and self._speaks(_SIZED_FROM) else {}
        with engine_errors("exec"):
            path = path_of(id, "exec")
            exec_id = str(read(self._post(path, json=exec_body(spec, mark) | sized).content)["Id"])
            hijacked = self.hijack(f"/exec/{exec_id}/start", framed=not spec.tty, json={"Tty": spec.tty} | sized)
        console = self._kept(ExecConsole(self, id, exec_id, spec, mark=mark, hijacked=hijacked))
        if spec.tty and self._is_podman:  # Podman accepts the size at the start and ignores it
            console.resize(cols, rows)
        elif spec.tty and not sized:
            console.size_when_started(cols, rows)
        return console

    def attach_console(self, id: str, *, stdin: bool) -> AttachConsole:
        with engine_errors("attach"):
            config = self._json(path_of(id, "json"))["Config"]
            tty, stdin = bool(config["Tty"]), stdin and can_be_typed_to(config, is_podman=self._is_podman)
            params = {"stream": "1", "stdin": str(int(stdin)), "stdout": "1", "stderr": "1", "detachKeys": DETACH_KEYS}
            hijacked = self.hijack(path_of(id, "attach"), framed=not tty, params=params)
        return self._kept(AttachConsole(self, id, hijacked, tty=tty, takes_input=stdin))
