"""Services and requests for the tests of commands."""

from dockcycle.domain.access import Mode
from dockcycle.domain.lifecycle.snapshot import EngineStatus
from dockcycle.domain.lifecycle.table import Command
from dockcycle.engine import CreateSpec, Engine
from dockcycle.live.board.hub import Hub
from dockcycle.live.commands.command_request import CommandRequest
from dockcycle.live.failure import Failure
from dockcycle.live.services import Services, create_services
from tests.support.dockerd import IMAGE
from tests.support.live_parts import PAGE, Reconciled, live_parts, silent_outlets


def services_on(engine: Engine, reconciled: Reconciled, mode: Mode = Mode.ADMIN, own_id: str | None = None) -> Services:
    parts = live_parts(engine, mode=mode, hub=Hub([status_of(engine)]), reconciled=reconciled)
    return create_services(parts.hub, parts.gate, parts.engines, silent_outlets(), own_id)


def status_of(engine: Engine, product: str = "Docker", **facts: str) -> EngineStatus:
    version, api = facts.get("version"), facts.get("api")
    return EngineStatus(engine.name, "live", 0, version, product=product, api=api)


def services_with(engine: Engine, **facts: str) -> Services:
    """Return the services with a board on which the engine's status has the fields `facts`."""
    parts = live_parts(engine, hub=Hub([status_of(engine, **facts)]))
    return create_services(parts.hub, parts.gate, parts.engines, silent_outlets())


def running(engine: Engine, *command: str) -> CommandRequest:
    id = engine.create(CreateSpec(IMAGE, command=command or ("sleep", "600")))
    engine.start(id)
    return CommandRequest("lab", id, Command.STOP, timeout=1)


def refusal(services: Services, order: CommandRequest) -> str | None:
    try:
        services.commands.run(PAGE, order)
    except Failure as failure:
        return failure.code
    return None


ID = "c" * 64
RUNNING = {
    "Id": ID, "Name": "/web", "Image": "sha256:1", "Created": "2026-01-01T00:00:00Z", "Path": "sleep", "Args": [],
    "State": {"Status": "running", "StartedAt": "2026-01-01T00:00:00Z"}, "Config": {"Image": "x"},
}  # fmt: skip
