"""Opens the stream of a console and describes the console."""

import secrets
from dataclasses import replace

from dockcycle.domain.console import ConsoleMode, ExecSpec
from dockcycle.domain.create import docker_line
from dockcycle.domain.i18n import N_
from dockcycle.domain.lifecycle.container import Container
from dockcycle.domain.lifecycle.snapshot import EngineStatus
from dockcycle.domain.lifecycle.table import Command
from dockcycle.domain.masking import masked_arguments, masked_text, masked_variables
from dockcycle.domain.timestamps import NANOSECONDS
from dockcycle.engine import Engine
from dockcycle.engine.stream_protocols import ConsoleStream
from dockcycle.live.commands.command_checks import check_legal, kind_of
from dockcycle.live.consoles.console_info import ConsoleInfo, OpenRequest
from dockcycle.live.consoles.console_session import IDLE_SECONDS, OPEN_SECONDS_AT_MOST
from dockcycle.live.failure import Failure, engine_errors_as_failures


def container_of(engine: Engine, asked: OpenRequest, status: EngineStatus, own_id: str | None) -> Container:
    """Return the container to open a console in; raises Failure if it does not exist or its state does not allow it.

    `own_id` is the id of the container that Dockcycle runs in. Attaching to it is refused.
    """
    with engine_errors_as_failures(engine.name, asked.id[:64]):
        container = engine.inspect(asked.id)
    if asked.mode is ConsoleMode.ATTACH and container.id == own_id:
        text = N_(
            "Dockcycle itself runs in the container %(name)s and does not run this command on it. Use "
            "the docker CLI instead."
        )
        raise Failure("forbidden", text, {"name": container.name})
    check_legal(Command(asked.mode.value), container, kind_of(status))
    return container


def opened(engine: Engine, container: Container, asked: OpenRequest) -> ConsoleStream:
    """Return the new stream of an exec or an attach; raises EngineError."""
    if asked.mode is ConsoleMode.EXEC:
        return engine.consoles.exec(container.id, asked.spec, asked.cols, asked.rows)
    stream = engine.consoles.attach(container.id, stdin=asked.stdin and container.open_stdin)
    stream.resize(asked.cols, asked.rows)
    return stream


def info_of(asked: OpenRequest, container: Container, stream: ConsoleStream, owner: str, now_ns: int) -> ConsoleInfo:
    """Return the description of a new console, with a random id."""
    is_exec = asked.mode is ConsoleMode.EXEC
    line, line_of_others = _lines(asked.spec, container.name) if is_exec else _attach_lines(container.name)
    return ConsoleInfo(
        console=secrets.token_hex(16),
        engine=container.engine,
        id=container.id,
        name=container.name,
        mode=asked.mode,
        command=asked.spec.command if is_exec else (masked_text(container.command),),
        tty=stream.tty,
        stdin=stream.takes_input,
        owner=owner,
        user=asked.spec.user,
        workdir=asked.spec.workdir,
        cols=asked.cols,
        rows=asked.rows,
        docker=line,
        docker_masked=line_of_others,
        opened_ns=now_ns,
        idle_ns=now_ns + IDLE_SECONDS * NANOSECONDS,
        ends_ns=now_ns + OPEN_SECONDS_AT_MOST * NANOSECONDS,
        viewers=0,
        end=None,
    )


def _lines(spec: ExecSpec, name: str) -> tuple[str, str]:
    """Return the docker command of an exec, and the same with its secrets masked."""
    masked = replace(spec, command=masked_arguments(spec.command), env=masked_variables(spec.env))
    return docker_line.exec_line(spec, name), docker_line.exec_line(masked, name)


def _attach_lines(name: str) -> tuple[str, str]:
    line = docker_line.attach_line(name)
    return line, line
