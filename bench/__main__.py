"""`python -m bench [name...]`: measures all or the named figures, prints a table and writes JSON to bench/out/."""

import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path

from bench import browser, consoles, engine_events, fan_out, idle, logs
from bench.rows import Row, table

OUT = Path(__file__).parent / "out"

FIGURES: dict[str, Callable[[Path], Iterator[Row]]] = {
    "fan_out": fan_out.measure,
    "idle": idle.measure,
    "browser": browser.measure,
    "consoles": consoles.measure,
    "logs": logs.measure,
    "engine": engine_events.measure,
}


def main() -> int:
    """Measure, print and write the figures; return the exit code (2: unknown figure)."""
    names = sys.argv[1:] or list(FIGURES)
    unknown = [name for name in names if name not in FIGURES]
    if unknown:
        print(f"No such figure: {', '.join(unknown)}. There are: {', '.join(FIGURES)}.")
        return 2
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as folder:
        for name in names:
            print(f"measuring {name} …", file=sys.stderr)
            rows += FIGURES[name](Path(folder))
    print(table(rows))
    OUT.mkdir(exist_ok=True)
    target = OUT / f"{time.strftime('%Y%m%dT%H%M%S')}.json"
    target.write_text(json.dumps([asdict(row) | {"reached": row.reached} for row in rows], indent=1), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
