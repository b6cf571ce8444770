"""The documents say what the code does: every setting, state, command, message and code stands in them."""

import re
import subprocess
import sys
from inspect import isfunction
from pathlib import Path

import msgspec
import pytest

from dockcycle import settings
from dockcycle.domain.console import EndReason
from dockcycle.domain.create.host_access import DANGERS
from dockcycle.domain.lifecycle import causes, table
from dockcycle.live.consoles import Outlet
from dockcycle.web.http.actions import CONTAINER_ACTIONS
from dockcycle.web.schemas import responses
from dockcycle.web.serialize import board_json, results
from dockcycle.web.sockets.board_socket import BoardNamespace
from dockcycle.web.sockets.console_socket import ConsoleNamespace
from dockcycle.web.sockets.namespaces import AckNamespace
from dockcycle.web.sockets.subscription_sockets import LogSender, LogsNamespace, StatsNamespace, StatsSender
from dockcycle.web.text import messages
from tests.support import debian_suites, engines
from tools import wire_types

ROOT = Path(__file__).parent.parent.parent
README = ROOT / "README.md"
PROTOCOL = ROOT / "docs" / "protocol.md"
NAMESPACES = (BoardNamespace, ConsoleNamespace, LogsNamespace, StatsNamespace)
#: Each public method sends the message with its name.
SENDERS = (Outlet, LogSender, StatsSender)
CODES = tuple(responses.STATUS)
HANDLED = [
    name.removeprefix("on_")
    for namespace in NAMESPACES
    for name in sorted(set(dir(namespace)) - set(dir(AckNamespace)))
    if name.startswith("on_") and name not in ("on_connect", "on_disconnect")
]
SENT = [board_json.SNAPSHOT, board_json.CHANGE, results.PULL] + [
    name for sender in SENDERS for name, one in vars(sender).items() if isfunction(one) and not name.startswith("_")
]


def test_the_printed_table_is_current() -> None:
    check = [sys.executable, str(ROOT / "tools" / "lifecycle_docs.py"), "--check"]

    assert subprocess.run(check, check=False).returncode == 0, "docs/lifecycle.md is old: run `make docs`"


def test_the_types_and_the_field_lists_of_the_wire_are_current() -> None:
    check = [sys.executable, str(ROOT / "tools" / "wire_types.py"), "--check"]

    assert subprocess.run(check, check=False).returncode == 0, "types/wire.d.ts or protocol.md is old: run `make docs`"


@pytest.mark.parametrize(
    "name",
    [settings.PREFIX + name for name in settings.NAMES]
    + ["DOCKCYCLE_TEST_DOCKER_HOST", engines.VARIABLE, debian_suites.CACHE_VARIABLE],
)
def test_every_setting_stands_in_the_readme(name: str) -> None:
    assert name in README.read_text(encoding="utf-8")


@pytest.mark.parametrize("word", [*table.State, *table.Room, *CODES, *DANGERS, *EndReason])
def test_every_word_of_the_wire_stands_in_the_protocol(word: str) -> None:
    assert word in PROTOCOL.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted({*HANDLED, *SENT, *CONTAINER_ACTIONS}))
def test_every_message_and_command_stands_in_the_protocol(name: str) -> None:
    assert f"`{name}`" in PROTOCOL.read_text(encoding="utf-8")


@pytest.mark.parametrize(("name", "schema"), wire_types.structs().items())
def test_every_field_of_a_message_is_named_in_the_protocol(name: str, schema: type[msgspec.Struct]) -> None:
    text = PROTOCOL.read_text(encoding="utf-8")
    fields = [field.encode_name for field in msgspec.structs.fields(schema)]

    assert [field for field in fields if not re.search(rf'["`]{field}\??["`]', text)] == [], name


def test_every_message_is_found() -> None:
    assert {"act", "open", "input", "follow"} <= set(HANDLED)
    assert {"output", "exit", "lines", "sample"} <= set(SENT)


def test_every_cause_stands_in_the_printed_table() -> None:
    text = (ROOT / "docs" / "lifecycle.md").read_text(encoding="utf-8")

    assert [code for code in causes.CAUSES if f"`{code}`" not in text] == []


def test_the_message_template_has_every_sentence_of_the_domain() -> None:
    template = (messages.TRANSLATIONS / "messages.pot").read_text(encoding="utf-8").replace('"\n"', "")
    whys = {answer.why for answers in table.ANSWERS.values() for answer in answers.values() if answer.why}

    assert [text for text in [*whys, *causes.CAUSES.values()] if text not in template] == [], "run `make docs`"
