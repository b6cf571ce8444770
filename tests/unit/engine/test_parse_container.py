"""Containers and rows of the container list, parsed from the JSON of an engine."""

from typing import Any

import pytest

from dockcycle.domain.lifecycle.container import Port, Summary
from dockcycle.domain.lifecycle.table import State
from dockcycle.domain.timestamps import rfc3339, rfc3339_or_none
from dockcycle.engine.docker.parse import parse_container
from tests.unit.engine.payloads import ID, inspected


def test_a_running_container() -> None:
    told = parse_container.container("local", inspected())

    assert (told.engine, told.id, told.name, told.image, told.image_id) == (
        "local", ID, "web-1", "busybox:1", "sha256:e0a8",
    )  # fmt: skip
    assert (told.state, told.command) == (State.RUNNING, "sh -c 'sleep 600'")
    assert rfc3339(told.created_ns) == "2026-11-24T03:12:33.123Z"
    assert rfc3339_or_none(told.started_ns) == "2026-11-24T03:12:34.500Z"
    assert (told.since_ns, told.finished_ns) == (told.started_ns, None)
    assert (told.exit_code, told.error, told.health, told.cause) == (None, None, None, None)
    assert (told.stop_signal, told.stop_timeout, told.restart_policy, told.auto_remove) == (15, 10, "no", False)


@pytest.mark.parametrize(
    ("state", "code"),
    [
        ({"Status": "running", "ExitCode": 0}, None),
        ({"Status": "paused", "ExitCode": 0}, None),
        ({"Status": "restarting", "ExitCode": 5}, 5),
        ({"Status": "exited", "ExitCode": 0}, 0),
        ({"Status": "dead", "ExitCode": 1}, 1),
        ({"Status": "removing", "ExitCode": 3}, 3),
        ({"Status": "created", "ExitCode": 0}, None),
        ({"Status": "created", "ExitCode": 127, "Error": "no such file"}, 127),
        ({"Status": "created", "ExitCode": 0, "Error": "port is taken"}, 0),
    ],
)
def test_a_code_only_where_something_ended(state: dict[str, Any], code: int | None) -> None:
    assert parse_container.container("local", inspected(state)).exit_code == code


@pytest.mark.parametrize(
    ("word", "since"),
    [
        ("created", "2026-11-24T03:12:33.123Z"),
        ("running", "2026-11-24T03:12:34.500Z"),
        ("restarting", "2026-11-24T03:13:00.000Z"),
        ("exited", "2026-11-24T03:13:00.000Z"),
        ("dead", "2026-11-24T03:13:00.000Z"),
        ("paused", None),
        ("removing", None),
    ],
)
def test_since_when_it_is_in_its_state(word: str, since: str | None) -> None:
    told = parse_container.container("local", inspected({"Status": word, "FinishedAt": "2026-11-24T03:13:00Z"}))

    assert rfc3339_or_none(told.since_ns) == since


@pytest.mark.parametrize(
    ("status", "streak", "retries", "since"),
    [
        ("unhealthy", 3, 3, "2026-11-24T04:00:05.000Z"),
        ("unhealthy", 4, 0, "2026-11-24T04:00:04.000Z"),  # 3 by default
        ("unhealthy", 8, 4, "2026-11-24T04:00:01.000Z"),
        ("unhealthy", 8, 3, None),  # longer ago than the five checks that are kept
        ("healthy", 0, 3, None),
    ],
)
def test_unhealthy_since_the_failure_that_was_one_too_many(
    status: str, streak: int, retries: int, since: str | None
) -> None:
    log = [{"End": f"2026-11-24T04:00:0{second}Z", "ExitCode": 1} for second in range(1, 6)]
    state = {"Health": {"Status": status, "FailingStreak": streak, "Log": log}}

    told = parse_container.container("local", inspected(state, {"Healthcheck": {"Retries": retries}}))

    assert (told.health, rfc3339_or_none(told.health_since_ns)) == (status, since)


def test_only_the_word_counts_not_the_flags() -> None:
    raw = inspected({"Status": "restarting", "Running": True, "Restarting": True})

    assert parse_container.container("local", raw).state is State.RESTARTING


def test_times_of_another_zone_are_told_in_utc() -> None:
    raw = inspected({"StartedAt": "2026-11-24T12:12:34.987654321+09:00"})

    assert rfc3339_or_none(parse_container.container("local", raw).started_ns) == "2026-11-24T03:12:34.987Z"


def test_out_of_memory_is_believed_of_what_ended_only() -> None:
    assert parse_container.container("local", inspected({"OOMKilled": True})).oom_killed is False
    assert parse_container.container("local", inspected({"Status": "exited", "OOMKilled": True})).oom_killed is True


@pytest.mark.parametrize(
    ("health", "word"),
    [(None, None), ({"Status": "none"}, None), ({"Status": ""}, None), ({"Status": "healthy"}, "healthy"),
     ({"Status": "starting"}, "starting"), ({"Status": "unhealthy"}, "unhealthy")],
)  # fmt: skip
def test_health(health: dict[str, str] | None, word: str | None) -> None:
    assert parse_container.container("local", inspected({"Health": health})).health == word


@pytest.mark.parametrize(
    ("path", "arguments", "line"),
    [
        ("sh", [], "sh"),
        ("sh", ["-c", "exit 3"], "sh -c 'exit 3'"),
        ("", ["a"], "a"),
        ("echo", ["", "it's", "a b"], "echo  it's 'a b'"),
    ],
)
def test_a_command_as_docker_ps_shows_it(path: str, arguments: list[str], line: str) -> None:
    assert parse_container.command_line(path, arguments) == line


