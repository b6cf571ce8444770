"""How a console gets its size: with the start where the engine can (API 1.42, Engine 23), right after it before.

Podman takes the size with the start and ignores it: it gets both.
"""

import json

import pytest

from dockcycle.domain.console import ExecSpec
from dockcycle.engine.discovery import parse_address
from dockcycle.engine.docker.docker_engine import DockerEngine
from tests.support.scripted_http_server import Reply, ScriptedHttpServer, Write, answer

UPGRADED = b"HTTP/1.1 101 UPGRADED\r\nContent-Type: application/vnd.docker.raw-stream\r\nConnection: Upgrade\r\n"


def hello(write: Write) -> None:
    write(UPGRADED + b"Upgrade: tcp\r\n\r\nhello")


@pytest.mark.parametrize(
    ("api", "product", "sized", "resized"),
    [
        ("1.41", "Engine", False, True),
        ("1.42", "Engine", True, False),
        ("1.44", "Engine", True, False),
        ("1.44", "Podman Engine", True, True),
    ],
)
def test_a_terminal_has_its_size_in_the_way_of_its_engine(api: str, product: str, sized: bool, resized: bool) -> None:
    replies: dict[str, Reply] = {
        "GET /version": answer(200, {"Version": "0", "ApiVersion": api, "Components": [{"Name": product}]}),
        "POST /containers/c/exec": answer(201, {"Id": "e"}),
        "POST /exec/e/start": hello,
        "POST /exec/e/resize": answer(200),
        "GET /exec/e/json": answer(200, {"Running": True, "ExitCode": None, "Pid": 7}),
    }
    with ScriptedHttpServer(replies) as server:
        engine = DockerEngine("lab", parse_address(server.url))
        engine.connect()
        console = engine.consoles.exec("c", ExecSpec(("sh",), user="nobody", workdir="/tmp"), cols=100, rows=30)  # noqa: S108
        written = console.read()
        console.close()
        engine.close()

    created, started = (json.loads(server.body_of(path)) for path in ("/containers/c/exec", "/exec/e/start"))
    resizes = [path.partition("?")[2] for _, path in server.asked if "/resize" in path]
    assert written == b"hello"
    assert (created["User"], created["WorkingDir"]) == ("nobody", "/tmp")  # noqa: S108
    assert created.get("ConsoleSize") == started.get("ConsoleSize") == ([30, 100] if sized else None)
    assert resizes == (["h=30&w=100"] if resized else [])


def test_of_one_that_could_not_be_started_no_size_is_told() -> None:
    """The engine would wait for its start for 10 s (seen on Docker 20.10: an unknown user)."""
    states = iter([{"Running": True, "ExitCode": None, "Pid": 0}, {"Running": False, "ExitCode": 126, "Pid": 0}])

    def state(write: Write) -> None:
        write(answer(200, next(states)))

    replies: dict[str, Reply] = {
        "GET /version": answer(200, {"Version": "20.10.24", "ApiVersion": "1.41"}),
        "POST /containers/c/exec": answer(201, {"Id": "e"}),
        "POST /exec/e/start": hello,
        "GET /exec/e/json": state,
    }
    with ScriptedHttpServer(replies) as server:
        engine = DockerEngine("lab", parse_address(server.url))
        engine.connect()
        engine.consoles.exec("c", ExecSpec(("sh",), user="nosuch")).close()
        engine.close()

    assert [path for _, path in server.asked if "resize" in path] == []
    assert next(states, None) is None


@pytest.mark.parametrize(
    ("product", "config", "is_typed_to"),
    [
        ("Engine", {"Tty": False, "OpenStdin": True, "StdinOnce": False}, True),
        ("Engine", {"Tty": False, "OpenStdin": True, "StdinOnce": True}, False),
        ("Podman Engine", {"Tty": False, "OpenStdin": True, "StdinOnce": False}, False),
        ("Podman Engine", {"Tty": True, "OpenStdin": True, "StdinOnce": False}, True),
        ("Podman Engine", {"Tty": True, "OpenStdin": False, "StdinOnce": False}, False),
    ],
)
def test_an_attach_sends_no_input_to_a_process_that_would_end_with_it(
    product: str, config: dict[str, bool], is_typed_to: bool
) -> None:
    """Podman closes the input of a process without a terminal when a client disconnects (seen on 5.8.6)."""
    replies: dict[str, Reply] = {
        "GET /version": answer(200, {"Version": "0", "ApiVersion": "1.44", "Components": [{"Name": product}]}),
        "GET /containers/c/json": answer(200, {"Config": config}),
        "POST /containers/c/attach": hello,
    }
    with ScriptedHttpServer(replies) as server:
        engine = DockerEngine("lab", parse_address(server.url))
        engine.connect()
        console = engine.consoles.attach("c", stdin=True)
        console.close()
        engine.close()

    attach = next(path for _, path in server.asked if "/attach" in path)
    assert console.takes_input is is_typed_to
    assert f"stdin={int(is_typed_to)}" in attach
