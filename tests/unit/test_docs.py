"""The documents say what the code does: every setting, state, command, message and code stands in them."""

import subprocess
import sys
from pathlib import Path

import pytest

from dockcycle.domain.create.host_access import DANGERS
from dockcycle.domain.lifecycle import causes, table
from dockcycle.web.text import messages
from tests.support import engines, suites

ROOT = Path(__file__).parent.parent.parent
README = ROOT / "README.md"
CODES = ("engine_unreachable", "forbidden", "not_found", "bad_request", "too_large", "too_many", "internal_error")
PROTOCOL = ROOT / "docs" / "protocol.md"


def test_the_printed_table_is_current() -> None:
    check = [sys.executable, str(ROOT / "tools" / "lifecycle_docs.py"), "--check"]

    assert subprocess.run(check, check=False).returncode == 0, "docs/lifecycle.md is old: run `make docs`"


def test_the_types_and_the_field_lists_of_the_wire_are_current() -> None:
    check = [sys.executable, str(ROOT / "tools" / "wire_types.py"), "--check"]

    assert subprocess.run(check, check=False).returncode == 0, "types/wire.d.ts or protocol.md is old: run `make docs`"


@pytest.mark.parametrize(
    "name",
    [f"DOCKCYCLE_{name}" for name in ("HOST", "PORT", "ENGINES", "DATA", "DATABASE", "MODE", "AUTH")]
    + ["DOCKCYCLE_TEST_DOCKER_HOST", engines.VARIABLE, suites.CACHE_VARIABLE],
)
def test_every_setting_stands_in_the_readme(name: str) -> None:
    assert name in README.read_text(encoding="utf-8")


@pytest.mark.parametrize("word", [*table.State, *table.Room, "snapshot", "change", *CODES, *DANGERS])
def test_every_word_of_the_wire_stands_in_the_protocol(word: str) -> None:
    assert word in PROTOCOL.read_text(encoding="utf-8")


def test_every_cause_stands_in_the_printed_table() -> None:
    text = (ROOT / "docs" / "lifecycle.md").read_text(encoding="utf-8")

    assert [code for code in causes.CAUSES if f"`{code}`" not in text] == []


def test_the_message_template_has_every_sentence_of_the_domain() -> None:
    template = (messages.TRANSLATIONS / "messages.pot").read_text(encoding="utf-8").replace('"\n"', "")
    whys = {answer.why for answers in table.ANSWERS.values() for answer in answers.values() if answer.why}

    assert [text for text in [*whys, *causes.CAUSES.values()] if text not in template] == [], "run `make docs`"
