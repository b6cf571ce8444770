"""Converts stats, process lists, file changes and inspects of the Engine API to domain values. Pure."""

from collections.abc import Mapping
from typing import Any

from dockcycle.domain.container_details import FileChange, Processes, RawStats
from dockcycle.engine.docker.transport.payloads import to_int

_ZERO_YEAR = "0001-"
_KINDS = {0: "C", 1: "A", 2: "D"}


def stats(raw: Any) -> RawStats:
    """Return one reading of `ContainerStats`; absent values are 0."""
    cpu, memory = raw.get("cpu_stats") or {}, raw.get("memory_stats") or {}
    usage, details = cpu.get("cpu_usage") or {}, memory.get("stats") or {}
    networks = (raw.get("networks") or {}).values()
    read_at = str(raw.get("read") or "")
    # docker/cli `cli/command/container/stats_helpers.go`, calculateMemUsageUnixNoCache: only cgroup v1 has the total.
    cache = details.get("total_inactive_file", details.get("inactive_file"))
    return RawStats(
        read_at=None if not read_at or read_at.startswith(_ZERO_YEAR) else read_at,
        cpu_total=to_int(usage.get("total_usage")),
        cpu_system=to_int(cpu.get("system_cpu_usage")),
        cpus=to_int(cpu.get("online_cpus")) or len(usage.get("percpu_usage") or ()),
        memory_usage=to_int(memory.get("usage")),
        memory_inactive_file=to_int(cache),
        memory_limit=to_int(memory.get("limit")),
        rx=sum(to_int(one.get("rx_bytes")) for one in networks),
        tx=sum(to_int(one.get("tx_bytes")) for one in networks),
        read=_blocks(raw, "r"),
        write=_blocks(raw, "w"),
        pids=to_int((raw.get("pids_stats") or {}).get("current")),
    )


def _blocks(raw: Any, letter: str) -> int:
    rows = (raw.get("blkio_stats") or {}).get("io_service_bytes_recursive") or ()
    return sum(to_int(row.get("value")) for row in rows if str(row.get("op"))[:1].lower() == letter)


def processes(raw: Any) -> Processes:
    """Return the titles and rows of a `ContainerTop` response."""
    rows = tuple(tuple(map(str, row)) for row in raw.get("Processes") or ())
    return Processes(tuple(map(str, raw.get("Titles") or ())), rows)


def changes(raw: Any) -> tuple[FileChange, ...]:
    """Return the changes of a `ContainerChanges` response; none for null. Raises KeyError for an unknown kind."""
    return tuple(FileChange(_KINDS[int(one["Kind"])], str(one["Path"])) for one in raw or ())


def inspected(raw: Any) -> Mapping[str, Any]:
    """Return a `ContainerInspect` response unchanged; raises TypeError if it is not a JSON object."""
    if not isinstance(raw, dict):
        raise TypeError("an inspect is an object")
    return raw
