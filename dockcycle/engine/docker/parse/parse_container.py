"""Converts containers of the Engine API to domain values. Pure; accepts fields that other engine versions leave out."""

import re
import signal as signals
from collections.abc import Mapping, Sequence
from typing import TypedDict

from dockcycle.domain.lifecycle.container import Container, Port, Summary
from dockcycle.domain.lifecycle.table import State
from dockcycle.domain.project_labels import DEFAULT_PROJECT_LABELS, SERVICE_LABEL, project_of
from dockcycle.domain.timestamps import nanoseconds
from dockcycle.engine.docker.podman import podman
from dockcycle.engine.docker.transport.payloads import NAME_AT_MOST, Raw, cut, id_of, to_int

_ZERO_YEAR = "0001-"
_HEALTH = re.compile(r"\((?:health: )?(healthy|unhealthy|starting)\)")
#: Podman's states and Docker's (podman `libpod/define/containerstate.go`). A `stopping` container still runs.
#: `stopped` means that the process has ended and that Podman has not cleaned up yet.
_STATES = {
    "stopping": State.RUNNING, "stopped": State.EXITED, "initialized": State.CREATED, "configured": State.CREATED,
    **{state.value: state for state in State},
}  # fmt: skip
#: Limits of a card: characters of the command (`domain/masking.py` masks longer ones) and of an error, and the number
#: of ports. An engine that sends more would fill the memory of Dockcycle and of each browser.
_COMMAND_AT_MOST, _ERROR_AT_MOST, _PORTS_AT_MOST = 16_384, 4096, 1000
_ADDRESS_AT_MOST = 64
_OVERWRITTEN = frozenset({"signal", "exitCode"})
_DEFAULT_STOP_TIMEOUT = 10
_DEFAULT_RETRIES = 3


def container(
    engine: str, raw: Raw, *, is_podman: bool = False, project_labels: Sequence[str] = DEFAULT_PROJECT_LABELS
) -> Container:
    """Return the container of a `ContainerInspect` response; raises ValueError for an unknown state.

    Its project is the value of the first of `project_labels` that it has.
    """
    state, config = raw["State"], raw.get("Config") or {}
    labels: Mapping[str, str] = config.get("Labels") or {}
    word = _STATES.get(state["Status"])
    if word is None:
        raise ValueError("an unknown state")
    created_ns = _time_ns(raw.get("Created")) or 0
    restarts = (raw.get("HostConfig") or {}).get("RestartPolicy") or {}
    return Container(
        engine=engine,
        id=id_of(raw),
        name=cut(raw.get("Name"), NAME_AT_MOST).removeprefix("/"),
        image=cut(config.get("Image") or _image_id(raw), NAME_AT_MOST),
        image_id=_image_id(raw),
        command=_command(raw, podman.arguments(raw) if is_podman else raw.get("Args") or []),
        state=word,
        created_ns=created_ns,
        health=_health((state.get("Health") or {}).get("Status")),
        health_since_ns=_health_since_ns(state.get("Health") or {}, config.get("Healthcheck") or {}),
        **_end(word, state, is_podman=is_podman),
        **_times(word, created_ns, state),
        ports=_ports(word, raw),
        project=cut(project_of(labels, project_labels), NAME_AT_MOST) or None,
        service=cut(labels.get(SERVICE_LABEL), NAME_AT_MOST) or None,
        restarts=to_int(raw.get("RestartCount")),
        restart_policy=policy(restarts),
        stop_signal=_signal_number(config.get("StopSignal")),
        stop_timeout=_stop_timeout(config.get("StopTimeout")),
        auto_remove=bool((raw.get("HostConfig") or {}).get("AutoRemove")),
        signal_labels=_OVERWRITTEN.intersection(labels),
        tty=bool(config.get("Tty")),
        open_stdin=bool(config.get("OpenStdin")),
        podman=is_podman,
    )


class _End(TypedDict):
    """How the main process ended, or why it did not start."""

    exit_code: int | None
    error: str | None
    oom_killed: bool


def _end(word: State, state: Raw, *, is_podman: bool) -> _End:
    return {
        "exit_code": _podman_code(word, state) if is_podman else _exit_code(word, state),
        "error": cut(podman.error_of(state) if is_podman else state.get("Error"), _ERROR_AT_MOST) or None,
        "oom_killed": bool(state.get("OOMKilled")) and word is State.EXITED,
    }


class _Times(TypedDict):
    """When the container started, exited, and entered its state."""

    started_ns: int | None
    finished_ns: int | None
    since_ns: int | None


def _times(word: State, created_ns: int, state: Raw) -> _Times:
    started_ns, finished_ns = _time_ns(state.get("StartedAt")), _time_ns(state.get("FinishedAt"))
    since_ns = _since_ns(word, created_ns, started_ns, finished_ns)
    return {"started_ns": started_ns, "finished_ns": finished_ns, "since_ns": since_ns}


def _image_id(raw: Raw) -> str | None:
    """Return the image's id, None without an image: Podman sends `sha256:` for the infra container of a pod."""
    id = raw.get("Image")
    return cut(id, NAME_AT_MOST) if id and id != "sha256:" else None


