"""The connection to one real engine through the docker SDK's low-level client: TLS, API version and requests."""

import re
from collections.abc import Mapping
from typing import Any, Protocol, TypeVar
from weakref import WeakSet

from docker.constants import MINIMUM_DOCKER_API_VERSION
from docker.tls import TLSConfig

from dockcycle.engine import EngineInfo
from dockcycle.engine.discovery import EngineAddress
from dockcycle.engine.docker.error_translation import engine_errors
from dockcycle.engine.docker.podman import podman
from dockcycle.engine.docker.transport.client import Client
from dockcycle.engine.docker.transport.payloads import load_json
from dockcycle.engine.errors import EngineError

CALL_SECONDS = 10
#: The value of `EngineInfo.product` for Podman.
PODMAN = "Podman"
#: Container ids and names (moby `daemon/names/names.go`). Other characters in a path could request another resource.
_REFERENCE = re.compile(r"[a-zA-Z0-9][a-zA-Z0-9_.-]*", re.ASCII)


class _Stream(Protocol):
    def close(self) -> None: ...


_Open = TypeVar("_Open", bound=_Stream)


class Connection:
    """The connection of the engine `name` at `address`. Each call of `connect()` builds a new client.

    - `is_podman`: whether the engine is Podman, False before the first `connect()`.
    - `reports_stops`: whether Podman's own API reports that a user stopped a container.
    """

    def __init__(self, name: str, address: EngineAddress) -> None:
        self.name = name
        self._address = address
        self._api: Client | None = None
        self.product = expected_product(address.url)
        self.is_podman = False
        self.reports_stops = False
        self._streams: WeakSet[_Stream] = WeakSet()

    def connect(self) -> EngineInfo:
        """Read the version of the engine and build a client for its API version. Open streams stay open.

        Raises EngineError `engine_unreachable`, `forbidden`, `api_version` or `engine_error`.
        """
        with engine_errors("connect", self._address.url.removeprefix("unix://")):
            version = self._version()
            api = self._new_client(spoken_with(version))
        before, self._api = self._api, api
        if before is not None:
            before.close()
        self.product = product = product_of(version)
        self.is_podman = product == PODMAN
        self.reports_stops = self.is_podman and podman.tells_stops(str(version["Version"]))
        return EngineInfo(str(version["Version"]), str(api.api_version), product=product)

    def _version(self) -> Any:
        probe = self._new_client(MINIMUM_DOCKER_API_VERSION)
        try:
            return probe.version(api_version=False)
        finally:
            probe.close()

    def _new_client(self, version: str) -> Client:
        """Return a client that has sent no request yet.

        With version "auto", the SDK sends a request before the client can be configured.
        """
        api = Client(self._address.url, version=version, timeout=CALL_SECONDS, tls=self._tls() or False)
        # Proxies and CA bundles in the environment are for the web, not for the engine.
        api.trust_env = False
        return api

    def ping(self) -> None:
        with engine_errors("ping"):
            self.get("/_ping").raise_for_status()

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

    def keep(self, stream: _Open) -> _Open:
        """Register an open stream, so that `close()` also ends it, and return it."""
        self._streams.add(stream)
        return stream

    def client(self) -> Client:
        if self._api is None:
            raise EngineError("engine_unreachable", "not connected")
        return self._api

    def supports(self, version: tuple[int, int]) -> bool:
        """Return whether the API version in use is at least `version`."""
        return _number(str(self.client().api_version)) >= version

    def url(self, path: str) -> str:
        api = self.client()
        return f"{api.base_url}/v{api.api_version}{path}"

    def get(self, path: str, **params: str) -> Any:
        return self.client().get(self.url(path), params=params, timeout=CALL_SECONDS)

    def json(self, path: str, **params: str) -> Any:
        response = self.get(path, **params)
        response.raise_for_status()
        return load_json(response.content)

    def libpod_json(self, path: str) -> Any:
        """Return a response of Podman's own API (libpod), None for 404 or 403, which a proxy sends if it blocks it."""
        response = self.client().get(f"{self.client().base_url}{path}", timeout=CALL_SECONDS)
        if response.status_code in podman.WITHHELD:
            return None
        response.raise_for_status()
        return load_json(response.content)

    def post(self, path: str, **options: Any) -> Any:
        response = self.client().post(self.url(path), **{"timeout": CALL_SECONDS, **options})
        response.raise_for_status()
        return response


def path_of(id: str, verb: str = "") -> str:
    """Return the URL path of a container by id or name; raises EngineError `not_found` if `id` cannot be either."""
    if not _REFERENCE.fullmatch(id):
        raise EngineError("not_found", f"No such container: {id}", 404)
    return f"/containers/{id}/{verb}".removesuffix("/")


def spoken_with(version: Mapping[str, Any]) -> str:
    """Return the API version to use: the newest of the engine, from its `/version` response.

    The newest version is always at least `MinAPIVersion` (1.44 in Docker 29.0 to 29.2, 1.40 from 29.3 on). Raises
    EngineError `api_version` if the docker SDK requires a newer one.
    """
    newest = str(version["ApiVersion"])
    if _number(newest) < _number(MINIMUM_DOCKER_API_VERSION):
        message = (
            f"the engine supports API versions up to {newest}; Dockcycle requires {MINIMUM_DOCKER_API_VERSION} or later"
        )
        raise EngineError("api_version", message)
    return newest


def _number(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


def expected_product(url: str) -> str:
    """Return the likely product of an engine before it has answered. Podman's sockets are named `podman.sock`."""
    return PODMAN if url.startswith("unix://") and url.endswith("/podman.sock") else "Docker"


def product_of(version: Mapping[str, Any]) -> str:
    """Return the product from a `/version` response. Podman lists the component "Podman Engine"."""
    names = [str(component.get("Name", "")) for component in version.get("Components") or ()]
    return PODMAN if "Podman Engine" in names else "Docker"
