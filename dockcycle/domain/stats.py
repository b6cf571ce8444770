"""What two readings of a container mean, by the docker CLI's own formulas.

Source: docker/cli `cli/command/container/stats_helpers.go`.
"""

from dataclasses import dataclass

from dockcycle.domain.inside import RawStats


@dataclass(frozen=True, slots=True)
class Sample:
    """`cpu` in percent of one core (200: two of them), memory in bytes without the page cache, `limit` 0 for none.

    `rx`, `tx`, `read` and `write` are bytes since the container started; `at` is RFC 3339.
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
    """Return what `now` means after `before`; None for the first reading, and for one of a container that is not up."""
    if now.read_at is None or before is None or before.read_at is None:
        return None
    if now.cpu_total < before.cpu_total or now.cpu_system < before.cpu_system:  # it was started anew
        return None
    return Sample(
        now.read_at, cpu_percent(before, now), memory(now), now.memory_limit, now.rx, now.tx, now.read, now.write,
        now.pids,
    )  # fmt: skip


def cpu_percent(before: RawStats, now: RawStats) -> float:
    """Return the share of the machine's CPU time it got, times its CPUs, in percent (calculateCPUPercentUnix)."""
    used, passed = now.cpu_total - before.cpu_total, now.cpu_system - before.cpu_system
    return used / passed * now.cpus * 100 if used > 0 and passed > 0 else 0.0


def memory(now: RawStats) -> int:
    """Return the memory in use without the inactive page cache (calculateMemUsageUnixNoCache)."""
    cache = now.memory_inactive_file
    return now.memory_usage - cache if cache < now.memory_usage else now.memory_usage
