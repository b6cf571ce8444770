"""The real engine over the docker SDK's low-level client: connect, list, inspect, commands; thin and typed."""

import re
from collections.abc import Sequence
from typing import Any
from weakref import WeakSet

import docker
from docker.constants import MINIMUM_DOCKER_API_VERSION
from docker.tls import TLSConfig

from dockcycle.domain.container import Container, Image, Summary
from dockcycle.engine import STREAM_SILENCE_SECONDS, CreateSpec, EngineInfo, parse
from dockcycle.engine.discovery import EngineAddress
from dockcycle.engine.errors import EngineError, translated
from dockcycle.engine.streams import DockerEventStream

CALL_SECONDS = 10
READ_BYTES = 65536
NANOSECONDS_A_SECOND = 1_000_000_000
#: Ids and names (moby `daemon/names/names.go`); anything else in a path would ask for something else.
_REFERENCE = re.compile(r"[a-zA-Z0-9][a-zA-Z0-9_.-]*", re.ASCII)


class DockerEngine:
    """One Docker Engine at `address`; see the `Engine` protocol for what each call promises."""

    def __init__(self, name: str, address: EngineAddress) -> None:
        self.name = name
        self._address = address
        self._api: docker.APIClient | None = None
        self._streams: WeakSet[DockerEventStream] = WeakSet()

    # --- connection ---------------------------------------------------------------------------------------------

    def connect(self) -> EngineInfo:
        """Ask the engine what it is and build a client for its API version; open streams of an older one go on."""
        with translated("connect", self._address.url.removeprefix("unix://")):
            version = self._version()
            api = self._new_client(str(version["ApiVersion"]))
        before, self._api = self._api, api
        if before is not None:
            before.close()
        return EngineInfo(str(version["Version"]), str(api.api_version))

    def _version(self) -> Any:
        probe = self._new_client(MINIMUM_DOCKER_API_VERSION)
        try:
            return probe.version(api_version=False)
        finally:
            probe.close()

    def _new_client(self, version: str) -> docker.APIClient:
        """Return a client that has asked nothing yet: with version "auto" the SDK asks before it can be told how."""
        api = docker.APIClient(self._address.url, version=version, timeout=CALL_SECONDS, tls=self._tls() or False)
        # A proxy or a CA bundle named in the environment is meant for the web, not for the engine.
        api.trust_env = False
        return api

    def ping(self) -> None:
        with translated("ping"):
            self._get("/_ping").raise_for_status()

    def close(self) -> None:
        for stream in list(self._streams):
            stream.close()
        api, self._api = self._api, None
        if api is not None:
            api.close()

    def _tls(self) -> TLSConfig | None:
        folder = self._address.certificates
        if folder is None:
            return None
        ca, certificate, key = folder / "ca.pem", folder / "cert.pem", folder / "key.pem"
        return TLSConfig(
            client_cert=(str(certificate), str(key)) if certificate.exists() or key.exists() else None,
            ca_cert=str(ca) if ca.exists() else None,
            verify=self._address.verify,
        )

    # --- looking ------------------------------------------------------------------------------------------------

    def containers(self) -> list[Summary]:
        with translated("list"):
            return [parse.summary(raw) for raw in self._json("/containers/json", all="1")]

    def inspect(self, id: str) -> Container:
        with translated("inspect"):
            return parse.container(self.name, self._json(_path(id, "json")))

    def images(self) -> list[Image]:
        with translated("images"):
            return [parse.image(self.name, raw) for raw in self._json("/images/json")]

    def events(self, since_ns: int | None = None) -> DockerEventStream:
        """Open `/events` for containers, images and networks. A float would lose nanoseconds: `since` goes as text."""
        params = {"filters": '{"type":["container","image","network"]}'}
        if since_ns is not None:
            seconds, rest = divmod(since_ns, NANOSECONDS_A_SECOND)
            params["since"] = f"{seconds}.{rest:09d}"
        with translated("events"):
            timeout = (CALL_SECONDS, STREAM_SILENCE_SECONDS)
            response = self._client().get(self._url("/events"), params=params, stream=True, timeout=timeout)
            response.raise_for_status()
        stream = DockerEventStream(self.name, response)
        self._streams.add(stream)
        return stream

    # --- commands -----------------------------------------------------------------------------------------------

    def create(self, spec: CreateSpec) -> str:
        body = _create_body(spec)
        with translated("create"):
            params = {"name": spec.name} if spec.name else {}
            return str(self._post("/containers/create", params=params, json=body).json()["Id"])

    def start(self, id: str) -> bool:
        return self._command(id, "start")

    def stop(self, id: str, timeout: int | None = None) -> bool:
        return self._command(id, "stop", self._stop_wait(id, timeout), t=timeout)

    def kill(self, id: str, signal: str | None = None) -> bool:
        return self._command(id, "kill", signal=signal)

    def restart(self, id: str, timeout: int | None = None) -> bool:
        return self._command(id, "restart", self._stop_wait(id, timeout), t=timeout)

    def pause(self, id: str) -> bool:
        return self._command(id, "pause")

    def unpause(self, id: str) -> bool:
        return self._command(id, "unpause")

    def rename(self, id: str, name: str) -> bool:
        return self._command(id, "rename", name=name)

    def remove(self, id: str, *, force: bool = False, volumes: bool = False) -> bool:
        with translated("remove"):
            params = {"force": str(int(force)), "v": str(int(volumes))}
            self._client().delete(self._url(_path(id)), params=params, timeout=CALL_SECONDS).raise_for_status()
        return True

    def exec(self, id: str, command: Sequence[str]) -> int:
        with translated("exec"):
            body = {"Cmd": list(command), "AttachStdout": True, "AttachStderr": True}
            exec_id = self._post(_path(id, "exec"), json=body).json()["Id"]
            # Its output is the only sign of its end: read it, however long that takes, and keep nothing of it.
            start = {"json": {"Detach": False}, "stream": True, "timeout": (CALL_SECONDS, None)}
            with self._post(f"/exec/{exec_id}/start", **start) as output:
                for _ in output.iter_content(READ_BYTES):
                    pass
            return int(self._json(f"/exec/{exec_id}/json")["ExitCode"])

    def attach(self, id: str) -> None:
        with translated("attach"):
            self._post(_path(id, "attach"), params={"stream": "1", "stdout": "1"}, stream=True).close()

    def _command(self, id: str, verb: str, seconds: float = CALL_SECONDS, **params: str | int | None) -> bool:
        """Post a command; 304 is not an error: it was so already, and nothing was done."""
        said = {key: str(value) for key, value in params.items() if value is not None}
        with translated(verb):
            return bool(self._post(_path(id, verb), params=said, timeout=seconds).status_code != 304)

    def _stop_wait(self, id: str, timeout: int | None) -> float:
        """The engine answers a stop only when it is over; the container itself may say how long that may take."""
        return CALL_SECONDS + max(self.inspect(id).stop_timeout if timeout is None else timeout, 0)

    # --- plumbing -----------------------------------------------------------------------------------------------

    def _client(self) -> docker.APIClient:
        if self._api is None:
            raise EngineError("engine_unreachable", "not connected")
        return self._api

    def _url(self, path: str) -> str:
        api = self._client()
        return f"{api.base_url}/v{api.api_version}{path}"

    def _get(self, path: str, **params: str) -> Any:
        return self._client().get(self._url(path), params=params, timeout=CALL_SECONDS)

    def _json(self, path: str, **params: str) -> Any:
        response = self._get(path, **params)
        response.raise_for_status()
        return response.json()

    def _post(self, path: str, **options: Any) -> Any:
        response = self._client().post(self._url(path), **{"timeout": CALL_SECONDS, **options})
        response.raise_for_status()
        return response


