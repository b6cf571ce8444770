"""Why a process of a practice container cannot be started."""

from collections.abc import Sequence

from dockcycle.domain.shell_names import program_name

NOT_EXECUTABLE, NOT_FOUND = 126, 127
#: Directories of every practice container.
DIRECTORIES = ("/", "/bin", "/dev", "/etc", "/home", "/proc", "/root", "/tmp", "/usr", "/var")  # noqa: S108 (simulated)


class CannotStartError(Exception):
    """The main process cannot start.

    `code` is Docker's exit code: 127 (not found), 126 (not executable) or 128 (other causes). `status` is the HTTP
    status of the response.
    """

    def __init__(self, code: int, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.status = status


def check_executable(command: Sequence[str]) -> None:
    """Raise CannotStartError if a main process cannot be started with `command`."""
    program = command[0] if command else ""
    code = why_not_executable(program)
    if code:
        cause = "permission denied" if code == NOT_EXECUTABLE else "executable file not found in $PATH"
        start = "failed to create shim task: OCI runtime create failed: unable to start container process"
        raise CannotStartError(code, f'{start}: exec: "{program}": {cause}: unknown')


def why_not_executable(program: str) -> int:
    """Return the exit code of a program that cannot be executed, 0 if it can.

    Every name is a program, except directories and names that begin with `nosuch` or `no-such`.
    """
    if not program or program_name(program).startswith(("nosuch", "no-such")):
        return NOT_FOUND
    return NOT_EXECUTABLE if program in DIRECTORIES else 0
