"""An engine that a test can stop and start. The path of its folder is short, as containerd's sockets require."""

import shutil
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.dockerd import import_busybox, private_engine
from tests.support.private_engine import PrivateEngine


@pytest.fixture
def own_dockerd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PrivateEngine]:
    """An engine of the test's own, with the image of the tests."""
    dockerd = private_engine(tmp_path_factory.mktemp("own"))
    dockerd.start()
    try:
        import_busybox(dockerd.url)
        yield dockerd
    finally:
        if dockerd.process is None:  # it ends the containers that outlived it
            dockerd.start()
        dockerd.close()
        _unmount(dockerd.folder)


def crash(dockerd: PrivateEngine) -> None:
    """End it by SIGKILL, and its containerd with it; `start` makes both anew.

    Where PID 1 buries nobody the old containerd stays as a zombie, which the next dockerd would take for alive.
    """
    dockerd.stop(signal.SIGKILL)
    (dockerd.folder / "exec" / "containerd" / "containerd.pid").unlink(missing_ok=True)


def _unmount(folder: Path) -> None:
    """Give back what a crashed engine left mounted below `folder`, innermost first, and remove it."""
    mounted = [line.split()[1] for line in Path("/proc/self/mounts").read_text(encoding="utf-8").splitlines()]
    for path in sorted((path for path in mounted if Path(path).is_relative_to(folder)), reverse=True):
        subprocess.run(["umount", "--lazy", path], check=True)
    shutil.rmtree(folder, ignore_errors=True)
