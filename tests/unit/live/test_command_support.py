"""Commands and options that an engine does not support or refuses."""

from dataclasses import replace

import pytest

from dockcycle.domain.lifecycle.table import Command, State
from dockcycle.engine.discovery import parse_address
from dockcycle.engine.docker.docker_engine import DockerEngine
from dockcycle.engine.practice import PracticeEngine
from dockcycle.live.commands.command_request import CommandRequest
from dockcycle.live.failure import Failure
from dockcycle.web.text import messages
from tests.support.live_parts import PAGE
from tests.support.scripted_http_server import ScriptedHttpServer, answer
from tests.unit.live.command_services import ID, RUNNING, running, services_with


def test_a_signal_goes_first_where_the_engine_has_it(engine: PracticeEngine) -> None:
    order = running(engine, "sh", "-c", "trap 'exit 0' TERM; sleep 600")

    done = services_with(engine, api="1.42").commands.run(PAGE, replace(order, signal="SIGKILL", timeout=5))

    assert done.docker.startswith("docker stop -s SIGKILL -t 5 ")
    assert engine.inspect(order.id).exit_code == 137


@pytest.mark.parametrize("command", [Command.STOP, Command.RESTART])
@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({"api": "1.41", "version": "20.10.24"}, "Docker 20.10.24 with Engine API 1.41"),
        ({"product": "Podman", "api": "1.44", "version": "5.8.6"}, "Podman 5.8.6 with Engine API 1.44"),
    ],
)
def test_an_option_the_engine_does_not_have_is_refused(
    engine: PracticeEngine, command: Command, facts: dict[str, str], told: str
) -> None:
    order = running(engine)

    with pytest.raises(Failure) as refused:
        services_with(engine, **facts).commands.run(PAGE, replace(order, command=command, signal="INT"))

    failure = refused.value
    assert (failure.code, failure.more) == ("bad_request", {"field": "signal"})
    text = messages.text("en", failure.text, **failure.facts)
    assert f"docker {command} -s requires Docker with Engine API 1.42 or later" in text
    assert told in text
    assert engine.inspect(order.id).state is State.RUNNING


@pytest.mark.parametrize(("product", "already"), [("Podman", True), ("Docker", False)])
def test_what_podman_calls_done_may_have_been_so_already(product: str, already: bool) -> None:
    """Podman answers 204 to a stop of a container that never ran, where Docker answers 304."""
    created = {**RUNNING, "State": {"Status": "created"}}
    replies = {f"GET /containers/{ID}/json": answer(200, created), f"POST /containers/{ID}/stop": answer(204)}
    with ScriptedHttpServer(replies) as server:
        engine = DockerEngine("lab", parse_address(server.url))
        engine.connect()
        done = services_with(engine, product=product, api="1.44").commands.run(
            PAGE, CommandRequest("lab", ID, Command.STOP)
        )
        engine.close()

    assert done.already is already


def test_what_podman_refuses_is_refused_with_its_reason(engine: PracticeEngine) -> None:
    order = running(engine)
    engine.pause(order.id)

    with pytest.raises(Failure) as refused:
        services_with(engine, product="Podman", api="1.44").commands.run(PAGE, order)

    assert (refused.value.code, engine.inspect(order.id).state) == ("not_allowed_in_state", State.PAUSED)
    assert refused.value.why == "A paused container cannot be stopped. Unpause it first."
