"""The product and API version of an engine, on which some rules of the lifecycle depend."""

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
    """A product (`Docker` or `Podman`) and the API version that Dockcycle uses with it, None while it is unknown."""

    product: str = DOCKER
    api: ApiVersion | None = None

    @classmethod
    def of(cls, product: str, api: str | None) -> Self:
        """Return the kind for the fields of an engine's status; an invalid `api` counts as unknown."""
        found = _VERSION.fullmatch(api or "")
        return cls(product, (int(found[1]), int(found[2])) if found else None)

    def is_older_than(self, api: ApiVersion) -> bool:
        """Return whether the API version is known and lower than `api`."""
        return self.api is not None and self.api < api


def write_api(api: ApiVersion) -> str:
    """Return an API version in the notation of the engines: `1.46`."""
    return f"{api[0]}.{api[1]}"
