"""Computes CPU and memory use from two readings of a container, with the formulas of the docker CLI.

Source: docker/cli `cli/command/container/stats_helpers.go`.
"""

from dataclasses import dataclass

from dockcycle.domain.container_details import RawStats


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """The stats of a container at `at` (RFC 3339).

    `cpu` is in percent of one core, so 200 means two cores. `memory` is in bytes without the inactive page cache;
    `limit` is in bytes, 0 if there is none. `rx`, `tx`, `read` and `write` are bytes since the container started.
    """

    at: str
    cpu: float
    memory: int
    limit: int
    rx: int
    tx: int
    read: int
    write: int
    pids: int


def sample(before: RawStats | None, now: RawStats) -> Sample | None:
    """Return the stats computed from two readings, None if they cannot be compared.

    They cannot if `before` is missing, if one is from a container that does not run, or if the counters of `now` are
    lower because the container was started in between.
    """
    if now.read_at is None or before is None or before.read_at is None:
        return None
    if now.cpu_total < before.cpu_total or now.cpu_system < before.cpu_system:  # the container was restarted
        return None
    return Sample(
        at=now.read_at,
        cpu=cpu_percent(before, now),
        memory=memory(now),
        limit=now.memory_limit,
        rx=now.rx,
        tx=now.tx,
        read=now.read,
        write=now.write,
        pids=now.pids,
    )


def cpu_percent(before: RawStats, now: RawStats) -> float:
    """Return the CPU use in percent of one core: its share of the host's CPU time, times the number of CPUs.

    Source: `calculateCPUPercentUnix`.
    """
    used, passed = now.cpu_total - before.cpu_total, now.cpu_system - before.cpu_system
    return used / passed * now.cpus * 100 if used > 0 and passed > 0 else 0.0


def memory(now: RawStats) -> int:
    """Return the memory in use in bytes, without the inactive page cache (`calculateMemUsageUnixNoCache`)."""
    cache = now.memory_inactive_file
    return now.memory_usage - cache if cache < now.memory_usage else now.memory_usage
