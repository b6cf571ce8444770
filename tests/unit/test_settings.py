"""Settings: defaults, values that cannot be meant, unknown names."""

import pytest

from dockcycle.settings import SettingsError, from_env


def test_the_defaults_listen_on_loopback() -> None:
    settings = from_env({})

    assert (settings.host, settings.port, settings.engines, settings.mode) == ("127.0.0.1", 8080, None, "admin")
    assert settings.address == "http://127.0.0.1:8080"


def test_several_engines_are_named() -> None:
    settings = from_env({"DOCKCYCLE_ENGINES": "local=unix:///run/docker.sock, lab=tcp://127.0.0.1:2375"})

    assert settings.engines == (("local", "unix:///run/docker.sock"), ("lab", "tcp://127.0.0.1:2375"))


def test_the_labels_of_a_project_keep_their_order() -> None:
    assert from_env({}).project_labels == ("com.docker.compose.project",)
    settings = from_env({"DOCKCYCLE_PROJECT_LABELS": "example.org/team, com.docker.stack.namespace"})

    assert settings.project_labels == ("example.org/team", "com.docker.stack.namespace")


@pytest.mark.parametrize("name", ["CONTAINER_HOST", "XDG_RUNTIME_DIR"])
def test_the_variables_that_tell_where_podman_is_are_taken_along(name: str) -> None:
    assert from_env({name: "/x"}).docker == {name: "/x"}


def test_the_variables_of_the_docker_cli_are_taken_along() -> None:
    assert from_env({"DOCKER_HOST": "unix:///x", "HOME": "/"}).docker == {"DOCKER_HOST": "unix:///x"}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DOCKCYCLE_HOST", "0.0.0.0"),
        ("DOCKCYCLE_HOST", "192.168.0.5"),
        ("DOCKCYCLE_HOST", "::"),
        ("DOCKCYCLE_HOST", "example.org"),
        ("DOCKCYCLE_PORT", "0"),
        ("DOCKCYCLE_PORT", "70000"),
        ("DOCKCYCLE_PORT", "http"),
        ("DOCKCYCLE_MODE", "root"),
        ("DOCKCYCLE_AUTH", "password"),
        ("DOCKCYCLE_ENGINES", ""),
        ("DOCKCYCLE_ENGINES", "local"),
        ("DOCKCYCLE_ENGINES", "a=unix:///x,a=unix:///y"),
        ("DOCKCYCLE_ENGINES", "<b>=unix:///x"),
        ("DOCKCYCLE_COLOUR", "red"),
        ("DOCKCYCLE_PROJECT_LABELS", ""),
        ("DOCKCYCLE_PROJECT_LABELS", "team,"),
        ("DOCKCYCLE_PROJECT_LABELS", "team=payments"),
        ("DOCKCYCLE_PROJECT_LABELS", "team, team"),
        ("DOCKCYCLE_PROJECT_LABELS", ",".join(f"label{number}" for number in range(11))),
    ],
)
def test_a_setting_that_cannot_be_meant_is_an_error_that_names_it(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match="DOCKCYCLE_"):
        from_env({name: value})
