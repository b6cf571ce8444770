"""docs/engines.md and docs/engines.json. The numbers of tests are not checked, because each new test changes them."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.areas import AREAS
from tests.support.engines import MATRIX
from tools import engine_docs

ROOT = Path(__file__).parents[3]
COUNTED = {
    "areas": {"Ends and their causes": {"passed": 1, "left_out": 2, "failed": 0}},
    "exceptions": [{"area": "Ends and their causes", "reason": "no health", "tests": 2}],
}


def test_the_printed_document_is_current() -> None:
    check = [sys.executable, str(ROOT / "tools" / "engine_docs.py"), "--check"]

    assert subprocess.run(check, check=False).returncode == 0, "docs/engines.md is old: run `make docs`"


def test_a_document() -> None:
    one = {"title": "Docker 28", "version": "28.5.2", "api": "1.51", "parts": {"runc": "1.3"}, **COUNTED}
    text = engine_docs.document({"docker-28": one})

    assert "| Docker 28 | 28.5.2 | 1.51 | runc 1.3 |" in text
    assert "| Ends and their causes | 1 + 2 |" in text
    assert "| Ends and their causes | 2 | no health |" in text


def test_an_area_without_a_passed_test_has_a_dash() -> None:
    assert engine_docs.count_of({"passed": 0, "left_out": 4, "failed": 0}) == "–"
    assert engine_docs.count_of(None) == "–"
    assert engine_docs.count_of({"passed": 7, "left_out": 0, "failed": 0}) == "7"
    assert engine_docs.count_of({"passed": 7, "left_out": 1, "failed": 2}) == "7 + 1, **2 failed**"


@pytest.mark.parametrize("name", MATRIX)
def test_every_engine_of_the_matrix_has_results(name: str) -> None:
    results = json.loads(engine_docs.RESULTS.read_text(encoding="utf-8"))

    assert set(results[name]["areas"]) == set(AREAS)
    assert sum(counts["failed"] for counts in results[name]["areas"].values()) == 0
