"""Builders for containers and events, each usable in one line."""

from dataclasses import replace
from typing import Any

from dockcycle.domain.lifecycle.container import Container
from dockcycle.domain.lifecycle.event import EngineEvent
from dockcycle.domain.lifecycle.table import State
from dockcycle.domain.timestamps import NANOSECONDS

START_NS = 1_764_000_000 * NANOSECONDS


def at(seconds: float) -> int:
    """Return the RFC 3339 time `seconds` after the start of the test's scenario."""
    return START_NS + int(seconds * NANOSECONDS)


def container(state: State = State.RUNNING, **fields: Any) -> Container:
    """Return a container with all fields that a card needs."""
    plain = Container(
        engine="local", id="a" * 64, name="web-1", image="nginx:1", image_id=None, command="nginx", state=state,
        created_ns=at(-100), started_ns=None if state is State.CREATED else at(0),
    )  # fmt: skip
    return replace(plain, **fields)


def ended(code: int, seconds: float = 10, **fields: Any) -> Container:
    """Return a container that exited with `code`."""
    return container(State.EXITED, exit_code=code, finished_ns=at(seconds), **fields)


def event(action: str, seconds: float, detail: str = "", **attributes: str) -> EngineEvent:
    """Return an event of the container that `container` builds."""
    return EngineEvent("local", "container", action, "a" * 64, at(seconds), "web-1", detail, attributes)


CREATED, RUNNING = container(State.CREATED), container(State.RUNNING)
