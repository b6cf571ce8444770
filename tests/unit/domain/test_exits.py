"""Every cause of an exit, from events in the order in which the engine sends them."""

from dataclasses import replace
from functools import reduce
from typing import Any

import pytest

from dockcycle.domain.lifecycle.causes import CAUSES
from dockcycle.domain.lifecycle.event import EngineEvent
from dockcycle.domain.lifecycle.evidence import Evidence
from dockcycle.domain.lifecycle.exits import cause_of, edge_hint
from dockcycle.domain.lifecycle.table import State
from tests.unit.domain.builders import container, ended, event


def evidence(*events: EngineEvent) -> Evidence:
    return reduce(lambda seen, one: seen.with_event(one, container()), events, Evidence())


def kill(signal: int, seconds: float) -> EngineEvent:
    return event("kill", seconds, signal=str(signal))


DIE, STOP, OOM = event("die", 10), event("stop", 10.1), event("oom", 9.9)


@pytest.mark.parametrize(
    ("code", "seen", "cause"),
    [
        (0, [DIE], "finished"),
        (3, [DIE], "failed"),
        (127, [DIE], "command_failed"),
        (139, [DIE], "crashed"),
        (143, [DIE], "signal_outside"),
        (137, [DIE], "killed_outside"),
        (137, [OOM, DIE], "out_of_memory"),
        (0, [OOM, DIE], "child_out_of_memory"),
        (137, [kill(9, 9.9), DIE], "killed"),
        (143, [kill(15, 9.9), DIE], "signalled"),
        (2, [kill(10, 9.9), DIE], "exited_after_signal"),
        (143, [kill(15, 9.9), DIE, STOP], "stopped"),
        (0, [kill(15, 9.9), DIE, STOP], "stopped"),
        (137, [kill(15, 0), kill(9, 10), DIE], "stop_timed_out"),
        (137, [kill(15, 8), kill(9, 10), DIE, STOP], "stop_timed_out"),
        (5, [], "unobserved"),
    ],
)
def test_cause_of_an_exit(code: int, seen: list[EngineEvent], cause: str) -> None:
    found = cause_of(ended(code), evidence(*seen))

    assert found is not None
    assert found.code == cause


@pytest.mark.parametrize(
    ("command", "fields", "seconds", "cause"),
    [
        ("sh", {}, 0.1, "no_terminal"),
        ("sh", {}, -0.001, "no_terminal"),
        ("/bin/bash", {}, 1.9, "no_terminal"),
        ("python3", {}, 0.1, "no_terminal"),
        ("docker-entrypoint.sh node", {}, 0.1, "no_terminal"),
        ("/usr/local/bin/docker-entrypoint.sh bash", {}, 0.1, "no_terminal"),
        ("bash", {}, 2.0, "finished"),
        ("bash", {"open_stdin": True}, 0.1, "finished"),
        ("bash", {"tty": True}, 0.1, "finished"),
        ("bash", {"started_ns": None}, 0.1, "finished"),
        ("sh -c true", {}, 0.1, "finished"),
        ("docker-entrypoint.sh", {}, 0.1, "finished"),
        ("true", {}, 0.1, "finished"),
    ],
)
def test_a_shell_without_a_terminal_ends_at_once(
    command: str, fields: dict[str, Any], seconds: float, cause: str
) -> None:
    found = cause_of(ended(0, seconds, command=command, **fields), evidence(event("die", seconds)))

    assert found is not None
    assert found.code == cause


def test_a_shell_that_was_stopped_at_once_was_stopped() -> None:
    found = cause_of(ended(0, 0.5, command="sh"), evidence(kill(15, 0.4), event("die", 0.5), event("stop", 0.6)))

    assert found is not None
    assert found.code == "stopped"


def test_an_old_signal_is_not_the_cause() -> None:
    found = cause_of(ended(1, seconds=60), evidence(kill(1, 2), event("die", 60)))

    assert found is not None
    assert found.code == "failed"


def test_a_start_forgets_what_came_before() -> None:
    seen = evidence(kill(9, 1), event("die", 1.1), event("start", 2), event("die", 10))

    assert cause_of(ended(0), seen) == cause_of(ended(0), evidence(DIE))


def test_a_die_of_another_end_proves_nothing() -> None:
    found = cause_of(ended(1, seconds=500), evidence(kill(9, 1), event("die", 1.1)))

    assert found is not None
    assert found.code == "unobserved"


def _disguised(*events: EngineEvent) -> Evidence:
    forger = container(signal_labels=frozenset({"signal"}))
    return reduce(lambda seen, one: seen.with_event(one, forger), events, Evidence())


def test_a_label_named_signal_is_not_believed() -> None:
    disguised = _disguised(kill(9, 9.9), DIE)

    found = cause_of(ended(0), disguised)

    assert found is not None
    assert (found.code, dict(found.facts)) == ("exited_after_signal", {"code": 0, "signal": "a signal"})


