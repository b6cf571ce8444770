"""The real engine over the docker SDK's low-level client: connect, list, inspect, commands; thin and typed."""

import logging
from collections.abc import Sequence
from typing import Any

import docker
from docker.tls import TLSConfig

from dockcycle.domain.container import Container, Image, Summary
from dockcycle.engine import STREAM_SILENCE_SECONDS, CreateSpec, EngineInfo, parse
from dockcycle.engine.discovery import EngineAddress
from dockcycle.engine.errors import EngineError, translated
from dockcycle.engine.streams import DockerEventStream

CALL_SECONDS = 10
#: What `docker stop` and `docker restart` wait when neither they nor the container say otherwise.
STOP_SECONDS = 10
NANOSECONDS_A_SECOND = 1_000_000_000

log = logging.getLogger(__name__)


class DockerEngine:
    """One Docker Engine at `address`; see the `Engine` protocol for what each call promises."""

    def __init__(self, name: str, address: EngineAddress) -> None:
        self.name = name
        self._address = address
        self._api: docker.APIClient | None = None

    # --- connection ---------------------------------------------------------------------------------------------

    def connect(self) -> EngineInfo:
        """Build a client; the SDK asks the engine's version for it, so this is where an absent engine shows."""
        self.close()
        with translated("connect"):
            tls = self._tls()
            api = docker.APIClient(self._address.url, version="auto", timeout=CALL_SECONDS, tls=tls or False)
            # A proxy or a CA bundle named in the environment is meant for the web, not for the engine.
            api.trust_env = False
            version = api.version()
        self._api = api
        return EngineInfo(str(version["Version"]), str(api.api_version))

    def ping(self) -> None:
        with translated("ping"):
            self._get("/_ping").raise_for_status()

    def close(self) -> None:
        api, self._api = self._api, None
        if api is not None:
            api.close()

    def _tls(self) -> TLSConfig | None:
        folder = self._address.certificates
        if folder is None:
            return None
        ca = folder / "ca.pem"
        return TLSConfig(
            client_cert=(str(folder / "cert.pem"), str(folder / "key.pem")),
            ca_cert=str(ca) if ca.exists() else None,
            verify=self._address.verify,
        )

    # --- looking ------------------------------------------------------------------------------------------------

    def containers(self) -> list[Summary]:
        with translated("list"):
            return [parse.summary(raw) for raw in self._json("/containers/json", all="1")]

    def inspect(self, id: str) -> Container:
        with translated("inspect"):
            return parse.container(self.name, self._json(f"/containers/{id}/json"))

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
        return DockerEventStream(self.name, response)

    # --- commands -----------------------------------------------------------------------------------------------

    def create(self, spec: CreateSpec) -> str:
        with translated("create"):
            params = {"name": spec.name} if spec.name else {}
            response = self._client().post(self._url("/containers/create"), params=params, json=_create_body(spec))
            response.raise_for_status()
            return str(response.json()["Id"])

    def start(self, id: str) -> bool:
        return self._command(id, "start")

    def stop(self, id: str, timeout: int | None = None) -> bool:
        return self._command(id, "stop", _stop_wait(timeout), t=timeout)

    def kill(self, id: str, signal: str | None = None) -> bool:
        return self._command(id, "kill", signal=signal)

    def restart(self, id: str, timeout: int | None = None) -> bool:
        return self._command(id, "restart", _stop_wait(timeout), t=timeout)

    def pause(self, id: str) -> bool:
        return self._command(id, "pause")

    def unpause(self, id: str) -> bool:
        return self._command(id, "unpause")

    def rename(self, id: str, name: str) -> bool:
        return self._command(id, "rename", name=name)

    def remove(self, id: str, *, force: bool = False, volumes: bool = False) -> bool:
        with translated("remove"):
            params = {"force": str(int(force)), "v": str(int(volumes))}
            self._client().delete(self._url(f"/containers/{id}"), params=params).raise_for_status()
        return True

    def exec(self, id: str, command: Sequence[str]) -> int:
        with translated("exec"):
            body = {"Cmd": list(command), "AttachStdout": True, "AttachStderr": True}
            created = self._client().post(self._url(f"/containers/{id}/exec"), json=body)
            created.raise_for_status()
            exec_id = created.json()["Id"]
            self._client().exec_start(exec_id)
            return int(self._json(f"/exec/{exec_id}/json")["ExitCode"])

    def attach(self, id: str) -> None:
        with translated("attach"):
            connection = self._client().attach_socket(id, params={"stream": 1, "stdout": 1})
            connection.close()

    def _command(self, id: str, verb: str, seconds: float = CALL_SECONDS, **params: str | int | None) -> bool:
        """Post a command; 304 is not an error: it was so already, and nothing was done."""
        said = {key: str(value) for key, value in params.items() if value is not None}
        with translated(verb):
            response = self._client().post(self._url(f"/containers/{id}/{verb}"), params=said, timeout=seconds)
            response.raise_for_status()
        return bool(response.status_code != 304)

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


def _stop_wait(timeout: int | None) -> float:
    """The engine answers a stop only when it is over."""
    return CALL_SECONDS + (STOP_SECONDS if timeout is None else max(timeout, 0))


def _create_body(spec: CreateSpec) -> dict[str, Any]:
    """Return the body of `ContainerCreate`."""
    name, _, retries = spec.restart.partition(":")
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
            "RestartPolicy": {"Name": name, "MaximumRetryCount": int(retries or 0)},
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
