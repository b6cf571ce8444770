"""Why a console ended: the exit codes of an exec that did not start."""

import pytest

from dockcycle.domain.console import EndReason
from dockcycle.engine.practice import PracticeEngine
from dockcycle.live.consoles import ConsoleRegistry
from tests.unit.live.console_helpers import opened, until_ended


class Refused:
    """The stream of an exec that the engine could not start: it has the engine's message and a code."""

    tty, takes_input = True, True

    def __init__(self, message: bytes, code: int) -> None:
        self._rest = [message, b""]
        self._code = code

    def read(self) -> bytes:
        return self._rest.pop(0)

    def exit_code(self) -> int:
        return self._code

    def close(self) -> None: ...

    def end(self) -> bool:
        return True


_NOT_FOUND = (
    b"Error: crun: executable file `%s` not found in $PATH: No such file or directory: "
    b"OCI runtime attempted to invoke a command that was not found\n"
)


@pytest.mark.parametrize(
    ("output", "code", "reason"),
    [
        (b"OCI runtime exec failed: exec failed: unable to start container process\r\n", 126, EndReason.NOT_STARTED),
        (b"unable to find user nosuch: no matching entries in passwd file\r\n", 126, EndReason.NOT_STARTED),
        (_NOT_FOUND % b"nosuch", 127, EndReason.NOT_STARTED),
        (_NOT_FOUND % (b"/" + b"x" * 4000), 127, EndReason.NOT_STARTED),
        (b"Error: crun: the path `/etc` is not a regular file: OCI permission denied\n", 126, EndReason.NOT_STARTED),
        (b"sh: nosuch: not found\r\n", 127, EndReason.EXITED),
        (b"Error: crun: OCI permission denied\r\n", 1, EndReason.EXITED),
    ],
)
def test_a_command_that_the_engine_could_not_start_is_not_one_that_exited(
    consoles: ConsoleRegistry, container: str, engine: PracticeEngine, monkeypatch: pytest.MonkeyPatch,
    *, output: bytes, code: int, reason: EndReason,
) -> None:  # fmt: skip
    """The messages are those of Docker 20.10 and Podman 5.8."""
    monkeypatch.setattr(engine.consoles, "exec", lambda *_: Refused(output, code))

    assert until_ended(consoles, opened(consoles, container)) is reason
