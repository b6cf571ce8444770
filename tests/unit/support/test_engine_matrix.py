"""What `make test-engines` makes of the outcomes of the tests."""

from tests.support.areas import AREAS
from tests.support.engines import MATRIX
from tools.engine_matrix import Run, component, counted, failures, printed_part, summary

ENDS = "tests/contract/test_exits.py"
LOGS = "tests/integration/test_logs.py"
TESTS = {
    f"{ENDS}::test_a[docker]": ("passed", ""),
    f"{ENDS}::test_b[docker]": ("skipped", "no health"),
    f"{ENDS}::test_c[docker]": ("skipped", "no health"),
    f"{LOGS}::test_d": ("failed", ""),
}


def test_outcomes_are_counted_by_area() -> None:
    found = counted(TESTS)

    assert list(found["areas"]) == list(AREAS)
    assert found["areas"]["Ends and their causes"] == {"passed": 1, "left_out": 2, "failed": 0}
    assert found["areas"]["Logs"] == {"passed": 0, "left_out": 0, "failed": 1}
    assert found["exceptions"] == [{"area": "Ends and their causes", "reason": "no health", "tests": 2}]


def test_a_file_without_a_test_is_a_failure() -> None:
    found = failures(TESTS, 1, narrowed=False)

    assert found[0] == f"{LOGS}::test_d"
    assert "tests/contract/test_events.py: no test ran" in found
    assert f"{ENDS}: no test ran" not in found


def test_a_part_of_the_tests_may_be_run() -> None:
    assert failures(TESTS, 1, narrowed=True) == [f"{LOGS}::test_d"]


def test_an_exit_code_alone_is_a_failure() -> None:
    passed = {f"tests/{file}::test_x": ("passed", "") for files in AREAS.values() for file in files}

    assert failures(passed, 0, narrowed=False) == []
    assert failures(passed, 3, narrowed=False) == ["pytest ended with 3"]


def test_the_closing_line_and_the_reruns_are_printed() -> None:
    log = "....\nRERUN tests/a.py::test_1\n=== 3 passed, 1 rerun in 2s ===\n"

    assert printed_part(log, whole=False) == "RERUN tests/a.py::test_1\n=== 3 passed, 1 rerun in 2s ==="
    assert printed_part(log, whole=True) == log.rstrip()


def test_the_summary_names_what_failed() -> None:
    engine = MATRIX["docker-28"]
    entry = {"version": "28.5.2", **counted(TESTS)}

    assert summary(Run(engine, entry, (), "")) == "docker-28 (28.5.2): 1 passed, 2 left out"
    assert summary(Run(engine, entry, ("tests/a.py::test_1",), "")) == "docker-28: 1 failed\n  tests/a.py::test_1"


def test_components_have_a_short_version() -> None:
    assert component("containerd", "2.1.9+unknown") == ("containerd", "2.1.9+unknown")
    assert component("Conmon", "conmon version 2.1.13, commit: unknown") == ("conmon", "2.1.13")
    assert component("OCI Runtime (crun)", "crun version 1.28\ncommit: 54f1\n") == ("crun", "1.28")
