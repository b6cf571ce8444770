"""Runs the tests of tests/support/areas.py on each engine of tests/support/engines.py: `make test-engines`.

`--engine NAME` runs on this one only (may be repeated), `--write` writes docs/engines.json; all else goes to pytest.
"""

import argparse
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import docker

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from tests.support import engines, results  # noqa: E402
from tests.support.areas import AREAS  # noqa: E402
from tests.support.dockerd import private_engine  # noqa: E402
from tests.support.engines import MATRIX, TestedEngine  # noqa: E402
from tests.support.podman import end_monitors  # noqa: E402

RESULTS = ROOT / "docs" / "engines.json"
#: Engines tested at once, and workers of pytest for each; every worker starts an engine of its own.
_AT_ONCE, _WORKERS = 2, 2
#: A run that takes longer hangs.
_SECONDS = 20 * 60
# A network namespace of its own: the bridges of the engines neither meet those of the machine nor stay behind.
_OWN_NETWORK = ("unshare", "--net", "sh", "-ec", 'ip link set lo up; exec "$@"', "sh")
#: The runs of pytest that are going on; each is the first of a process group with all that it started.
_processes: set[subprocess.Popen[bytes]] = set()


@dataclass(frozen=True, slots=True)
class Run:
    """The tests of one engine. `entry` is its part of docs/engines.json, `failures` is empty where all passed."""

    engine: TestedEngine
    entry: dict[str, Any]
    failures: tuple[str, ...]
    output: str


def main() -> int:
    """Run the matrix; returns 1 when a test failed."""
    parser = argparse.ArgumentParser(prog="make test-engines", description=__doc__)
    parser.add_argument("--engine", action="append", choices=list(MATRIX))
    parser.add_argument("--write", action="store_true")
    arguments, further = parser.parse_known_args()
    if arguments.write and further:
        parser.error("--write needs all tests: it goes with no arguments for pytest")
    chosen = [engine for name, engine in MATRIX.items() if name in (arguments.engine or MATRIX)]
    runs = _all(chosen, further)
    failed = [run for run in runs if run.failures]
    for run in runs:
        print(summary(run), flush=True)
    if not further and all(run.entry for run in runs):
        _compare_or_write(runs, write=arguments.write)
    return int(bool(failed))