PORTS = {
    "443/tcp": None,
    "80/tcp": [{"HostIp": "0.0.0.0", "HostPort": "8080"}, {"HostIp": "::", "HostPort": "8080"}],
    "53/udp": [{"HostIp": "", "HostPort": "53"}],
}


def test_ports_of_a_running_container() -> None:
    told = parse_container.container("local", inspected(NetworkSettings={"Ports": PORTS})).ports

    assert told == (
        Port(53, "udp", 53), Port(80, "tcp", 8080, "0.0.0.0"), Port(80, "tcp", 8080, "::"), Port(443, "tcp"),
    )  # fmt: skip


def test_what_does_not_run_has_no_ports() -> None:
    raw = inspected({"Status": "exited"}, NetworkSettings={"Ports": PORTS})

    assert parse_container.container("local", raw).ports == ()


@pytest.mark.parametrize(
    ("word", "number"),
    [(None, 15), ("", 15), ("SIGINT", 2), ("quit", 3), ("SIGRTMIN", 34), ("10", 10), ("SIGNOSUCH", 15)],
)
def test_the_stop_signal_is_a_number(word: str | None, number: int) -> None:
    assert parse_container.container("local", inspected(config={"StopSignal": word})).stop_signal == number


@pytest.mark.parametrize(("told", "seconds"), [(None, 10), (0, 0), (90, 90)])
def test_the_stop_timeout(told: int | None, seconds: int) -> None:
    assert parse_container.container("local", inspected(config={"StopTimeout": told})).stop_timeout == seconds


@pytest.mark.parametrize(
    ("policy", "text"),
    [
        ({"Name": "", "MaximumRetryCount": 0}, "no"),
        ({"Name": "always", "MaximumRetryCount": 0}, "always"),
        ({"Name": "on-failure", "MaximumRetryCount": 0}, "on-failure"),
        ({"Name": "on-failure", "MaximumRetryCount": 3}, "on-failure:3"),
    ],
)
def test_the_restart_policy_as_the_cli_writes_it(policy: dict[str, Any], text: str) -> None:
    assert parse_container.container("local", inspected(HostConfig={"RestartPolicy": policy})).restart_policy == text


def test_labels_that_matter() -> None:
    labels = {"com.docker.compose.project": "shop", "com.docker.compose.service": "web", "exitCode": "0", "name": "x"}
    told = parse_container.container("local", inspected(config={"Labels": labels}))

    assert (told.project, told.service) == ("shop", "web")
    assert told.signal_labels == frozenset({"exitCode"})


def test_the_infra_container_of_a_pod_has_no_image() -> None:
    """As Podman 5.8.6 answers."""
    told = parse_container.container("local", inspected(config={"Image": ""}, Image="sha256:"))

    assert (told.image, told.image_id) == ("", None)


def test_an_inspect_with_hardly_anything_in_it() -> None:
    told = parse_container.container("local", {"Id": ID, "State": {"Status": "created"}, "Config": {"Labels": None}})

    assert (told.state, told.name, told.command, told.ports) == (State.CREATED, "", "", ())


@pytest.mark.parametrize(
    ("status", "health"),
    [
        ("Up 2 seconds", None),
        ("Up 5 seconds (healthy)", "healthy"),
        ("Up 5 seconds (unhealthy)", "unhealthy"),
        ("Up 5 seconds (health: starting)", "starting"),
        ("Up 2 seconds (Paused)", None),
        ("Exited (137) 3 minutes ago", None),
    ],
)
def test_a_row_of_the_list(status: str, health: str | None) -> None:
    raw = {"Id": ID, "Names": ["/db/alias", "/web-1"], "State": "running", "Status": status}

    assert parse_container.summary(raw) == Summary(ID, "web-1", State.RUNNING, health)


@pytest.mark.parametrize(
    ("word", "state"),
    [
        ("stopping", State.RUNNING),
        ("stopped", State.EXITED),
        ("initialized", State.CREATED),
        ("configured", State.CREATED),
        ("removing", State.REMOVING),
    ],
)
def test_a_state_of_podman_is_one_of_dockers(word: str, state: State) -> None:
    assert (
        parse_container.summary({"Id": ID, "Names": ["/web-1"], "State": word, "Status": word.title()}).state is state
    )
    assert parse_container.container("local", inspected({"Status": word})).state is state


@pytest.mark.parametrize("word", ["", "unknown", "frozen", None])
def test_a_state_that_nobody_knows_is_no_state(word: str | None) -> None:
    assert parse_container.summary({"Id": ID, "Names": ["/web-1"], "State": word}) == Summary(ID, "web-1", None)
    with pytest.raises(ValueError, match="unknown state"):
        parse_container.container("local", inspected({"Status": word}))


def test_a_row_without_a_state_has_an_unknown_one() -> None:
    assert parse_container.summary({"Id": ID}) == Summary(ID, "", None)


def test_a_row_without_a_name() -> None:
    assert parse_container.summary({"Id": ID, "Names": None, "State": "dead"}).name == ""


@pytest.mark.parametrize("wanted", [True, False])
def test_terminal_and_input(wanted: bool) -> None:
    told = parse_container.container("local", inspected(config={"Tty": wanted, "OpenStdin": not wanted}))

    assert (told.tty, told.open_stdin) == (wanted, not wanted)
