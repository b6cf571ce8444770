"""The builders of messages return exactly the fields that the schemas declare."""

from enum import StrEnum
from typing import Any, get_args

import msgspec
import orjson
import pytest

from dockcycle.domain import access
from dockcycle.domain.console import ConsoleMode, EndReason
from dockcycle.domain.container_details import LogLine
from dockcycle.domain.lifecycle import table
from dockcycle.domain.lifecycle.board import Board
from dockcycle.domain.lifecycle.container import Image, Port
from dockcycle.domain.lifecycle.moves import Move
from dockcycle.domain.lifecycle.snapshot import Change, EngineStatus
from dockcycle.live.consoles import ConsoleInfo, End
from dockcycle.web import lifecycle_table
from dockcycle.web.schemas import (
    board_messages,
    console_messages,
    details_responses,
    lifecycle_responses,
    requests,
    responses,
)
from dockcycle.web.serialize import board_json, results
from dockcycle.web.sockets import console_socket, subscription_sockets
from tests.unit.domain.builders import at, container, ended

MOVE = Move("local", "a" * 64, "web-1", "die", table.Room.RUNNING, table.Room.FAILED, at(0), 3, ran_seconds=7)
FULL = Change(
    2,
    at(1),
    set=(ended(3), container(ports=(Port(80, "tcp", 8080, "0.0.0.0"),))),
    remove=(("local", "b" * 64),),
    moves=(MOVE,),
    amended=((MOVE, MOVE),),
    engines=(EngineStatus("local", "stale", "2026-01-01T00:00:00.000Z", error="gone", code="engine_unreachable"),),
    images=(Image("local", "sha256:1", ("web:1",), "2026-01-01T00:00:00Z", 7, False),),
)
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


def board() -> dict[str, Any]:
    whole = Board(FULL.engines or ())
    whole.set(container())
    whole.flush(at(0))
    return board_json.snapshot(whole.snapshot(at(1)), "en", "1")


@pytest.mark.parametrize(
    ("body", "schema"),
    [
        (board(), board_messages.Board),
        (board_json.change(FULL, "en"), board_messages.Change),
        (board_json.change(Change(2, at(1)), "en"), board_messages.Change),
        (lifecycle_table.lifecycle_table("en", access.Mode.ADMIN), lifecycle_responses.Lifecycle),
        (console_socket.shape(INFO, "me", "en"), console_messages.ConsoleAbout),
        (subscription_sockets.line(LogLine("2026-01-01T00:00:00Z", "stdout", "a")), details_responses.LogLine),
        (subscription_sockets.line(LogLine("2026-01-01T00:00:00Z", "stdout", "a", True)), details_responses.LogLine),
    ],
)
def test_a_message_has_exactly_the_fields_of_its_schema(body: object, schema: type[responses.Shape]) -> None:
    plain = orjson.loads(orjson.dumps(body))

    assert msgspec.to_builtins(msgspec.convert(plain, schema)) == plain


@pytest.mark.parametrize(
    ("literal", "values"),
    [
        (responses.State, table.State),
        (responses.Room, table.Room),
        (lifecycle_responses.Mode, access.Mode),
        (console_messages.ConsoleEndReason, EndReason),
    ],
)
def test_a_literal_has_the_values_of_its_enum(literal: object, values: type[StrEnum]) -> None:
    assert set(get_args(literal)) == {value.value for value in values}


def test_the_schemas_list_every_code_of_a_failure() -> None:
    assert set(get_args(responses.Code)) == {*results.STATUS, "internal_error"}


def test_the_schemas_have_distinct_names() -> None:
    modules = (board_messages, console_messages, details_responses, lifecycle_responses, requests, responses)
    found = [
        name
        for module in modules
        for name, one in vars(module).items()
        if isinstance(one, type) and issubclass(one, msgspec.Struct) and one.__module__ == module.__name__
    ]

    assert sorted(set(found)) == sorted(found)
