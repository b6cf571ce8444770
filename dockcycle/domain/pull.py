"""A pull as its viewers see it: layers and bytes, folded from what the engine tells line by line."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

#: Without a word for so long a pull is said to have stalled; it may still go on.
STALLED_AFTER_SECONDS = 30
#: An image has at most 127 layers (moby `layer/layer.go`, maxLayerDepth); of more nobody wants to be told.
LAYERS_AT_MOST = 256


class PullState(StrEnum):
    """How a pull stands."""

    PULLING = "pulling"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class LayerState(StrEnum):
    """What happens to one layer, in the order it goes through."""

    WAITING = "waiting"
    DOWNLOADING = "downloading"
    VERIFYING = "verifying"
    DOWNLOADED = "downloaded"
    EXTRACTING = "extracting"
    COMPLETE = "complete"
    EXISTS = "exists"
    RETRYING = "retrying"


class PullReason(StrEnum):
    """Why a pull failed, as a stable word beside the code of the failure."""

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
    """One line of the engine's answer. `layer` is None for a line about the whole; bytes None where not told."""

    layer: str | None = None
    state: LayerState | None = None
    current: int | None = None
    total: int | None = None
    digest: str | None = None
    up_to_date: bool = False


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer; `current` of `total` bytes of what it is doing now, None where the engine does not tell."""

    id: str
    state: LayerState
    current: int | None = None
    total: int | None = None

    @property
    def done(self) -> int:
        """The bytes that are here: all of them once it is only unpacked."""
        if self.state in _HERE:
            return self.total or 0
        return min(self.current or 0, self.total or 0)


_HERE = (LayerState.VERIFYING, LayerState.DOWNLOADED, LayerState.EXTRACTING, LayerState.COMPLETE, LayerState.EXISTS)


@dataclass(frozen=True, slots=True)
class PullFailure:
    """Why a pull failed: `code` of the contract, `reason` (a PullReason), the engine's own words."""

    code: str
    reason: str
    message: str


@dataclass(frozen=True, slots=True)
class Pull:
    """One pull. Instants in nanoseconds since 1970; `at_ns` is the last word of the engine about it."""

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
    """Return the pull after one more line."""
    pull = replace(pull, at_ns=at_ns, stalled=False)
    if line.layer is None or line.state is None:
        return replace(pull, digest=line.digest or pull.digest, up_to_date=line.up_to_date or pull.up_to_date)
    before = pull.layers.get(line.layer)
    if before is None and len(pull.layers) >= LAYERS_AT_MOST:
        return pull
    total = line.total or (before.total if before else None)
    layer = Layer(line.layer, line.state, line.current, total)
    return replace(pull, layers={**pull.layers, line.layer: layer})
