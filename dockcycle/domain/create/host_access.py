"""Lists what a container could do to the Docker host, from the body of ContainerCreate (Engine API 1.41 and later).

Settings that are known to be harmless pass, and everything else is reported. A setting of a newer engine that is not
known here is therefore reported as well. Keys are compared without case, as Go's JSON decoder does. Settings of
HostConfig at the top level of the body are checked too, because engines up to 20.10 accept them there (moby
`runconfig/config_unix.go`, ContainerConfigWrapper).
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dockcycle.domain.create import host_paths
from dockcycle.domain.i18n import N_

FACT_CHARACTERS = 200

#: Every danger, worst first: its stable code and its message, in which `fact` names the setting or path.
DANGERS: Mapping[str, str] = {
    "engine_socket": N_(
        "The container gets the socket of the engine (%(fact)s). Any process in the container can "
        "control all containers and the Docker host. A read-only mount does not prevent this."
    ),
    "privileged": N_("The container is privileged. Almost all isolation from the Docker host is switched off."),
    "host_path": N_(
        "The container can read %(fact)s on the Docker host, and write there unless the mount is read-only."
    ),
    "host_pid": N_(
        "The container sees all processes on the Docker host, can signal them and can read their data (%(fact)s)."
    ),
    "host_network": N_("The container uses the network of the Docker host, with all ports and all traffic (%(fact)s)."),
    "host_users": N_(
        "Root in the container is root on the Docker host, even if the engine is set to map users (%(fact)s)."
    ),
    "host_ipc": N_("The container shares memory with processes on the Docker host (%(fact)s)."),
    "host_cgroup": N_("The container sees the control groups of the whole Docker host (%(fact)s)."),
    "host_name": N_("The container shares the host name of the Docker host and may be able to change it (%(fact)s)."),
    "capabilities": N_("The container gets kernel capabilities that containers usually do not have: %(fact)s."),
    "devices": N_("The container can access devices of the Docker host: %(fact)s."),
    "security_option": N_("A security option is loosened or replaced: %(fact)s."),
    "unmasked_paths": N_("Kernel files that are usually masked or read-only are open to the container (%(fact)s)."),
    "other_container": N_("The container shares a namespace with another container and can observe it: %(fact)s."),
    "volumes_from": N_("The container gets all volumes of other containers: %(fact)s."),
    "volume_driver": N_(
        "The volume uses a driver or driver options that can give access to more than the volume: %(fact)s."
    ),
    "runtime": N_("The container uses an explicitly selected runtime: %(fact)s."),
    "cgroup_parent": N_("The container is placed in another control group of the Docker host: %(fact)s."),
    "other_setting": N_("Dockcycle does not know the effect of this setting: %(fact)s."),
}
_ORDER = tuple(DANGERS)

#: Settings that affect only the inside of the container (ContainerConfig).
_OWN = frozenset({
    "hostname", "domainname", "user", "attachstdin", "attachstdout", "attachstderr", "exposedports", "tty",
    "openstdin", "stdinonce", "env", "cmd", "healthcheck", "argsescaped", "image", "volumes", "workingdir",
    "entrypoint", "networkdisabled", "macaddress", "onbuild", "labels", "stopsignal", "stoptimeout", "shell",
    "platform", "name",
})  # fmt: skip
#: Settings of HostConfig that only limit the container or affect only the container.
_HARMLESS = frozenset({
    "autoremove", "restartpolicy", "portbindings", "publishallports", "memory", "memoryswap", "memoryreservation",
    "memoryswappiness", "kernelmemory", "kernelmemorytcp", "nanocpus", "cpushares", "cpuperiod", "cpuquota",
    "cpusetcpus", "cpusetmems", "cpucount", "cpupercent", "iomaximumiops", "iomaximumbandwidth", "blkioweight",
    "blkioweightdevice", "blkiodevicereadbps", "blkiodevicewritebps", "blkiodevicereadiops", "blkiodevicewriteiops",
    "pidslimit", "ulimits", "capdrop", "readonlyrootfs", "init", "shmsize", "tmpfs", "dns", "dnsoptions", "dnssearch",
    "extrahosts", "groupadd", "storageopt", "consolesize", "containeridfile",
})  # fmt: skip
#: The capabilities that every container has by default (moby `oci/caps/defaults.go`).
_USUAL_RIGHTS = frozenset({
    "AUDIT_WRITE", "CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "MKNOD", "NET_BIND_SERVICE", "NET_RAW",
    "SETFCAP", "SETGID", "SETPCAP", "SETUID", "SYS_CHROOT",
})  # fmt: skip
#: Security options that only tighten isolation or repeat the default.
_TIGHTENS = re.compile(r"no-new-privileges([=:]true)?|apparmor[=:]docker-default|seccomp[=:]builtin", re.IGNORECASE)

#: Each namespace of the Docker host that can be shared: the danger, and the values that do not share it.
_NAMESPACES: Mapping[str, tuple[str, frozenset[str]]] = {
    "networkmode": ("host_network", frozenset({"", "default", "bridge", "none", "private"})),
    "pidmode": ("host_pid", frozenset({"", "private"})),
    "ipcmode": ("host_ipc", frozenset({"", "none", "private", "shareable"})),
    "utsmode": ("host_name", frozenset({"", "private"})),
    "usernsmode": ("host_users", frozenset({"", "private"})),
    "cgroupnsmode": ("host_cgroup", frozenset({"", "private"})),
}
_NETWORK = re.compile(r"[a-zA-Z0-9][a-zA-Z0-9_.-]*")


@dataclass(frozen=True, slots=True)
class Danger:
    """One danger: its stable code, its message for the catalogue, and the `fact` that fills the message."""

    code: str
    text: str
    fact: str


def dangers(body: Mapping[str, Any], sockets: Collection[str] = host_paths.ENGINE_SOCKETS) -> tuple[Danger, ...]:
    """Return what the container of `body` could do to the Docker host, worst first; empty for an ordinary container.

    `sockets` are the paths of the engines' sockets on the Docker host. Never raises: a value of an unexpected type is
    reported as `other_setting`.
    """
    found = {(code, fact[:FACT_CHARACTERS]) for code, fact in _found(body, sockets)}
    return tuple(
        Danger(code, DANGERS[code], fact) for code, fact in sorted(found, key=lambda it: (_ORDER.index(it[0]), it[1]))
    )


def _found(body: Mapping[str, Any], sockets: Collection[str]) -> Iterator[tuple[str, str]]:
    for key, value in body.items():
        name = str(key).casefold()
        if name == "hostconfig":
            yield from _host_config(value, sockets)
        elif name == "networkingconfig":
            yield from _networks(value)
        elif name not in _OWN:
            yield from _setting(str(key), value, sockets)


def _host_config(value: Any, sockets: Collection[str]) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        for key, setting in value.items():
            yield from _setting(str(key), setting, sockets)
    elif value is not None:
        yield "other_setting", "HostConfig"


def _setting(key: str, value: Any, sockets: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield the dangers of one setting of HostConfig. None, false, 0 and empty values are not dangers."""
    name = key.casefold()
    if name in ("maskedpaths", "readonlypaths"):  # an empty list removes every mask
        if value is not None:
            yield "unmasked_paths", key
    elif name in _HARMLESS or _is_unsaid(value):
        return
    elif name in ("binds", "mounts"):
        yield from _paths(key, value, sockets)
    elif name in _NAMESPACES:
        yield from _namespace(key, value)
    elif name in _READERS:
        yield from _READERS[name](key, value)
    else:
        yield "other_setting", f"{key}={value}"


