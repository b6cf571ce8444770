"""Payloads as engines send them, recorded from Docker 20.10 and shortened."""

from typing import Any

ID = "45da" * 16


def inspected(state: dict[str, Any] | None = None, config: dict[str, Any] | None = None, **top: Any) -> dict[str, Any]:
    """Return an inspect of a running container; `state` and `config` are laid over those parts, `top` over the rest."""
    return {
        "Id": ID,
        "Created": "2026-11-24T03:12:33.123456789Z",
        "Path": "sh",
        "Args": ["-c", "sleep 600"],
        "State": {
            "Status": "running", "Running": True, "Paused": False, "Restarting": False, "OOMKilled": False,
            "Dead": False, "Pid": 4711, "ExitCode": 0, "Error": "", "StartedAt": "2026-11-24T03:12:34.5Z",
            "FinishedAt": "0001-01-01T00:00:00Z", **(state or {}),
        },
        "Image": "sha256:e0a8",
        "Name": "/web-1",
        "RestartCount": 0,
        "HostConfig": {"RestartPolicy": {"Name": "no", "MaximumRetryCount": 0}, "AutoRemove": False},
        "Config": {"Image": "busybox:1", "Labels": {}, **(config or {})},
        "NetworkSettings": {"Ports": {}},
        **top,
    }  # fmt: skip


def event(action: str = "die", kind: str = "container", **attributes: str) -> dict[str, Any]:
    """Return an event as 20.10 writes it, with the old fields beside the new ones."""
    return {
        "status": action, "id": ID, "from": "busybox:1", "Type": kind, "Action": action,
        "Actor": {"ID": ID, "Attributes": {"image": "busybox:1", "name": "web-1", **attributes}},
        "scope": "local", "time": 1795476959, "timeNano": 1795476959778094864,
    }  # fmt: skip


def podman_inspected(state: dict[str, Any] | None = None, *argv: str) -> dict[str, Any]:
    """Return an inspect as the compat API of Podman 5.8 writes it; `argv` is the Cmd of the container."""
    words = list(argv or ("sleep", "600"))
    return {
        **inspected(state, {"Image": "docker.io/library/busybox:1", "Cmd": words, "Entrypoint": None}),
        "Path": words[0],
        "Args": words[1:] or words,
    }
