"""The real app as a process of its own, on a free port."""

import os
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import requests

from tests.support.waiting import wait_until

ROOT = Path(__file__).parent.parent.parent


def free_port() -> int:
    """Return a port of loopback that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class App:
    """`app.py` with its own environment; `with App({...}) as app` serves until the block ends."""

    def __init__(self, settings: Mapping[str, str], log: Path, port: int | None = None) -> None:
        self.port = port or free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._log = log
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("DOCKCYCLE_", "DOCKER_"))}
        self._environ = {**kept, **settings, "DOCKCYCLE_PORT": str(self.port)}
        self.process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stop()

    def start(self) -> None:
        """Start it and return when it answers."""
        with self._log.open("ab") as log:
            self.process = subprocess.Popen(
                self._command(), env=self._environ, stdout=log, stderr=log, cwd=self._folder()
            )
        wait_until(self._answers, 20, f"{self.url} to answer; its log: {self._log}")

    def _command(self) -> Sequence[str]:
        return (sys.executable, str(self._folder() / "app.py"))

    def _folder(self) -> Path:
        """The tree it is served from."""
        return ROOT

    def stop(self) -> int:
        """End it by SIGTERM and return its exit code; fails when it takes longer than 10 s."""
        if self.process is None:
            return 0
        self.process.terminate()
        code = self.process.wait(10)
        self.process = None
        return code

    def wait_live(self) -> None:
        """Return when every engine is live."""
        wait_until(lambda: self.get("/healthz").json()["status"] == "ok", 30, "every engine to be live")

    def get(self, path: str) -> requests.Response:
        """Return the answer to GET `path`."""
        return requests.get(self.url + path, timeout=10)

    def resident_kib(self) -> int:
        """Return its resident memory."""
        assert self.process is not None
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="utf-8")
        return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS")))

    def log_text(self) -> str:
        """Return what it logged so far."""
        return self._log.read_text(encoding="utf-8")

    def _answers(self) -> bool:
        assert self.process is not None
        assert self.process.poll() is None, f"the app ended: {self.log_text()[-2000:]}"
        try:
            return self.get("/healthz").ok
        except requests.ConnectionError:
            return False
