"""The local images of the practice engine: what they run when nothing is said, and the ports they expose."""

import hashlib
import shlex
from collections.abc import Iterable
from dataclasses import dataclass

from dockcycle.domain.container import Image, Port
from dockcycle.domain.instant import NANOSECONDS, rfc3339
from dockcycle.engine.errors import EngineError

_DAY_SECONDS = 86_400
_MEBIBYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class LocalImage:
    """One image: `name` as `repository:tag`, `entrypoint` and `command` as its author set them, `size` in bytes."""

    id: str
    name: str
    days_old: int
    size: int
    command: tuple[str, ...]
    entrypoint: tuple[str, ...]
    ports: tuple[Port, ...]


def _image(
    name: str, days_old: int, mebibytes: int, command: str = "", *, entrypoint: str = "", ports: tuple[int, ...] = ()
) -> LocalImage:
    digest = hashlib.sha256(name.encode()).hexdigest()
    return LocalImage(
        id=f"sha256:{digest}",
        name=name,
        days_old=days_old,
        size=mebibytes * _MEBIBYTE,
        command=tuple(shlex.split(command)),
        entrypoint=tuple(shlex.split(entrypoint)),
        ports=tuple(Port(port, "tcp") for port in ports),
    )


_NGINX = "nginx -g 'daemon off;'"
_ENTRYPOINT = "docker-entrypoint.sh"

LOCAL_IMAGES: tuple[LocalImage, ...] = (
    _image("nginx:1.29", 9, 183, _NGINX, entrypoint=_ENTRYPOINT, ports=(80,)),
    _image("nginx:latest", 12, 183, _NGINX, entrypoint=_ENTRYPOINT, ports=(80,)),
    _image("postgres:17", 21, 437, "postgres", entrypoint=_ENTRYPOINT, ports=(5432,)),
    _image("redis:8", 16, 131, "redis-server", entrypoint=_ENTRYPOINT, ports=(6379,)),
    _image("shop/web:4.2", 2, 212, "gunicorn -w 4 shop:app", ports=(8000,)),
    _image("shop/worker:4.2", 2, 208, "celery -A shop worker"),
    _image("shop/search:1.9", 34, 690, "java -jar search.jar", ports=(9200,)),
    _image("blog/app:2026.10", 27, 154, "node server.js", ports=(3000,)),
    _image("prom/prometheus:v3.7", 40, 309, "prometheus", ports=(9090,)),
    _image("grafana/grafana:12.2", 33, 711, "grafana server", ports=(3000,)),
    _image("ml/trainer:0.7", 5, 2890, "stress --vm 1"),
    _image("tools/backup:3", 61, 88, "sleep 6"),
    _image("tools/report:1.4", 61, 97, "report --follow"),
    _image("alpine:latest", 47, 8, "sh"),
    _image("bash:latest", 47, 15, "bash", entrypoint=_ENTRYPOINT),
    _image("busybox:latest", 58, 4, "sh"),
    _image("ubuntu:latest", 38, 78, "bash"),
    _image("hello-world:latest", 110, 1, "true"),
)
#: The one image of the suite's own Docker Engine.
TEST_IMAGE = _image("dockcycle-test/busybox:1", 1, 4, "sh")


class Images:
    """Finds images by name or id; `since_ns` is the instant their ages are counted from."""

    def __init__(self, engine: str, images: Iterable[LocalImage], since_ns: int) -> None:
        self._by_name = {image.name: image for image in images}
        self._by_id = {image.id: image for image in self._by_name.values()}
        self._listed = [_listed(engine, image, since_ns) for image in self._by_name.values()]

    def all(self) -> list[Image]:
        """Return what `docker images` lists."""
        return list(self._listed)

    def find(self, reference: str) -> LocalImage:
        """Return the image called `repository[:tag]` or by its id; raises EngineError `not_found`."""
        has_tag = ":" in reference.rpartition("/")[2]
        name = reference if has_tag else f"{reference}:latest"
        image = self._by_name.get(name) or self._by_id.get(reference)
        if image is None:
            raise EngineError("not_found", f"No such image: {name}", 404)
        return image


def _listed(engine: str, image: LocalImage, since_ns: int) -> Image:
    created_ns = since_ns - image.days_old * _DAY_SECONDS * NANOSECONDS
    return Image(engine, image.id, (image.name,), rfc3339(created_ns), image.size)