def _command(raw: Raw, arguments: Sequence[str]) -> str:
    return cut(command_line(raw.get("Path", ""), arguments), _COMMAND_AT_MOST)


def summary(raw: Raw) -> Summary:
    """Return one row of a `ContainerList` response; its state is None if the state is unknown.

    Raises KeyError, TypeError, ValueError or AttributeError for an invalid row.
    """
    names = raw.get("Names") or [""]
    # A linked container has additional names of the form /other/alias.
    name = next((name for name in names if name.count("/") == 1), names[0])
    state = _STATES.get(raw.get("State") or "")
    return Summary(id_of(raw), cut(name, NAME_AT_MOST).removeprefix("/"), state, _listed_health(raw))


def _listed_health(raw: Raw) -> str | None:
    """Return the health of a row: from the object `Health` (API 1.52 or later), else from the text `Status`.

    Engines write the health into `Status` only while the container is running.
    """
    health = raw.get("Health")
    if isinstance(health, Mapping):
        return _health(health.get("Status"))
    found = _HEALTH.search(raw.get("Status") or "")
    return found[1] if found else None


def command_line(path: str, arguments: Sequence[str]) -> str:
    """Return a command as `docker ps --no-trunc` shows it (moby `daemon/container/view.go`)."""
    quoted = [f"'{argument}'" if " " in argument else argument for argument in arguments]
    return " ".join([path, *quoted]).strip()


def _time_ns(text: str | None) -> int | None:
    if not text or text.startswith(_ZERO_YEAR):
        return None
    return nanoseconds(text)


def _since_ns(state: State, created_ns: int, started_ns: int | None, finished_ns: int | None) -> int | None:
    if state is State.CREATED:
        return created_ns
    if state is State.RUNNING:
        return started_ns
    if state in (State.EXITED, State.DEAD, State.RESTARTING):
        return finished_ns
    return None


def _exit_code(state: State, raw: Raw) -> int | None:
    """Return the exit code in a state after the main process, else None; in `created` the code of a failed start."""
    code = to_int(raw.get("ExitCode"))
    if state in (State.EXITED, State.DEAD, State.REMOVING, State.RESTARTING):
        return code
    return code if state is State.CREATED and (code or raw.get("Error")) else None


def _podman_code(state: State, raw: Raw) -> int | None:
    if state is State.CREATED:
        return podman.start_failure_code(str(raw.get("Error") or ""))
    return _exit_code(state, raw)


def _health_since_ns(health: Raw, check: Raw) -> int | None:
    """Return when the container became unhealthy, None if it is not unhealthy or the time is unknown.

    That is the end of the failed health check that reached `Retries`. The log holds only the last five checks, the
    latest last (moby `daemon/health.go`, `maxLogEntries`).
    """
    failed = to_int(health.get("FailingStreak"))
    since_then = failed - (to_int(check.get("Retries")) or _DEFAULT_RETRIES)
    log = health.get("Log") or []
    if health.get("Status") != "unhealthy" or not 0 <= since_then < len(log):
        return None
    return _time_ns(log[-1 - since_then].get("End"))


def _health(word: str | None) -> str | None:
    return word if word in ("starting", "healthy", "unhealthy") else None


def policy(raw: Raw) -> str:
    """Return a restart policy in the syntax of `docker run --restart`, for example `on-failure:3`."""
    name = str(raw.get("Name") or "no")
    retries = to_int(raw.get("MaximumRetryCount"))
    return f"{name}:{retries}" if name == "on-failure" and retries else name


def _signal_number(word: str | None) -> int:
    """Return the number of a StopSignal (`SIGTERM`, `TERM` or `15`); that of SIGTERM if absent or unknown."""
    text = str(word or "").upper()
    if text.isascii() and text.isdigit():
        return int(text)
    name = text if text.startswith("SIG") else f"SIG{text}"
    return int(getattr(signals.Signals, name, signals.SIGTERM)) if name in signals.Signals.__members__ else 15


def _stop_timeout(seconds: int | None) -> int:
    return _DEFAULT_STOP_TIMEOUT if seconds is None else to_int(seconds)


def _ports(state: State, raw: Raw) -> tuple[Port, ...]:
    """Return the ports in the PORTS column of `docker ps`; empty unless the container is running or paused."""
    if state not in (State.RUNNING, State.PAUSED):
        return ()
    found: list[Port] = []
    for name, bindings in ((raw.get("NetworkSettings") or {}).get("Ports") or {}).items():
        private, _, protocol = name.partition("/")
        for binding in bindings or [{}]:
            public = binding.get("HostPort")
            ip = cut(binding.get("HostIp"), _ADDRESS_AT_MOST) or None
            found.append(Port(to_int(private), cut(protocol, 8) or "tcp", to_int(public) if public else None, ip))
    found = found[:_PORTS_AT_MOST]
    return tuple(sorted(found, key=lambda port: (port.private, port.protocol, port.ip or "", port.public or 0)))
