"""What can be seen inside a container: its log, its readings, its processes, its files that differ from the image."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LogLine:
    """One line of a log. `at` is when the engine took it (RFC 3339 with nanoseconds), `stream` `stdout` or `stderr`.

    A terminal has one stream only, `stdout`. `text` is without its line end, with its escape sequences; `is_cut` tells
    that it was longer than what is kept of a line.
    """

    at: str
    stream: str
    text: str
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class RawStats:
    """One reading as the engine counts: everything since the start, except memory and pids, which are now.

    CPU times in nanoseconds, sizes in bytes. `memory_inactive_file` is the cache that the docker CLI does not count;
    `read_at` is None for the zeroed readings of a container that does not run.
    """

    read_at: str | None
    cpu_total: int
    cpu_system: int
    cpus: int
    memory_usage: int
    memory_inactive_file: int
    memory_limit: int
    rx: int
    tx: int
    read: int
    write: int
    pids: int


@dataclass(frozen=True, slots=True)
class Processes:
    """What `docker top` tells: the titles of its columns, and one row for each process."""

    titles: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class FileChange:
    """A path that differs from the image: `kind` is `A` (added), `C` (changed) or `D` (deleted), as `docker diff`."""

    kind: str
    path: str
