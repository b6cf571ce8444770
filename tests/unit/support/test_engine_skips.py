"""Tests that are skipped on an engine, and the areas of the tests."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.areas import AREAS, ONE_ENGINE
from tests.support.engine_skips import SKIPS, matches, reason
from tests.support.engines import MATRIX

TESTS = Path(__file__).parents[2]
FILES = [file for files in AREAS.values() for file in files]


@pytest.fixture(scope="session")
def collected() -> list[str]:
    """Return the ids of all tests that run on an engine of the matrix."""
    paths = [f"tests/{file}" for file in FILES]
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-m", "engine", *paths]
    done = subprocess.run(command, cwd=TESTS.parent, check=True, capture_output=True, text=True)
    return [line for line in done.stdout.splitlines() if "::" in line]


@pytest.mark.parametrize("engine", SKIPS)
def test_every_exception_matches_a_test(engine: str, collected: list[str]) -> None:
    idle = [pattern for pattern, _ in SKIPS[engine] if not any(matches(pattern, test) for test in collected)]

    assert idle == [], "these patterns of tests/support/engine_skips.py match no test"


def test_exceptions_are_of_engines_of_the_matrix() -> None:
    assert list(SKIPS) == list(MATRIX)


@pytest.mark.parametrize(
    ("pattern", "test", "expected"),
    [
        ("contract/test_exits.py::test_health*", "tests/contract/test_exits.py::test_health_is_told[docker]", True),
        ("contract/test_exits.py::test_a[docker]", "tests/contract/test_exits.py::test_a[docker]", True),
        ("contract/test_exits.py::test_a[docker]", "tests/contract/test_exits.py::test_ad", False),
        ("contract/test_exits.py::test_a", "tests/contract/test_exits.py::test_a[docker]", False),
        ("*::test_a[*-rename]", "tests/contract/test_commands.py::test_a[docker-restarting-rename]", True),
        ("*::test_a[*-rename]", "tests/contract/test_commands.py::test_b[docker-restarting-rename]", False),
    ],
)
def test_a_pattern(pattern: str, test: str, expected: bool) -> None:
    assert matches(pattern, test) is expected


def test_the_first_pattern_gives_the_reason() -> None:
    exceptions = (("a.py::test_1", "one"), ("a.py::*", "all"))

    assert reason(exceptions, "tests/a.py::test_1") == "one"
    assert reason(exceptions, "tests/a.py::test_2") == "all"
    assert reason(exceptions, "tests/b.py::test_2") is None


def test_every_test_file_of_an_engine_has_an_area() -> None:
    folders = ("contract", "integration", "matrix")
    files = {str(path.relative_to(TESTS)) for folder in folders for path in (TESTS / folder).glob("test_*.py")}

    assert sorted(files) == sorted([*FILES, *ONE_ENGINE]), "enter new files in tests/support/areas.py"
