"""Bundles the modules of each page to static/bundle/, and writes the manifest that the app reads at its start."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from dockcycle.web.http.assets import ENTRIES, MANIFEST, STATIC, modules_of, source_digest  # noqa: E402
from tools import node  # noqa: E402


def main() -> int:
    """Build the bundles of all pages; return the exit code. Raises CalledProcessError if the bundler fails."""
    digest = source_digest(STATIC)
    # `ui/stylesheets.js` finds static/css/ from its own address, so bundle/VIEW/ has the depth of js/FOLDER/.
    folder = (STATIC / MANIFEST).parent
    shutil.rmtree(folder, ignore_errors=True)
    views = {view: [_relative(path) for path in scripts] for view, scripts in _bundled(folder).items()}
    manifest = json.dumps({"sources": digest, "views": views}, indent=1)
    (STATIC / MANIFEST).write_text(f"{manifest}\n", encoding="utf-8")
    return 0


def _bundled(folder: Path) -> dict[str, list[str]]:
    """Write the bundles below `folder`. Return the paths of those that each view loads at first, the entry first."""
    pages = [
        {"view": view, "modules": [str(STATIC / path) for path in modules_of(STATIC / entry, STATIC)]}
        for view, entry in ENTRIES.items()
    ]
    command = ["node", str(ROOT / "tools" / "bundle.js"), str(folder), json.dumps(pages)]
    done = subprocess.run(command, cwd=ROOT, env=node.environment(), stdout=subprocess.PIPE, check=True)
    bundles: dict[str, list[str]] = json.loads(done.stdout)
    return bundles


def _relative(path: str) -> str:
    return Path(path).relative_to(STATIC).as_posix()


if __name__ == "__main__":
    sys.exit(main())
