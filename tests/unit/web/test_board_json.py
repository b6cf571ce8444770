"""JSON as the contract names it."""

from dataclasses import replace
from typing import Any

import msgspec
import pytest

from dockcycle.domain.access import NEEDS, Mode
from dockcycle.domain.engine_kind import EngineKind
from dockcycle.domain.lifecycle.board import Board
from dockcycle.domain.lifecycle.container import Cause, Image, Port
from dockcycle.domain.lifecycle.moves import Move
from dockcycle.domain.lifecycle.snapshot import Change, EngineStatus
from dockcycle.domain.lifecycle.table import Room
from dockcycle.live.failure import Failure
from dockcycle.web import lifecycle_table
from dockcycle.web.schemas import board_messages
from dockcycle.web.serialize import board_json, results
from dockcycle.web.serialize.json_text import decode, encode
from tests.unit.domain.builders import at, container, ended


def plain(message: object) -> Any:
    """Return a message as a program reads its JSON."""
    return decode(encode(message))


def test_a_container_has_every_field_of_its_schema() -> None:
    body = plain(board_json.container(container(ports=(Port(80, "tcp", 8080, "0.0.0.0"),)), "en"))

    assert list(body) == [field.encode_name for field in msgspec.structs.fields(board_messages.Container)]
    assert body["ports"] == [{"private": 80, "protocol": "tcp", "public": 8080, "ip": "0.0.0.0"}]
    assert body["exitCode"] is None


def test_the_error_of_a_container_tells_no_secret_of_its_command() -> None:
    error = 'runc create failed: exec: "serve --db-password=hunter2 canary": executable file not found in $PATH'
    one = container(command="'serve --db-password=hunter2 canary'", error=error)

    told = board_json.containers([one], "en", board_json.ContainerJsonCache())

    assert board_json.container(one, "en").error == error.replace("hunter2", "••••••")
    assert b"hunter2" not in encode(told)
    assert board_json.container(container(error=None), "en").error is None


def test_a_container_tells_how_long_a_stop_waits() -> None:
    assert board_json.container(container(stop_timeout=60), "en").stop_timeout == 60


def test_a_container_names_its_pod() -> None:
    assert board_json.container(container(pod="shop"), "en").pod == "shop"
    assert board_json.container(container(), "en").pod is None


def test_a_cause_is_a_code_and_a_sentence() -> None:
    body = plain(board_json.container(ended(3, cause=Cause("failed", (("code", 3),))), "en"))

    assert body["cause"] == {"code": "failed", "text": "The program failed with exit code 3."}
    assert (body["state"], body["room"]) == ("exited", "failed")


def test_a_move_tells_states_and_rooms() -> None:
    body = plain(board_json.move(Move("local", "a" * 64, "web-1", "kill", Room.RUNNING, Room.FAILED, at(0)), "en"))

    assert (body["from"], body["to"], body["toRoom"]) == ("running", "exited", "failed")


def test_a_change_tells_what_a_move_was_and_is_only_when_one_was_corrected() -> None:
    published = Move("local", "a" * 64, "web-1", "kill", Room.RUNNING, Room.FAILED, at(0))
    body = plain(board_json.change(Change(2, at(1), amended=((published, replace(published, edge="stop")),)), "en"))

    assert [(one["was"]["edge"], one["now"]["edge"]) for one in body["amended"]] == [("kill", "stop")]
    assert "amended" not in plain(board_json.change(Change(2, at(1)), "en"))


def test_a_snapshot_is_json_of_the_board() -> None:
    board = Board([EngineStatus("local", "stale", 0, error="gone", code="engine_unreachable")])
    board.set(container())
    board.flush(at(0))

    body = plain(board_json.snapshot(board.snapshot(at(1)), "en", "1"))

    assert (body["revision"], [one["name"] for one in body["containers"]]) == (1, ["web-1"])
    assert body["engines"][0]["error"]["code"] == "engine_unreachable"
    assert "gone" in body["engines"][0]["error"]["text"]


