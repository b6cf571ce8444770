"""The table is complete and consistent; tests/integration compares it with an engine."""

import pytest

from dockcycle.domain.lifecycle.event import can_matter
from dockcycle.domain.lifecycle.table import (
    ANSWERS,
    DOCKER_COMMANDS,
    EDGES,
    OPTIONS,
    UNOBSERVED,
    Command,
    Room,
    State,
    Verdict,
    edge_between,
    room_of,
)
from tests.unit.domain.builders import event

PAIRS = [(command, state) for command in Command for state in State]


@pytest.mark.parametrize(("command", "state"), PAIRS)
def test_every_pair_has_an_answer(command: Command, state: State) -> None:
    answer = ANSWERS[command][state]

    assert bool(answer.why) == (answer.verdict is not Verdict.DONE)


@pytest.mark.parametrize(("command", "state"), PAIRS)
def test_what_a_command_leads_to_has_an_arrow(command: Command, state: State) -> None:
    sources = [Room.EXITED, Room.FAILED] if state is State.EXITED else [Room(state.value)]

    for source in sources:
        for target in ANSWERS[command][state].leads_to:
            assert source is target or edge_between(source, target) != UNOBSERVED


def test_every_command_has_its_docker_line() -> None:
    assert set(DOCKER_COMMANDS) == set(Command)
    assert all(line.count(" {name}") == 1 for line in DOCKER_COMMANDS.values())


def test_every_option_says_what_it_is() -> None:
    options = [option for command in Command for option in OPTIONS[command]]

    assert {option.kind for option in options} == {"seconds", "signal", "name", "switch"}
    assert all(option.name and option.text for option in options)


@pytest.mark.parametrize("command", Command)
def test_a_command_has_no_option_twice(command: Command) -> None:
    names = [option.name for option in OPTIONS[command]]
    flags = [option.flag for option in OPTIONS[command]]

    assert (len(set(names)), len(set(flags))) == (len(names), len(flags))
    assert not any(f" {flag} " in DOCKER_COMMANDS[command] for flag in flags if flag)


def test_no_arrow_is_there_twice() -> None:
    arrows = [(edge.name, edge.source, edge.target) for edge in EDGES]

    assert len(arrows) == len(set(arrows))


@pytest.mark.parametrize(
    ("code", "room"), [(0, Room.EXITED), (None, Room.EXITED), (1, Room.FAILED), (137, Room.FAILED)]
)
def test_the_exit_code_tells_exited_from_failed(code: int | None, room: Room) -> None:
    assert room_of(State.EXITED, code) is room


@pytest.mark.parametrize("noise", ["exec_create", "exec_start", "exec_die", "top", "resize", "attach", "archive-path"])
def test_noise_never_wakes_the_board(noise: str) -> None:
    assert not can_matter(event(noise, 0))
