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
