"""The way to one real engine over the docker SDK's low-level client: address, TLS, API version, requests."""

import re
from collections.abc import Mapping
from typing import Any, Protocol, TypeVar
from weakref import WeakSet

from docker.constants import MINIMUM_DOCKER_API_VERSION
from docker.tls import TLSConfig

from dockcycle.engine import EngineInfo, podman
from dockcycle.engine.client import Client
from dockcycle.engine.discovery import EngineAddress
from dockcycle.engine.errors import EngineError, translated
from dockcycle.engine.said import read

CALL_SECONDS = 10
#: What `EngineInfo.product` is where the engine is Podman.
PODMAN = "Podman"
#: Ids and names (moby `daemon/names/names.go`); anything else in a path would ask for something else.
_REFERENCE = re.compile(r"[a-zA-Z0-9][a-zA-Z0-9_.-]*", re.ASCII)


class _Stream(Protocol):
    def close(self) -> None: ...


_Open = TypeVar("_Open", bound=_Stream)


class Connection:
    """A client of the engine at `address`, built by `connect()` and anew by each further one."""

    def __init__(self, address: EngineAddress) -> None:
        self._address = address
        self._api: Client | None = None
        self.product = expected_product(address.url)
        self._is_podman = False
        self._tells_stops = False
        self._streams: WeakSet[_Stream] = WeakSet()

    def connect(self) -> EngineInfo:
        """Ask the engine what it is and build a client for its API version; open streams of an older one go on."""
        with translated("connect", self._address.url.removeprefix("unix://")):
            version = self._version()
            api = self._new_client(spoken_with(version))
        before, self._api = self._api, api
        if before is not None:
            before.close()
        self.product = product = product_of(version)
        self._is_podman = product == PODMAN
        self._tells_stops = self._is_podman and podman.tells_stops(str(version["Version"]))
        return EngineInfo(str(version["Version"]), str(api.api_version), product=product)

    def _version(self) -> Any:
        probe = self._new_client(MINIMUM_DOCKER_API_VERSION)
        try:
            return probe.version(api_version=False)
        finally:
            probe.close()

    def _new_client(self, version: str) -> Client:
        """Return a client that has asked nothing yet: with version "auto" the SDK asks before it can be told how."""
        api = Client(self._address.url, version=version, timeout=CALL_SECONDS, tls=self._tls() or False)
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

    def _kept(self, stream: _Open) -> _Open:
        """Return an open stream that `close()` will end, too."""
        self._streams.add(stream)
        return stream

    def _client(self) -> Client:
        if self._api is None:
            raise EngineError("engine_unreachable", "not connected")
        return self._api

    def _speaks(self, version: tuple[int, int]) -> bool:
        """Tell whether the API version in use is `version` or newer."""
        return _number(str(self._client().api_version)) >= version

    def _url(self, path: str) -> str:
        api = self._client()
        return f"{api.base_url}/v{api.api_version}{path}"

    def _get(self, path: str, **params: str) -> Any:
        return self._client().get(self._url(path), params=params, timeout=CALL_SECONDS)

    def _json(self, path: str, **params: str) -> Any:
        response = self._get(path, **params)
        response.raise_for_status()
        return read(response.content)

    def _libpod(self, path: str) -> Any:
        """Return an answer of Podman's own API, None where there is none, or a proxy before it keeps that API back."""
        response = self._client().get(f"{self._client().base_url}{path}", timeout=CALL_SECONDS)
        if response.status_code in podman.WITHHELD:
            return None
        response.raise_for_status()
        return read(response.content)

    def _post(self, path: str, **options: Any) -> Any:
        response = self._client().post(self._url(path), **{"timeout": CALL_SECONDS, **options})
        response.raise_for_status()
        return response


def path_of(id: str, verb: str = "") -> str:
    """Return the path of a container by id or name; what can be neither is as little there as any unknown one."""
    if not _REFERENCE.fullmatch(id):
        raise EngineError("not_found", f"No such container: {id}", 404)
    return f"/containers/{id}/{verb}".removesuffix("/")


def spoken_with(version: Mapping[str, Any]) -> str:
    """Return the API version to speak with the engine that answers `/version`: its newest.

    So its oldest (`MinAPIVersion`: 1.44 in Docker 29.0 to 29.2, 1.40 from 29.3 on) is never in the way. Raises
    EngineError `api_version` where even the newest is older than the docker SDK speaks.
    """
    newest = str(version["ApiVersion"])
    if _number(newest) < _number(MINIMUM_DOCKER_API_VERSION):
        told = (
            f"the engine supports API versions up to {newest}; Dockcycle requires {MINIMUM_DOCKER_API_VERSION} or later"
        )
        raise EngineError("api_version", told)
    return newest


def _number(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


def expected_product(url: str) -> str:
    """Return what stands to reason of an engine that has not answered yet: Podman's own sockets are `podman.sock`."""
    return PODMAN if url.startswith("unix://") and url.endswith("/podman.sock") else "Docker"


def product_of(version: Mapping[str, Any]) -> str:
    """Return whose engine answers `/version`: Podman names its engine in the list of components."""
    names = [str(component.get("Name", "")) for component in version.get("Components") or ()]
    return PODMAN if "Podman Engine" in names else "Docker"
