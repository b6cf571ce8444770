"""Converts images and removals of images from the Engine API to domain values. Pure."""

import re
from collections.abc import Iterable
from itertools import islice

from dockcycle.domain.image_history import HistoryStep
from dockcycle.domain.lifecycle.container import Image
from dockcycle.domain.timestamps import NANOSECONDS
from dockcycle.engine import RemovedImages
from dockcycle.engine.docker.transport.payloads import NAME_AT_MOST, Raw, cut, id_of, to_int

_BARE_ID = re.compile(r"[0-9a-f]{64}")
_NAMES_AT_MOST = 1000
#: Characters of one instruction of a Dockerfile.
_INSTRUCTION_AT_MOST = 4096


def image(engine: str, raw: Raw) -> Image:
    """Return one image of an `ImageList` response; the placeholders `<none>:<none>` and `<none>@<none>` are dropped.

    With the containerd image store, a pull by digest leaves `name@sha256:…` among the tags. That entry is moved to the
    digests. Such an image is not dangling: prune keeps it (moby `daemon/containerd/image_prune.go`).
    """
    names, digests = _names(raw.get("RepoTags")), _names(raw.get("RepoDigests"))
    tags = tuple(name for name in names if "@" not in name)
    digests = tuple(dict.fromkeys((*digests, *(name for name in names if "@" in name))))
    created_ns = to_int(raw.get("Created")) * NANOSECONDS
    count = raw.get("Containers")
    return Image(
        engine=engine,
        id=id_of(raw),
        tags=tags,
        created_ns=created_ns,
        size=to_int(raw.get("Size")),
        dangling=not names,
        digests=digests,
        containers=count if type(count) is int and count >= 0 else None,
    )


def history_step(raw: Raw) -> HistoryStep:
    """Return one step of an `ImageHistory` response. A longer instruction is cut."""
    return HistoryStep(
        created_ns=to_int(raw.get("Created")) * NANOSECONDS,
        created_by=cut(raw.get("CreatedBy") or "", _INSTRUCTION_AT_MOST),
        size=to_int(raw.get("Size")),
        comment=cut(raw.get("Comment") or "", NAME_AT_MOST),
        tags=_names(raw.get("Tags")),
    )


def removed_images(raw: Iterable[Raw], reclaimed: int = 0) -> RemovedImages:
    """Return what an `ImageDelete` or `ImagePrune` response lists; `deleted` has the ids of images and of layers."""
    rows = list(raw)
    untagged = tuple(str(row["Untagged"]) for row in rows if row.get("Untagged"))
    deleted = tuple(with_algorithm(str(row["Deleted"])) for row in rows if row.get("Deleted"))
    return RemovedImages(untagged, deleted, reclaimed)


def with_algorithm(id: str) -> str:
    """Return an image's id with `sha256:` as in the list. Podman omits the algorithm in events and in removals."""
    return f"sha256:{id}" if _BARE_ID.fullmatch(id) else id


def _names(names: Iterable[str] | None) -> tuple[str, ...]:
    found = (name for name in names or () if not name.endswith("<none>") and len(name) <= NAME_AT_MOST)
    return tuple(islice(found, _NAMES_AT_MOST))
