"""The stats of practice containers: computed from the name, the program and the time, without stored state."""

import hashlib
from collections.abc import Iterator

from dockcycle.domain.container_details import RawStats
from dockcycle.domain.timestamps import NANOSECONDS, rfc3339
from dockcycle.engine.practice.daemon.clock import Clock
from dockcycle.engine.practice.daemon.host_limits import CPUS
from dockcycle.engine.practice.daemon.practice_container import PracticeContainer

MACHINE_BYTES = 16 << 30
SECOND = 1.0
#: The counters start again after this time, so that they stay far below the limits of their types.
_PERIOD_SECONDS = 10_000_000
_BUSY = ("worker", "trainer", "report", "stress", "yes")


class PracticeStats:
    """Stats of one container (`stream_protocols.StatsStream`), one per second; zeros unless it is running or paused."""

    def __init__(self, clock: Clock, container: PracticeContainer) -> None:
        self._clock = clock
        self._container = container
        self._closed = False

    def __iter__(self) -> Iterator[RawStats]:
        while not self._closed:
            with self._clock.lock:
                if self._clock.wait_for(lambda: self._closed, SECOND):
                    return
                value = stats_at(self._container, self._clock.now_ns())
            yield value

    def close(self) -> None:
        """End the stream; a blocked reader returns."""
        with self._clock.lock:
            self._closed = True
            self._clock.changed()


def stats_at(container: PracticeContainer, now_ns: int) -> RawStats:
    """Return the stats of a container at `now_ns`. All counters depend on the time and on a seed from its name."""
    if not container.is_up:
        return RawStats()
    seed = hashlib.sha256(container.inspected.name.encode()).digest()
    seconds = now_ns / NANOSECONDS % _PERIOD_SECONDS
    wave = 1 + 0.4 * ((int(seconds) * (seed[1] | 1)) % 11 - 5) / 5  # 0.6 to 1.4, another value each second
    limit = container.spec.memory or MACHINE_BYTES
    memory = min(limit, int((8 + seed[2]) * (1 << 20) * (1 + 0.05 * wave)))
    traffic = int(seconds * (seed[3] + 1) * 97)
    return RawStats(
        read_at=rfc3339(now_ns),
        cpu_total=_cpu_total(container, seed[0], seconds, wave),
        cpu_system=int(seconds * CPUS * NANOSECONDS),
        cpus=CPUS,
        memory_usage=memory,
        memory_inactive_file=memory // 10,
        memory_limit=limit,
        rx=traffic,
        tx=traffic // 2,
        read=traffic // 3,
        write=traffic // 5,
        pids=1 + seed[4] % 12,
    )


def _cpu_total(container: PracticeContainer, seed: int, seconds: float, wave: float) -> int:
    """Return the CPU time (nanoseconds): 20 to 60 % of a CPU for a busy program, else up to 3 %."""
    is_busy = any(word in container.inspected.command + container.inspected.image for word in _BUSY)
    percent = 20 + seed % 40 if is_busy else seed % 4
    return int(seconds * percent / 100 * NANOSECONDS + wave * percent * 1_000_000)
