"""Which row of the lifecycle table applies to which engine."""

import pytest

from dockcycle.domain.engine_kind import EngineKind, write_api
from dockcycle.domain.lifecycle.table import ANSWERS, OPTIONS, Command, State, Verdict
from dockcycle.domain.lifecycle.variants import VARIANTS, answer, options

UNKNOWN = EngineKind.of("Docker", None)
DOCKER_26 = EngineKind.of("Docker", "1.45")
DOCKER_27 = EngineKind.of("Docker", "1.46")
PODMAN = EngineKind.of("Podman", "1.44")


@pytest.mark.parametrize("command", Command)
@pytest.mark.parametrize("state", State)
def test_where_no_version_is_known_the_base_table_holds(state: State, command: Command) -> None:
    assert answer(command, state) == ANSWERS[command][state] == answer(command, state, UNKNOWN)


@pytest.mark.parametrize(
    ("kind", "verdict"),
    [
        (UNKNOWN, Verdict.REFUSED),
        (DOCKER_26, Verdict.REFUSED),
        (DOCKER_27, Verdict.DONE),
        (EngineKind.of("Docker", "1.100"), Verdict.DONE),
        (EngineKind.of("Docker", "2.0"), Verdict.DONE),
    ],
)
def test_a_restarting_container_is_renamed_from_api_1_46_on(kind: EngineKind, verdict: Verdict) -> None:
    assert answer(Command.RENAME, State.RESTARTING, kind).verdict is verdict


def test_every_variant_differs_from_the_base_table_and_says_why_it_refuses() -> None:
    for one in VARIANTS:
        # A row with the same answer as the table would be redundant.
        assert one.answer != ANSWERS[one.command][one.state], one
        assert bool(one.answer.why) == (one.answer.verdict is not Verdict.DONE), one


def test_no_variant_is_there_twice() -> None:
    rows = [(one.command, one.state, one.product, one.since_api) for one in VARIANTS]

    assert len(rows) == len(set(rows))


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        (UNKNOWN, ["signal", "timeout"]),
        (EngineKind.of("Docker", "1.41"), ["timeout"]),
        (EngineKind.of("Docker", "1.42"), ["signal", "timeout"]),
        (PODMAN, ["timeout"]),
    ],
)
def test_a_stop_takes_a_signal_where_the_engine_has_it(kind: EngineKind, names: list[str]) -> None:
    assert [one.name for one in options(Command.STOP, kind)] == names


@pytest.mark.parametrize("word", [None, "", "latest", "1", "1.46-rc", "1.46.0"])
def test_what_is_no_version_is_not_known(word: str | None) -> None:
    assert EngineKind.of("Docker", word).api is None


def test_a_version_is_written_as_the_engines_write_it() -> None:
    assert [write_api(one.since_api) for one in OPTIONS[Command.STOP] if one.since_api] == ["1.42"]
