"""The setting for the labels of a project, from the environment to the board."""

from pathlib import Path

from dockcycle.domain.practice import PracticeFleet
from dockcycle.engine.practice import PracticeEngine
from tests.support.api_client import ApiClient
from tests.support.app import App
from tests.support.dockerd import IMAGE
from tests.support.waiting import wait_until


def test_a_label_of_a_team_names_the_project_on_the_board(tmp_path: Path) -> None:
    settings = {
        "DOCKCYCLE_ENGINES": "lab=practice://?containers=0",
        "DOCKCYCLE_PROJECT_LABELS": "example.org/team,com.docker.compose.project",
    }
    with App(settings, tmp_path / "app.log") as app:
        app.wait_live()
        client = ApiClient(app)
        both = {"example.org/team": "payments", "com.docker.compose.project": "shop"}
        for name, labels in (("both", both), ("compose", {"com.docker.compose.project": "shop"}), ("none", {})):
            status, body = client.post("/containers/lab", {"image": IMAGE, "name": name, "labels": labels})
            assert status == 200, body

        def projects() -> dict[str, str | None]:
            return {one["name"]: one["project"] for one in app.get("/api/v1/board").json()["containers"]}

        wait_until(lambda: len(projects()) == 3, 5, "three containers on the board")
        assert projects() == {"both": "payments", "compose": "shop", "none": None}


def test_a_reset_of_the_practice_engine_keeps_the_labels() -> None:
    engine = PracticeEngine("lab", project_labels=("example.org/team",)).renewed(PracticeFleet.SMALL)

    assert {engine.inspect(one.id).project for one in engine.containers()} == {None}
