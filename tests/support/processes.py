"""The processes of a container as the machine has them: also while it is paused, when Podman lists none."""

from contextlib import suppress
from pathlib import Path

from tests.support.docker_cli import DockerCli

_PROC = Path("/proc")


def processes_of(docker: DockerCli, container: str) -> list[int]:
    """Return the processes that share the pid namespace of the main process.

    Zombies are left out: a main process that does not wait for its children keeps them for ever. Podman's `top` lists
    them, Docker's does not.
    """
    main = docker.inspect(container)["State"]["Pid"]
    assert main, f"{container} does not run"
    namespace = _namespace(main)
    return [pid for pid in _pids() if _runs_in(pid, namespace)]


def _pids() -> list[int]:
    return [int(folder.name) for folder in _PROC.iterdir() if folder.name.isdecimal()]


def _namespace(pid: int) -> str:
    return str((_PROC / str(pid) / "ns" / "pid").readlink())


def _runs_in(pid: int, namespace: str) -> bool:
    with suppress(OSError):
        state = (_PROC / str(pid) / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
        return state not in "ZX" and _namespace(pid) == namespace
    return False
