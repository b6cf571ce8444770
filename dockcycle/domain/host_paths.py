"""Which paths of the engine's machine a bind or a mount reaches, and whether an engine's socket is among them."""

import posixpath
import re
from collections.abc import Collection, Mapping
from typing import Any

#: Where engines listen, and what they are built on: each is the key to the machine.
ENGINE_SOCKETS = (
    "/run/docker.sock", "/var/run/docker.sock", "/run/containerd/containerd.sock",
    "/var/run/containerd/containerd.sock", "/run/podman/podman.sock", "/var/run/podman/podman.sock",
    "/run/crio/crio.sock", "/var/run/crio/crio.sock", "/run/user/docker.sock", "/var/run/user/docker.sock",
)  # fmt: skip
#: Rootless engines and desktops have theirs anywhere.
_SOCKET_NAME = re.compile(r"(docker|dockerd|docker\.raw|podman|containerd|crio|buildkitd)\.sock|docker_engine")
_ROOTLESS_RUN = re.compile(r"(/var)?/run/user/[^/]+")
#: Ways back to the root of the machine through a process of it.
_THROUGH_PROCESS = re.compile(r"/proc/[^/]+(/task/[^/]+)?/root(?=/|$)")
#: moby `daemon/names/names.go`: what is no such name is no named volume.
_VOLUME = re.compile(r"[a-zA-Z0-9][a-zA-Z0-9_.-]*", re.ASCII)
_WINDOWS = re.compile(r"[a-zA-Z]:[\\/]")

Other = tuple[str, str]


def of_bind(text: str) -> str | None:
    """Return the path of `source:target[:mode]` on the machine, tidied; None for a volume, named or anonymous."""
    text = text.strip()
    if _WINDOWS.match(text):
        return text.rsplit(":", 1)[0]
    source, colon, _ = text.partition(":")
    return _path(source) if colon else None


def of_mount(mount: Mapping[str, Any]) -> tuple[str | None, Other | None]:
    """Return the path of one of HostConfig.Mounts, None if it has none, and what else is to be told about it."""
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
    """Return an absolute path without `//`, `.`, `..` and ways through `/proc`, as the engine will take it."""
    before, path = "", posixpath.normpath("/" + path.strip())
    while before != path:
        before, path = path, posixpath.normpath("/" + _THROUGH_PROCESS.sub("", path, count=1).lstrip("/"))
    return path if not path.startswith("//") else path[1:]


def reaches_socket(path: str, sockets: Collection[str]) -> bool:
    """Tell whether `path` is an engine's socket or a folder that holds one, in whatever case it is written."""
    path = tidy(path).casefold()
    if _SOCKET_NAME.search(re.split(r"[\\/]", path)[-1]) or _ROOTLESS_RUN.fullmatch(path):
        return True
    return any(f"{tidy(socket).casefold()}/".startswith(f"{path.rstrip('/')}/") for socket in sockets)


def _path(source: str) -> str | None:
    """Return the tidied path, None for the name of a volume. What is neither is taken for a path."""
    source = source.strip()
    return None if _VOLUME.fullmatch(source) else tidy(source)


def _of_driver(options: Any) -> tuple[str | None, Other | None]:
    """Return the path a volume binds that is made along (`o=bind, device=/path`), or what else is to be told."""
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
    """Return a JSON object with its keys in one case, as Go reads them; empty for what is none."""
    return {str(key).casefold(): said for key, said in value.items()} if isinstance(value, Mapping) else {}
