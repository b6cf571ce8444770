"""Builds the docker command that does the same as a command of Dockcycle, for users to copy."""

import shlex
from collections.abc import Iterator, Mapping, Sequence

from dockcycle.domain.console import ExecSpec
from dockcycle.domain.create.spec import UNSAID_HEALTH, CreateSpec, Healthcheck
from dockcycle.domain.create.units import write_bytes, write_number, write_seconds
from dockcycle.domain.image_reference import Reference
from dockcycle.domain.lifecycle.table import DOCKER_COMMANDS, OPTIONS, Command, Option

_NAME = " {name}"


def command_line(command: Command, name: str, options: Mapping[str, object]) -> str:
    """Return the docker command for `command` on the container `name`.

    The keys of `options` are names in OPTIONS; values that are None, empty or false are omitted. Raises KeyError for an
    option that the command does not have. The browser builds the same line from the same table.
    """
    known = {option.name: option for option in OPTIONS[command]}
    unknown = sorted(options.keys() - known.keys())
    if unknown:
        raise KeyError(unknown[0])
    given = [(option, _argument(option, options.get(option.name))) for option in known.values()]
    flags = "".join(text for option, text in given if option.flag)
    rest = "".join(text for option, text in given if not option.flag)
    return DOCKER_COMMANDS[command].replace(_NAME, f"{flags} {shlex.quote(name)}") + rest


def _argument(option: Option, value: object) -> str:
    if value is None or value is False or value == "":
        return ""
    flag = f" {option.flag}" if option.flag else ""
    return flag if option.kind == "switch" else f"{flag} {shlex.quote(str(value))}"


def create_line(spec: CreateSpec, start: bool) -> str:
    """Return the docker command that creates the container of `spec`, or runs it with `start`.

    Default values are omitted. `--entrypoint` takes one argument; further arguments of the entrypoint precede the
    container command, which has the same effect.
    """
    head = ["docker", "run", "-d"] if start else ["docker", "create"]
    return shlex.join([*head, *_flags(spec), spec.image, *spec.entrypoint[1:], *spec.command])


def exec_line(spec: ExecSpec, name: str) -> str:
    """Return the docker command that starts a process in a container: `-it` with a terminal, else `-i`."""
    flags = ["-it" if spec.tty else "-i"]
    flags += [*_value("-u", spec.user), *_value("-w", spec.workdir), *_each("-e", _pairs(spec.env))]
    return shlex.join(["docker", "exec", *flags, name, *spec.command])


def attach_line(name: str) -> str:
    """Return the docker command that connects to the main process of a container."""
    return shlex.join(["docker", "attach", name])


def pull_line(reference: Reference | str) -> str:
    """Return the docker command that pulls an image."""
    return shlex.join(["docker", "pull", str(reference)])


def remove_image_line(reference: Reference | str, force: bool = False) -> str:
    """Return the docker command that removes an image by one of its names or its id."""
    return shlex.join(["docker", "rmi", *(["-f"] if force else []), str(reference)])


def tag_line(reference: Reference | str, target: Reference | str) -> str:
    """Return the docker command that gives an image another name."""
    return shlex.join(["docker", "tag", str(reference), str(target)])


def history_line(reference: Reference | str) -> str:
    """Return the docker command that shows the history of an image."""
    return shlex.join(["docker", "history", "--no-trunc", str(reference)])


def prune_line() -> str:
    """Return the docker command that removes all dangling images that no container uses, without a confirmation."""
    return "docker image prune -f"


def _flags(spec: CreateSpec) -> Iterator[str]:
    """Yield the flags, ordered by topic: identity, network, data, limits, health check, host access, entrypoint."""
    if spec.open_stdin or spec.tty:
        yield "-" + "i" * spec.open_stdin + "t" * spec.tty
    yield from _switch("--rm", spec.auto_remove)
    yield from _value("--name", spec.name)
    yield from _value("--restart", "" if spec.restart == "no" else spec.restart)
    yield from _value("--network", spec.network)
    yield from _each("-p", spec.ports)
    yield from _each("-v", spec.volumes)
    yield from _each("-e", _pairs(spec.env))
    yield from _each("--label", _pairs(spec.labels))
    yield from _value("--user", spec.user)
    yield from _value("--workdir", spec.workdir)
    yield from _value("--memory", write_bytes(spec.memory) if spec.memory else "")
    yield from _value("--cpus", write_number(spec.cpus) if spec.cpus else "")
    if spec.health is not None:
        yield from _health(spec.health)
    yield from _switch("--privileged", spec.privileged)
    yield from _each("--device", spec.devices)
    yield from _each("--cap-add", spec.cap_add)
    yield from _value("--pid", spec.pid)
    yield from _value("--ipc", spec.ipc)
    if spec.entrypoint:
        yield from ("--entrypoint", spec.entrypoint[0])


def _health(check: Healthcheck) -> Iterator[str]:
    timeout = check.interval if check.timeout is None else check.timeout
    yield from ("--health-cmd", check.command)
    yield from _value("--health-interval", _unless(UNSAID_HEALTH.interval, check.interval))
    yield from _value("--health-timeout", _unless(UNSAID_HEALTH.interval, timeout))
    yield from _value("--health-retries", "" if check.retries == UNSAID_HEALTH.retries else str(check.retries))
    yield from _value("--health-start-period", _unless(UNSAID_HEALTH.start_period, check.start_period))


def _unless(default: float, seconds: float) -> str:
    return "" if seconds == default else write_seconds(seconds)


def _value(flag: str, value: str | None) -> Iterator[str]:
    if value:
        yield from (flag, value)


def _each(flag: str, values: Sequence[str]) -> Iterator[str]:
    for value in values:
        yield from (flag, value)


def _switch(flag: str, on: bool) -> Iterator[str]:
    if on:
        yield flag


def _pairs(values: Mapping[str, str]) -> list[str]:
    return [f"{key}={value}" for key, value in values.items()]
