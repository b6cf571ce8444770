"""A practice engine for the tests of the live layer."""

from collections.abc import Iterator

import pytest

from dockcycle.engine.practice import PracticeEngine


@pytest.fixture
def engine() -> Iterator[PracticeEngine]:
    """The practice engine without containers."""
    engine = PracticeEngine("lab", "practice://?containers=0")
    engine.connect()
    yield engine
    engine.close()
