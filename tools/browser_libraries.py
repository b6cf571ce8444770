"""Installs the browser libraries of package-lock.json and copies the files that the pages load to static/vendor/."""

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
    "@xterm/xterm/lib/xterm.mjs": "xterm.js",
    "@xterm/xterm/css/xterm.css": "xterm.css",
    "@xterm/addon-fit/lib/addon-fit.mjs": "xterm-fit.js",
    "@xterm/addon-search/lib/addon-search.mjs": "xterm-search.js",
    "@xterm/addon-web-links/lib/addon-web-links.mjs": "xterm-web-links.js",
    "uplot/dist/uPlot.esm.js": "uplot.js",
    "uplot/dist/uPlot.min.css": "uplot.css",
}
#: Declaration files for the type checker: each refers a copied file to the types of its package.
TYPES = {
    "socket.io.esm.min.d.ts": 'export * from "socket.io-client";',
    "xterm.d.ts": 'export * from "@xterm/xterm";',
    "xterm-fit.d.ts": 'export * from "@xterm/addon-fit";',
    "xterm-search.d.ts": 'export * from "@xterm/addon-search";',
    "xterm-web-links.d.ts": 'export * from "@xterm/addon-web-links";',
    "uplot.d.ts": 'export { default } from "uplot";\nexport * from "uplot";',
}


def main() -> int:
    """Install the packages without their scripts if necessary, and copy the files; return the exit code."""
    if not (ROOT / "node_modules" / ".dev").exists():
        install = [*node.command("npm"), "ci", "--omit=dev", "--ignore-scripts", "--silent"]
        done = subprocess.run(install, cwd=ROOT, env=node.environment(), check=False)
        if done.returncode:
            return done.returncode
    VENDOR.mkdir(parents=True, exist_ok=True)
    for source, name in FILES.items():
        shutil.copyfile(ROOT / "node_modules" / source, VENDOR / name)
    for name, text in TYPES.items():
        (VENDOR / name).write_text(f"{text}\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
