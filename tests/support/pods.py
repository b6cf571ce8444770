"""Pods of a Podman, made over its own API (libpod), which the docker CLI does not speak."""

from collections.abc import Mapping
from typing import Any

import docker

from tests.support.dockerd import IMAGE

_PATH = "/v4.0.0/libpod"


class Pods:
    """Makes pods and containers in them; `clean` removes every pod with all that is in it."""

    def __init__(self, url: str) -> None:
        self._client = docker.APIClient(url, version="1.40", timeout=30)

    def create(self, name: str, *, infra: bool = True) -> str:
        """Make a pod and return its id; `infra`: with an infra container, named after that id."""
        return str(self._post("/pods/create", {"name": name, "no_infra": not infra}).json()["Id"])

    def run(self, pod: str, name: str, *command: str) -> None:
        """Make a container in a pod and start it."""
        body = {"name": name, "image": IMAGE, "command": list(command), "pod": pod}
        self._post("/containers/create", body)
        self._post(f"/containers/{name}/start")

    def act(self, pod: str, verb: str) -> None:
        """`start`, `stop`, `pause`, … all containers of a pod."""
        self._post(f"/pods/{pod}/{verb}")

    def remove(self, pod: str) -> None:
        """Remove a pod with all its containers."""
        self._client.delete(self._url(f"/pods/{pod}"), params={"force": "true"}).raise_for_status()

    def clean(self) -> None:
        """Remove every pod, and give back the connection."""
        for pod in self._client.get(self._url("/pods/json")).json():
            self.remove(pod["Id"])
        self._client.close()

    def _post(self, path: str, body: Mapping[str, Any] | None = None) -> Any:
        answer = self._client.post(self._url(path), json=body)
        answer.raise_for_status()
        return answer

    def _url(self, path: str) -> str:
        return f"{self._client.base_url}{_PATH}{path}"
