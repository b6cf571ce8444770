"""Builds the body of `ContainerCreate` from a CreateSpec. Exactly this body is sent to the engine.

The notations are those of `docker run` (docker CLI `opts`, `cli/command/container/opts.go`, go-connections `nat`).
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from math import isfinite
from typing import Any, TypeVar

from dockcycle.domain.create.published_ports import Binding, bindings, port_bindings
from dockcycle.domain.create.spec import CreateSpec, Healthcheck
from dockcycle.domain.i18n import N_, UserInputError
from dockcycle.domain.timestamps import NANOSECONDS

Value = TypeVar("Value")
Result = TypeVar("Result")

#: moby `daemon/names/names.go`: the names of volumes.
_VOLUME = re.compile(r"[a-zA-Z0-9][a-zA-Z0-9_.-]+", re.ASCII)
#: moby `volume/mounts/linux_parser.go`.
_MOUNT_MODES = frozenset({
    "ro", "rw", "z", "Z", "nocopy", "shared", "rshared", "slave", "rslave", "private", "rprivate",
    "consistent", "cached", "delegated",
})  # fmt: skip

_NO_IMAGE = N_("An image name is required.")
_NO_VOLUME = N_('"%(what)s" is not a valid volume. Use for example data:/var/lib/data or /srv/data:/data:ro.')
_NO_TARGET = N_('The path in the container is not valid in "%(what)s". Use an absolute path other than /.')
_NO_SOURCE = N_('The source is not valid in "%(what)s". Use an absolute path on the Docker host or a volume name.')
_NO_MODE = N_('"%(mode)s" is not a valid mount option in "%(what)s". Use for example ro.')
_NO_DEVICE = N_('"%(what)s" is not a valid device. Use for example /dev/fuse or /dev/sda:/dev/xvda:r.')
_NO_COUNT = N_('"%(what)s" is not a valid restart policy. The number of retries must be a whole number.')
_NO_VARIABLE = N_('"%(name)s" is not a valid name for an environment variable. The name cannot be empty or contain =.')
_NO_CHECK = N_("A health check requires a command.")
_NO_AMOUNT = N_('"%(value)s" is not a valid amount. Use a number that is not negative.')


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
        "PortBindings": port_bindings(published),
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
