"""An engine without Docker for what stands between the engines and the web."""

from collections.abc import Iterator

import pytest

from dockcycle.engine.practice import PracticeEngine


@pytest.fixture
def engine() -> Iterator[PracticeEngine]:
    """The practice engine, with no container yet."""
    engine = PracticeEngine("lab", "practice://?containers=0")
    engine.connect()
    yield engine
    engine.close()