def _is_unsaid(value: Any) -> bool:
    if isinstance(value, Mapping):
        return all(_is_unsaid(part) for part in value.values())
    return not value


def _paths(key: str, value: Any, sockets: Collection[str]) -> Iterator[tuple[str, str]]:
    for entry in _list(value):
        if isinstance(entry, str):
            path, others = host_paths.of_bind(entry), None
        elif isinstance(entry, Mapping):
            path, others = host_paths.of_mount(entry)
        else:
            path, others = None, ("other_setting", f"{key}={entry}")
        if path is not None:
            yield "engine_socket" if host_paths.reaches_socket(path, sockets) else "host_path", path
        if others is not None:
            yield others


def _namespace(key: str, value: Any) -> Iterator[tuple[str, str]]:
    code, apart = _NAMESPACES[key.casefold()]
    word = str(value).strip().casefold()
    if word in apart:
        return
    if word.startswith("container:"):
        yield "other_container", f"{key}={value}"
    elif code != "host_network" or word == "host" or not _NETWORK.fullmatch(word):
        yield code, f"{key}={value}"


def _networks(value: Any) -> Iterator[tuple[str, str]]:
    """Yield the dangers of the networks in NetworkingConfig, whose names mean the same as in NetworkMode."""
    for name in host_paths.folded(host_paths.folded(value).get("endpointsconfig")):
        yield from _namespace("NetworkMode", name)


def _list(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else [value]


def _privileged(_key: str, _value: Any) -> Iterator[tuple[str, str]]:
    yield "privileged", ""


def _capabilities(_key: str, value: Any) -> Iterator[tuple[str, str]]:
    rights = [str(right).strip().upper().removeprefix("CAP_") for right in _list(value)]
    unusual = sorted({right for right in rights if right not in _USUAL_RIGHTS})
    if unusual:
        yield "capabilities", ", ".join(unusual)


def _devices(key: str, value: Any) -> Iterator[tuple[str, str]]:
    for device in _list(value):
        yield "devices", str(host_paths.folded(device).get("pathonhost") or f"{key}={device}")


def _security(_key: str, value: Any) -> Iterator[tuple[str, str]]:
    for option in _list(value):
        if not _TIGHTENS.fullmatch(str(option).strip()):
            yield "security_option", str(option)


def _volume_driver(key: str, value: Any) -> Iterator[tuple[str, str]]:
    if value != "local":
        yield "volume_driver", f"{key}={value}"


def _named(code: str) -> Callable[[str, Any], Iterator[tuple[str, str]]]:
    def read(_key: str, value: Any) -> Iterator[tuple[str, str]]:
        yield code, ", ".join(str(part) for part in _list(value))

    return read


_READERS: Mapping[str, Callable[[str, Any], Iterator[tuple[str, str]]]] = {
    "privileged": _privileged,
    "capadd": _capabilities,
    "devices": _devices,
    "devicerequests": _devices,
    "devicecgrouprules": _devices,
    "securityopt": _security,
    "volumesfrom": _named("volumes_from"),
    "volumedriver": _volume_driver,
    "runtime": _named("runtime"),
    "cgroupparent": _named("cgroup_parent"),
}
