"""Removes from an inspect the settings that Podman added and no user requested. Docker refuses some of them.

The values were measured with the compat API of Podman 5.8. Pure.
"""

import re
from collections.abc import Mapping
from typing import Any

Raw = Mapping[str, Any]

#: Environment variables that Podman sets in every container, with the values it gives them; HOSTNAME is a special case.
_ENVIRONMENT = {"container": ("podman", "oci"), "TERM": ("xterm",), "HOME": ("", "/", "/root")}
_WORKDIR = "/"
#: Default namespaces, and the default networks of rootless containers.
_NAMESPACES = {"PidMode": ("private",), "IpcMode": ("private", "shareable"), "NetworkMode": ("pasta", "slirp4netns")}
#: Options of a bind mount that a user writes. Podman lists all mount options in effect.
_OPTIONS = frozenset({"ro", "z", "Z"})
#: The name of an anonymous volume.
_ANONYMOUS = re.compile(r"[0-9a-f]{64}", re.ASCII)
_EVERY_ADDRESS = "0.0.0.0"  # noqa: S104 (nothing is bound here)


def asked_for(raw: Raw) -> Raw:
    """Return a copy of the inspect `raw` without settings that Podman added."""
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
    """Return a bind mount as after `-v`. For an anonymous volume, only the path, so that a clone gets a new volume."""
    source, _, rest = text.partition(":")
    target, _, options = rest.partition(":")
    if not target or _ANONYMOUS.fullmatch(source):
        return target or text
    kept = ",".join(one for one in options.split(",") if one in _OPTIONS)
    return f"{source}:{target}:{kept}" if kept else f"{source}:{target}"
