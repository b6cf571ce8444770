"""What an engine says of the inside of a container -> domain values. Pure."""

from collections.abc import Mapping
from typing import Any

from dockcycle.domain.inside import FileChange, Processes, RawStats
from dockcycle.engine.said import whole

_ZERO_YEAR = "0001-"
_KINDS = {0: "C", 1: "A", 2: "D"}


def stats(raw: Any) -> RawStats:
    """Return one reading of `ContainerStats`."""
    cpu, memory = raw.get("cpu_stats") or {}, raw.get("memory_stats") or {}
    usage, details = cpu.get("cpu_usage") or {}, memory.get("stats") or {}
    networks = (raw.get("networks") or {}).values()
    read_at = str(raw.get("read") or "")
    # docker/cli `cli/command/container/stats_helpers.go`, calculateMemUsageUnixNoCache: v1 has the total, v2 has not.
    cache = details.get("total_inactive_file", details.get("inactive_file"))
    return RawStats(
        read_at=None if not read_at or read_at.startswith(_ZERO_YEAR) else read_at,
        cpu_total=whole(usage.get("total_usage")),
        cpu_system=whole(cpu.get("system_cpu_usage")),
        cpus=whole(cpu.get("online_cpus")) or len(usage.get("percpu_usage") or ()),
        memory_usage=whole(memory.get("usage")),
        memory_inactive_file=whole(cache),
        memory_limit=whole(memory.get("limit")),
        rx=sum(whole(one.get("rx_bytes")) for one in networks),
        tx=sum(whole(one.get("tx_bytes")) for one in networks),
        read=_blocks(raw, "r"),
        write=_blocks(raw, "w"),
        pids=whole((raw.get("pids_stats") or {}).get("current")),
    )


def _blocks(raw: Any, letter: str) -> int:
    rows = (raw.get("blkio_stats") or {}).get("io_service_bytes_recursive") or ()
    return sum(whole(row.get("value")) for row in rows if str(row.get("op"))[:1].lower() == letter)


def processes(raw: Any) -> Processes:
    """Return what `ContainerTop` tells."""
    rows = tuple(tuple(map(str, row)) for row in raw.get("Processes") or ())
    return Processes(tuple(map(str, raw.get("Titles") or ())), rows)


def changes(raw: Any) -> tuple[FileChange, ...]:
    """Return what `ContainerChanges` tells, nothing for null."""
    return tuple(FileChange(_KINDS[int(one["Kind"])], str(one["Path"])) for one in raw or ())


def inspected(raw: Any) -> Mapping[str, Any]:
    """Return what `ContainerInspect` tells, as it is; raises TypeError for what is no object."""
    if not isinstance(raw, dict):
        raise TypeError("an inspect is an object")
    return raw
