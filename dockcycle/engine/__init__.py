"""The interface to container engines. `Engine` is the protocol that the real and the practice engine implement."""

from dockcycle.domain.create.spec import CreateSpec, Healthcheck
from dockcycle.engine.engine_protocols import ConsoleCalls, ContainerCalls, DetailCalls, Engine, ImageCalls
from dockcycle.engine.engine_values import Credentials, EngineInfo, RemovedImages

__all__ = [
    "ConsoleCalls",
    "ContainerCalls",
    "CreateSpec",
    "Credentials",
    "DetailCalls",
    "Engine",
    "EngineInfo",
    "Healthcheck",
    "ImageCalls",
    "RemovedImages",
]
