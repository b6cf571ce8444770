"""Which product an engine is and which API version is spoken with it: what some rules of the lifecycle depend on."""

import re
from dataclasses import dataclass
from typing import Self

DOCKER = "Docker"
PODMAN = "Podman"

#: An Engine API version: `(1, 46)` for 1.46.
ApiVersion = tuple[int, int]

_VERSION = re.compile(r"(\d{1,4})\.(\d{1,4})", re.ASCII)


@dataclass(frozen=True, slots=True)
class EngineKind:
    """A product (`Docker` or `Podman`) and the API version spoken with it, None while nobody knows."""

    product: str = DOCKER
    api: ApiVersion | None = None

    @classmethod
    def of(cls, product: str, api: str | None) -> Self:
        """Return the kind of an engine by the words of its status; a version that is none counts as not known."""
        found = _VERSION.fullmatch(api or "")
        return cls(product, (int(found[1]), int(found[2])) if found else None)

    def is_older_than(self, api: ApiVersion) -> bool:
        """Return whether the engine is known to speak only API versions before `api`."""
        return self.api is not None and self.api < api


def write_api(api: ApiVersion) -> str:
    """Return an API version as the engines write it: `1.46`."""
    return f"{api[0]}.{api[1]}"
