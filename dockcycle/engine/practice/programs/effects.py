"""The effects of commands in practice containers.

The interpreter (`shell.Shell`) yields them, `execution.Execution` carries them out.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Output:
    """Text for the consoles and, from the main process, for the log."""

    text: str
    is_error: bool = False


@dataclass(frozen=True, slots=True)
class Sleep:
    """A pause of `seconds`; None: until a signal or an interrupt ends the process."""

    seconds: float | None


@dataclass(frozen=True, slots=True)
class ReadInput:
    """Prints each line of input again until the end of input, as `cat` does."""


@dataclass(frozen=True, slots=True)
class RepeatOutput:
    """Prints `text` without end, as `yes` does. Consoles generate it as fast as they are read; no log stores it."""

    text: str


@dataclass(frozen=True, slots=True)
class UseAllMemory:
    """Allocates memory until the kernel kills the process. Without a memory limit, runs until a signal."""


Effect = Output | Sleep | ReadInput | RepeatOutput | UseAllMemory