def test_the_table_names_every_state_in_every_command() -> None:
    body = plain(lifecycle_table.lifecycle_table("en", Mode.ADMIN, NEEDS.keys()))

    states = {state["name"] for state in body["states"]}
    assert all(set(command["answers"]) == states for command in body["commands"])


def test_the_table_explains_every_command_and_its_options() -> None:
    body = plain(lifecycle_table.lifecycle_table("en", Mode.ADMIN, NEEDS.keys()))
    commands = {command["name"]: command for command in body["commands"]}

    assert all(command["text"] for command in [*commands.values(), *body["imageCommands"]])
    assert [(one["name"], one["flag"], one["kind"]) for one in commands["stop"]["options"]] == [
        ("signal", "-s", "signal"),
        ("timeout", "-t", "seconds"),
    ]
    assert [one["flag"] for one in commands["rename"]["options"]] == [""]
    assert [one["name"] for one in body["imageCommands"]] == ["pull", "create", "run", "remove-image", "prune-images"]


@pytest.mark.parametrize(
    ("kind", "verdict", "options"),
    [
        (None, "refused", ["signal", "timeout"]),
        (EngineKind.of("Docker", "1.41"), "refused", ["timeout"]),
        (EngineKind.of("Docker", "1.51"), "done", ["signal", "timeout"]),
        (EngineKind.of("Podman", "1.44"), "done", ["timeout"]),
    ],
)
def test_the_table_of_an_engine_has_its_rows_and_options(
    kind: EngineKind | None, verdict: str, options: list[str]
) -> None:
    body = plain(lifecycle_table.lifecycle_table("en", Mode.ADMIN, NEEDS.keys(), kind))
    commands = {command["name"]: command for command in body["commands"]}

    assert commands["rename"]["answers"]["restarting"]["verdict"] == verdict
    assert [one["name"] for one in commands["stop"]["options"]] == options


def test_the_table_tells_from_which_version_a_row_holds() -> None:
    body = plain(lifecycle_table.lifecycle_table("en", Mode.ADMIN, NEEDS.keys()))

    assert {
        "command": "rename", "state": "restarting", "product": "Docker", "sinceApi": "1.46",
        "answer": {"verdict": "done", "leadsTo": [], "why": ""},
    } in body["variants"]  # fmt: skip


@pytest.mark.parametrize(
    ("product", "code", "text", "help"),
    [
        ("Docker", "engine_unreachable", "The Docker Engine is not responding. (gone)", "docker ps"),
        ("Podman", "engine_unreachable", "Podman is not responding. (gone)", "podman.socket"),
        ("Podman", "forbidden", "Podman denies access to Dockcycle. (gone)", "Podman socket"),
        ("Podman", "unknown_outcome", "Podman did not respond in time. (gone)", "overloaded"),
        ("Podman", "engine_error", "Podman returned an error. (gone)", "message from the engine"),
        ("Docker", "api_version", "The Docker Engine is too old. ", "Update the engine."),
    ],
)
def test_an_engine_is_called_by_its_product(product: str, code: str, text: str, help: str) -> None:
    told = board_json.engine(
        EngineStatus("local", "stale", at(0), error="gone", code=code, product=product), "en"
    ).error

    assert told is not None
    assert told.text.startswith(text)
    assert help in told.help


def test_an_engine_tells_its_product_and_api_version() -> None:
    told = board_json.engine(EngineStatus("local", "live", at(0), "5.8.6", product="Podman", api="1.44"), "en")

    assert (told.product, told.version, told.api) == ("Podman", "5.8.6", "1.44")


def test_a_problem_has_the_one_shape() -> None:
    body = plain(results.failure(Failure("conflict", "No.", engine_message="engine says no"), "en"))

    assert set(body) == {"ok", "type", "title", "status", "detail", "code", "engineMessage"}


@pytest.mark.parametrize("count", [3, 0, None])
def test_an_image_has_the_count_of_the_engine(count: int | None) -> None:
    body = board_json.image(Image("local", "sha256:1", ("nginx:1",), at(0), 10, containers=count))

    assert body.containers == count
