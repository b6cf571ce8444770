"""The functions that build messages return what the schemas declare, and the encoder writes exactly that."""

from typing import Any

import msgspec
import pytest

from dockcycle.domain.access import NEEDS, Mode
from dockcycle.domain.console import ConsoleMode, EndReason
from dockcycle.domain.container_details import LogLine
from dockcycle.domain.create.host_access import Danger
from dockcycle.domain.lifecycle.board import Board
from dockcycle.domain.lifecycle.container import Cause, Image, Port
from dockcycle.domain.lifecycle.moves import Move
from dockcycle.domain.lifecycle.snapshot import Change, EngineStatus
from dockcycle.domain.lifecycle.table import Room
from dockcycle.domain.pull import Layer, LayerState, Pull, PullFailure, PullState
from dockcycle.domain.stats import Sample
from dockcycle.live.commands.image_commands import Removal
from dockcycle.live.consoles import ConsoleInfo, End
from dockcycle.live.failure import Failure
from dockcycle.live.watchdog import Watchdog
from dockcycle.web import lifecycle_table
from dockcycle.web.schemas import board_messages
from dockcycle.web.schemas.responses import STATUS, Shape
from dockcycle.web.serialize import board_json, health_json, results
from dockcycle.web.serialize.json_text import decode, encode
from dockcycle.web.sockets import console_socket, subscription_sockets
from tests.support.live_parts import caller_of
from tests.unit.domain.builders import at, container, ended
from tools import wire_types

SINCE = "2026-01-01T00:00:00.000Z"
ENGINES = (EngineStatus("local", "stale", at(0), error="gone", code="engine_unreachable"),)
IMAGE = Image("local", "sha256:1", ("web:1",), at(0), 7, False)
MOVE = Move("local", "a" * 64, "web-1", "die", Room.RUNNING, Room.FAILED, at(0), 3, ran_seconds=7)
KEY = ("local", "a" * 64)
FULL = Change(
    2,
    at(1),
    set=(ended(3, cause=Cause("failed", (("code", 3),))), container(ports=(Port(80, "tcp", 8080, "0.0.0.0"),))),
    remove=(("local", "b" * 64),),
    moves=(MOVE,),
    amended=((MOVE, MOVE),),
    engines=ENGINES,
    images=(IMAGE,),
)
PULLED = Pull(
    "p1", "local", "web:1", "docker.io", at(0), at(1), PullState.FAILED, ended_ns=at(2),
    layers={"l1": Layer("l1", LayerState.DOWNLOADING, 3, 9)}, failure=PullFailure("engine_error", "other", "no"),
)  # fmt: skip
INFO = ConsoleInfo(
    console="c" * 32,
    engine="local",
    id="a" * 64,
    name="web-1",
    mode=ConsoleMode.EXEC,
    command=("sh",),
    tty=True,
    stdin=True,
    owner="me",
    user=None,
    workdir=None,
    cols=80,
    rows=24,
    docker="docker exec",
    docker_masked="docker exec",
    opened_ns=0,
    idle_ns=0,
    ends_ns=0,
    viewers=1,
    end=End(EndReason.EXITED, 0),
)
FAILURE = Failure(
    "name_in_use", "No.", why="Not so.", engine_message="no", more={"holder": container(), "containers": [ended(1)]}
)


def whole_board() -> Board:
    board = Board(ENGINES)
    board.set(ended(3, image_id="sha256:1"), [MOVE])
    board.flush(at(0))
    board.set_images("local", [IMAGE])
    board.remove(container().key, [], at(1))
    board.set(container(id="b" * 64, image_id="sha256:1"))
    board.flush(at(1))
    return board


def built() -> list[Shape]:
    """Return a message of each function that builds one."""
    snapshot = whole_board().snapshot(at(2))
    line = LogLine(SINCE, "stdout", "a")
    return [
        board_json.snapshot(snapshot, "en", "1"),
        board_json.snapshot(snapshot, "en", "1", board_json.ContainerJsonCache()),
        board_json.change(FULL, "en"),
        board_json.change(FULL, "en", board_json.ContainerJsonCache()),
        board_json.change(Change(2, at(1)), "en"),
        health_json.health(ENGINES, {"local": 1.25}, Watchdog()),
        lifecycle_table.lifecycle_table("en", Mode.ADMIN, NEEDS.keys()),
        results.failure(FAILURE, "en"),
        results.problem(500, "internal_error", "No."),
        results.danger(Danger("devices", "It uses %(fact)s.", "/dev/kvm"), "en"),
        results.removal(Removal("docker rmi web:1", ("web:1",), ("sha256:1",), 7)),
        results.images(snapshot),
        results.pulls([PULLED], "en"),
        results.pull(Pull("p2", "local", "web:1", "docker.io", at(0), at(1)), "en"),
        console_socket.shape(INFO, caller_of("page", "me")),
        console_socket.shape(INFO, caller_of("page", "somebody else")),
        subscription_sockets.line(line),
        subscription_sockets.line(LogLine(SINCE, "stderr", "a", True)),
        subscription_sockets.sample(
            KEY, Sample(at=SINCE, cpu=1.234, memory=1, limit=2, rx=3, tx=4, read=5, write=6, pids=7)
        ),
    ]


@pytest.mark.parametrize("message", built(), ids=lambda message: type(message).__name__)
def test_the_json_of_a_message_is_valid_and_complete(message: Shape) -> None:
    text = encode(message)

    assert encode(msgspec.json.decode(text, type=type(message))) == text


@pytest.mark.parametrize("message", built(), ids=lambda message: type(message).__name__)
def test_a_message_has_every_required_field_of_its_schema(message: Shape) -> None:
    required = {field.encode_name for field in msgspec.structs.fields(message) if field.required}

    assert required <= decode(encode(message)).keys()


def test_a_cached_container_has_the_json_of_a_new_one() -> None:
    known = board_json.ContainerJsonCache()
    one = container(ports=(Port(80, "tcp", 8080, "0.0.0.0"),))

    assert encode(known.get(one, "en")) == encode(known.get(one, "en")) == encode(board_json.container(one, "en"))


def test_a_field_that_the_value_has_is_copied() -> None:
    port = Port(80, "tcp", 8080, "0.0.0.0")

    assert board_messages.Port.of(port, ip=None) == board_messages.Port(
        private=80, protocol="tcp", public=8080, ip=None
    )


def test_a_field_that_the_value_lacks_is_an_error() -> None:
    with pytest.raises(AttributeError):
        board_messages.Tombstone.of(container())


def test_a_word_outside_of_its_list_is_not_valid() -> None:
    body: dict[str, Any] = decode(encode(board_json.container(container(health="healthy"), "en")))

    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({**body, "health": "tired"}, board_messages.Container)


def test_every_code_of_a_failure_has_a_status() -> None:
    assert STATUS["internal_error"] == 500
    assert {results.failure(Failure(code, "No."), "en").status for code in STATUS} == set(STATUS.values())


def test_the_schemas_have_distinct_names() -> None:
    names = wire_types.structs()

    assert {"Board", "Change", "Problem", "ConsoleAbout", "Make"} <= names.keys()
