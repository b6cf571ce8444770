"""The limit of open files: raised at the start, and told when it is too low."""

import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.support.app import App


class LimitedApp(App):
    """The app in a shell that had `ulimit -Sn soft` and `ulimit -Hn hard`."""

    def __init__(self, soft: int, hard: int, log: Path) -> None:
        super().__init__({"DOCKCYCLE_ENGINES": "lab=practice://?containers=0"}, log)
        self._limit = f"--nofile={soft}:{hard}"

    def _command(self) -> Sequence[str]:
        program = shutil.which("prlimit")
        assert program, "prlimit is missing (package util-linux)"
        return (program, self._limit, *super()._command())

    def open_files(self) -> tuple[int, int]:
        """Return the soft and the hard limit the process has now."""
        assert self.process is not None
        lines = Path(f"/proc/{self.process.pid}/limits").read_text(encoding="utf-8").splitlines()
        soft, hard = next(line for line in lines if line.startswith("Max open files")).split()[3:5]
        return int(soft), int(hard)


@pytest.mark.parametrize(("soft", "hard", "warned"), [(1024, 8192, False), (4096, 4096, False), (512, 2048, True)])
def test_the_soft_limit_becomes_the_hard_one(soft: int, hard: int, warned: bool, tmp_path: Path) -> None:
    with LimitedApp(soft, hard, tmp_path / "app.log") as app:
        assert app.open_files() == (hard, hard)
        assert f"open files: soft limit {soft} raised to {hard}, hard limit {hard}" in app.log_text()
        assert ("too low for 4096 viewers" in app.log_text()) is warned
