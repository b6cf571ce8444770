"""Creates the engines, real or practice, from the settings."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from dockcycle.domain.project_labels import DEFAULT_PROJECT_LABELS
from dockcycle.engine import Engine
from dockcycle.engine.discovery import find_engine, parse_address
from dockcycle.engine.docker.docker_engine import DockerEngine
from dockcycle.engine.practice import PracticeEngine

#: Names on the board, without configured engines: the engine that `find_engine` found, or the practice engine.
LOCAL, PRACTICE = "local", "practice"


def engines_of(
    named: Iterable[tuple[str, str]] | None,
    docker: Mapping[str, str],
    home: Path,
    project_labels: Sequence[str] = DEFAULT_PROJECT_LABELS,
) -> list[Engine]:
    """Return the engines of `named` (pairs of name and URL). Does not connect to them.

    If `named` is None, return the engine that `find_engine` finds, or the practice engine if it finds none. `docker`
    holds the environment variables of the docker CLI. `project_labels` are the names of the labels that tell the
    project of a container. Raises ValueError as `find_engine` and `parse_address` do.
    """
    if named is None:
        address = find_engine(docker, home)
        if address is None:
            return [PracticeEngine(PRACTICE, project_labels=project_labels)]
        return [DockerEngine(LOCAL, address, project_labels)]
    return [_engine(name, url, project_labels) for name, url in named]


def _engine(name: str, url: str, project_labels: Sequence[str]) -> Engine:
    if url.startswith("practice://"):
        return PracticeEngine(name, url, project_labels=project_labels)
    return DockerEngine(name, parse_address(url), project_labels)
