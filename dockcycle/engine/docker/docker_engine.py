"""`DockerEngine`: the `Engine` protocol over the Engine API of Docker and of Podman."""

import json
import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from dockcycle.domain.lifecycle.container import Container, Summary
from dockcycle.domain.lifecycle.table import State
from dockcycle.domain.project_labels import DEFAULT_PROJECT_LABELS
from dockcycle.domain.timestamps import NANOSECONDS
from dockcycle.engine import CreateSpec, EngineInfo
from dockcycle.engine.discovery import EngineAddress
from dockcycle.engine.docker.connection import CALL_SECONDS, Connection, path_of
from dockcycle.engine.docker.docker_consoles import DockerConsoles
from dockcycle.engine.docker.docker_details import DockerDetails
from dockcycle.engine.docker.docker_images import DockerImages
from dockcycle.engine.docker.error_translation import engine_errors
from dockcycle.engine.docker.parse import parse_container, parse_spec
from dockcycle.engine.docker.podman import podman, podman_spec
from dockcycle.engine.docker.podman.pods import Pods
from dockcycle.engine.docker.request_parsing import create_body
from dockcycle.engine.docker.transport.payloads import load_json
from dockcycle.engine.docker.transport.streams import DockerEventStream
from dockcycle.engine.errors import EngineError
from dockcycle.engine.stream_protocols import STREAM_SILENCE_SECONDS
from dockcycle.limited_log import LimitedLog

#: Bounds the board and all data per container. A longer list is refused.
CONTAINERS_AT_MOST = 20_000
#: How far back Podman's event log is requested at most.
PODMAN_HISTORY_NS = 600 * NANOSECONDS
#: How long, and how often, `stop` is repeated on a container in a restart loop of Podman (seconds).
LOOP_SECONDS = 3.0
LOOP_PAUSE_SECONDS = 0.01
#: The API version whose `stop` and `restart` take a `signal`.
STOP_SIGNAL_FROM = (1, 42)
#: From this API version on, a container without its own stop timeout uses the engine's (`default-stop-timeout`, Docker
#: 29.7). Neither inspect nor `/info` returns that value. `UNTOLD_STOP_SECONDS` is assumed for it.
STOP_DEFAULT_FROM = (1, 55)
UNTOLD_STOP_SECONDS = 300

log = logging.getLogger(__name__)


