"""What Podman adds to a container's settings in its inspect, and nobody asked for. Docker refuses some of it.

Measured with the compat API of Podman 5.8; pure.
"""

import re
from collections.abc import Mapping
from typing import Any

Raw = Mapping[str, Any]

#: What Podman sets in the environment of every container, by name, where it is one of these values. HOSTNAME is added.
_ENVIRONMENT = {"container": ("podman", "oci"), "TERM": ("xterm",), "HOME": ("", "/", "/root")}
_WORKDIR = "/"
#: Namespaces of a container of its own; and the networks that a rootless one has.
_NAMESPACES = {"PidMode": ("private",), "IpcMode": ("private", "shareable"), "NetworkMode": ("pasta", "slirp4netns")}
#: The options of a bind that a person writes; Podman writes all mount options there are.
_OPTIONS = frozenset({"ro", "z", "Z"})
#: The name of a volume that nobody named.
_ANONYMOUS = re.compile(r"[0-9a-f]{64}", re.ASCII)
_EVERY_ADDRESS = "0.0.0.0"  # noqa: S104 (nothing is bound here)


def asked_for(raw: Raw) -> Raw:
    """Return an inspect with only those settings that somebody asked for."""
    config, host = raw["Config"], raw.get("HostConfig") or {}
    own = {key: None for key, usual in _NAMESPACES.items() if host.get(key) in usual}
    ports = {port: [_binding(one) for one in many or ()] for port, many in (host.get("PortBindings") or {}).items()}
    return {
        **raw,
        "Config": {
            **config,
            "Env": [line for line in config.get("Env") or () if not _is_podmans(line, raw)],
            "WorkingDir": None if config.get("WorkingDir") == _WORKDIR else config.get("WorkingDir"),
        },
        "HostConfig": {**host, **own, "PortBindings": ports, "Binds": [_bind(one) for one in host.get("Binds") or ()]},
    }


def _is_podmans(line: str, raw: Raw) -> bool:
    name, _, value = line.partition("=")
    if name == "HOSTNAME":
        return bool(value) and (value == raw["Config"].get("Hostname") or raw["Id"].startswith(value))
    return value in _ENVIRONMENT.get(name, ())


def _binding(raw: Raw) -> Raw:
    return {**raw, "HostIp": ""} if raw.get("HostIp") == _EVERY_ADDRESS else raw


def _bind(text: str) -> str:
    """Return a bind as a person writes it; a volume without a name of its own is a new one in another container."""
    source, _, rest = text.partition(":")
    target, _, options = rest.partition(":")
    if not target or _ANONYMOUS.fullmatch(source):
        return target or text
    kept = ",".join(one for one in options.split(",") if one in _OPTIONS)
    return f"{source}:{target}:{kept}" if kept else f"{source}:{target}"
