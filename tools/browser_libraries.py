"""Brings the browser libraries of package-lock.json and copies what the pages load to static/vendor/."""

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from tools import node  # noqa: E402

VENDOR = ROOT / "static" / "vendor"

#: File in node_modules -> name in static/vendor.
FILES = {
    "socket.io-client/dist/socket.io.esm.min.js": "socket.io.esm.min.js",
}


def main() -> int:
    """Install without scripts, copy; returns the exit code."""
    if not (ROOT / "node_modules" / ".dev").exists():
        install = [*node.command("npm"), "ci", "--omit=dev", "--ignore-scripts", "--silent"]
        done = subprocess.run(install, cwd=ROOT, env=node.environment(), check=False)
        if done.returncode:
            return done.returncode
    VENDOR.mkdir(parents=True, exist_ok=True)
    for source, name in FILES.items():
        shutil.copyfile(ROOT / "node_modules" / source, VENDOR / name)
    # For the type checker: the package's own types beside the copy of its code.
    (VENDOR / "socket.io.esm.min.d.ts").write_text('export * from "socket.io-client";\n', encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
