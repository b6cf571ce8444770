"""The docker lines are exactly what one would type."""

import pytest

from dockcycle.domain.docker_line import command_line
from dockcycle.domain.lifecycle import Command


@pytest.mark.parametrize(
    ("command", "options", "line"),
    [
        (Command.START, {}, "docker start web-1"),
        (Command.STOP, {}, "docker stop web-1"),
        (Command.STOP, {"timeout": 10}, "docker stop -t 10 web-1"),
        (Command.STOP, {"timeout": 0}, "docker stop -t 0 web-1"),
        (Command.STOP, {"timeout": None}, "docker stop web-1"),
        (Command.KILL, {}, "docker kill web-1"),
        (Command.KILL, {"signal": "SIGHUP"}, "docker kill -s SIGHUP web-1"),
        (Command.KILL, {"signal": ""}, "docker kill web-1"),
        (Command.RESTART, {"timeout": 5}, "docker restart -t 5 web-1"),
        (Command.PAUSE, {}, "docker pause web-1"),
        (Command.UNPAUSE, {}, "docker unpause web-1"),
        (Command.RENAME, {"name": "web-2"}, "docker rename web-1 web-2"),
        (Command.REMOVE, {}, "docker rm web-1"),
        (Command.REMOVE, {"volumes": False}, "docker rm web-1"),
        (Command.REMOVE, {"volumes": True}, "docker rm -v web-1"),
        (Command.FORCE_REMOVE, {}, "docker rm -f web-1"),
        (Command.FORCE_REMOVE, {"volumes": True}, "docker rm -f -v web-1"),
        (Command.EXEC, {}, "docker exec -it web-1 sh"),
        (Command.ATTACH, {}, "docker attach web-1"),
    ],
)
def test_a_container_command_is_the_line_one_would_type(
    command: Command, options: dict[str, object], line: str
) -> None:
    assert command_line(command, "web-1", options) == line


def test_what_a_shell_would_take_apart_is_quoted() -> None:
    assert command_line(Command.RENAME, "web-1", {"name": "a b; rm"}) == "docker rename web-1 'a b; rm'"
    assert command_line(Command.STOP, "$HOME", {}) == "docker stop '$HOME'"


def test_a_name_that_looks_like_the_template_stays_as_it_is() -> None:
    assert command_line(Command.RENAME, "{name}", {"name": "{name}"}) == "docker rename '{name}' '{name}'"


def test_an_option_of_another_command_is_an_error() -> None:
    with pytest.raises(KeyError, match="signal"):
        command_line(Command.STOP, "web-1", {"signal": "HUP"})
