"""The progress of a pull: layers and bytes, accumulated from the lines that the engine sends."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

#: After this time without a line from the engine, a pull counts as stalled; it may still continue.
STALLED_AFTER_SECONDS = 30
#: The most layers that a pull shows; further ones are ignored. An image has at most 127 layers (moby `layer/layer.go`,
#: maxLayerDepth).
LAYERS_AT_MOST = 256


class PullState(StrEnum):
    """The state of a pull."""

    PULLING = "pulling"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class LayerState(StrEnum):
    """The state of a layer. `waiting` to `complete` is the usual order; `exists` means that it is already local."""

    WAITING = "waiting"
    DOWNLOADING = "downloading"
    VERIFYING = "verifying"
    DOWNLOADED = "downloaded"
    EXTRACTING = "extracting"
    COMPLETE = "complete"
    EXISTS = "exists"
    RETRYING = "retrying"


class PullReason(StrEnum):
    """Why a pull failed, as a stable word in addition to the code of the failure."""

    UNKNOWN_HOST = "unknown_host"
    REFUSED = "refused"
    NO_CREDENTIALS = "no_credentials"
    WRONG_PASSWORD = "wrong_password"  # noqa: S105 (a word for what went wrong)
    UNKNOWN_IMAGE = "unknown_image"
    BAD_NAME = "bad_name"
    LIMITED = "limited"
    DISK_FULL = "disk_full"
    TIMED_OUT = "timed_out"
    PLAIN_HTTP = "plain_http"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class PullProgress:
    """One line of the engine's progress. `layer` is None for a line about the whole pull.

    `current` and `total` are bytes, None if the engine does not report them.
    """

    layer: str | None = None
    state: LayerState | None = None
    current: int | None = None
    total: int | None = None
    digest: str | None = None
    up_to_date: bool = False


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer. `current` and `total` are the bytes of its present step, None if the engine does not report them."""

    id: str
    state: LayerState
    current: int | None = None
    total: int | None = None

    @property
    def done(self) -> int:
        """The bytes that are downloaded: all of them once the layer is verified or extracted."""
        if self.state in _HERE:
            return self.total or 0
        return min(self.current or 0, self.total or 0)


_HERE = (LayerState.VERIFYING, LayerState.DOWNLOADED, LayerState.EXTRACTING, LayerState.COMPLETE, LayerState.EXISTS)


@dataclass(frozen=True, slots=True)
class PullFailure:
    """Why a pull failed: the failure's `code`, a PullReason, and the engine's error message."""

    code: str
    reason: str
    message: str


@dataclass(frozen=True, slots=True)
class Pull:
    """One pull. Times are in nanoseconds since 1970; `at_ns` is the time of the engine's latest line."""

    id: str
    engine: str
    reference: str
    registry: str
    started_ns: int
    at_ns: int
    state: PullState = PullState.PULLING
    stalled: bool = False
    layers: Mapping[str, Layer] = field(default_factory=dict)
    digest: str | None = None
    up_to_date: bool = False
    ended_ns: int | None = None
    failure: PullFailure | None = None

    @property
    def is_over(self) -> bool:
        return self.state is not PullState.PULLING


def progressed(pull: Pull, line: PullProgress, at_ns: int) -> Pull:
    """Return the pull after one more line of progress."""
    pull = replace(pull, at_ns=at_ns, stalled=False)
    if line.layer is None or line.state is None:
        return replace(pull, digest=line.digest or pull.digest, up_to_date=line.up_to_date or pull.up_to_date)
    before = pull.layers.get(line.layer)
    if before is None and len(pull.layers) >= LAYERS_AT_MOST:
        return pull
    total = line.total or (before.total if before else None)
    layer = Layer(line.layer, line.state, line.current, total)
    return replace(pull, layers={**pull.layers, line.layer: layer})
