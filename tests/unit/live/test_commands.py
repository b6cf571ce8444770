"""Commands run through the gate: once, refused where required, and never sent twice."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from dockcycle.domain.lifecycle.table import Command, State
from dockcycle.engine import CreateSpec
from dockcycle.engine.discovery import parse_address
from dockcycle.engine.docker.docker_engine import DockerEngine
from dockcycle.engine.practice import PracticeEngine
from dockcycle.live.commands.command_request import CommandRequest
from dockcycle.live.engines import REQUESTS_AT_MOST
from dockcycle.live.failure import Failure
from tests.contract.engine_fixture import Listener
from tests.support.dockerd import IMAGE
from tests.support.live_parts import PAGE, Reconciled, live_parts
from tests.support.scripted_http_server import ScriptedHttpServer, answer
from tests.support.waiting import wait_until
from tests.unit.live.command_services import ID, RUNNING, refusal, running, services_on


def test_the_same_command_twice_at_once_runs_once_and_both_are_told(engine: PracticeEngine) -> None:
    services, order = services_on(engine, Reconciled()), running(engine)
    listener = Listener(engine.events())

    with ThreadPoolExecutor() as pool:
        done = [pool.submit(services.commands.run, PAGE, order) for _ in range(4)]
        told = {flight.result(10) for flight in done}
    engine.remove(order.id)
    wait_until(lambda: "destroy" in [event.action for event in listener.events], 10, "all events until the last")
    listener.close()

    assert len(told) == 1
    assert [event.action for event in listener.events if event.action == "stop"] == ["stop"]


def test_another_command_is_not_held_up_by_one_under_way(engine: PracticeEngine) -> None:
    services, order, listener = services_on(engine, Reconciled()), running(engine), Listener(engine.events())

    with ThreadPoolExecutor() as pool:
        slow = pool.submit(services.commands.run, PAGE, replace(order, timeout=600))
        wait_until(lambda: [event for event in listener.events if event.action == "kill"], 10, "the stop's signal")
        services.commands.run(PAGE, replace(order, command=Command.KILL, timeout=None))
        assert slow.result(10).already is False

    assert engine.inspect(order.id).state is State.EXITED


@pytest.mark.parametrize(
    "command", [Command.STOP, Command.KILL, Command.RESTART, Command.PAUSE, Command.REMOVE, Command.FORCE_REMOVE]
)
def test_the_container_dockcycle_runs_in_is_protected(engine: PracticeEngine, command: Command) -> None:
    order = running(engine)
    services = services_on(engine, Reconciled(), own_id=order.id)

    with pytest.raises(Failure) as refused:
        services.commands.run(PAGE, replace(order, command=command))

    assert refused.value.code == "forbidden"
    assert engine.inspect(order.id).state is State.RUNNING


def test_a_start_that_fails_makes_the_board_look(engine: PracticeEngine) -> None:
    reconciled = Reconciled()
    id = engine.create(CreateSpec(IMAGE, command=["nosuchcmd"]))

    with pytest.raises(Failure) as refused:
        services_on(engine, reconciled).commands.run(PAGE, CommandRequest("lab", id, Command.START))

    assert (refused.value.code, reconciled) == ("bad_request", ["lab"])
    assert "not found" in (refused.value.engine_message or "")


def test_more_than_a_gate_lets_through_is_too_many(engine: PracticeEngine) -> None:
    gate = live_parts(engine).gate
    opened = [gate.opened(PAGE, "stop", "lab") for _ in range(REQUESTS_AT_MOST)]
    for one in opened:
        one.__enter__()

    with pytest.raises(Failure) as refused, gate.opened(PAGE, "stop", "lab"):
        pass
    opened[0].__exit__(None, None, None)

    assert refused.value.code == "too_many"
    with gate.opened(PAGE, "stop", "lab") as free:
        assert free is engine


def test_so_many_may_wait_for_the_same_command_and_no_more(engine: PracticeEngine) -> None:
    services, order = services_on(engine, Reconciled()), running(engine)
    slow = replace(order, timeout=600)

    with ThreadPoolExecutor(REQUESTS_AT_MOST) as pool:
        waiting = [pool.submit(services.commands.run, PAGE, slow) for _ in range(REQUESTS_AT_MOST)]
        other = replace(slow, command=Command.RENAME, name="x", timeout=None)
        try:
            wait_until(lambda: refusal(services, other) == "too_many", 10, "all places to be taken")
            assert refusal(services, slow) == "too_many"
        finally:
            engine.kill(order.id)
        assert {flight.result(10).already for flight in waiting} == {False}
    assert refusal(services, slow) is None


def test_a_container_that_has_the_id_of_one_gone_for_its_name_is_left_alone(engine: PracticeEngine) -> None:
    gone, order = running(engine), running(engine)
    engine.remove(gone.id, force=True)
    engine.rename(order.id, gone.id)

    with pytest.raises(Failure) as refused:
        services_on(engine, Reconciled()).commands.run(PAGE, gone)

    assert refused.value.code == "not_found"
    assert engine.inspect(order.id).state is State.RUNNING


def test_a_name_with_a_slash_is_the_same_name() -> None:
    """As on a real engine, which treats `/web` as `web`."""
    with ScriptedHttpServer({
        "POST /containers/create": answer(409, {"message": "Conflict."}),
        "GET /containers/web/json": answer(200, RUNNING),
    }) as server, pytest.raises(Failure) as refused:  # fmt: skip
        create_on(server, "/web")

    assert (refused.value.code, refused.value.more["holder"].name) == ("name_in_use", "web")


def test_a_name_that_is_taken_by_one_that_is_only_being_made_is_taken() -> None:
    replies = {"POST /containers/create": answer(409, {"message": "Conflict."})}
    with ScriptedHttpServer(replies) as server, pytest.raises(Failure) as refused:
        create_on(server, "web")

    assert (refused.value.code, refused.value.engine_message) == ("name_in_use", "Conflict.")


def create_on(server: ScriptedHttpServer, name: str) -> None:
    engine = DockerEngine("lab", parse_address(server.url))
    engine.connect()
    try:
        services_on(engine, Reconciled()).creation.create(PAGE, "lab", CreateSpec("x", name=name), start=False)
    finally:
        engine.close()


def test_a_command_that_is_not_answered_is_not_sent_again() -> None:
    """The connection ends without an answer, so the engine may have run the command or not."""
    reconciled = Reconciled()
    replies = {f"GET /containers/{ID}/json": answer(200, RUNNING), f"POST /containers/{ID}/pause": b""}
    with ScriptedHttpServer(replies) as server:
        engine = DockerEngine("lab", parse_address(server.url))
        engine.connect()
        with pytest.raises(Failure) as lost:
            services_on(engine, reconciled).commands.run(PAGE, CommandRequest("lab", ID, Command.PAUSE))
        engine.close()

    assert (lost.value.code, reconciled) == ("unknown_outcome", ["lab"])
    assert [method for method, _ in server.asked].count("POST") == 1
