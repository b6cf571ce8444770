"""Finds the engine: first in the order of the docker CLI, then at the addresses of Podman."""

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

DEFAULT_SOCKET = Path("/var/run/docker.sock")
#: The system socket of Podman. The socket of a user is below XDG_RUNTIME_DIR (podman-system-service(1)).
PODMAN_SOCKET = Path("/run/podman/podman.sock")
SCHEMES = ("unix", "tcp", "ssh", "practice")


@dataclass(frozen=True, slots=True)
class EngineAddress:
    """How to reach an engine.

    `certificates` is a folder with ca.pem, cert.pem and key.pem. `verify` is whether to check the server's certificate.
    """

    url: str
    certificates: Path | None = None
    verify: bool = True


def find_engine(
    environ: Mapping[str, str], home: Path, *, docker: Path = DEFAULT_SOCKET, podman: Path = PODMAN_SOCKET
) -> EngineAddress | None:
    """Return the engine the docker CLI would use, else the Podman engine, else None.

    Order (docker CLI `cli/command/cli.go`): DOCKER_HOST, DOCKER_CONTEXT, the current context, the default socket
    `docker`. Then CONTAINER_HOST, the user's Podman socket, the system socket `podman` (podman(1)).
    Raises ValueError for an invalid address, an unknown context or a configuration file that cannot be read.
    """
    host = environ.get("DOCKER_HOST")
    folder = Path(environ.get("DOCKER_CONFIG") or home / ".docker")
    if host:
        return parse_address(host, _certificates(environ, folder), verify=bool(environ.get("DOCKER_TLS_VERIFY")))
    context = environ.get("DOCKER_CONTEXT") or _current_context(folder)
    if context and context != "default":
        return _context(folder, context)
    if os.path.exists(docker):  # noqa: PTH110 (Path.exists raises where a folder may not be read)
        return EngineAddress(f"unix://{docker}")
    if environ.get("CONTAINER_HOST"):
        return parse_address(environ["CONTAINER_HOST"])
    found = (path for path in _podman_sockets(environ, podman) if os.path.exists(path))  # noqa: PTH110
    return next((EngineAddress(f"unix://{path}") for path in found), None)


def _podman_sockets(environ: Mapping[str, str], system: Path) -> Iterator[Path]:
    if environ.get("XDG_RUNTIME_DIR"):
        yield Path(environ["XDG_RUNTIME_DIR"], "podman", "podman.sock")
    yield system


def parse_address(url: str, certificates: Path | None = None, *, verify: bool = True) -> EngineAddress:
    """Return the address in `url`; raises ValueError with the supported forms if the URL is invalid."""
    wrong = ValueError(
        f"{url!r} is not a valid engine address. Use unix:///path, tcp://host:port, ssh://user@host or practice://."
    )
    if any(not character.isprintable() or character.isspace() for character in url):
        raise wrong
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise wrong from None
    host = parts.hostname or ""
    good = {
        "unix": not parts.netloc and parts.path.startswith("/") and parts.path != "/",
        "tcp": bool(host) and port is not None and not parts.username,
        "ssh": bool(host) and not host.startswith("-") and not (parts.username or "").startswith("-"),
        "practice": True,
    }
    if not good.get(parts.scheme, False):
        raise wrong
    return EngineAddress(url, certificates, verify)


def _certificates(environ: Mapping[str, str], folder: Path) -> Path | None:
    """Return the folder of the certificates, None without TLS.

    DOCKER_CERT_PATH alone does not enable TLS (docker CLI `cli/flags/options.go`).
    """
    if environ.get("DOCKER_TLS_VERIFY") or environ.get("DOCKER_TLS"):
        return Path(environ.get("DOCKER_CERT_PATH") or folder)
    return None


def _current_context(folder: Path) -> str | None:
    configured = _read(folder / "config.json").get("currentContext")
    return str(configured) if configured else None


def _context(folder: Path, name: str) -> EngineAddress:
    """Return the address of a docker context; raises ValueError if it does not exist.

    The docker CLI names the folder of a context by the SHA-256 of the context's name.
    """
    digest = hashlib.sha256(name.encode()).hexdigest()
    meta = _read(folder / "contexts" / "meta" / digest / "meta.json")
    endpoint = (meta.get("Endpoints") or {}).get("docker") or {}
    if "Host" not in endpoint:
        raise ValueError(f"The docker context {name!r} does not exist. List the contexts with docker context ls.")
    tls = folder / "contexts" / "tls" / digest / "docker"
    return parse_address(str(endpoint["Host"]), tls if tls.is_dir() else None, verify=not endpoint.get("SkipTLSVerify"))


def _read(path: Path) -> dict[str, Any]:
    """Return the JSON object in a file of the docker CLI, {} if the file is absent or holds another JSON value.

    Raises ValueError if the file cannot be read or parsed.
    """
    try:
        read = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise ValueError(f"Dockcycle cannot read {path}: {error}") from None
    return read if isinstance(read, dict) else {}
