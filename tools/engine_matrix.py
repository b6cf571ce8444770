"""Runs the tests in tests/support/areas.py on each engine in tests/support/engines.py: `make test-engines`.

`--engine NAME` selects one engine and may be repeated. `--write` writes docs/engines.json. Other arguments are passed
to pytest.
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

from tests.support import engines, results_plugin  # noqa: E402
from tests.support.areas import AREAS  # noqa: E402
from tests.support.dockerd import private_engine  # noqa: E402
from tests.support.engines import MATRIX, TestedEngine  # noqa: E402
from tests.support.podman import end_monitors  # noqa: E402

RESULTS = ROOT / "docs" / "engines.json"
#: Number of engines tested at once, and of pytest workers for each. Every worker starts its own engine.
_AT_ONCE, _WORKERS = 2, 2
#: Time limit of one run. A run that takes longer is ended.
_SECONDS = 20 * 60
# A separate network namespace: bridges of the engines do not conflict with those of the machine, and end with the run.
_OWN_NETWORK = ("unshare", "--net", "sh", "-ec", 'ip link set lo up; exec "$@"', "sh")
#: The running pytest processes. Each leads a process group that contains its child processes.
_processes: set[subprocess.Popen[bytes]] = set()


@dataclass(frozen=True, slots=True)
class Run:
    """The test run of one engine.

    `entry` is its entry in docs/engines.json, {} if pytest wrote no results. `failures` is empty if all tests passed.
    """

    engine: TestedEngine
    entry: dict[str, Any]
    failures: tuple[str, ...]
    output: str


def main() -> int:
    """Run the matrix; return 1 if a test failed."""
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
    """Run the tests on all engines, the slowest first, so that no engine is left alone at the end.

    Return the runs in the order of `chosen`. An interrupt ends the started processes.
    """
    longest_first = sorted(chosen, key=lambda engine: not engine.podman)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        try:
            runs = list(pool.map(lambda engine: _tested(engine, further), longest_first))
            return sorted(runs, key=lambda run: chosen.index(run.engine))
        except KeyboardInterrupt:
            pool.shutdown(wait=False, cancel_futures=True)
            for process in list(_processes):
                os.killpg(process.pid, signal.SIGTERM)
            raise


def _tested(engine: TestedEngine, further: list[str]) -> Run:
    """Run all areas on one engine, and print its output."""
    print(f"{engine.name}: started", flush=True)
    with tempfile.TemporaryDirectory(prefix="dc-", ignore_cleanup_errors=True) as folder:
        run = _run(engine, Path(folder), further)
    print(f"\n{engine.name}: done\n{run.output}", flush=True)
    return run


def _run(engine: TestedEngine, folder: Path, further: list[str]) -> Run:
    versions = reported(engine, folder / "first")
    path, log = folder / "results.json", folder / "log"
    code = _pytest(engine, folder, further)
    output = printed_part(log.read_text(encoding="utf-8", errors="replace"), whole=code != 0)
    if not path.exists():
        return Run(engine, {}, (f"pytest ended with {code}",), output)
    found = json.loads(path.read_text(encoding="utf-8"))
    entry = {"title": engine.title, **versions, **counted(found)}
    return Run(engine, entry, tuple(failures(found, code, narrowed=bool(further))), output)


def _pytest(engine: TestedEngine, folder: Path, further: list[str]) -> int:
    """Run pytest with its output in `folder`/log and return its exit code. After `_SECONDS`, end the run."""
    command = [
        *_OWN_NETWORK, sys.executable, "-m", "pytest", "-p", "tests.support.results_plugin", "-m", "engine",
        "-n", str(_WORKERS), "--dist", "loadfile", "--reruns", "2", "-rRfE",
        *(f"tests/{file}" for files in AREAS.values() for file in files), *further,
    ]  # fmt: skip
    (folder / "t").mkdir()
    environ = {
        **os.environ,
        engines.VARIABLE: engine.name,
        results_plugin.VARIABLE: str(folder / "results.json"),
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
    """Start the engine and return the versions it reports: `version`, `api` and `parts` (component -> version)."""
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
    """Return the short name and version of a component. Podman has "OCI Runtime (crun)" and "crun version 1.28\\n…"."""
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
    """Return the area of a test, given by its pytest id."""
    file = test.partition("::")[0].removeprefix("tests/")
    return next(area for area, files in AREAS.items() if file in files)


def failures(tests: Mapping[str, tuple[str, str]], code: int, *, narrowed: bool) -> list[str]:
    """Return the failures of a run with the exit code `code`: failed tests, and files in which no test ran.

    Files without a test are allowed if the run was `narrowed` by arguments for pytest.
    """
    found = [test for test, (outcome, _) in tests.items() if outcome == "failed"]
    ran = {test.partition("::")[0].removeprefix("tests/") for test in tests}
    if not narrowed:
        found += [f"tests/{file}: no test ran" for files in AREAS.values() for file in files if file not in ran]
    return found or ([f"pytest ended with {code}"] if code else [])


def printed_part(log: str, *, whole: bool) -> str:
    """Return the part of pytest's output to print: all if `whole`, else the repeated tests and the last line."""
    if whole:
        return log.rstrip()
    lines = log.rstrip().splitlines()
    return "\n".join([*(line for line in lines if line.startswith("RERUN ")), *lines[-1:]])


def summary(run: Run) -> str:
    """Return the result of one engine in one line, after failures with one more line each."""
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
