"""Converts an inspect back to a `CreateSpec`: the container's own settings without those of its image. Pure."""

import shlex
from collections.abc import Iterator, Mapping
from typing import Any

from dockcycle.domain.create.spec import CreateSpec, Healthcheck
from dockcycle.domain.timestamps import NANOSECONDS
from dockcycle.engine.docker.parse.parse_container import policy
from dockcycle.engine.docker.transport.payloads import to_int

Raw = Mapping[str, Any]

#: The values of network and IPC namespace when none was requested.
_USUAL_NETWORKS = ("default", "bridge")
_USUAL_IPC = "private"
#: Defaults of a health check (moby `daemon/health.go`).
_PROBE_SECONDS, _PROBE_RETRIES = 30.0, 3


def spec(raw: Raw, image: Raw) -> CreateSpec:
    """Return the spec that creates an equal container. `raw` is its inspect, `image` the `Config` of its image.

    Settings that `CreateSpec` cannot express are dropped; so is a disabled health check.
    """
    config, host = raw["Config"], raw.get("HostConfig") or {}
    entrypoint = _own(config, image, "Entrypoint")
    return CreateSpec(
        image=str(config.get("Image") or raw.get("Image", "")),
        name=str(raw.get("Name", "")).removeprefix("/") or None,
        # An own entrypoint discards the image's command, so the command is the container's own as well.
        command=tuple((config.get("Cmd") if entrypoint else _own(config, image, "Cmd")) or ()),
        entrypoint=tuple(entrypoint or ()),
        tty=bool(config.get("Tty")),
        open_stdin=bool(config.get("OpenStdin")),
        env=_environment(config, image),
        ports=tuple(_ports(config, host)),
        volumes=(*(host.get("Binds") or ()), *_mounts(host), *_added(config, image, "Volumes")),
        network=_unless(host.get("NetworkMode"), *_USUAL_NETWORKS),
        restart=policy(host.get("RestartPolicy") or {}),
        memory=to_int(host.get("Memory")),
        cpus=_cpus(host),
        user=_own(config, image, "User") or None,
        workdir=_own(config, image, "WorkingDir") or None,
        labels=_added(config, image, "Labels"),
        auto_remove=bool(host.get("AutoRemove")),
        health=_health(_own(config, image, "Healthcheck")),
        privileged=bool(host.get("Privileged")),
        devices=tuple(_device(device) for device in host.get("Devices") or ()),
        cap_add=tuple(host.get("CapAdd") or ()),
        pid=host.get("PidMode") or None,
        ipc=_unless(host.get("IpcMode"), _USUAL_IPC),
    )


def _own(config: Raw, image: Raw, key: str) -> Any:
    """Return a setting, None if the image has the same value."""
    value = config.get(key)
    return None if value == image.get(key) else value


def _added(config: Raw, image: Raw, key: str) -> dict[str, Any]:
    """Return the entries of a mapping that are not in the image or have another value there."""
    before = image.get(key) or {}
    entries: Raw = config.get(key) or {}
    return {name: value for name, value in entries.items() if name not in before or before[name] != value}


def _unless(value: str | None, *usual: str) -> str | None:
    return None if not value or value in usual else value


def _environment(config: Raw, image: Raw) -> dict[str, str]:
    before = image.get("Env") or ()
    pairs = (line.partition("=") for line in config.get("Env") or () if line not in before)
    return {name: value for name, equals, value in pairs if equals}


def _ports(config: Raw, host: Raw) -> Iterator[str]:
    """Yield the published ports in the syntax of `-p`, without `/tcp`. With `-P`, also every exposed port."""
    published: Mapping[str, list[Raw] | None] = host.get("PortBindings") or {}
    if host.get("PublishAllPorts"):
        published = {**dict.fromkeys(config.get("ExposedPorts") or ()), **published}
    for port, bindings in sorted(published.items(), key=lambda item: _place(item[0])):
        for binding in bindings or [{}]:
            yield _published(port.removesuffix("/tcp"), binding.get("HostIp") or "", binding.get("HostPort") or "")


def _place(port: str) -> tuple[int, str]:
    """Return a sort key for a port. The engine sends ports in the random order of a Go map."""
    number, _, protocol = port.partition("/")
    return int(number), protocol


def _published(port: str, ip: str, host_port: str) -> str:
    if ip:
        return f"[{ip}]:{host_port}:{port}" if ":" in ip else f"{ip}:{host_port}:{port}"
    return f"{host_port}:{port}" if host_port else port


def _mounts(host: Raw) -> Iterator[str]:
    """Yield the bind mounts and volumes of `--mount` in the syntax of `-v`."""
    for mount in host.get("Mounts") or ():
        if mount.get("Type") in ("bind", "volume"):
            source, target = mount.get("Source") or "", mount["Target"]
            yield (f"{source}:{target}" if source else target) + (":ro" if source and mount.get("ReadOnly") else "")


def _cpus(host: Raw) -> float:
    if host.get("NanoCpus"):
        return float(host["NanoCpus"]) / NANOSECONDS
    quota, period = host.get("CpuQuota") or 0, host.get("CpuPeriod") or 100_000
    return float(quota) / float(period) if quota > 0 else 0.0


def _device(raw: Raw) -> str:
    host, own, mode = raw["PathOnHost"], raw["PathInContainer"], raw.get("CgroupPermissions") or "rwm"
    parts = [host] + [own] * (own != host) + [mode] * (mode != "rwm")
    return ":".join(parts)


def _health(raw: Raw | None) -> Healthcheck | None:
    match (raw or {}).get("Test") or ():
        case ["CMD-SHELL", command]:
            pass
        case ["CMD", *words] if words:
            command = shlex.join(words)
        case _:
            return None
    seconds = {key: int((raw or {}).get(key) or 0) / NANOSECONDS for key in ("Interval", "Timeout", "StartPeriod")}
    return Healthcheck(
        command,
        interval=seconds["Interval"] or _PROBE_SECONDS,
        timeout=seconds["Timeout"] or _PROBE_SECONDS,
        retries=to_int((raw or {}).get("Retries") or _PROBE_RETRIES),
        start_period=seconds["StartPeriod"],
    )
