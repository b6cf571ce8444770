"""Builds the body of `ContainerCreate` from a CreateSpec. Exactly this body is sent to the engine.

The notations are those of `docker run` (docker CLI `opts`, `cli/command/container/opts.go`, go-connections `nat`).
"""

import ipaddress
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from math import isfinite
from typing import Any, TypeVar

from dockcycle.domain.create.spec import CreateSpec, Healthcheck
from dockcycle.domain.i18n import N_, UserInputError
from dockcycle.domain.timestamps import NANOSECONDS

Value = TypeVar("Value")
Result = TypeVar("Result")

_PORT_AT_MOST = 65_535
_PROTOCOLS = ("tcp", "udp", "sctp")
#: IP address with or without brackets, ports of the Docker host, ports of the container, protocol.
_PUBLISH = re.compile(
    r"(?:(?:(?:\[(?P<v6>[^\]]*)\]|(?P<v4>[^:\[\]]*)):)?(?P<host>[\d-]*):)?(?P<own>[\d-]+)(?:/(?P<protocol>\w+))?",
    re.ASCII,
)
_RANGE = re.compile(r"(\d{1,5})(?:-(\d{1,5}))?", re.ASCII)
#: moby `daemon/names/names.go`: the names of volumes.
_VOLUME = re.compile(r"[a-zA-Z0-9][a-zA-Z0-9_.-]+", re.ASCII)
#: moby `volume/mounts/linux_parser.go`.
_MOUNT_MODES = frozenset({
    "ro", "rw", "z", "Z", "nocopy", "shared", "rshared", "slave", "rslave", "private", "rprivate",
    "consistent", "cached", "delegated",
})  # fmt: skip

_NO_IMAGE = N_("An image name is required.")
_NO_PORT = N_('"%(what)s" is not a valid published port. Use for example 8080:80, 127.0.0.1:8080:80 or 53:53/udp.')
_NO_PROTOCOL = N_('"%(what)s" is not a valid published port. The protocol must be tcp, udp or sctp.')
_NO_NUMBER = N_('"%(part)s" in %(what)s is not a valid port. Use a number from %(least)s to 65535.')
_NO_IP = N_('"%(ip)s" in %(what)s is not a valid IP address.')
_RANGES_DIFFER = N_("The port ranges in %(what)s differ in length. Both must have the same number of ports.")
_TOO_MANY_PORTS = N_("A container cannot publish more than 65535 ports.")
_NO_VOLUME = N_('"%(what)s" is not a valid volume. Use for example data:/var/lib/data or /srv/data:/data:ro.')
_NO_TARGET = N_('The path in the container is not valid in "%(what)s". Use an absolute path other than /.')
_NO_SOURCE = N_('The source is not valid in "%(what)s". Use an absolute path on the Docker host or a volume name.')
_NO_MODE = N_('"%(mode)s" is not a valid mount option in "%(what)s". Use for example ro.')
_NO_DEVICE = N_('"%(what)s" is not a valid device. Use for example /dev/fuse or /dev/sda:/dev/xvda:r.')
_NO_COUNT = N_('"%(what)s" is not a valid restart policy. The number of retries must be a whole number.')
_NO_VARIABLE = N_('"%(name)s" is not a valid name for an environment variable. The name cannot be empty or contain =.')
_NO_CHECK = N_("A health check requires a command.")
_NO_AMOUNT = N_('"%(value)s" is not a valid amount. Use a number that is not negative.')


@dataclass(frozen=True, slots=True)
class Binding:
    """One published port: the container's `port` (`80/tcp`) and its address on the Docker host.

    An empty `host_port` means any free port.
    """

    port: str
    host_ip: str = ""
    host_port: str = ""


def body_of(spec: CreateSpec) -> dict[str, Any]:
    """Return the body of `ContainerCreate`; raises UserInputError for a missing image or an invalid value.

    For an invalid value, `field` of the error is the name of the field.
    """
    if not spec.image:
        raise UserInputError(_NO_IMAGE)
    published = _of("ports", bindings, spec.ports)
    mounts = _of("volumes", _each(volume), spec.volumes)
    return _said({
        "Image": spec.image,
        "Tty": spec.tty,
        "OpenStdin": spec.open_stdin,
        "Cmd": list(spec.command),
        "Entrypoint": list(spec.entrypoint),
        "Env": _of("env", _environment, spec.env),
        "Labels": dict(spec.labels),
        "User": spec.user,
        "WorkingDir": spec.workdir,
        "Healthcheck": None if spec.health is None else _of("health", _healthcheck, spec.health),
        "ExposedPorts": {binding.port: {} for binding in published},
        "Volumes": {text: {} for text, is_bind in mounts if not is_bind},
        "HostConfig": _host_config(spec, published, [text for text, is_bind in mounts if is_bind]),
    })  # fmt: skip


def _host_config(spec: CreateSpec, published: Sequence[Binding], binds: Sequence[str]) -> dict[str, Any]:
    return _said({
        "AutoRemove": spec.auto_remove,
        "RestartPolicy": _of("restart", restart_policy, spec.restart),
        "Binds": list(binds),
        "PortBindings": _port_bindings(published),
        "NetworkMode": spec.network,
        "Memory": _of("memory", _amount, spec.memory),
        "NanoCpus": round(_of("cpus", _amount, spec.cpus) * NANOSECONDS),
        "Privileged": spec.privileged,
        "Devices": _of("devices", _each(device), spec.devices),
        "CapAdd": list(spec.cap_add),
        "PidMode": spec.pid,
        "IpcMode": spec.ipc,
    })  # fmt: skip


def _of(field: str, read: Callable[[Value], Result], value: Value) -> Result:
    """Return `read(value)`; a UserInputError gets `field` as the name of the invalid field."""
    try:
        return read(value)
    except UserInputError as error:
        error.field = field
        raise


