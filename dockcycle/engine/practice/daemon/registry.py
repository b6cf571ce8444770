"""The registries of the practice engine: a part of Docker Hub, and a private registry with a password."""

from dataclasses import replace

from dockcycle.domain.image_reference import DOCKER_HUB, Reference
from dockcycle.engine import Credentials
from dockcycle.engine.docker.pull_errors import pull_error
from dockcycle.engine.practice.daemon.image_catalog import PracticeImage, image

#: The private registry, and the credentials it accepts. The texts about the practice engine name them.
PRIVATE = "registry.team.example"
USERNAME, PASSWORD = "dockcycle", "practice"
#: A pull of this image fails after its download, as with a full disk.
BROKEN = "busybox:broken"
BROKEN_WORDS = "write /var/lib/docker/tmp/GetImageBlob2731: no space left on device"

_NGINX = "nginx -g 'daemon off;'"
_ENTRYPOINT = "docker-entrypoint.sh"
_NEWER = "newer"

_ALPINE = image("alpine:latest", 47, 8, "sh", base="alpine")
_NGINX_ALPINE = image("nginx:1.29-alpine", 9, 53, _NGINX, entrypoint=_ENTRYPOINT, ports=(80,), base="alpine")

#: Docker Hub. It has newer versions of `redis:8` and `hello-world` than the local images, so a pull moves their tags.
HUB: tuple[PracticeImage, ...] = (
    _ALPINE,
    replace(_ALPINE, name="alpine:3.22"),
    image("bash:latest", 47, 15, "bash", entrypoint=_ENTRYPOINT, base="alpine"),
    image("busybox:latest", 58, 4, "sh"),
    image(BROKEN, 58, 40, "sh"),
    image("hello-world:latest", 3, 1, "true", version=_NEWER),
    image("httpd:2.4", 8, 117, "httpd-foreground", ports=(80,), base="debian"),
    image("mariadb:12", 14, 330, "mariadbd", entrypoint=_ENTRYPOINT, ports=(3306,), base="ubuntu"),
    image("memcached:1.6", 11, 84, "memcached", entrypoint=_ENTRYPOINT, ports=(11211,), base="debian"),
    image("nginx:1.29", 9, 183, _NGINX, entrypoint=_ENTRYPOINT, ports=(80,), base="debian"),
    image("nginx:latest", 12, 183, _NGINX, entrypoint=_ENTRYPOINT, ports=(80,), base="debian"),
    _NGINX_ALPINE,
    replace(_NGINX_ALPINE, name="nginx:alpine"),
    image("node:24-alpine", 6, 163, "node", entrypoint=_ENTRYPOINT, base="alpine"),
    image("postgres:17", 21, 437, "postgres", entrypoint=_ENTRYPOINT, ports=(5432,), base="debian"),
    image("postgres:18", 4, 452, "postgres", entrypoint=_ENTRYPOINT, ports=(5432,), base="debian"),
    image("python:3.14-slim", 5, 131, "python3", base="debian"),
    image("redis:8", 1, 133, "redis-server", entrypoint=_ENTRYPOINT, ports=(6379,), base="debian", version=_NEWER),
    image("traefik:v3.6", 10, 224, "traefik", ports=(80,), base="alpine"),
    image("ubuntu:latest", 38, 78, "bash", base="ubuntu"),
    image("prom/prometheus:v3.8", 2, 312, "prometheus", ports=(9090,)),
)
TEAM: tuple[PracticeImage, ...] = (
    image(f"{PRIVATE}/shop/web:4.3", 1, 214, "gunicorn -w 4 shop:app", ports=(8000,), base="debian"),
    image(f"{PRIVATE}/shop/worker:4.3", 1, 209, "celery -A shop worker", base="debian"),
    image(f"{PRIVATE}/tools/report:1.5", 3, 34, "report --follow", base="alpine"),
)
_PUBLISHED = {one.name: one for one in (*HUB, *TEAM)}
_BY_DIGEST = {f"{one.repository}@{one.digest}": one for one in _PUBLISHED.values()}
_REPOSITORIES = {one.repository for one in _PUBLISHED.values()}


def look_up(wanted: Reference, credentials: Credentials | None) -> PracticeImage:
    """Return the image with that name; raises EngineError with the messages of real engines and registries."""
    _reach(wanted, credentials)
    if wanted.digest:
        found = _BY_DIGEST.get(f"{wanted.familiar_name}@{wanted.digest}")
    else:
        found = _PUBLISHED.get(wanted.familiar)
    if found is not None:
        return found
    if wanted.registry == DOCKER_HUB and wanted.familiar_name not in _REPOSITORIES:
        denied = "repository does not exist or may require 'docker login'"
        raise pull_error(
            f"pull access denied for {wanted.familiar_name}, {denied}: denied: requested access to the resource is "
            "denied", credentials, 404,
        )  # fmt: skip
    words = f"manifest for {wanted.familiar} not found: manifest unknown: manifest unknown"
    raise pull_error(words, credentials, 404)


def _reach(wanted: Reference, credentials: Credentials | None) -> None:
    host, _, _ = wanted.registry.partition(":")
    if wanted.registry == PRIVATE:
        _sign_in(wanted, credentials)
    elif host in ("localhost", "127.0.0.1"):
        words = f'Get "http://{wanted.registry}/v2/": dial tcp {wanted.registry}: connect: connection refused'
        raise pull_error(words, credentials, 500)
    elif wanted.registry != DOCKER_HUB:
        words = f'Get "https://{wanted.registry}/v2/": dial tcp: lookup {host} on 127.0.0.53:53: no such host'
        raise pull_error(words, credentials, 500)


def _sign_in(wanted: Reference, credentials: Credentials | None) -> None:
    if credentials is None:
        address = f"https://{wanted.registry}/v2/{wanted.path}/manifests/{wanted.tag_or_digest}"
        raise pull_error(f'Head "{address}": no basic auth credentials', credentials, 500)
    if credentials != Credentials(USERNAME, PASSWORD):
        raise pull_error("unauthorized: authentication required", credentials, 500)
