"""The local images of the practice engine, with their commands, exposed ports and layers."""

import hashlib
import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from dockcycle.domain.lifecycle.container import Port

_MEBIBYTE = 1 << 20
_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
#: Base layers that many images share: sizes in MiB.
_BASES = {"debian": 29, "alpine": 4, "ubuntu": 30}
#: The shares of the remaining layers in the rest of an image's size.
_SHARES = (0.62, 0.27, 0.11)


@dataclass(frozen=True, slots=True)
class Blob:
    """One layer in a registry: `id` as displayed during a pull, `size` in bytes."""

    id: str
    size: int


@dataclass(frozen=True, slots=True)
class PracticeImage:
    """One image: `name` as `repository:tag`, its `entrypoint` and `command`, `size` in bytes.

    `digest` is its digest in a registry, None for an image that was built locally.
    """

    id: str
    name: str
    days_old: int
    size: int
    command: tuple[str, ...]
    entrypoint: tuple[str, ...]
    ports: tuple[Port, ...]
    env: Mapping[str, str]
    layers: tuple[Blob, ...]
    digest: str | None

    @property
    def repository(self) -> str:
        return self.name.rpartition(":")[0]


def image(
    name: str, days_old: int, mebibytes: int, command: str = "", *, entrypoint: str = "", ports: tuple[int, ...] = (),
    base: str = "", version: str = "", built: bool = False, path: str = _PATH,
) -> PracticeImage:  # fmt: skip
    """Return one image.

    Its id depends on `name` and `version`. Images with the same `base` share their first layer.
    """
    identity = _sha256(name + version)
    return PracticeImage(
        id=f"sha256:{identity}",
        name=name,
        days_old=days_old,
        size=mebibytes * _MEBIBYTE,
        command=tuple(shlex.split(command)),
        entrypoint=tuple(shlex.split(entrypoint)),
        ports=tuple(Port(port, "tcp") for port in ports),
        env=MappingProxyType({"PATH": path}),
        layers=_layers(identity, mebibytes, base),
        digest=None if built else f"sha256:{_sha256(f'manifest {identity}')}",
    )


def _layers(identity: str, mebibytes: int, base: str) -> tuple[Blob, ...]:
    first = (Blob(_sha256(f"base {base}")[:12], _BASES[base] * _MEBIBYTE),) if base else ()
    rest = max((mebibytes - _BASES.get(base, 0)) * _MEBIBYTE, 4096)
    shares = _SHARES if mebibytes > 4 else (1.0,)
    own = (Blob(_sha256(f"{identity} {share}")[:12], int(rest * share)) for share in shares)
    return (*first, *own)


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


_NGINX = "nginx -g 'daemon off;'"
_ENTRYPOINT = "docker-entrypoint.sh"

#: The initial local images. `ubuntu:latest` and `nginx:latest` are absent, so that a first pull has layers to download.
LOCAL_IMAGES: tuple[PracticeImage, ...] = (
    image("nginx:1.29", 9, 183, _NGINX, entrypoint=_ENTRYPOINT, ports=(80,), base="debian"),
    image("postgres:17", 21, 437, "postgres", entrypoint=_ENTRYPOINT, ports=(5432,), base="debian"),
    image("redis:8", 16, 131, "redis-server", entrypoint=_ENTRYPOINT, ports=(6379,), base="debian"),
    image("shop/web:4.2", 2, 212, "gunicorn -w 4 shop:app", ports=(8000,), base="debian", built=True),
    image("shop/worker:4.2", 2, 208, "celery -A shop worker", base="debian", built=True),
    image("shop/search:1.9", 34, 690, "java -jar search.jar", ports=(9200,), built=True),
    image("blog/app:2026.10", 27, 154, "node server.js", ports=(3000,), built=True),
    image("prom/prometheus:v3.7", 40, 309, "prometheus", ports=(9090,)),
    image("grafana/grafana:12.2", 33, 711, "grafana server", ports=(3000,)),
    image("ml/trainer:0.7", 5, 2890, "stress --vm 1", built=True),
    image("tools/backup:3", 61, 88, "sleep 6", built=True),
    image("tools/report:1.4", 61, 97, "report --follow", built=True),
    image("alpine:latest", 47, 8, "sh", base="alpine"),
    image("bash:latest", 47, 15, "bash", entrypoint=_ENTRYPOINT, base="alpine"),
    image("busybox:latest", 58, 4, "sh"),
    image("hello-world:latest", 110, 1, "true"),
)
#: The only image of the Docker Engine that the test suite starts.
TEST_IMAGE = image("dockcycle-test/busybox:1", 1, 4, "sh", built=True, path="/bin")
