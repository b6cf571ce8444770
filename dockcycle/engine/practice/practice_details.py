"""Logs, stats, processes, changed files and inspect of practice containers."""

from collections.abc import Mapping
from typing import Any

from dockcycle.domain.container_details import FileChange, Processes
from dockcycle.domain.timestamps import rfc3339, rfc3339_or_none
from dockcycle.engine.docker.request_parsing import create_body
from dockcycle.engine.errors import EngineError
from dockcycle.engine.practice.daemon.daemon import PracticeDaemon
from dockcycle.engine.practice.daemon.practice_container import PracticeContainer
from dockcycle.engine.practice.programs.container_processes import commands_of
from dockcycle.engine.practice.programs.practice_logs import PracticeLog
from dockcycle.engine.practice.programs.practice_stats import PracticeStats

#: The first process id that `docker top` shows: an id of the Docker host, not of the container.
_FIRST_PID = 4096


class PracticeDetails:
    """The calls of `Engine` for details of containers."""

    def __init__(self, daemon: PracticeDaemon) -> None:
        self._daemon = daemon

    def logs(self, id: str, *, tail: int | None, since_ns: int | None = None, follow: bool = False) -> PracticeLog:
        """Open the log of a container."""
        return PracticeLog(self._daemon.clock, self._found(id), tail=tail, since_ns=since_ns, follow=follow)

    def stats(self, id: str) -> PracticeStats:
        """Open the stats of a container."""
        return PracticeStats(self._daemon.clock, self._found(id))

    def processes(self, id: str) -> Processes:
        """Return the main process and those of exec; raises EngineError `not_allowed_in_state` if it is not running."""
        with self._daemon.clock.lock:
            container = self._daemon.find(id)
            if not container.is_up:
                raise EngineError("not_allowed_in_state", f"Container {container.inspected.id} is not running", 409)
            rows = tuple(
                ("root", str(_FIRST_PID + number), str(_FIRST_PID), " ".join(command))
                for number, command in enumerate(commands_of(container))
            )
            return Processes(("UID", "PID", "PPID", "CMD"), rows)

    def changes(self, id: str) -> tuple[FileChange, ...]:
        """Return the files that were created in the container."""
        with self._daemon.clock.lock:
            return tuple(FileChange("A", path) for path in self._daemon.find(id).files)

    def inspect_raw(self, id: str) -> Mapping[str, Any]:
        """Return an inspect in the format of a real engine."""
        with self._daemon.clock.lock:
            return _inspect_json(self._daemon.find(id))

    def _found(self, id: str) -> PracticeContainer:
        with self._daemon.clock.lock:
            return self._daemon.find(id)


def _inspect_json(container: PracticeContainer) -> dict[str, Any]:
    inspected, body = container.inspected, create_body(container.spec)
    host = body.pop("HostConfig", {})
    env = [*body.pop("Env", ()), *(f"{name}={value}" for name, value in container.image.env.items())]
    return {
        "Id": inspected.id, "Created": rfc3339(inspected.created_ns),
        "Path": container.argv[0], "Args": list(container.argv[1:]),
        "State": {
            "Status": inspected.state.value, "Running": container.is_up, "Paused": inspected.state == "paused",
            "Restarting": inspected.state == "restarting", "OOMKilled": inspected.oom_killed,
            "Dead": inspected.state == "dead",
            "ExitCode": inspected.exit_code or 0, "Error": inspected.error or "",
            "StartedAt": rfc3339_or_none(inspected.started_ns),
            "FinishedAt": rfc3339_or_none(inspected.finished_ns),
        },
        "Image": inspected.image_id, "Name": f"/{inspected.name}", "RestartCount": inspected.restarts,
        "HostConfig": host,
        "Mounts": [], "Config": {**body, "Env": env, "Image": inspected.image},
        "NetworkSettings": {"Networks": {"bridge": {"Gateway": "172.17.0.1", "IPAddress": "172.17.0.7"}}},
    }  # fmt: skip
