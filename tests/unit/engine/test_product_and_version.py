"""Which product an engine is, and which API version is spoken with it: what `/version` tells."""

import pytest

from dockcycle.engine.discovery import parse_address
from dockcycle.engine.docker.connection import expected_product, product_of, spoken_with
from dockcycle.engine.docker.docker_engine import DockerEngine
from dockcycle.engine.errors import EngineError
from tests.support.scripted_http_server import ScriptedHttpServer, answer


def test_podman_names_its_engine_among_the_components() -> None:
    """As Podman 5.8.6 answers."""
    assert product_of({"Components": [{"Name": "Podman Engine", "Version": "5.8.6"}, {"Name": "Conmon"}]}) == "Podman"


def test_anything_else_is_taken_for_docker() -> None:
    """Docker lists `Engine`, containerd and runc; an old one may list nothing."""
    assert product_of({"Components": [{"Name": "Engine", "Version": "28.5.2"}]}) == "Docker"
    assert product_of({"Components": None}) == "Docker"
    assert product_of({}) == "Docker"


@pytest.mark.parametrize(
    ("url", "product"),
    [
        ("unix:///run/podman/podman.sock", "Podman"),
        ("unix:///run/user/1000/podman/podman.sock", "Podman"),
        ("unix:///var/run/docker.sock", "Docker"),
        ("tcp://podman.sock:2375", "Docker"),
    ],
)
def test_until_it_answers_an_engine_is_taken_for_what_its_socket_is_called(url: str, product: str) -> None:
    assert (expected_product(url), DockerEngine("local", parse_address(url)).product) == (product, product)


def test_what_an_engine_says_of_itself_counts_more() -> None:
    version = {"Version": "5.8.6", "ApiVersion": "1.44", "Components": [{"Name": "Podman Engine"}]}
    with ScriptedHttpServer({"GET /version": answer(200, version)}) as server:
        engine = DockerEngine("local", parse_address(server.url))
        before = engine.product
        engine.connect()
        engine.close()

    assert (before, engine.product) == ("Docker", "Podman")


@pytest.mark.parametrize(("newest", "oldest"), [("1.24", "1.12"), ("1.52", "1.44"), ("1.100", "1.99")])
def test_the_newest_version_of_the_engine_is_spoken(newest: str, oldest: str) -> None:
    assert spoken_with({"ApiVersion": newest, "MinAPIVersion": oldest}) == newest


def test_an_engine_too_old_for_the_sdk_says_so() -> None:
    with ScriptedHttpServer({"GET /version": answer(200, {"Version": "1.9.1", "ApiVersion": "1.21"})}) as server:
        engine = DockerEngine("local", parse_address(server.url))
        with pytest.raises(EngineError) as refused:
            engine.connect()

    assert refused.value.code == "api_version"
    assert refused.value.message == "the engine supports API versions up to 1.21; Dockcycle requires 1.24 or later"