def _path(id: str, verb: str = "") -> str:
    """Return the path of a container by id or name; what can be neither is as little there as any unknown one."""
    if not _REFERENCE.fullmatch(id):
        raise EngineError("not_found", f"No such container: {id}", 404)
    return f"/containers/{id}/{verb}".removesuffix("/")


def _restart_policy(text: str) -> dict[str, str | int]:
    """Return `on-failure:3` as the API has it; whether such a policy exists is the engine's to say."""
    name, colon, retries = text.partition(":")
    if colon and not (retries.isascii() and retries.isdigit()):
        raise EngineError("bad_request", f"{text!r} is no restart policy: a count is a whole number", 400)
    return {"Name": name, "MaximumRetryCount": int(retries or 0)}


def _create_body(spec: CreateSpec) -> dict[str, Any]:
    """Return the body of `ContainerCreate`."""
    body: dict[str, Any] = {
        "Image": spec.image,
        "Tty": spec.tty,
        "OpenStdin": spec.open_stdin,
        "Env": [f"{key}={value}" for key, value in spec.env.items()],
        "Labels": dict(spec.labels),
        "HostConfig": {
            "AutoRemove": spec.auto_remove,
            "Memory": spec.memory,
            "MemorySwap": spec.memory,
            "RestartPolicy": _restart_policy(spec.restart),
        },
    }
    if spec.command:
        body["Cmd"] = list(spec.command)
    if spec.entrypoint:
        body["Entrypoint"] = list(spec.entrypoint)
    if spec.health is not None:
        body["Healthcheck"] = {
            "Test": ["CMD-SHELL", spec.health.command],
            "Interval": int(spec.health.interval * NANOSECONDS_A_SECOND),
            "Timeout": int(spec.health.interval * NANOSECONDS_A_SECOND),
            "Retries": spec.health.retries,
            "StartPeriod": int(spec.health.start_period * NANOSECONDS_A_SECOND),
        }
    return body
