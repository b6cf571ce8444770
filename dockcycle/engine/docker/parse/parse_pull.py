"""Converts the lines of a pull (`POST /images/create`) to domain values. Pure; ignores an unknown status."""

import re
from collections.abc import Mapping
from typing import Any

from dockcycle.domain.pull import LayerState, PullProgress

Raw = Mapping[str, Any]

#: From moby `distribution/pull_v2.go`, `distribution/xfer/download.go`, `daemon/containerd/progress.go`.
_STATES: Mapping[str, LayerState] = {
    "Pulling fs layer": LayerState.WAITING,
    "Waiting": LayerState.WAITING,
    "Downloading": LayerState.DOWNLOADING,
    "Verifying Checksum": LayerState.VERIFYING,
    "Download complete": LayerState.DOWNLOADED,
    "Extracting": LayerState.EXTRACTING,
    "Pull complete": LayerState.COMPLETE,
    "Already exists": LayerState.EXISTS,
}
_RETRYING = re.compile(r"Retrying in \d+ seconds?")
_DIGEST = re.compile(r"Digest: (\w{1,20}:[0-9a-f]{32,128})")
#: The id of a layer: the beginning of a digest, in any notation of an engine.
_LAYER = re.compile(r"[\w.:-]{1,80}", re.ASCII)
#: Larger than any layer. JavaScript cannot represent larger integers exactly.
_BYTES_AT_MOST = 2**53
_UP_TO_DATE = "Status: Image is up to date"


def progress(raw: Raw) -> PullProgress:
    """Return the progress in one line: of a layer if the status is that of a layer.

    The id alone does not identify a layer: in `Pulling from …` the id is the tag.
    """
    status = str(raw.get("status") or "")
    state = LayerState.RETRYING if _RETRYING.fullmatch(status) else _STATES.get(status)
    layer = raw.get("id")
    if state is None or not _LAYER.fullmatch(str(layer or "")):
        digest = _DIGEST.fullmatch(status)
        return PullProgress(digest=digest[1] if digest else None, up_to_date=status.startswith(_UP_TO_DATE))
    current, total = _bytes(raw.get("progressDetail") or {})
    return PullProgress(str(layer), state, current, total)


def error_of(raw: Raw) -> str | None:
    """Return the error message in a line, None without an error. The response already has the status 200."""
    detail = raw.get("errorDetail")
    message = detail.get("message") if isinstance(detail, Mapping) else None
    return str(message or raw.get("error") or "") or None


def _bytes(detail: Raw) -> tuple[int | None, int | None]:
    """Return the current and the total number of bytes, None if unknown.

    Engines also send a current number above the total, no total, a total of -1 or 0, or seconds (then with `units`).
    """
    current, total = _number(detail.get("current")), _number(detail.get("total")) or None
    if current is None or detail.get("units"):
        return None, total
    return (current if total is None else min(current, total)), total


def _number(value: object) -> int | None:
    return value if type(value) is int and 0 <= value <= _BYTES_AT_MOST else None
