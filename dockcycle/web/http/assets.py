"""Static files: the version in their URL, which changes with their content, and the imports of each module.

Browsers may cache such a URL without a limit, because a changed file has another URL.
"""

import base64
import hashlib
import re
from pathlib import Path

STATIC = Path(__file__).parents[3] / "static"
#: The only inline script of the pages (decision 0016), and its source expression for the policy (CSP 3, 2.3.1).
BOOT = (STATIC / "js" / "pages" / "module_recovery.js").read_text(encoding="utf-8")
BOOT_SOURCE = f"'sha256-{base64.b64encode(hashlib.sha256(BOOT.encode()).digest()).decode()}'"

#: Matches `import ... from "./x.js"` and `import "./x.js"`, to preload all modules at once instead of one by one.
#: Does not match the dynamic `import("./x.js")`, which loads a module only when it is needed.
_IMPORT = re.compile(r"""^(?:import|export)\b[^"'`;(]*?["'](\.[^"']+)["']""", re.MULTILINE)


def content_version(root: Path) -> str:
    """Return a digest of the paths and contents of all files below `root`, 12 hexadecimal digits."""
    digest = hashlib.sha256()
    for path in sorted(path for path in root.rglob("*") if path.is_file()):
        digest.update(str(path.relative_to(root)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]


def modules_of(entry: Path, root: Path) -> list[str]:
    """Return the path of `entry`, then of all modules that it imports directly or indirectly, relative to `root`."""
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
