"""Values of engine calls: the version of an engine, credentials, and the result of a removal of images."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class EngineInfo:
    """Version of an engine. `api` is the API version in use, `practice` is True for the practice engine.

    `product` is `Docker` or `Podman`, from the components of `/version`.
    """

    version: str
    api: str
    practice: bool = False
    product: str = "Docker"


@dataclass(frozen=True, slots=True)
class Credentials:
    """User and password for one pull. They are sent to the engine, never stored, logged or returned."""

    username: str
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class RemovedImages:
    """Result of a removal or a prune: removed names, removed ids, and for prune the reclaimed bytes."""

    untagged: tuple[str, ...] = ()
    deleted: tuple[str, ...] = ()
    reclaimed: int = 0
