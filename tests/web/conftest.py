"""The app on a practice engine, once for all tests of this folder."""

from collections.abc import Iterator

import pytest

from tests.support.app import App


@pytest.fixture(scope="session")
def resting_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """The app with forty practice containers that do not move."""
    log = tmp_path_factory.mktemp("resting") / "app.log"
    with App({"DOCKCYCLE_ENGINES": "lab=practice://?containers=40"}, log) as app:
        app.wait_live()
        yield app


@pytest.fixture(scope="module")
def crowded_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """The app on the practice engine, with a board of a hundred containers that changes five times per second."""
    engine = "practice://?containers=100&rate=5&seconds=3600"
    with App({"DOCKCYCLE_ENGINES": f"lab={engine}"}, tmp_path_factory.mktemp("attack") / "log") as app:
        app.wait_live()
        yield app
