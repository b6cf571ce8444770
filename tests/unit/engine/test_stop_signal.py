"""A signal of `stop` and `restart`: sent from API 1.42 on, refused before that without asking the engine."""

from typing import Any

import pytest

from dockcycle.engine.discovery import parse_address
from dockcycle.engine.docker.docker_engine import DockerEngine
from dockcycle.engine.errors import EngineError
from tests.support.scripted_http_server import PODMAN_VERSION, ScriptedHttpServer, answer


def asked_for(version: dict[str, Any], verb: str) -> list[str]:
    """Stop or restart with SIGINT; return the queries of all commands the engine was sent."""
    replies = {"GET /version": answer(200, version), f"POST /containers/c/{verb}": answer(204)}
    with ScriptedHttpServer(replies) as server:
        engine = DockerEngine("lab", parse_address(server.url))
        engine.connect()
        try:
            assert getattr(engine, verb)("c", 5, "SIGINT")
        finally:
            engine.close()
            sent = [path.partition("?")[2] for method, path in server.asked if method == "POST"]
    return sent


@pytest.mark.parametrize("verb", ["stop", "restart"])
def test_the_signal_is_sent_from_api_1_42_on(verb: str) -> None:
    assert asked_for({"Version": "23.0.0", "ApiVersion": "1.42"}, verb) == ["t=5&signal=SIGINT"]


@pytest.mark.parametrize("version", [{"Version": "20.10.24", "ApiVersion": "1.41"}, PODMAN_VERSION])
@pytest.mark.parametrize("verb", ["stop", "restart"])
def test_an_engine_that_would_ignore_the_signal_is_not_asked(verb: str, version: dict[str, Any]) -> None:
    with ScriptedHttpServer({"GET /version": answer(200, version)}) as server:
        engine = DockerEngine("lab", parse_address(server.url))
        engine.connect()
        with pytest.raises(EngineError) as refused:
            getattr(engine, verb)("c", 5, "SIGINT")
        engine.close()
        sent = [path for method, path in server.asked if method == "POST"]

    assert (refused.value.code, refused.value.status, sent) == ("bad_request", 400, [])
