"""Dangers of a HostConfig, for tests in one line."""

from typing import Any

from dockcycle.domain.create.host_access import dangers


def codes(**host_config: Any) -> list[str]:
    return [danger.code for danger in dangers({"Image": "x", "HostConfig": host_config})]


def facts(**host_config: Any) -> list[tuple[str, str]]:
    return [(danger.code, danger.fact) for danger in dangers({"Image": "x", "HostConfig": host_config})]
