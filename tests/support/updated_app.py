"""The app as it is after an update: a copy of its tree in which one static file differs."""

import shutil
from pathlib import Path

from tests.support.app import ROOT, App


class UpdatedApp(App):
    """Like `App`, but serves from the copy, which is made beside its log."""

    def _folder(self) -> Path:
        tree = self._log.parent / "updated"
        if not tree.exists():
            _copy_with_a_change(tree)
        return tree


def _copy_with_a_change(tree: Path) -> None:
    for name in ("dockcycle", "static", "templates"):
        shutil.copytree(ROOT / name, tree / name)
    shutil.copy(ROOT / "app.py", tree)
    with (tree / "static" / "css" / "wall.css").open("a", encoding="utf-8") as style:
        style.write("/* changed */\n")