def test_a_disguised_signal_is_told_by_the_exit_code() -> None:
    disguised = _disguised(kill(15, 9.9), DIE)

    found = cause_of(ended(137), disguised)

    assert found is not None
    assert found.code == "killed"


def test_whoever_ends_a_restart_loop_is_the_cause_not_the_last_exit() -> None:
    found = cause_of(ended(5), replace(evidence(DIE), ended_in_loop=True))

    assert found is not None
    assert found.code == "loop_ended"


@pytest.mark.parametrize(("code", "cause"), [(127, "not_found"), (126, "not_executable"), (128, "start_failed")])
def test_a_start_that_failed_is_told_on_a_created_container(code: int, cause: str) -> None:
    found = cause_of(container(State.CREATED, exit_code=code, error="exec: no such file"), Evidence())

    assert found is not None
    assert found.code == cause


@pytest.mark.parametrize("state", [State.RUNNING, State.PAUSED, State.CREATED])
def test_nothing_ended_has_no_cause(state: State) -> None:
    assert cause_of(container(state), Evidence()) is None


@pytest.mark.parametrize("facts", [{"code": 3, "seconds": 10, "signal": "SIGTERM"}])
def test_every_sentence_can_be_filled(facts: dict[str, Any]) -> None:
    assert all(text % facts for text in CAUSES.values())


@pytest.mark.parametrize(
    ("events", "cause", "edge"),
    [
        ([event("oom", 5), kill(9, 9.9), DIE], "killed", "kill"),
        ([event("oom", 5), kill(15, 7.9), kill(9, 9.9), DIE, STOP], "stop_timed_out", "stop"),
        ([kill(15, 7.9), event("oom", 9.8), DIE, STOP], "out_of_memory", "oom"),
        ([event("oom", 5), event("oom", 9.9), DIE], "out_of_memory", "oom"),
    ],
)
def test_a_sigkill_that_was_sent_after_the_last_oom_is_not_the_kernels(
    events: list[EngineEvent], cause: str, edge: str
) -> None:
    """`OOMKilled` is set for the whole container and stays set; the kernel may have killed a child process before."""
    killed = ended(137, oom_killed=True)

    found = cause_of(killed, evidence(*events))

    assert found is not None
    assert (found.code, edge_hint(killed, evidence(*events))) == (cause, edge)


def test_a_stop_may_wait_longer_than_a_signal_counts() -> None:
    found = cause_of(
        ended(137, seconds=100), evidence(kill(15, 40), kill(9, 100), event("die", 100), event("stop", 101))
    )

    assert found is not None
    assert (found.code, dict(found.facts)) == ("stop_timed_out", {"seconds": 60})


# --- Podman: fewer events, but inspect reports a requested stop ----------------------------------------------------


@pytest.mark.parametrize(
    ("code", "asked", "seen", "cause"),
    [
        (0, False, [DIE], "finished"),
        (3, False, [DIE], "failed"),
        (137, False, [DIE], "killed_outside"),
        (0, True, [DIE], "stopped"),
        (137, True, [DIE], "stop_killed"),
        (137, True, [STOP, DIE], "stop_killed"),
        (137, True, [event("kill", 9.9), DIE], "killed"),
        (143, True, [event("kill", 9.9), DIE], "signalled"),
        (137, True, [event("restart", 9.9), DIE], "stop_killed"),
        (0, True, [event("restart", 9.9), DIE], "stopped"),
        (137, None, [DIE], "ended"),
        (0, None, [DIE], "ended"),
        (137, False, [event("die", 10, oomKilled="true")], "out_of_memory"),
        (137, True, [], "unobserved"),
    ],
)
def test_podman_says_who_ended_it_in_its_inspect(
    code: int, asked: bool | None, seen: list[EngineEvent], cause: str
) -> None:
    podman = ended(code, podman=True, stopped_by_user=asked)

    found = cause_of(podman, reduce(lambda seen, one: seen.with_event(one, podman), seen, Evidence()))

    assert found is not None
    assert found.code == cause


def test_a_restart_by_policy_is_no_stop() -> None:
    """Podman sends `restart` after the exit for a restart policy, and before the exit for a command."""
    podman = container(podman=True)
    seen = Evidence().with_event(DIE, podman).with_event(event("restart", 10.1), podman)

    assert not seen.stopped


def test_docker_tells_a_restart_after_the_start() -> None:
    seen = evidence(event("start", 9), event("restart", 9.1))

    assert not seen.stopped


# --- how long it ran ----------------------------------------------------------------------------------------------


def test_the_engine_tells_how_long_it_ran() -> None:
    assert evidence(event("die", 10, execDuration="7")).ran_seconds == 7
    assert evidence(DIE).ran_seconds is None


@pytest.mark.parametrize(("ran", "cause"), [("0", "no_terminal"), ("600", "finished")])
def test_a_shell_without_a_terminal_ended_at_once(ran: str, cause: str) -> None:
    found = cause_of(ended(0, command="sh"), evidence(event("die", 10, execDuration=ran)))

    assert found is not None
    assert found.code == cause
