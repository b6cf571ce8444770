"""Bridges for private engines, each with a subnet that no other interface of this network namespace has."""

import fcntl
import ipaddress
import json
import os
import random
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

_CANDIDATES = [ipaddress.IPv4Network(f"10.{number}.0.0/16") for number in range(120, 250)]


class Bridge:
    """A network bridge. `make` creates it and `remove` deletes it; both do nothing where that is done already."""

    def __init__(self) -> None:
        self.name = f"dkc{random.randrange(16**8):08x}"
        self.subnet: ipaddress.IPv4Network | None = None

    def make(self) -> None:
        """Create it, with the first address of a free subnet."""
        if self._exists():
            return
        # One lock per machine: between the look and the new address no other process takes the same subnet.
        with (Path(tempfile.gettempdir()) / f"dockcycle-subnets-{os.getuid()}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            self.subnet = self.subnet or free_subnet(_taken())
            address = f"{self.subnet[1]}/{self.subnet.prefixlen}"
            subprocess.run(["ip", "link", "add", "name", self.name, "type", "bridge"], check=True)
            subprocess.run(["ip", "address", "add", address, "dev", self.name], check=True)
            subprocess.run(["ip", "link", "set", self.name, "up"], check=True)

    def remove(self) -> None:
        """Delete it."""
        subprocess.run(["ip", "link", "delete", self.name], check=False, capture_output=True)

    def _exists(self) -> bool:
        show = ["ip", "link", "show", "dev", self.name]
        return subprocess.run(show, check=False, capture_output=True).returncode == 0


def free_subnet(taken: Iterable[ipaddress.IPv4Network]) -> ipaddress.IPv4Network:
    """Return a candidate at random that overlaps with none of `taken`; raises IndexError where all are taken."""
    networks = list(taken)
    return random.choice([one for one in _CANDIDATES if not any(one.overlaps(other) for other in networks)])


def _taken() -> list[ipaddress.IPv4Network]:
    """Return the subnets of all interfaces and routes; the default route is none of them."""
    told = [_json("address", "show"), _json("route", "show")]
    addresses = [f"{one['local']}/{one['prefixlen']}" for link in told[0] for one in link.get("addr_info", [])]
    routes = [route["dst"] for route in told[1] if route["dst"] != "default"]
    return [ipaddress.IPv4Network(text, strict=False) for text in addresses + routes]


def _json(*command: str) -> list[dict[str, Any]]:
    done = subprocess.run(["ip", "-4", "-json", *command], check=True, capture_output=True, text=True)
    found: list[dict[str, Any]] = json.loads(done.stdout or "[]")
    return found
