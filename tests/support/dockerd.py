"""The private engine of the tests, and the image that it gets."""

import io
import subprocess
import tarfile
from pathlib import Path

import docker

from tests.support.engines import TestedEngine, under_test
from tests.support.podman import Podman
from tests.support.private_engine import PrivateEngine

IMAGE = "dockcycle-test/busybox:1"
BUSYBOX = Path("/bin/busybox")


class Dockerd(PrivateEngine):
    """One dockerd, with a containerd of its own."""

    def _prepared(self) -> list[str]:
        return [
            "dockerd", "--host", self.url, "--data-root", f"{self.folder}/data", "--exec-root", f"{self.folder}/exec",
            "--pidfile", f"{self.folder}/pid", "--bridge", self._bridge.name, "--iptables=false", "--ip-masq=false",
            "--log-level", "warn", *self._options,
        ]  # fmt: skip


def private_engine(folder: Path, *options: str, engine: TestedEngine | None = None) -> PrivateEngine:
    """Return a private engine of the product that is under test, or of `engine`; it is not started yet."""
    kind = Podman if (engine or under_test()).podman else Dockerd
    return kind(folder, *options, engine=engine)


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