def _all(chosen: list[TestedEngine], further: list[str]) -> list[Run]:
    """Run the tests on all engines; an interrupt ends what was started."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        try:
            return list(pool.map(lambda engine: _tested(engine, further), chosen))
        except KeyboardInterrupt:
            pool.shutdown(wait=False, cancel_futures=True)
            for process in list(_processes):
                os.killpg(process.pid, signal.SIGTERM)
            raise


def _tested(engine: TestedEngine, further: list[str]) -> Run:
    """Run all areas on one engine, and print what a person needs to see of it."""
    print(f"{engine.name}: started", flush=True)
    with tempfile.TemporaryDirectory(prefix="dc-", ignore_cleanup_errors=True) as folder:
        run = _run(engine, Path(folder), further)
    print(f"\n{engine.name}: done\n{run.output}", flush=True)
    return run


def _run(engine: TestedEngine, folder: Path, further: list[str]) -> Run:
    versions = reported(engine, folder / "first")
    path, log = folder / "results.json", folder / "log"
    code = _pytest(engine, folder, further)
    output = told(log.read_text(encoding="utf-8", errors="replace"), whole=code != 0)
    if not path.exists():
        return Run(engine, {}, (f"pytest ended with {code}",), output)
    found = json.loads(path.read_text(encoding="utf-8"))
    entry = {"title": engine.title, **versions, **counted(found)}
    return Run(engine, entry, tuple(failures(found, code, narrowed=bool(further))), output)


def _pytest(engine: TestedEngine, folder: Path, further: list[str]) -> int:
    """Run pytest, with its output in `folder`/log; return its exit code. One that hangs is ended."""
    command = [
        *_OWN_NETWORK, sys.executable, "-m", "pytest", "-p", "tests.support.results", "-m", "engine",
        "-n", str(_WORKERS), "--dist", "loadfile", "--reruns", "1", "-rRfE",
        *(f"tests/{file}" for files in AREAS.values() for file in files), *further,
    ]  # fmt: skip
    (folder / "t").mkdir()
    environ = {
        **os.environ,
        engines.VARIABLE: engine.name,
        results.VARIABLE: str(folder / "results.json"),
        "TMPDIR": str(folder / "t"),
    }
    environ.pop("DOCKCYCLE_TEST_DOCKER_HOST", None)
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environ, stdout=log, stderr=subprocess.STDOUT, start_new_session=True
        )
        _processes.add(process)
        try:
            return process.wait(_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGTERM)
            log.write(f"\nended: it took more than {_SECONDS // 60} minutes\n".encode())
            return process.wait()
        finally:
            _processes.discard(process)
            end_monitors(folder)


def reported(engine: TestedEngine, folder: Path) -> dict[str, Any]:
    """Return the versions that the engine reports: `version`, `api`, and `parts` (component -> version)."""
    private = private_engine(folder, engine=engine)
    private.start()
    try:
        client = docker.APIClient(private.url, version="auto")
        answer = client.version()
        client.close()
    finally:
        private.close()
    parts = dict(component(part["Name"], part["Version"]) for part in answer["Components"][1:])
    return {"version": answer["Version"], "api": answer["ApiVersion"], "parts": parts}


def component(name: str, version: str) -> tuple[str, str]:
    """Return name and version of a component in short: Podman has "OCI Runtime (crun)", "crun version 1.28\\n…"."""
    number = re.search(r"\d+\.\d[^\s,]*", version)
    return re.sub(r".*\((.*)\)", r"\1", name).lower(), number[0] if number else version


def counted(tests: Mapping[str, tuple[str, str]]) -> dict[str, Any]:
    """Return `areas` (area -> number of tests by outcome) and `exceptions`, a list of area, reason and number."""
    areas: dict[str, Counter[str]] = {area: Counter(passed=0, left_out=0, failed=0) for area in AREAS}
    reasons: Counter[tuple[str, str]] = Counter()
    for test, (outcome, reason) in tests.items():
        area = area_of(test)
        if outcome == "skipped":
            areas[area]["left_out"] += 1
            reasons[area, reason] += 1
        else:
            areas[area][outcome] += 1
    order = list(AREAS)
    return {
        "areas": {area: dict(counts) for area, counts in areas.items()},
        "exceptions": [
            {"area": area, "reason": reason, "tests": number}
            for (area, reason), number in sorted(reasons.items(), key=lambda one: (order.index(one[0][0]), one[0][1]))
        ],
    }


def area_of(test: str) -> str:
    """Return the area of a test by its id."""
    file = test.partition("::")[0].removeprefix("tests/")
    return next(area for area, files in AREAS.items() if file in files)


def failures(tests: Mapping[str, tuple[str, str]], code: int, *, narrowed: bool) -> list[str]:
    """Return what is wrong with a run that ended with `code`: tests that failed, and files that had no test."""
    found = [test for test, (outcome, _) in tests.items() if outcome == "failed"]
    ran = {test.partition("::")[0].removeprefix("tests/") for test in tests}
    if not narrowed:
        found += [f"tests/{file}: no test ran" for files in AREAS.values() for file in files if file not in ran]
    return found or ([f"pytest ended with {code}"] if code else [])


def told(log: str, *, whole: bool) -> str:
    """Return what to print of pytest's output: all of it, or the tests that were run again and the closing line."""
    if whole:
        return log.rstrip()
    lines = log.rstrip().splitlines()
    return "\n".join([*(line for line in lines if line.startswith("RERUN ")), *lines[-1:]])


def summary(run: Run) -> str:
    """Return the line (or lines) that tell how one engine did."""
    if run.failures:
        return "\n".join([f"{run.engine.name}: {len(run.failures)} failed", *(f"  {one}" for one in run.failures)])
    counts = run.entry["areas"].values()
    passed, left_out = (sum(count[key] for count in counts) for key in ("passed", "left_out"))
    return f"{run.engine.name} ({run.entry['version']}): {passed} passed, {left_out} left out"


def _compare_or_write(runs: list[Run], *, write: bool) -> None:
    before = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
    after = {**before, **{run.engine.name: run.entry for run in runs}}
    if write:
        ordered = {name: after[name] for name in MATRIX if name in after}
        RESULTS.write_text(json.dumps(ordered, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    elif after != before:
        print("Note: docs/engines.json has other numbers: run `make test-engines ARGS=--write` and `make docs`.")


if __name__ == "__main__":
    sys.exit(main())
