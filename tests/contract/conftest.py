"""The same tests on both engines: the practice one, and a real Docker Engine."""

from collections.abc import Iterator

import pytest

from dockcycle.engine import Engine
from dockcycle.engine.practice import PracticeEngine
from tests.contract.lab import Lab


@pytest.fixture(params=["practice", pytest.param("docker", marks=pytest.mark.engine)])
def any_engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """An engine with the image `dockcycle-test/busybox:1`, connected."""
    if request.param == "docker":
        yield request.getfixturevalue("engine")
        return
    engine = PracticeEngine("practice", "practice://?containers=0")
    engine.connect()
    yield engine
    engine.close()


@pytest.fixture
def lab(any_engine: Engine) -> Iterator[Lab]:
    """A lab on either engine, tidied up afterwards."""
    lab = Lab(any_engine)
    yield lab
    lab.close()