def _each(read: Callable[[Value], Result]) -> Callable[[Iterable[Value]], list[Result]]:
    return lambda values: [read(value) for value in values]


def _said(body: dict[str, Any]) -> dict[str, Any]:
    """Return the body without empty values, so that the defaults of the image and the engine apply."""
    return {key: value for key, value in body.items() if value}


def bindings(ports: Sequence[str]) -> list[Binding]:
    """Return the published ports of `-p`: `[[ip:][host]:]port[/protocol]`, ports as a number or a range `8000-8010`.

    Raises UserInputError for an invalid value or more than 65535 ports.
    """
    found = list(islice(chain.from_iterable(map(_bindings, ports)), _PORT_AT_MOST + 1))
    if len(found) > _PORT_AT_MOST:
        raise UserInputError(_TOO_MANY_PORTS)
    return found


def _bindings(text: str) -> Iterator[Binding]:
    parts = _PUBLISH.fullmatch(text)
    if parts is None:
        raise UserInputError(_NO_PORT, what=text)
    protocol = (parts["protocol"] or "tcp").lower()
    if protocol not in _PROTOCOLS:
        raise UserInputError(_NO_PROTOCOL, what=text)
    ip = _ip(text, parts["v6"] or parts["v4"] or "")
    own, host = _range(text, parts["own"], least=1), _range(text, parts["host"] or "")
    if host and len(own) == 1:  # one container port on any free port of the range
        yield Binding(f"{own[0]}/{protocol}", ip, parts["host"])
        return
    if host and len(host) != len(own):
        raise UserInputError(_RANGES_DIFFER, what=text)
    for place, port in enumerate(own):
        yield Binding(f"{port}/{protocol}", ip, str(host[place]) if host else "")


def _range(text: str, part: str, least: int = 0) -> range:
    if not part:
        return range(0)
    ends = _RANGE.fullmatch(part)
    first, last = (int(ends[1]), int(ends[2] or ends[1])) if ends else (-1, -1)
    if not least <= first <= last <= _PORT_AT_MOST:
        raise UserInputError(_NO_NUMBER, what=text, part=part, least=least)
    return range(first, last + 1)


def _ip(text: str, ip: str) -> str:
    try:
        return str(ipaddress.ip_address(ip)) if ip else ""
    except ValueError:
        raise UserInputError(_NO_IP, what=text, ip=ip) from None


def _port_bindings(published: Sequence[Binding]) -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = {}
    for binding in published:
        found.setdefault(binding.port, []).append({"HostIp": binding.host_ip, "HostPort": binding.host_port})
    return found


def volume(text: str) -> tuple[str, bool]:
    """Return the value of `-v` unchanged, and whether it has a source (a path or a volume name); raises UserInputError.

    A value without a source is an anonymous volume.
    """
    parts = text.split(":")
    if len(parts) > 3 or "" in parts:
        raise UserInputError(_NO_VOLUME, what=text)
    source = parts[0] if len(parts) > 1 else None
    target, mode = parts[min(len(parts) - 1, 1)], parts[2] if len(parts) == 3 else ""
    if not target.startswith("/") or not target.strip("/"):
        raise UserInputError(_NO_TARGET, what=text)
    if source is not None and not source.startswith("/") and not _VOLUME.fullmatch(source):
        raise UserInputError(_NO_SOURCE, what=text)
    unknown = set(filter(None, mode.split(","))) - _MOUNT_MODES
    if unknown:
        raise UserInputError(_NO_MODE, what=text, mode=", ".join(sorted(unknown)))
    return text, source is not None


def device(text: str) -> dict[str, str]:
    """Return the entry of HostConfig.Devices for `--device`: `host path[:path][:rwm]` (docker CLI, parseLinuxDevice).

    Raises UserInputError.
    """
    host, *rest = text.split(":")
    mode = rest.pop() if rest and (len(rest) == 2 or _is_device_mode(rest[-1])) else "rwm"
    own = rest.pop() if rest else host
    if rest or not host.startswith("/") or not own.startswith("/") or not _is_device_mode(mode):
        raise UserInputError(_NO_DEVICE, what=text)
    return {"PathOnHost": host, "PathInContainer": own, "CgroupPermissions": mode}


def _is_device_mode(text: str) -> bool:
    return bool(text) and set(text) <= set("rwm") and len(set(text)) == len(text)


def restart_policy(text: str) -> dict[str, str | int]:
    """Return the API's form of a restart policy such as `on-failure:3`; raises UserInputError for an invalid count.

    The engine checks whether the policy exists.
    """
    name, colon, retries = text.partition(":")
    if colon and not (retries.isascii() and retries.isdigit()):
        raise UserInputError(_NO_COUNT, what=text)
    return {"Name": name, "MaximumRetryCount": int(retries or 0)}


def _environment(variables: Mapping[str, str]) -> list[str]:
    for name in variables:
        if not name or "=" in name:
            raise UserInputError(_NO_VARIABLE, name=name)
    return [f"{name}={value}" for name, value in variables.items()]


def _healthcheck(check: Healthcheck) -> dict[str, Any]:
    if not check.command:
        raise UserInputError(_NO_CHECK)
    timeout = check.interval if check.timeout is None else check.timeout
    return {
        "Test": ["CMD-SHELL", check.command],
        "Interval": round(_amount(check.interval) * NANOSECONDS),
        "Timeout": round(_amount(timeout) * NANOSECONDS),
        "Retries": _amount(check.retries),
        "StartPeriod": round(_amount(check.start_period) * NANOSECONDS),
    }


def _amount(value: float) -> float:
    if not isfinite(value) or value < 0:
        raise UserInputError(_NO_AMOUNT, value=value)
    return value
