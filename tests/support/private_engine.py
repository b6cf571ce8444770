"""A private engine: own socket, own data, own bridge; it touches no other engine and leaves nothing behind."""

import shutil
import signal
import socket
import subprocess
from pathlib import Path

import docker

from tests.support.debian_suites import Namespace
from tests.support.engines import TestedEngine, under_test
from tests.support.subnets import Bridge
from tests.support.waiting import wait_until

_SECONDS = 60


class PrivateEngine:
    """One engine on `folder`; `stop` and `start` keep its data, `close` removes everything.

    `options` are further ones of its command line. `engine` is the one to start, by default the one under test.
    """

    def __init__(self, folder: Path, *options: str, engine: TestedEngine | None = None) -> None:
        self.folder = folder
        self.engine = engine or under_test()
        self.socket = folder / "docker.sock"
        self.url = f"unix://{self.socket}"
        self.process: subprocess.Popen[bytes] | None = None
        self._options = (*self.engine.options, *options)
        self._bridge = Bridge()
        self._namespace = Namespace(self.engine.suite) if self.engine.suite else None

    def start(self) -> None:
        """Start it and return when it answers."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self._bridge.make()
        with self._log.open("ab") as log:
            self.process = subprocess.Popen(self._inside(*self._prepared()), stdout=log, stderr=log)
        wait_until(self._answers, _SECONDS, f"{self.engine.title} to answer; its log: {self._log}")
        if self._namespace is not None:
            self._namespace.hold(self.process.pid)
        self._check_version()

    def stop(self, number: signal.Signals = signal.SIGTERM) -> None:
        """End it; with SIGKILL without a word to anybody."""
        if self.process is not None:
            self.process.send_signal(number)
            self.process.wait(_SECONDS)
            self.process = None
            (self.folder / "pid").unlink(missing_ok=True)

    def close(self) -> None:
        """End it and remove its data and its bridge."""
        self.stop()
        self._bridge.remove()
        if self._namespace is not None:
            self._namespace.close()
        self._unmount()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _prepared(self) -> list[str]:
        """Write what the engine reads at its start, and return its command line."""
        raise NotImplementedError

    def _inside(self, *command: str) -> list[str]:
        return list(command) if self._namespace is None else self._namespace.command(*command)

    def _unmount(self) -> None:
        """Undo the mounts a killed engine could not undo, the innermost first."""
        mounts = [line.split()[4] for line in Path("/proc/self/mountinfo").read_text(encoding="utf-8").splitlines()]
        for mount in sorted((one for one in mounts if one.startswith(str(self.folder))), reverse=True):
            subprocess.run(["umount", "-l", mount], check=False, capture_output=True)

    @property
    def _log(self) -> Path:
        return self.folder / "log"

    def _check_version(self) -> None:
        """A suite that has moved on to another version would be documented under the wrong name."""
        client = docker.APIClient(self.url, version="auto", timeout=_SECONDS)
        version = client.version()["Version"]
        client.close()
        assert version.startswith(self.engine.version), f"{self.engine.title} reports itself as {version}"

    def _answers(self) -> bool:
        assert self.process is not None
        ended = f"{self.engine.title} ended: {self._log.read_text(errors='replace')[-3000:]}"
        assert self.process.poll() is None, ended
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(5)
            try:
                connection.connect(str(self.socket))
                connection.sendall(b"GET /_ping HTTP/1.0\r\n\r\n")
                return connection.recv(64).startswith(b"HTTP/1.0 200")
            except OSError:
                return False
