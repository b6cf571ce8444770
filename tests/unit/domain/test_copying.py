"""A copy gets the secrets of its original, and they stay masked on the way."""

from dataclasses import replace

import pytest

from dockcycle.domain.create.copying import has_hidden, hidden, restored, without_compose
from dockcycle.domain.create.docker_line import create_line
from dockcycle.domain.create.spec import CreateSpec, Healthcheck
from dockcycle.domain.i18n import UserInputError

SOURCE = CreateSpec(
    image="shop/api:1",
    env={"DB_PASSWORD": "hunter2-env", "ANYTHING": "hunter2-any", "LANG": "C.UTF-8", "EMPTY": ""},
    labels={"api.token": "hunter2-label", "team": "blue"},
    entrypoint=("serve", "--password"),
    command=("hunter2-word", "--token=hunter2-flag", "--token", "hunter2-token", "--port", "80"),
    health=Healthcheck("check --token hunter2-check"),
)


def test_nothing_secret_is_in_what_is_shown() -> None:
    shown = hidden(SOURCE)

    assert "hunter2" not in str(shown) + create_line(shown, start=True)
    assert (shown.env["LANG"], shown.env["EMPTY"], shown.labels["team"]) == ("C.UTF-8", "", "blue")
    assert (shown.entrypoint, shown.command[0], shown.command[-1]) == (("serve", "--password"), "••••••", "80")
    assert has_hidden(shown)
    assert not has_hidden(SOURCE)


def test_what_comes_back_as_it_was_shown_is_the_source() -> None:
    assert restored(hidden(SOURCE), SOURCE) == SOURCE


def test_what_a_person_changes_is_taken_and_the_rest_is_put_in() -> None:
    shown = hidden(SOURCE)
    command = ["--token", "••••••", "--port", "81", "--token=••••••"]
    env = {"DB_PASSWORD": "typed", "ANYTHING": "••••••", "MORE": "x"}

    found = restored(
        replace(shown, env=env, entrypoint=("serve", "--password", "••••••"), command=command, health=None), SOURCE
    )

    assert dict(found.env) == {"DB_PASSWORD": "typed", "ANYTHING": "hunter2-any", "MORE": "x"}
    assert list(found.entrypoint) == ["serve", "--password", "hunter2-word"]
    assert list(found.command) == ["--token", "hunter2-token", "--port", "81", "--token=hunter2-flag"]
    assert found.health is None


@pytest.mark.parametrize(
    ("field", "changed"),
    [
        ("env", {"env": {"RENAMED": "••••••"}}),
        ("env", {"env": {"DB_PASSWORD": "x••••••"}}),
        ("labels", {"labels": {"other.token": "••••••"}}),
        ("command", {"command": ("--secret", "••••••")}),
        ("command", {"command": ("--token=••••••x",)}),
        ("health", {"health": Healthcheck("check --other ••••••")}),
    ],
)
def test_what_is_hidden_and_not_from_there_is_never_made(field: str, changed: dict[str, object]) -> None:
    with pytest.raises(UserInputError) as refused:
        restored(replace(SOURCE, **changed), SOURCE)  # type: ignore[arg-type]  # any field

    assert refused.value.field == field


def test_secrets_that_look_alike_are_only_put_in_when_all_of_them_are_there() -> None:
    source = CreateSpec("x", command=("-e", "TOKEN=hunter2-a", "-e", "TOKEN=hunter2-b"))
    shown = hidden(source)

    assert restored(shown, source) == source
    with pytest.raises(UserInputError):
        restored(replace(shown, command=shown.command[2:]), source)


def test_without_a_source_nothing_hidden_is_known() -> None:
    with pytest.raises(UserInputError):
        restored(hidden(SOURCE), CreateSpec(""))


def test_the_labels_of_compose_are_left_out() -> None:
    labels = {"com.docker.compose.project": "shop", "com.docker.compose.service": "api", "com.docker.else": "x"}

    assert without_compose(labels) == {"com.docker.else": "x"}
