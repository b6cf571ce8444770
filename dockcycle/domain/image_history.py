"""The history of an image: the steps of its build, and their secrets masked."""

import re
from dataclasses import dataclass, replace

from dockcycle.domain.masking import masked_text, masked_variables

#: An instruction ENV or ARG of a Dockerfile with one variable, as the classic builder and BuildKit store it.
_VARIABLE = re.compile(r"((?:/bin/sh -c #\(nop\) +)?(?:ENV|ARG) +)(\w+)=(.*)", re.DOTALL)
#: Build arguments before a command: `|2 TOKEN=x USER=y /bin/sh -c make`, and `RUN |1 TOKEN=x /bin/sh -c make`.
_ARGUMENTS = re.compile(r"((?:RUN )?\|\d+ )(.*?)( /bin/\w+ -)", re.DOTALL)
#: The values have no quotation marks: a value with spaces ends before the next name.
_ARGUMENT = re.compile(r"(\w+)=(.*?)(?= \w+=|$)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class HistoryStep:
    """One step of a build. `created_ns` is 0 if unknown, `size` is the size of its layer in bytes (0: no layer).

    `created_by` is the instruction or the command, `tags` are the names that the image has after this step.
    """

    created_ns: int
    created_by: str
    size: int
    comment: str = ""
    tags: tuple[str, ...] = ()


def masked_step(step: HistoryStep) -> HistoryStep:
    """Return a step with the values of variables and build arguments masked, and all text that looks like a secret."""
    return replace(step, created_by=_masked(step.created_by), comment=masked_text(step.comment))


def _masked(text: str) -> str:
    variable = _VARIABLE.fullmatch(text)
    if variable:
        before, name, value = variable.groups()
        return f"{before}{name}={masked_variables({name: value})[name]}"
    arguments = _ARGUMENTS.match(text)
    if arguments:
        before, given, command = arguments.groups()
        hidden = _ARGUMENT.sub(lambda one: f"{one[1]}={masked_variables({one[1]: one[2]})[one[1]]}", given)
        return f"{before}{hidden}{masked_text(command + text[arguments.end() :])}"
    return masked_text(text)
