"""A measured figure, percentiles, and the table of figures."""

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """A measured figure. `reach` is its upper limit (None: no limit, for comparison only)."""

    figure: str
    value: float
    reach: float | None
    unit: str

    @property
    def reached(self) -> bool | None:
        """Whether the value is within the limit, None without a limit."""
        return None if self.reach is None else self.value <= self.reach


def percentile(values: Sequence[float], percent: int) -> float:
    """Return the percentile `percent` of `values`, 0 without values."""
    if len(values) < 2:
        return values[0] if values else 0.0
    return statistics.quantiles(values, n=100, method="inclusive")[percent - 1]


def table(rows: Iterable[Row]) -> str:
    """Return the figures as an aligned table, one line each."""
    lines = [("figure", "measured", "reach", "")]
    for row in rows:
        reach = "" if row.reach is None else f"≤ {row.reach:g}"
        verdict = {True: "reached", False: "MISSED", None: ""}[row.reached]
        lines.append((row.figure, f"{row.value:.1f} {row.unit}", reach, verdict))
    widths = [max(len(line[column]) for line in lines) for column in range(4)]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) for line in lines)
