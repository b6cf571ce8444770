"""The docker commands are exactly what a user would type."""

import pytest

from dockcycle.domain.create.docker_line import command_line, create_line, prune_line, pull_line, remove_image_line
from dockcycle.domain.create.spec import CreateSpec, Healthcheck
from dockcycle.domain.image_reference import parse
from dockcycle.domain.lifecycle.table import Command


@pytest.mark.parametrize(
    ("command", "options", "line"),
    [
        (Command.START, {}, "docker start web-1"),
        (Command.STOP, {}, "docker stop web-1"),
        (Command.STOP, {"timeout": 10}, "docker stop -t 10 web-1"),
        (Command.STOP, {"timeout": 0}, "docker stop -t 0 web-1"),
        (Command.STOP, {"timeout": None}, "docker stop web-1"),
        (Command.STOP, {"timeout": 5, "signal": "SIGINT"}, "docker stop -s SIGINT -t 5 web-1"),
        (Command.RESTART, {"signal": "USR1"}, "docker restart -s USR1 web-1"),
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
    with pytest.raises(KeyError, match="volumes"):
        command_line(Command.STOP, "web-1", {"volumes": True})


@pytest.mark.parametrize(
    ("spec", "start", "line"),
    [
        (CreateSpec("nginx"), False, "docker create nginx"),
        (CreateSpec("nginx"), True, "docker run -d nginx"),
        (CreateSpec("nginx:1.27", "web"), True, "docker run -d --name web nginx:1.27"),
        (CreateSpec("ubuntu", tty=True, open_stdin=True), False, "docker create -it ubuntu"),
        (CreateSpec("ubuntu", tty=True), True, "docker run -d -t ubuntu"),
        (CreateSpec("x", restart="no", memory=0, cpus=0.0, network=None), True, "docker run -d x"),
        (
            CreateSpec("x", ports=("8080:80",), volumes=("data:/data",), env={"A": "b c"}, labels={"d": ""}),
            True,
            "docker run -d -p 8080:80 -v data:/data -e 'A=b c' --label d= x",
        ),
        (
            CreateSpec("x", memory=512 << 20, cpus=1.5, user="me", workdir="/app", restart="always"),
            True,
            "docker run -d --restart always --user me --workdir /app --memory 512m --cpus 1.5 x",
        ),
        (
            CreateSpec("x", entrypoint=("sh", "-c"), command=("sleep 1; true",)),
            True,
            "docker run -d --entrypoint sh x -c 'sleep 1; true'",
        ),
        (
            CreateSpec("x", health=Healthcheck("true")),
            False,
            "docker create --health-cmd true --health-interval 1s --health-timeout 1s --health-retries 1 x",
        ),
        (
            CreateSpec("x", health=Healthcheck("true", 30.0, None, 3)),
            False,
            "docker create --health-cmd true x",
        ),
        (
            CreateSpec("x", privileged=True, devices=("/dev/fuse",), cap_add=("ALL",), pid="host", ipc="host"),
            False,
            "docker create --privileged --device /dev/fuse --cap-add ALL --pid host --ipc host x",
        ),
    ],
)
def test_creating_is_the_line_with_what_differs_from_the_defaults(spec: CreateSpec, start: bool, line: str) -> None:
    assert create_line(spec, start) == line


def test_images_are_named_as_one_would_type_them() -> None:
    assert pull_line(parse("docker.io/library/nginx:1.27")) == "docker pull nginx:1.27"
    assert pull_line("127.0.0.1:5000/api:2") == "docker pull 127.0.0.1:5000/api:2"
    assert remove_image_line(parse("nginx")) == "docker rmi nginx:latest"
    assert remove_image_line("sha256:abc", force=True) == "docker rmi -f sha256:abc"
    assert remove_image_line("a b") == "docker rmi 'a b'"
    assert prune_line() == "docker image prune -f"
