"""The initial containers of a practice engine: a realistic fleet of about twenty, or any given number."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from dockcycle.domain.lifecycle.table import State
from dockcycle.domain.project_labels import PROJECT_LABEL, SERVICE_LABEL
from dockcycle.domain.timestamps import NANOSECONDS
from dockcycle.engine import CreateSpec, Healthcheck
from dockcycle.engine.practice.daemon.daemon import PracticeDaemon
from dockcycle.engine.practice.daemon.port_allocation import allocated_ports
from dockcycle.engine.practice.daemon.practice_container import PracticeContainer
from dockcycle.engine.practice.programs.restart_policy import BACK_OFF_SECONDS_AT_MOST

#: The health checks of the fleet fail while this file exists in the container.
UNHEALTHY_FILE = "/tmp/sick"  # noqa: S108 (a file of the pretended container)
_UNHEALTHY_SECONDS = 14 * 60
_CHECK = Healthcheck(f"test ! -e {UNHEALTHY_FILE}", interval=5.0)
_MEMORY = 512 << 20
_HOUR_NS = 3600 * NANOSECONDS


@dataclass(frozen=True, slots=True)
class Initial:
    """A container and its initial state.

    It was created `hours` ago and started at once, unless its state is created. If it has ended, it ran for `seconds`.
    `facts` are additional fields of `Container`.
    """

    spec: CreateSpec
    state: State = State.RUNNING
    hours: float = 30.0
    seconds: float = 40.0
    facts: Mapping[str, Any] = field(default_factory=dict)


def _service(project: str, service: str, image: str, number: int = 1, **options: Any) -> CreateSpec:
    """Return the spec of one container of a Compose service."""
    labels = {PROJECT_LABEL: project, SERVICE_LABEL: service}
    return CreateSpec(image, f"{project}-{service}-{number}", labels=labels, restart="unless-stopped", **options)


def _job(image: str, name: str, *command: str, **options: Any) -> CreateSpec:
    return CreateSpec(image, name, command=command, **options)


_EXITED, _CREATED = State.EXITED, State.CREATED
_OUT_OF_MEMORY = {"exit_code": 137, "oom_killed": True}
_NOT_FOUND = (
    'failed to create shim task: OCI runtime create failed: unable to start container process: exec: "nosuch-sync": '
    "executable file not found in $PATH: unknown"
)
_WEB, _WORKER, _LOOP = "shop/web:4.2", "shop/worker:4.2", "sleep 1; exit 1"

#: About twenty containers in all usual states.
FLEET: tuple[Initial, ...] = (
    Initial(_service("shop", "proxy", "nginx:1.29", ports=("8080:80",)), hours=212),
    Initial(_service("shop", "web", _WEB, health=_CHECK), hours=46, facts={"health": "healthy"}),
    Initial(_service("shop", "web", _WEB, 2, health=_CHECK), hours=46, facts={"health": "healthy"}),
    Initial(_service("shop", "worker", _WORKER), hours=46),
    Initial(_service("shop", "worker", _WORKER, 2), hours=46, facts={"restarts": 2}),
    Initial(_service("shop", "search", "shop/search:1.9", health=_CHECK), hours=190, facts={"health": "unhealthy"}),
    Initial(_service("shop", "db", "postgres:17", health=_CHECK), hours=212, facts={"health": "healthy"}),
    Initial(_service("shop", "cache", "redis:8"), hours=212),
    Initial(_service("shop", "payments", _WORKER, command=("sh", "-c", _LOOP)), State.RESTARTING, 5.5,
             facts={"exit_code": 1, "restarts": 14}),
    Initial(_service("blog", "app", "blog/app:2026.10", ports=("3000:3000",)), hours=320),
    Initial(_service("blog", "db", "postgres:17", health=_CHECK), hours=320, facts={"health": "healthy"}),
    Initial(_service("monitoring", "prometheus", "prom/prometheus:v3.7", ports=("9090:9090",)), hours=500),
    Initial(_service("monitoring", "grafana", "grafana/grafana:12.2", ports=("3001:3000",)), hours=500),
    Initial(_job("tools/report:1.4", "report-batch"), State.PAUSED, 7),
    Initial(_job("ml/trainer:0.7", "train-42", memory=_MEMORY), _EXITED, 19, 1800, _OUT_OF_MEMORY),
    Initial(_job(_WEB, "shop-migrate", "sh", "-c", "sleep 40; exit 0"), _EXITED, 46, 40, {"exit_code": 0}),
    Initial(_job("tools/backup:3", "backup-nightly"), _EXITED, 9, 6, {"exit_code": 0}),
    Initial(_job(_WORKER, "import-orders", "sh", "-c", "sleep 3; exit 1"), _EXITED, 3, 3, {"exit_code": 1}),
    Initial(_job("alpine", "legacy-sync", "nosuch-sync"), _CREATED, 27, facts={"exit_code": 127, "error": _NOT_FOUND}),
    Initial(_job("bash", "scratch", tty=True, open_stdin=True), _CREATED, 1.5),
)  # fmt: skip

#: The services of a large fleet, repeated.
_SERVICES = (
    ("web", _WEB), ("worker", _WORKER), ("db", "postgres:17"), ("cache", "redis:8"), ("proxy", "nginx:1.29"),
    ("search", "shop/search:1.9"), ("batch", "tools/report:1.4"), ("app", "blog/app:2026.10"),
)  # fmt: skip
_SERVICES_PER_PROJECT = 24
#: Per hundred containers, the places whose container is not simply running. Place 99 takes one of `_PROBLEMS` in turn.
_RARE: Mapping[int, tuple[State, dict[str, Any]]] = {
    92: (_CREATED, {}), 93: (_CREATED, {}), 94: (_EXITED, {"exit_code": 0}), 95: (_EXITED, {"exit_code": 0}),
    96: (State.PAUSED, {}), 97: (State.PAUSED, {}), 98: (_EXITED, {"exit_code": 0}),
}  # fmt: skip
_PROBLEMS: tuple[tuple[State, dict[str, Any]], ...] = (
    (_EXITED, {"exit_code": 1}),
    (State.RUNNING, {"health": "unhealthy"}),
    (State.RESTARTING, {"exit_code": 1, "restarts": 9}),
    (_EXITED, _OUT_OF_MEMORY),
)


def add_fleet(daemon: PracticeDaemon) -> list[PracticeContainer]:
    """Add the standard fleet to an empty daemon, schedule its exits and health checks, and return it."""
    containers = [_add(daemon, initial) for initial in FLEET]
    for container in containers:
        if container.inspected.health == "unhealthy":
            container.files.create(UNHEALTHY_FILE)
        daemon.resume(container)
    return containers


def add_many(daemon: PracticeDaemon, count: int) -> list[PracticeContainer]:
    """Add `count` containers to an empty daemon and return them: 92 of 100 are running, one has a problem.

    No exits or health checks are scheduled for them.
    """
    return [_add(daemon, _initial_container(index)) for index in range(count)]


def _initial_container(index: int) -> Initial:
    """Return container number `index` of a large fleet.

    The factor 37 has no common factor with 100, so it spreads the rare states evenly over the fleet.
    """
    project, number = divmod(index, _SERVICES_PER_PROJECT)
    service, image = _SERVICES[number % len(_SERVICES)]
    spec = _service(f"p{project}", service, image, number // len(_SERVICES) + 1)
    place = index * 37 % 100
    usual: tuple[State, dict[str, Any]] = (State.RUNNING, {})
    state, facts = _PROBLEMS[index // 100 % len(_PROBLEMS)] if place == 99 else _RARE.get(place, usual)
    if "health" in facts:
        spec = replace(spec, health=_CHECK)
    return Initial(spec, state, 1 + index % 300, facts=facts)


def _add(daemon: PracticeDaemon, initial: Initial) -> PracticeContainer:
    created_ns = daemon.clock.now_ns() - int(initial.hours * _HOUR_NS)
    container = daemon.build(initial.spec, created_ns)
    container.ports = allocated_ports(container, ())
    if initial.state is not State.CREATED:
        container.started_ns = created_ns + NANOSECONDS
    if initial.state in (State.EXITED, State.RESTARTING):
        container.back_off_seconds = BACK_OFF_SECONDS_AT_MOST / 2
    container.update(state=initial.state, **_times(container, initial, daemon.clock.now_ns()), **initial.facts)
    daemon.add(container)
    return container


def _times(container: PracticeContainer, initial: Initial, now_ns: int) -> dict[str, Any]:
    """Return the times of a container that depend on its state, and the ports of one that is up."""
    if initial.state is State.CREATED:
        return {}
    started_ns = container.started_ns
    if initial.state in (State.RUNNING, State.PAUSED):
        times: dict[str, Any] = {"started_ns": started_ns, "since_ns": started_ns, "ports": container.ports}
    else:
        finished_ns = started_ns + int(initial.seconds * NANOSECONDS)
        times = {"started_ns": started_ns, "since_ns": finished_ns, "finished_ns": finished_ns}
    if initial.facts.get("health") == "unhealthy":
        times["health_since_ns"] = now_ns - _UNHEALTHY_SECONDS * NANOSECONDS
    return times