class DockerEngine:
    """One Docker or Podman engine at `address`. The `Engine` protocol documents each call.

    `project_labels` are the names of the labels that tell the project of a container, in order of precedence.
    """

    def __init__(
        self, name: str, address: EngineAddress, project_labels: Sequence[str] = DEFAULT_PROJECT_LABELS
    ) -> None:
        self.name = name
        self._project_labels = tuple(project_labels)
        self._connection = Connection(name, address)
        self.images = DockerImages(self._connection)
        self.consoles = DockerConsoles(self._connection)
        self.details = DockerDetails(self._connection)
        self._pods = Pods(self._read_pods)
        self._unreadable = LimitedLog(log)

    @property
    def product(self) -> str:
        return self._connection.product

    def connect(self) -> EngineInfo:
        return self._connection.connect()

    def ping(self) -> None:
        self._connection.ping()

    def close(self) -> None:
        self._connection.close()

    # --- reading ------------------------------------------------------------------------------------------------

    def containers(self, state: State | None = None) -> list[Summary]:
        query = {} if state is None else {"filters": json.dumps({"status": [state]})}
        with engine_errors("list"):
            rows = self._connection.json("/containers/json", all="1", **query)
            if not isinstance(rows, list):
                raise TypeError("a list of containers is an array")
            if len(rows) > CONTAINERS_AT_MOST:
                raise EngineError("engine_error", f"the list has more than {CONTAINERS_AT_MOST} containers")
            listed = [row for raw in rows if (row := self._row(raw)) is not None]
        if state is None:
            self._pods.expect(summary.id for summary in listed)
        return listed

    def _row(self, raw: Any) -> Summary | None:
        """Return one row of the list. For an invalid row, log it and return None; the other rows still appear."""
        try:
            return parse_container.summary(raw)
        except (LookupError, TypeError, ValueError, AttributeError) as error:
            self._unreadable.warning(
                "engine %s: skipped an unreadable row of the container list (%s)", self.name, type(error).__name__
            )
            return None

    def inspect(self, id: str) -> Container:
        with engine_errors("inspect"):
            found = parse_container.container(
                self.name,
                self._connection.json(path_of(id, "json")),
                is_podman=self._connection.is_podman,
                project_labels=self._project_labels,
            )
            return self._completed(found) if self._connection.is_podman else found

    def _completed(self, found: Container) -> Container:
        """Return `found` with two fields that only Podman's own API has: the pod and `stopped_by_user`."""
        stopped = None
        if self._connection.reports_stops and found.state is State.EXITED:
            stopped = podman.stopped_by_user(
                self._connection.libpod_json(podman.LIBPOD + path_of(found.id, "json")), found
            )
        return replace(found, pod=self._pods.name_of(found.id), stopped_by_user=stopped)

    def _read_pods(self) -> Any:
        return self._connection.libpod_json(podman.PODS_PATH) or []

    def spec(self, id: str) -> CreateSpec:
        with engine_errors("spec"):
            raw = self._connection.json(path_of(id, "json"))
            settings = podman_spec.asked_for(raw) if self._connection.is_podman else raw
            return parse_spec.spec(settings, self._image_config(raw["Image"]))

    def _image_config(self, id: str) -> Any:
        """Return the `Config` of an image, {} if the image is gone.

        With the containerd image store, an image that a container uses can be removed.
        """
        response = self._connection.get(f"/images/{quote(id, safe=':')}/json")
        if response.status_code == HTTPStatus.NOT_FOUND:
            return {}
        response.raise_for_status()
        return load_json(response.content).get("Config") or {}

    def events(self, since_ns: int | None = None) -> DockerEventStream:
        """Open `/events` for containers, images and networks.

        Docker keeps the last 256 events. Podman sends its whole log, which may cover months. For Podman, a `since_ns`
        that is more than `PODMAN_HISTORY_NS` ago is replaced by that time. It is sent as text, because a float would
        lose nanoseconds.
        """
        params = {"filters": '{"type":["container","image","network"]}'}
        if since_ns is not None:
            if self._connection.is_podman:
                since_ns = max(since_ns, time.time_ns() - PODMAN_HISTORY_NS)
            seconds, rest = divmod(since_ns, NANOSECONDS)
            params["since"] = f"{seconds}.{rest:09d}"
        with engine_errors("events"):
            timeout = (CALL_SECONDS, STREAM_SILENCE_SECONDS)
            response = self._connection.client().get(
                self._connection.url("/events"), params=params, stream=True, timeout=timeout
            )
            response.raise_for_status()
        return self._connection.keep(DockerEventStream(self.name, response, self._unreadable))

    # --- commands -----------------------------------------------------------------------------------------------

    def create(self, spec: CreateSpec) -> str:
        body = create_body(spec)
        with engine_errors("create"):
            params = {"name": spec.name} if spec.name else {}
            return str(load_json(self._connection.post("/containers/create", params=params, json=body).content)["Id"])

    def start(self, id: str) -> bool:
        return self._command(id, "start")

    def stop(self, id: str, timeout: int | None = None, signal: str | None = None) -> bool:
        self._check_stop_signal(signal)
        seconds = self._stop_wait(id, timeout)

        def send() -> bool:
            return self._command(id, "stop", seconds, t=timeout, signal=signal)

        return send() or (self._connection.is_podman and self._stop_between_restarts(id, send))

    def _stop_between_restarts(self, id: str, send: Callable[[], bool]) -> bool:
        """Repeat a stop until it reaches the container while it is running; return whether it did.

        A container in a restart loop of Podman runs for a part of each second. While it is exited, a stop does nothing.
        If the process exits at once, even repeated stops rarely reach it.
        """
        until = time.monotonic() + LOOP_SECONDS
        while time.monotonic() < until and podman.is_looping(self.inspect(id)):
            if send():
                return True
            time.sleep(LOOP_PAUSE_SECONDS)
        return False

    def kill(self, id: str, signal: str | None = None) -> bool:
        return self._command(id, "kill", signal=signal)

    def restart(self, id: str, timeout: int | None = None, signal: str | None = None) -> bool:
        self._check_stop_signal(signal)
        return self._command(id, "restart", self._stop_wait(id, timeout), t=timeout, signal=signal)

    def pause(self, id: str) -> bool:
        return self._command(id, "pause")

    def unpause(self, id: str) -> bool:
        return self._command(id, "unpause")

    def rename(self, id: str, name: str) -> bool:
        return self._command(id, "rename", name=name)

    def remove(self, id: str, *, force: bool = False, volumes: bool = False) -> bool:
        # Podman stops the container first and waits for the stop timeout. Docker kills the container at once.
        seconds = self._stop_wait(id, None) if force and self._connection.is_podman else CALL_SECONDS
        with engine_errors("remove"):
            params = {"force": str(int(force)), "v": str(int(volumes))}
            self._connection.client().delete(
                self._connection.url(path_of(id)), params=params, timeout=seconds
            ).raise_for_status()
        return True

    def _command(self, id: str, verb: str, seconds: float = CALL_SECONDS, **params: str | int | None) -> bool:
        """Send a command; return False for 304, which means that the container already had the wanted state."""
        given = {key: str(value) for key, value in params.items() if value is not None}
        with engine_errors(verb):
            return bool(self._connection.post(path_of(id, verb), params=given, timeout=seconds).status_code != 304)

    def _check_stop_signal(self, signal: str | None) -> None:
        """Raise EngineError `bad_request` if the engine does not support `signal` for stop and restart.

        Docker before API 1.42 (Engine 23) ignores the parameter and sends the container's own stop signal. Podman's
        compat API does not have it (podman `pkg/api/handlers/compat/containers_stop.go`).
        """
        if signal is not None and (self._connection.is_podman or not self._connection.supports(STOP_SIGNAL_FROM)):
            raise EngineError("bad_request", "this engine does not support another signal for stop", 400)

    def _stop_wait(self, id: str, timeout: int | None) -> float:
        """Return the HTTP timeout of a stop (seconds). The engine answers only after the container has stopped."""
        return CALL_SECONDS + max(self._stop_timeout(id) if timeout is None else timeout, 0)

    def _stop_timeout(self, id: str) -> int:
        with engine_errors("inspect"):
            raw = self._connection.json(path_of(id, "json"))
            if (raw.get("Config") or {}).get("StopTimeout") is None and self._connection.supports(STOP_DEFAULT_FROM):
                return UNTOLD_STOP_SECONDS
            return parse_container.container(self.name, raw).stop_timeout
