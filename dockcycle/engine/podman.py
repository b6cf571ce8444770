"""What Podman tells otherwise than Docker, or in an API of its own (libpod)."""

import re
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from dockcycle.domain.container import Container
from dockcycle.domain.instant import nanoseconds, rfc3339
from dockcycle.domain.lifecycle import State

Raw = Mapping[str, Any]

#: The oldest version of its own API that Podman 4 and 5 speak (`MinAPIVersion` of `/version`).
LIBPOD = "/v4.0.0/libpod"
PODS_PATH = f"{LIBPOD}/pods/json"
#: The statuses of an answer where that API does not exist, or where a proxy does not forward its requests.
WITHHELD = (HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND)
#: The first version whose inspect has `State.StoppedByUser`, left out where it is false (podman pull request 19889).
_TELLS_STOPS_FROM = (4, 7)
_VERSION = re.compile(r"(\d{1,4})\.(\d{1,4})", re.ASCII)
#: How a start failed, in words that do not depend on the runtime (podman `libpod/define/errors.go`, ErrOCIRuntime…),
#: and the code that Docker and the `podman run` command report for it; Podman's inspect has 0.
_START_FAILURES = (("command that was not found", 127), ("OCI permission denied", 126))
#: What the `cause` of a refusal means, where its status is mostly 500: command (None: any), how it begins, code.
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
    ("remove-image", "normalizing name", "not_found"),  # 64 hexadecimal digits are an id only, and no image has it
    ("remove-image", "unable to delete image", "image_in_use"),  # it has more than one tag
    ("remove-image", "image is in use", "image_in_use"),
    ("remove-image", "container state improper", "image_in_use"),  # a container that runs has it
    (None, "container state improper", "not_allowed_in_state"),
    (None, "no such container", "not_found"),
)
#: How a refusal ends that stays in the state of a container (podman `libpod/define/errors.go`, ErrCtrStateInvalid).
_REFUSALS = ("container state improper", "container is running")


def code_of(asked: str, cause: str) -> str | None:
    """Return the code of a refusal by its `cause` (podman `libpod/define/errors.go`), None for any other."""
    rows = (code for command, text, code in _CAUSES if command in (None, asked) and cause.startswith(text))
    return next(rows, None) if cause else None


def is_half_written(response: Any) -> bool:
    """Return whether Podman refused to send a log because its last line is being written (podman `libpod/logs`)."""
    return (
        response.status_code == HTTPStatus.INTERNAL_SERVER_ERROR
        and b"is not a valid container log line" in response.content
    )


def tells_stops(version: str) -> bool:
    """Return whether a Podman of this version tells of a container that was stopped by a command."""
    found = _VERSION.match(version)
    return found is not None and (int(found[1]), int(found[2])) >= _TELLS_STOPS_FROM


def arguments(raw: Raw) -> Sequence[str]:
    """Return the `Args` of an inspect: of a command of one word they repeat its `Path`."""
    path, told, config = raw.get("Path"), raw.get("Args") or [], raw.get("Config") or {}
    words = len(config.get("Entrypoint") or ()) + len(config.get("Cmd") or ())
    return [] if list(told) == [path] and words == 1 else told


def error_of(state: Raw) -> str:
    """Return why the last start failed: Podman keeps there, too, why it refused any other command."""
    error = str(state.get("Error") or "")
    return "" if error.endswith(_REFUSALS) else error


def start_failure_code(error: str) -> int | None:
    """Return the exit code of a start that failed with `error`, None where the text does not tell."""
    return next((code for words, code in _START_FAILURES if words in error), None)


def stopped_by_user(raw: Raw | None, ended: Container) -> bool | None:
    """Return whether a command ended a container, by its inspect in Podman's own API; None where that does not tell.

    Podman says so of each that was sent a signal by `stop`, `kill`, `restart` or `rm -f` since its last start,
    also of one that survived the signal and ended later.
    """
    state = (raw or {}).get("State") or {}
    finished = state.get("FinishedAt")
    if not finished or rfc3339(nanoseconds(finished)) != ended.finished_at:  # it has been started again meanwhile
        return None
    return bool(state.get("StoppedByUser"))


def is_looping(container: Container) -> bool:
    """Return whether its restart policy will start a container again, which nobody stopped."""
    if container.restart_policy == "no" or container.stopped_by_user or container.restarts == 0:
        return False
    return container.state in (State.EXITED, State.RUNNING)
