"""Finds the container that Dockcycle itself runs in."""

import re
from pathlib import Path

#: Docker mounts these files into every container, from a folder named by the container's id.
_MOUNT = re.compile(r"/containers/([0-9a-f]{64})/(?:hostname|hosts|resolv\.conf) ")


def own_container_id(mounts: Path = Path("/proc/self/mountinfo")) -> str | None:
    """Return the full id, None outside a container. With cgroup v2, `/proc/self/cgroup` does not contain the id."""
    try:
        found = _MOUNT.search(mounts.read_text(encoding="utf-8", errors="replace"))
    except OSError:
        return None
    return found[1] if found else None
