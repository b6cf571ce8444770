"""The static files under a path that names their content: cached for ever, never stale."""

import base64
import hashlib
import re
from pathlib import Path

STATIC = Path(__file__).parents[2] / "static"
#: The text of the one script that stands in every document (decision 0016), and what the policy calls it: CSP 3, 2.3.1.
BOOT = (STATIC / "js" / "boot.js").read_text(encoding="utf-8")
BOOT_SOURCE = f"'sha256-{base64.b64encode(hashlib.sha256(BOOT.encode()).digest()).decode()}'"

#: `import ... from "./x.js"` and `import "./x.js"`; the browser is told of all modules at once, not one after another.
#: What `import("./x.js")` brings comes later, when it is wanted.
_IMPORT = re.compile(r"""^(?:import|export)\b[^"'`;(]*?["'](\.[^"']+)["']""", re.MULTILINE)


def content_version(root: Path) -> str:
    """Return a short digest of all files below `root`."""
    digest = hashlib.sha256()
    for path in sorted(path for path in root.rglob("*") if path.is_file()):
        digest.update(str(path.relative_to(root)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]


def modules_of(entry: Path, root: Path) -> list[str]:
    """Return the paths, relative to `root`, of every module that `entry` imports, itself first."""
    found: list[Path] = []
    waiting = [entry.resolve()]
    while waiting:
        module = waiting.pop(0)
        if module in found or not module.is_file():
            continue
        found.append(module)
        imports = _IMPORT.findall(module.read_text(encoding="utf-8"))
        waiting += [(module.parent / name).resolve() for name in imports]
    return [path.relative_to(root.resolve()).as_posix() for path in found]
