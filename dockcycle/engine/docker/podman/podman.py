"""Podman's differences from Docker: refusals, exit codes, and fields of its own API (libpod)."""

import re
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from dockcycle.domain.lifecycle.container import Container
from dockcycle.domain.lifecycle.table import State
from dockcycle.domain.timestamps import nanoseconds

Raw = Mapping[str, Any]

#: The oldest version of libpod that Podman 4 and 5 support (`MinAPIVersion` of `/version`).
LIBPOD = "/v4.0.0/libpod"
PODS_PATH = f"{LIBPOD}/pods/json"
#: Statuses for a missing libpod API, or for a proxy that does not forward its requests.
WITHHELD = (HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND)
#: The first version whose inspect has `State.StoppedByUser`. It is absent if false (podman pull request 19889).
_TELLS_STOPS_FROM = (4, 7)
_VERSION = re.compile(r"(\d{1,4})\.(\d{1,4})", re.ASCII)
#: Error texts of a failed start that do not depend on the runtime (podman `libpod/define/errors.go`, ErrOCIRuntime…),
#: and the exit code that Docker and `podman run` report. Podman's inspect has 0 instead.
_START_FAILURES = (("command that was not found", 127), ("OCI permission denied", 126))
#: The meaning of the `cause` of a refusal, because the status is mostly 500: command (None: any), prefix, code.
_CAUSES = (
    ("create", "that name is already in use", "name_in_use"),
    ("create", "container already exists", "name_in_use"),
    ("rename", "that name is already in use", "name_in_use"),
    ("rename", "container already exists", "name_in_use"),
    ("rename", "UNIQUE constraint failed: ContainerConfig.Name", "name_in_use"),
    ("create", "network not found", "not_found"),
    ("create", "unknown capability", "bad_request"),
    ("create", "duplicate mount destination", "bad_request"),
    ("create", "the --rm option conflicts with --restart", "bad_request"),
    ("create", "invalid ", "bad_request"),
    ("rename", "invalid ", "bad_request"),
    ("kill", "invalid ", "bad_request"),
    ("top", "top can only be used on running containers", "not_allowed_in_state"),
    ("changes", "layer not known", "not_found"),
    # 64 hex digits can only be an id, and no image has that id.
    ("images", "normalizing name", "not_found"),
    ("tag-image", "normalizing name", "not_found"),
    ("remove-image", "normalizing name", "not_found"),
    ("remove-image", "unable to delete image", "image_in_use"),  # it has more than one tag
    ("remove-image", "image is in use", "image_in_use"),
    ("remove-image", "container state improper", "image_in_use"),  # a running container uses it
    (None, "container state improper", "not_allowed_in_state"),
    (None, "no such container", "not_found"),
)
#: Endings of refusals that Podman stores in the container's `State.Error` (podman `libpod/define/errors.go`,
#: ErrCtrStateInvalid).
_REFUSALS = ("container state improper", "container is running")


def code_of(request: str, cause: str) -> str | None:
    """Return the error code for the `cause` of a refusal (podman `libpod/define/errors.go`), None if it is unknown."""
    rows = (code for command, text, code in _CAUSES if command in (None, request) and cause.startswith(text))
    return next(rows, None) if cause else None


def is_half_written(response: Any) -> bool:
    """Return whether Podman refused to send a log because its last line is being written (podman `libpod/logs`)."""
    return (
        response.status_code == HTTPStatus.INTERNAL_SERVER_ERROR
        and b"is not a valid container log line" in response.content
    )


def tells_stops(version: str) -> bool:
    """Return whether the inspect of this Podman version has `State.StoppedByUser`."""
    found = _VERSION.match(version)
    return found is not None and (int(found[1]), int(found[2])) >= _TELLS_STOPS_FROM


def arguments(raw: Raw) -> Sequence[str]:
    """Return the `Args` of an inspect; () for a command of one word, where Podman repeats `Path` in `Args`."""
    path, arguments, config = raw.get("Path"), raw.get("Args") or [], raw.get("Config") or {}
    words = len(config.get("Entrypoint") or ()) + len(config.get("Cmd") or ())
    return [] if list(arguments) == [path] and words == 1 else arguments


def error_of(state: Raw) -> str:
    """Return why the last start failed, "" otherwise. Podman also stores refusals of other commands in that field."""
    error = str(state.get("Error") or "")
    return "" if error.endswith(_REFUSALS) else error


def start_failure_code(error: str) -> int | None:
    """Return the exit code of a start that failed with `error`, None if the text is unknown."""
    return next((code for words, code in _START_FAILURES if words in error), None)


def stopped_by_user(raw: Raw | None, ended: Container) -> bool | None:
    """Return whether a command ended the container, from its libpod inspect `raw`; None if unknown.

    Podman sets the flag when `stop`, `kill`, `restart` or `rm -f` sends a signal after the last start. The flag remains
    if the process survives the signal and ends later.
    """
    state = (raw or {}).get("State") or {}
    finished = state.get("FinishedAt")
    if not finished or nanoseconds(finished) != ended.finished_ns:  # the container was restarted meanwhile
        return None
    return bool(state.get("StoppedByUser"))


def is_looping(container: Container) -> bool:
    """Return whether the container is in a restart loop: its policy has restarted it and no command stopped it."""
    if container.restart_policy == "no" or container.stopped_by_user or container.restarts == 0:
        return False
    return container.state in (State.EXITED, State.RUNNING)
