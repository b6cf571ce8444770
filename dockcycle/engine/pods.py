"""The pods of Podman: its compat API has none, its own (libpod) tells which containers are in which."""

import threading
from collections.abc import Callable, Iterable, Mapping
from typing import Any

Raw = Mapping[str, Any]


class Pods:
    """Names of pods by container id. Neither ever changes, so `read` is called only for what is not known yet.

    `read` returns the answer of libpod `PodListLibpod` (`GET /libpod/pods/json`); what it raises goes through.
    """

    def __init__(self, read: Callable[[], Iterable[Raw]]) -> None:
        self._read = read
        self._lock = threading.Lock()
        self._listed: frozenset[str] = frozenset()
        self._names: dict[str, str | None] = {}

    def expect(self, ids: Iterable[str]) -> None:
        """Tell which containers exist: one reading is enough for all of them, and all others are forgotten."""
        with self._lock:
            self._listed = frozenset(ids)
            self._names = {id: name for id, name in self._names.items() if id in self._listed}

    def name_of(self, id: str) -> str | None:
        """Return the name of the pod of an existing container, None for one that is in no pod."""
        with self._lock:
            if id not in self._names:
                told = names(self._read())
                self._names |= {one: told.get(one) for one in {id, *self._listed, *told}}
            return self._names[id]


def names(raw: Iterable[Raw]) -> dict[str, str]:
    """Return the name of the pod for each container id in a list of pods; the infra containers are in it, too."""
    return {str(one["Id"]): str(pod["Name"]) for pod in raw for one in pod.get("Containers") or ()}
