"""The docker line of what is done: exactly what one would type for the same, to copy and to learn."""

import shlex
from collections.abc import Iterator, Mapping, Sequence

from dockcycle.domain.console import ExecSpec
from dockcycle.domain.lifecycle import DOCKER_COMMANDS, OPTIONS, Command, Option
from dockcycle.domain.reference import Reference
from dockcycle.domain.spec import UNSAID_HEALTH, CreateSpec, Healthcheck
from dockcycle.domain.units import write_bytes, write_number, write_seconds

_NAME = " {name}"


def command_line(command: Command, name: str, options: Mapping[str, object]) -> str:
    """Return the docker line of `command` on the container `name`.

    `options` are named as in OPTIONS; what is None, empty or false is not given. Raises KeyError for a name that is no
    option of the command. The browser builds the same line from the same table.
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
    """Return the line that makes the container of `spec`, with `start` runs it; only what differs from the defaults.

    Of an entrypoint of several arguments the CLI takes one: the others stand before the command, where they end up.
    """
    head = ["docker", "run", "-d"] if start else ["docker", "create"]
    return shlex.join([*head, *_flags(spec), spec.image, *spec.entrypoint[1:], *spec.command])


def exec_line(spec: ExecSpec, name: str) -> str:
    """Return the line that starts one more process in a container, with a terminal as a console has."""
    flags = ["-it" if spec.tty else "-i"]
    flags += [*_value("-u", spec.user), *_value("-w", spec.workdir), *_each("-e", _pairs(spec.env))]
    return shlex.join(["docker", "exec", *flags, name, *spec.command])


def attach_line(name: str) -> str:
    """Return the line that joins the main process of a container."""
    return shlex.join(["docker", "attach", name])


def pull_line(reference: Reference | str) -> str:
    """Return the line that pulls an image."""
    return shlex.join(["docker", "pull", str(reference)])


def remove_image_line(reference: Reference | str, force: bool = False) -> str:
    """Return the line that removes an image by one of its names or its id."""
    return shlex.join(["docker", "rmi", *(["-f"] if force else []), str(reference)])


def prune_line() -> str:
    """Return the line that removes the images without a name that no container uses, without asking again."""
    return "docker image prune -f"


def _flags(spec: CreateSpec) -> Iterator[str]:
    """Yield the flags in the order one would tell them: what it is, where it is reached, what it gets, what it may."""
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
