"""One measured figure, and how a list of them is shown."""

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """A figure: what was measured, its value, what is to be reached (None: for comparison only), the unit."""

    figure: str
    value: float
    reach: float | None
    unit: str

    @property
    def reached(self) -> bool | None:
        """Tell whether the value is at most what is to be reached."""
        return None if self.reach is None else self.value <= self.reach


def percentile(values: Sequence[float], percent: int) -> float:
    """Return the value below which `percent` of `values` lie; 0 when there are none."""
    if len(values) < 2:
        return values[0] if values else 0.0
    return statistics.quantiles(values, n=100, method="inclusive")[percent - 1]


def table(rows: Iterable[Row]) -> str:
    """Return rows as an aligned table."""
    lines = [("figure", "measured", "reach", "")]
    for row in rows:
        reach = "" if row.reach is None else f"≤ {row.reach:g}"
        verdict = {True: "reached", False: "MISSED", None: ""}[row.reached]
        lines.append((row.figure, f"{row.value:.1f} {row.unit}", reach, verdict))
    widths = [max(len(line[column]) for line in lines) for column in range(4)]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) for line in lines)
