"""From settings to engines: which ones there are, real or practice."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from dockcycle.engine import Engine
from dockcycle.engine.discovery import find_engine, parse_address
from dockcycle.engine.docker_engine import DockerEngine
from dockcycle.engine.practice import PracticeEngine

#: What the docker CLI's own engine is called on the board, and the built-in one where there is no Docker.
LOCAL, PRACTICE = "local", "practice"


def engines_of(named: Iterable[tuple[str, str]] | None, docker: Mapping[str, str], home: Path) -> list[Engine]:
    """Return the engines `named` (name, url), or the one the docker CLI would use; the practice one if there is none.

    `docker` are the docker CLI's variables. Nothing is connected yet. Raises ValueError for a url that cannot be meant.
    """
    if named is None:
        address = find_engine(docker, home)
        return [PracticeEngine(PRACTICE)] if address is None else [DockerEngine(LOCAL, address)]
    return [_engine(name, url) for name, url in named]


def _engine(name: str, url: str) -> Engine:
    if url.startswith("practice://"):
        return PracticeEngine(name, url)
    return DockerEngine(name, parse_address(url))
