"""Answers in the shape of Docker 29, which cannot run here: written by its API documents, not recorded.

Sources: moby `api/docs/v1.52.yaml` to `v1.55.yaml` and `api/docs/CHANGELOG.md`; the tags `docker-v29.0.0` to
`docker-v29.7.2` for what those leave open (`daemon/container/view.go`, `daemon/monitor.go`,
`daemon/server/router/system/system_routes.go`, `daemon/internal/streamformatter`).
"""

from typing import Any

Json = dict[str, Any]

INDEX = "sha256:" + "1d1d" * 16
MANIFEST = "sha256:" + "2e2e" * 16
NEVER = "0001-01-01T00:00:00Z"


def row(id: str, name: str, state: str = "running", health: str = "none", **top: Any) -> Json:
    """Return a row of `GET /containers/json`: `Health` is in every one, `none` without a health check.

    A container with a check that does not run is `unhealthy` there, as in inspect.
    """
    return {
        "Id": id, "Names": [f"/{name}"], "Image": "busybox:1", "ImageID": INDEX,
        "ImageManifestDescriptor": {
            "mediaType": "application/vnd.oci.image.manifest.v1+json", "digest": MANIFEST, "size": 610,
            "platform": {"architecture": "amd64", "os": "linux"},
        },
        "Command": "sleep 600", "Created": 1795476959, "Ports": [], "Labels": {}, "State": state,
        "Status": _status(state, health), "HostConfig": {"NetworkMode": "bridge"},
        "Health": {"Status": health, "FailingStreak": 0},
        "NetworkSettings": {"Networks": {"bridge": ADDRESS}}, "Mounts": [],
        **top,
    }  # fmt: skip


#: Where an address stands from API 1.52 on: nowhere else.
ADDRESS: Json = {
    "IPAMConfig": None, "Links": None, "Aliases": None, "DriverOpts": None, "GwPriority": 0, "NetworkID": "9" * 64,
    "EndpointID": "8" * 64, "Gateway": "172.17.0.1", "IPAddress": "172.17.0.2", "MacAddress": "02:42:ac:11:00:02",
    "IPPrefixLen": 16, "IPv6Gateway": "", "GlobalIPv6Address": "", "GlobalIPv6PrefixLen": 0, "DNSNames": None,
}  # fmt: skip


def inspect(id: str, name: str, state: Json | None = None, health: str | None = None, **top: Any) -> Json:
    """Return an answer of `GET /containers/<id>/json` without what API 1.52 dropped; `state` is laid over its part."""
    word: Json = {
        "Status": "running", "Running": True, "Paused": False, "Restarting": False, "OOMKilled": False, "Dead": False,
        "Pid": 4711, "ExitCode": 0, "Error": "", "StartedAt": "2026-11-23T23:36:00.1Z", "FinishedAt": NEVER,
    }  # fmt: skip
    if health is not None:
        word["Health"] = {"Status": health, "FailingStreak": 0, "Log": []}
    return {
        "Id": id, "Created": "2026-11-23T23:35:59.123456789Z", "Path": "sleep", "Args": ["600"],
        "State": {**word, **(state or {})}, "Image": INDEX, "Name": f"/{name}", "RestartCount": 0,
        "Driver": "overlayfs", "Platform": "linux",
        "HostConfig": {"RestartPolicy": {"Name": "no", "MaximumRetryCount": 0}, "AutoRemove": False},
        "Mounts": [], "Config": {"Image": "busybox:1", "Labels": {}, "Cmd": ["sleep", "600"]},
        "ImageManifestDescriptor": {"digest": MANIFEST, "size": 610},
        "NetworkSettings": {
            "SandboxID": "7" * 64, "SandboxKey": "/var/run/docker/netns/777777777777",
            "Ports": {"80/tcp": [{"HostIp": "0.0.0.0", "HostPort": "8080"}], "443/tcp": []},
            "Networks": {"bridge": ADDRESS},
        },
        **top,
    }  # fmt: skip


def image(tags: list[str], containers: int, id: str = INDEX) -> Json:
    """Return a row of `GET /images/json` of the containerd store: the id is the digest of the index."""
    return {
        "Id": id, "ParentId": "", "RepoTags": tags, "RepoDigests": [f"busybox@{id}"], "Created": 1795476959,
        "Size": 6_512_345, "SharedSize": -1, "Containers": containers, "Labels": None,
        "Descriptor": {"mediaType": "application/vnd.oci.image.index.v1+json", "digest": id, "size": 9535},
    }  # fmt: skip


def event(id: str, name: str, action: str, at_ns: int, **attributes: str) -> Json:
    """Return an event of a container without `status`, `id` and `from`."""
    return {
        "Type": "container", "Action": action,
        "Actor": {"ID": id, "Attributes": {"image": "busybox:1", "name": name, **attributes}},
        "scope": "local", "time": at_ns // 1_000_000_000, "timeNano": at_ns,
    }  # fmt: skip


#: A pull into the containerd store: counts hidden, `Extracting` in seconds, no line `Verifying Checksum`.
PULL: tuple[Json, ...] = (
    {"status": "Pulling from library/busybox", "id": "1"},
    {"status": "Pulling fs layer", "progressDetail": {}, "id": "9d9d9d9d9d9d"},
    {"status": "Downloading", "progressDetail": {"current": 1_048_576, "total": 2_206_931}, "id": "9d9d9d9d9d9d"},
    {"status": "Download complete", "progressDetail": {"hidecounts": True}, "id": "9d9d9d9d9d9d"},
    {"status": "Extracting", "progressDetail": {"current": 1, "units": "s"}, "id": "9d9d9d9d9d9d"},
    {"status": "Pull complete", "progressDetail": {"hidecounts": True}, "id": "9d9d9d9d9d9d"},
    {"status": f"Digest: {INDEX}"},
    {"status": "Status: Downloaded newer image for busybox:1"},
)

#: The end of a pull that failed. `error` still stands beside it in 29.0; that it goes is announced (API 1.48).
FAILED: Json = {"errorDetail": {"message": "write /var/lib/containerd/x: no space left on device"}}


def _status(state: str, health: str) -> str:
    if state != "running":
        return {"created": "Created", "paused": "Up 5 seconds (Paused)"}.get(state, "Exited (0) 3 minutes ago")
    return "Up 5 seconds" + {"none": "", "starting": " (health: starting)"}.get(health, f" ({health})")
