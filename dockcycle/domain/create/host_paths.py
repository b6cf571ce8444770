"""Finds the paths of the Docker host that bind mounts and volumes reach, and whether they expose an engine's socket."""

import posixpath
import re
from collections.abc import Collection, Mapping
from typing import Any

#: Default sockets of engines and of the runtimes below them. Access to any of them gives control over the Docker host.
ENGINE_SOCKETS = (
    "/run/docker.sock", "/var/run/docker.sock", "/run/containerd/containerd.sock",
    "/var/run/containerd/containerd.sock", "/run/podman/podman.sock", "/var/run/podman/podman.sock",
    "/run/crio/crio.sock", "/var/run/crio/crio.sock", "/run/user/docker.sock", "/var/run/user/docker.sock",
)  # fmt: skip
#: Names of sockets that count in any directory, because rootless engines and desktop products use other directories.
_SOCKET_NAME = re.compile(r"(docker|dockerd|docker\.raw|podman|containerd|crio|buildkitd)\.sock|docker_engine")
_ROOTLESS_RUN = re.compile(r"(/var)?/run/user/[^/]+")
#: Paths that lead to the root directory of the Docker host through one of its processes.
_THROUGH_PROCESS = re.compile(r"/proc/[^/]+(/task/[^/]+)?/root(?=/|$)")
#: moby `daemon/names/names.go`. Text that does not match cannot be the name of a volume.
_VOLUME = re.compile(r"[a-zA-Z0-9][a-zA-Z0-9_.-]*", re.ASCII)
_WINDOWS = re.compile(r"[a-zA-Z]:[\\/]")

Other = tuple[str, str]


def of_bind(text: str) -> str | None:
    """Return the normalized host path of `source:target[:mode]`, None for a named or anonymous volume."""
    text = text.strip()
    if _WINDOWS.match(text):
        return text.rsplit(":", 1)[0]
    source, colon, _ = text.partition(":")
    return _path(source) if colon else None


def of_mount(mount: Mapping[str, Any]) -> tuple[str | None, Other | None]:
    """Return the host path of an entry of HostConfig.Mounts and any other danger, each None if there is none.

    The danger is a key of `host_access.DANGERS` with its fact.
    """
    said = folded(mount)
    kind = str(said.get("type") or "volume").strip().casefold()
    source = str(said.get("source") or "")
    if kind == "tmpfs":
        return None, None
    if kind in ("bind", "npipe"):
        return _path(source) or tidy(source), None
    if kind == "volume":
        path, other = _of_driver(said.get("volumeoptions"))
        return path or (_path(source) if source else None), other
    return None, ("other_setting", f"Mounts type={kind}")


def tidy(path: str) -> str:
    """Return an absolute path without `//`, `.`, `..` and detours through `/proc`, as the engine will resolve it."""
    before, path = "", posixpath.normpath("/" + path.strip())
    while before != path:
        before, path = path, posixpath.normpath("/" + _THROUGH_PROCESS.sub("", path, count=1).lstrip("/"))
    return path if not path.startswith("//") else path[1:]


def reaches_socket(path: str, sockets: Collection[str]) -> bool:
    """Return whether `path` is an engine's socket or a directory that contains one. Upper and lower case are equal.

    `sockets` are the known paths. Sockets with a usual name and the run directories of users count as well.
    """
    path = tidy(path).casefold()
    if _SOCKET_NAME.search(re.split(r"[\\/]", path)[-1]) or _ROOTLESS_RUN.fullmatch(path):
        return True
    return any(f"{tidy(socket).casefold()}/".startswith(f"{path.rstrip('/')}/") for socket in sockets)


def _path(source: str) -> str | None:
    """Return the normalized path, None for a volume name. Text that is neither is treated as a path."""
    source = source.strip()
    return None if _VOLUME.fullmatch(source) else tidy(source)


def _of_driver(options: Any) -> tuple[str | None, Other | None]:
    """Return the path that the driver options of a volume bind (`o=bind, device=/path`), or another danger."""
    driver = folded(folded(options).get("driverconfig"))
    chosen = folded(driver.get("options"))
    device = str(chosen.get("device") or "").strip()
    if device.startswith("/"):
        return tidy(device), None
    name = driver.get("name") or "local"
    if chosen or name != "local":
        return None, ("volume_driver", f"{name} {','.join(f'{key}={value}' for key, value in chosen.items())}".strip())
    return None, None


def folded(value: Any) -> dict[str, Any]:
    """Return a JSON object with case-folded keys, because Go ignores their case; empty if `value` is not an object."""
    return {str(key).casefold(): said for key, said in value.items()} if isinstance(value, Mapping) else {}
