"""Values read from inside a container: log lines, stats readings, processes and changed files."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LogLine:
    """One line of a log. `at` is when the engine received it, `stream` is `stdout` or `stderr`.

    `at` is RFC 3339 with nanoseconds. With a terminal (`-t`) everything is `stdout`. `text` has no line end but keeps
    its escape sequences. `is_cut` is true if the line was longer than the part that is kept.
    """

    at: str
    stream: str
    text: str
    is_cut: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RawStats:
    """One reading of the engine's counters since the start of the container; memory and pids are current values.

    CPU times are in nanoseconds, sizes in bytes. `memory_inactive_file` is the page cache that the docker CLI
    subtracts. `read_at` is None in the zeroed readings of a container that is not running.
    """

    read_at: str | None = None
    cpu_total: int = 0
    cpu_system: int = 0
    cpus: int = 0
    memory_usage: int = 0
    memory_inactive_file: int = 0
    memory_limit: int = 0
    rx: int = 0
    tx: int = 0
    read: int = 0
    write: int = 0
    pids: int = 0


@dataclass(frozen=True, slots=True)
class Processes:
    """The output of `docker top`: its column titles and one row for each process."""

    titles: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class FileChange:
    """A path that differs from the image. `kind` is `A` (added), `C` (changed) or `D` (deleted), see `docker diff`."""

    kind: str
    path: str
