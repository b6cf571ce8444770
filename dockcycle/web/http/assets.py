"""Static files: the version in their URL, which changes with their content, and the scripts of each page.

Browsers may cache such a URL without a limit, because a changed file has another URL.
"""

import base64
import hashlib
import json
import re
from collections.abc import Iterable
from pathlib import Path

STATIC = Path(__file__).parents[3] / "static"
#: The only inline script of the pages (decision 0016), and its source expression for the policy (CSP 3, 2.3.1).
BOOT = (STATIC / "js" / "pages" / "module_recovery.js").read_text(encoding="utf-8")
BOOT_SOURCE = f"'sha256-{base64.b64encode(hashlib.sha256(BOOT.encode()).digest()).decode()}'"

#: The entry module of each view.
ENTRIES = {view: f"js/pages/{view}_page.js" for view in ("board", "wall", "images", "container", "missing")}
#: Written by `tools/bundle.py`: the digest of the sources of the bundles, and the scripts of each view.
MANIFEST = "bundle/manifest.json"

#: Matches `import ... from "./x.js"` and `import "./x.js"`, to preload all modules at once instead of one by one.
#: Does not match the dynamic `import("./x.js")`, which loads a module only when it is needed.
_IMPORT = re.compile(r"""^(?:import|export)\b[^"'`;(]*?["'](\.[^"']+)["']""", re.MULTILINE)


def content_version(root: Path) -> str:
    """Return a digest of the paths and contents of all files below `root`, 12 hexadecimal digits."""
    return _digest(root.rglob("*"), root)[:12]


def source_digest(root: Path) -> str:
    """Return a digest of the paths and contents of all scripts below `root` that a bundle can contain."""
    return _digest([*(root / "js").rglob("*.js"), *(root / "vendor").glob("*.js")], root)


def _digest(paths: Iterable[Path], root: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(path for path in paths if path.is_file()):
        digest.update(str(path.relative_to(root)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def scripts_of_views(root: Path) -> dict[str, list[str]]:
    """Return the scripts that each view loads at first, the entry first, as paths relative to `root`.

    These are bundles. If the bundles are missing or were built from other sources, these are the single modules.
    """
    bundles = _bundles(root)
    return bundles if bundles is not None else {view: modules_of(root / entry, root) for view, entry in ENTRIES.items()}


def _bundles(root: Path) -> dict[str, list[str]] | None:
    try:
        manifest = json.loads((root / MANIFEST).read_bytes())
    except FileNotFoundError:
        return None
    if manifest["sources"] != source_digest(root):
        return None
    views: dict[str, list[str]] = manifest["views"]
    return views


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
