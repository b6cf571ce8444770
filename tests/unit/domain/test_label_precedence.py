"""Which label of a container names its project."""

import pytest

from dockcycle.domain.project_labels import project_of


@pytest.mark.parametrize(
    ("labels", "project"),
    [
        ({"team": "payments", "com.docker.compose.project": "shop"}, "payments"),
        ({"com.docker.compose.project": "shop"}, "shop"),
        ({"team": "", "com.docker.compose.project": "shop"}, "shop"),
        ({"com.docker.stack.namespace": "shop"}, None),
    ],
)
def test_the_first_label_that_is_present_names_the_project(labels: dict[str, str], project: str | None) -> None:
    assert project_of(labels, ("team", "com.docker.compose.project")) == project
