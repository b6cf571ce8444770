"""The names of shells and of other programs that read their commands from a terminal."""

from collections.abc import Sequence

#: Shells, the most convenient for a console first.
SHELLS = ("bash", "zsh", "ash", "dash", "sh")
#: Interpreters that read their program from the terminal if they have no arguments.
INTERPRETERS = ("python", "python3", "node", "irb")
#: The entrypoint of many official images; it runs the command that follows it.
_ENTRYPOINT = "docker-entrypoint.sh"


def program_name(path: str) -> str:
    """Return the last part of the path of a program."""
    return path.rpartition("/")[2]


def is_shell(path: str) -> bool:
    """Return whether the program at `path` is a shell."""
    return program_name(path) in SHELLS


def without_entrypoint(command: Sequence[str]) -> Sequence[str]:
    """Return the command that `docker-entrypoint.sh` runs, and any other command unchanged."""
    return command[1:] if command and program_name(command[0]) == _ENTRYPOINT else command


def is_interpreter_alone(command: Sequence[str]) -> bool:
    """Return whether `command` is only the name of a shell or interpreter, which exits at once without a terminal."""
    words = without_entrypoint(command)
    return len(words) == 1 and program_name(words[0]) in (*SHELLS, *INTERPRETERS)
