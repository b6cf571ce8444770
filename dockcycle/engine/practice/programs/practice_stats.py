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
    """Return the stats of a container at `now_ns`."""
    if not container.is_up:
        return RawStats()
    seed = hashlib.sha256(container.inspected.name.encode()).digest()
    seconds = now_ns / NANOSECONDS % 10_000_000
    share = (
        (20 + seed[0] % 40)
        if any(word in container.inspected.command + container.inspected.image for word in _BUSY)
        else seed[0] % 4
    )
    wave = 1 + 0.4 * ((int(seconds) * (seed[1] | 1)) % 11 - 5) / 5
    limit = container.spec.memory or MACHINE_BYTES
    memory = min(limit, int((8 + seed[2]) * (1 << 20) * (1 + 0.05 * wave)))
    traffic = int(seconds * (seed[3] + 1) * 97)
    return RawStats(
        read_at=rfc3339(now_ns),
        cpu_total=int(seconds * share / 100 * NANOSECONDS + wave * share * 1_000_000),
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
