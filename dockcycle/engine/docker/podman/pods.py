"""The pod of each Podman container. Only Podman's own API (libpod) has pods, the compat API does not."""

import threading
from collections.abc import Callable, Iterable, Mapping
from typing import Any

Raw = Mapping[str, Any]


class Pods:
    """Caches pod names by container id. A container never changes its pod, so `read` is called for new ids only.

    `read` returns the response of libpod `PodListLibpod` (`GET /libpod/pods/json`). Its errors are passed on.
    """

    def __init__(self, read: Callable[[], Iterable[Raw]]) -> None:
        self._read = read
        self._lock = threading.Lock()
        self._listed: frozenset[str] = frozenset()
        self._names: dict[str, str | None] = {}

    def expect(self, ids: Iterable[str]) -> None:
        """Set which containers exist. The next read covers all of them; names of other containers are dropped."""
        with self._lock:
            self._listed = frozenset(ids)
            self._names = {id: name for id, name in self._names.items() if id in self._listed}

    def name_of(self, id: str) -> str | None:
        """Return the name of the pod of a container, None if it is not in a pod."""
        with self._lock:
            if id not in self._names:
                found = names(self._read())
                self._names |= {one: found.get(one) for one in {id, *self._listed, *found}}
            return self._names[id]


def names(raw: Iterable[Raw]) -> dict[str, str]:
    """Return the pod names by container id from a list of pods. The infra containers are included."""
    return {str(one["Id"]): str(pod["Name"]) for pod in raw for one in pod.get("Containers") or ()}
