"""The docker line of what is done: exactly what one would type for the same, to copy and to learn."""

import shlex
from collections.abc import Mapping

from dockcycle.domain.lifecycle import DOCKER_COMMANDS, OPTIONS, Command, Option

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
