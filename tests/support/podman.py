"""A private Podman: its `system service`, with settings, data, networks and containers of its own."""

import contextlib
import json
import os
import signal
import subprocess
from pathlib import Path

from tests.support.private_engine import PrivateEngine
from tests.support.waiting import wait_until

_SETTINGS = """
[engine]
cgroup_manager = "cgroupfs"
events_logger = "file"
[network]
network_backend = "netavark"
firewall_driver = "none"
"""
#: The registries of the tests speak plain HTTP.
_REGISTRIES = """
unqualified-search-registries = ["docker.io"]
[[registry]]
location = "127.0.0.1"
insecure = true
"""
_POLICY = {"default": [{"type": "insecureAcceptAnything"}]}
#: Podman's own id of its default network.
_NETWORK_ID = "2f259bab93aaaaa2542ba43ef33eb990d0999ee1b9924b557b7be53c0b7a1bb9"
# crun refuses the mixed form of cgroups v1 and v2; without the v2 part it is v1 alone.
_V1_ONLY = 'if mountpoint -q /sys/fs/cgroup/unified; then umount --lazy /sys/fs/cgroup/unified; fi; exec "$@"'


class Podman(PrivateEngine):
    """One `podman system service`. Its containers outlive it, as they do on every machine; `close` ends them."""

    def close(self) -> None:
        """End all containers, then the service."""
        if self.process is None and self.folder.exists():
            self.start()
        removal = self._inside(*self._podman("rm", "--all", "--force", "--time", "0"))
        with contextlib.suppress(subprocess.TimeoutExpired):
            subprocess.run(removal, check=False, capture_output=True, timeout=60)
        self.stop()
        end_monitors(self.folder)
        super().close()

    def _prepared(self) -> list[str]:
        for name, text in self._files().items():
            path = self.folder / name
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return ["sh", "-ec", _V1_ONLY, "sh", *self._podman(*self._options, "system", "service", "--time=0", self.url)]

    def _podman(self, *arguments: str) -> list[str]:
        return [
            "env", f"CONTAINERS_CONF={self.folder}/containers.conf",
            f"CONTAINERS_REGISTRIES_CONF={self.folder}/registries.conf", "PODMAN_IGNORE_CGROUPSV1_WARNING=1",
            "podman", "--root", f"{self.folder}/data", "--runroot", f"{self.folder}/runroot",
            "--tmpdir", f"{self.folder}/state", "--network-config-dir", f"{self.folder}/networks", *arguments,
        ]  # fmt: skip

    def _files(self) -> dict[str, str]:
        """Return the settings by their path in the folder."""
        subnet = self._bridge.subnet
        assert subnet is not None
        network = {
            "name": "podman", "id": _NETWORK_ID, "driver": "bridge", "network_interface": self._bridge.name,
            "created": "2026-01-01T00:00:00Z", "subnets": [{"subnet": str(subnet), "gateway": str(subnet[1])}],
            "ipv6_enabled": False, "internal": False, "dns_enabled": False, "ipam_options": {"driver": "host-local"},
        }  # fmt: skip
        return {
            "containers.conf": _SETTINGS,
            "registries.conf": _REGISTRIES,
            "policy.json": json.dumps(_POLICY),
            "networks/podman.json": json.dumps(network),
        }


def end_monitors(folder: Path) -> None:
    """End what is left of containers that could not be removed: their conmon processes and first processes."""
    pids = monitors(folder)
    for pid in [*(child for one in pids for child in _children(one)), *pids]:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    wait_until(lambda: not monitors(folder), 20, f"the processes {pids} to end")


def monitors(folder: Path) -> list[int]:
    """Return the processes that have `folder` as a part of their command line and are named conmon."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):
            words = path.read_bytes().decode(errors="replace").split("\0")
            if Path(words[0]).name == "conmon" and any(word.startswith(f"{folder}/") for word in words):
                found.append(int(path.parent.name))
    return found


def _children(pid: int) -> list[int]:
    with contextlib.suppress(OSError):
        return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="utf-8").split()]
    return []
