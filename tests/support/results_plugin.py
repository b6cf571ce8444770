"""A pytest plugin that writes the outcome of each test as JSON, for tools/engine_matrix.py.

`-p tests.support.results_plugin` with the path in DOCKCYCLE_TEST_RESULTS. It has test id -> `[outcome, reason]`,
with the outcome `passed`, `failed` or `skipped`.
"""

import json
import os
from pathlib import Path

import pytest

VARIABLE = "DOCKCYCLE_TEST_RESULTS"
_outcomes: dict[str, tuple[str, str]] = {}


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Note how a phase of a test ended; what failed stays failed."""
    if str(report.outcome) == "rerun":  # pytest-rerunfailures adds this one; the next reports count
        return
    outcome, _ = _outcomes.get(report.nodeid, ("passed", ""))
    if report.outcome == "failed" or outcome == "failed":
        _outcomes[report.nodeid] = ("failed", "")
    elif report.outcome == "skipped":
        _outcomes[report.nodeid] = ("skipped", _reason(report))
    else:
        _outcomes.setdefault(report.nodeid, ("passed", ""))


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Write the file; not in a worker of pytest-xdist, whose reports come to the main process."""
    if not hasattr(session.config, "workerinput"):
        text = json.dumps(_outcomes)
        Path(os.environ[VARIABLE]).write_text(text, encoding="utf-8")


def _reason(report: pytest.TestReport) -> str:
    """Return the reason of a skip; pytest gives (path, line, "Skipped: reason")."""
    return report.longrepr[2].removeprefix("Skipped: ") if isinstance(report.longrepr, tuple) else ""
