"""A pull by Podman: the lines recorded from 5.8, what they mean, and how it is known that an image was here."""

import json

import pytest

from dockcycle.domain.pull import LayerState, PullProgress
from dockcycle.engine.discovery import parse_address
from dockcycle.engine.docker.docker_engine import DockerEngine
from tests.support.scripted_http_server import CHUNKED, PODMAN_VERSION, Reply, ScriptedHttpServer, Write, answer, chunk

LINES = [
    {"status": "Pulling fs layer", "progressDetail": {}, "id": "ab12"},
    {"status": "Already exists", "progressDetail": {}, "id": "cd34"},
    {"status": "Download complete", "progressDetail": {}, "id": "ab12"},
]
#: The server closes each connection after its answer: without a word of it the client might ask on one that ends.
BEGIN = CHUNKED.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")
OLD, NEW = "sha256:1", "sha256:2"


def pulled(*ids: str | None) -> list[PullProgress]:
    """Pull where the image's id is `ids`, before and after."""
    left = list(ids)

    def image(write: Write) -> None:
        id = left.pop(0)
        write(answer(404, {"message": "no such image"}) if id is None else answer(200, {"Id": id}))

    lines = b"".join(chunk(json.dumps(line).encode() + b"\n") for line in LINES)
    replies: dict[str, Reply] = {
        "GET /version": answer(200, PODMAN_VERSION),
        "GET /images/nginx:1.29/json": image,
        "POST /images/create": BEGIN + lines + b"0\r\n\r\n",
    }
    with ScriptedHttpServer(replies) as server:
        engine = DockerEngine("local", parse_address(server.url))
        engine.connect()
        told = list(engine.images.pull("nginx:1.29"))
        engine.close()
    return told


def test_the_last_word_about_a_layer_is_that_it_is_complete() -> None:
    assert pulled(None, NEW) == [
        PullProgress("ab12", LayerState.WAITING),
        PullProgress("cd34", LayerState.EXISTS),
        PullProgress("ab12", LayerState.COMPLETE),
    ]


@pytest.mark.parametrize(("before", "after", "up_to_date"), [(OLD, OLD, True), (OLD, NEW, False), (None, NEW, False)])
def test_an_image_that_stays_the_same_was_up_to_date(before: str | None, after: str, up_to_date: bool) -> None:
    assert any(line.up_to_date for line in pulled(before, after)) is up_to_date


def test_no_digest_is_made_up() -> None:
    assert {line.digest for line in pulled(OLD, OLD)} == {None}
