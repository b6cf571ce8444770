"""The app as it is after an update: a copy of its tree in which one static file differs."""

import shutil
import subprocess
import sys
from pathlib import Path

from tests.support.app import ROOT, App
from tests.support.waiting import wait_until


class UpdatedApp(App):
    """Like `App`, but serves from the copy, which is made beside its log."""

    def start(self) -> None:
        """Start it and return when it answers."""
        tree = self._log.parent / "updated"
        if not tree.exists():
            _copy_with_a_change(tree)
        with self._log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, str(tree / "app.py")], env=self._environ, stdout=log, stderr=log, cwd=tree
            )
        wait_until(self._answers, 20, f"{self.url} to answer; its log: {self._log}")


def _copy_with_a_change(tree: Path) -> None:
    for name in ("dockcycle", "static", "templates"):
        shutil.copytree(ROOT / name, tree / name)
    shutil.copy(ROOT / "app.py", tree)
    with (tree / "static" / "css" / "wall.css").open("a", encoding="utf-8") as style:
        style.write("/* changed */\n")
