"""A private Docker Engine: own socket, own data, own bridge; it touches no other engine and leaves nothing behind."""

import io
import itertools
import os
import shutil
import signal
import socket
import subprocess
import tarfile
from pathlib import Path

import docker

from tests.support.waiting import wait_until

IMAGE = "dockcycle-test/busybox:1"
BUSYBOX = Path("/bin/busybox")
#: Workers of one run must not share a subnet: each has twenty-five of its own.
_WORKER = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
_numbers = itertools.count(_WORKER % 4 * 25)


class Dockerd:
    """One dockerd on `folder`; `stop` and `start` keep its data, `close` removes everything.

    `options` are further ones of its command line.
    """

    def __init__(self, folder: Path, *options: str) -> None:
        self.folder = folder
        self._options = options
        self.socket = folder / "docker.sock"
        self.url = f"unix://{self.socket}"
        self.process: subprocess.Popen[bytes] | None = None
        number = next(_numbers)
        self._bridge = f"dkc{os.getpid() % 100_000}x{number}"
        self._subnet = f"10.{150 + number % 100}.0.1/16"

    def start(self) -> None:
        """Start it and return when it answers."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self._make_bridge()
        command = [
            "dockerd", "--host", self.url, "--data-root", f"{self.folder}/data", "--exec-root", f"{self.folder}/exec",
            "--pidfile", f"{self.folder}/pid", "--bridge", self._bridge, "--iptables=false", "--ip-masq=false",
            "--log-level", "warn", *self._options,
        ]  # fmt: skip
        with self._log.open("ab") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log)
        wait_until(self._answers, 60, f"dockerd to answer; its log: {self._log}")

    def stop(self, number: signal.Signals = signal.SIGTERM) -> None:
        """End it; with SIGKILL without a word to anybody."""
        if self.process is not None:
            self.process.send_signal(number)
            self.process.wait(60)
            self.process = None
            (self.folder / "pid").unlink(missing_ok=True)

    def close(self) -> None:
        """End it and remove its data and its bridge."""
        self.stop()
        subprocess.run(["ip", "link", "delete", self._bridge], check=False, capture_output=True)
        self._unmount()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _unmount(self) -> None:
        """Undo the mounts a killed dockerd could not undo, the innermost first."""
        mounts = [line.split()[4] for line in Path("/proc/self/mountinfo").read_text(encoding="utf-8").splitlines()]
        for mount in sorted((one for one in mounts if one.startswith(str(self.folder))), reverse=True):
            subprocess.run(["umount", "-l", mount], check=False, capture_output=True)

    def _make_bridge(self) -> None:
        # /sys may show the interfaces of another network namespace than ours: `ip` asks the kernel about this one.
        if subprocess.run(["ip", "link", "show", self._bridge], check=False, capture_output=True).returncode == 0:
            return
        subprocess.run(["ip", "link", "add", "name", self._bridge, "type", "bridge"], check=True)
        subprocess.run(["ip", "address", "add", self._subnet, "dev", self._bridge], check=True)
        subprocess.run(["ip", "link", "set", self._bridge, "up"], check=True)

    @property
    def _log(self) -> Path:
        return self.folder / "log"

    def _answers(self) -> bool:
        assert self.process is not None
        assert self.process.poll() is None, f"dockerd ended: {self._log.read_text()[-3000:]}"
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(5)
            try:
                connection.connect(str(self.socket))
                connection.sendall(b"GET /_ping HTTP/1.0\r\n\r\n")
                return connection.recv(64).startswith(b"HTTP/1.0 200")
            except OSError:
                return False


def import_busybox(url: str) -> None:
    """Give the engine the image of the tests: busybox under all its names."""
    client = docker.APIClient(url, version="auto", timeout=60)
    changes = ['CMD ["sh"]', "ENV PATH=/bin"]
    client.import_image_from_data(_busybox_tar(), repository="dockcycle-test/busybox", tag="1", changes=changes)
    client.close()


def _busybox_tar() -> bytes:
    applets = subprocess.run([str(BUSYBOX), "--list"], check=True, capture_output=True, text=True).stdout.split()
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as tar:
        tar.add(BUSYBOX, "bin/busybox")
        for name in ("tmp", "etc", "root"):
            folder = tarfile.TarInfo(name)
            folder.type, folder.mode = tarfile.DIRTYPE, 0o755
            tar.addfile(folder)
        for applet in set(applets) - {"busybox"}:
            link = tarfile.TarInfo(f"bin/{applet}")
            link.type, link.linkname = tarfile.SYMTYPE, "busybox"
            tar.addfile(link)
    return packed.getvalue()
