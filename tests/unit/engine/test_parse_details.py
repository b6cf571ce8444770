"""Readings as an engine writes them."""

import pytest

from dockcycle.domain import stats
from dockcycle.engine.docker.parse.parse_details import stats as parsed

AT = "2026-11-27T12:00:00.000000001Z"


def _raw(total: int, system: int, **memory: object) -> dict[str, object]:
    return {
        "read": AT,
        "cpu_stats": {"cpu_usage": {"total_usage": total}, "system_cpu_usage": system, "online_cpus": 4},
        "memory_stats": memory,
    }


def test_the_cpu_is_counted_as_the_docker_cli_counts_it() -> None:
    value = stats.sample(parsed(_raw(100, 1000)), parsed(_raw(300, 2000)))

    assert value is not None
    assert value.cpu == pytest.approx(80.0)


@pytest.mark.parametrize("name", ["total_inactive_file", "inactive_file"])
def test_the_page_cache_is_no_memory_in_use(name: str) -> None:
    assert stats.memory(parsed(_raw(1, 1, usage=100, stats={name: 30}))) == 70


def test_the_first_reading_and_those_of_no_process_mean_nothing() -> None:
    good, none = parsed(_raw(1, 1)), parsed({"read": "0001-01-01T00:00:00Z"})

    assert stats.sample(None, good) is None
    assert stats.sample(good, none) is None
    assert stats.sample(none, good) is None
