"""Main processes for containers of the tests of the watcher."""

import pytest

from tests.support.board_recorder import BoardRecorder
from tests.support.waiting import wait_until

pytestmark = pytest.mark.engine

Program = tuple[str, ...]
SLEEPS = ("sleep", "600")
DEAF = ("sh", "-c", "echo ready; exec sleep 600")
LOOPS = ("sh", "-c", "exit 5")


def handles(signal: str, code: int) -> Program:
    """A program that says when it is ready and exits with `code` on `signal`."""
    return ("sh", "-c", f"trap 'exit {code}' {signal}; echo ready; while :; do sleep 0.05; done")


def run_ready(recorder: BoardRecorder, name: str, *command: str) -> None:
    recorder.docker.run(name, *command)
    wait_until(lambda: "ready" in recorder.docker("logs", name), 10, "its trap")
