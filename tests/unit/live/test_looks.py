"""Whole logs on their way as files: bounded, and each gives its place back."""

import pytest

from dockcycle.domain.access import Mode
from dockcycle.domain.board import EngineStatus
from dockcycle.engine import CreateSpec
from dockcycle.engine.practice import PracticeEngine
from dockcycle.live.failure import Failure
from dockcycle.live.gate import Gate
from dockcycle.live.hub import Hub
from dockcycle.live.looks import DOWNLOADS_AT_MOST, Looks


def test_so_many_logs_are_downloaded_at_once(engine: PracticeEngine) -> None:
    id = engine.create(CreateSpec("dockcycle-test/busybox:1", command=("sh", "-c", "echo a; sleep 600")))
    engine.start(id)
    looks = Looks(Gate(Mode.VIEW, [engine], lambda _: None), Hub([EngineStatus("lab", "live", "2026-01-01T00:00:00Z")]))
    for _ in range(2 * DOWNLOADS_AT_MOST):  # what is refused keeps no place
        with pytest.raises(Failure, match="not_found"):
            looks.log("lab", "nobody", None, None)
    logs = [looks.log("lab", id, None, None) for _ in range(DOWNLOADS_AT_MOST)]
    assert next(logs[0])[0].text == "a"

    with pytest.raises(Failure, match="too_many"):
        looks.log("lab", id, None, None)
    assert list(logs[0]) == []

    assert next(looks.log("lab", id, None, None))[0].text == "a"
