"""Reads a pasted `docker run` or `docker create` command into a CreateSpec, and lists the parts it cannot express."""

from dataclasses import dataclass

from dockcycle.domain.create.run_line import shell_split
from dockcycle.domain.create.run_line.run_flags import Flags
from dockcycle.domain.create.run_line.spec_builder import SpecBuilder, Unsupported
from dockcycle.domain.create.spec import CreateSpec
from dockcycle.domain.i18n import N_, UserInputError

#: Global options of the docker CLI that take a value. They select the engine, which the user selects in Dockcycle
#: instead.
_GLOBAL_VALUES = (
    "--config",
    "-c",
    "--context",
    "-H",
    "--host",
    "-l",
    "--log-level",
    "--tlscacert",
    "--tlscert",
    "--tlskey",
)
_SUDO_VALUES = ("-u", "-g", "-h", "-p")
_PROMPTS = ("$", "%", ">", "❯")
_OTHER_DASHES = "‐‑‒–—―−"
#: How many characters of an ignored second command are shown.
_REST_CHARACTERS = 60

_NOT_DOCKER = N_("The line must start with docker run or docker create.")
_NO_IMAGE = N_("The image is missing. Write the image name after the flags.")
_LONG_DASH = N_('"%(word)s" starts with a long dash, which some web pages put in place of --. Replace it with --.')
_ENGINE_FLAG = N_("This configures the docker CLI. Choose the engine on this page instead.")
_NOT_EXPANDED = N_("A shell would expand this. Dockcycle keeps the text unchanged. Replace the text with its value.")
_ONE_COMMAND = N_("Dockcycle reads only the first command and ignores the rest.")
_NEXT_LINE = N_(
    "Dockcycle reads only the first command. To continue it on the next line, end the line with a backslash."
)


class RunLineError(UserInputError):
    """The text is not a `docker run` or `docker create` command that could create a container."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """The result: the settings, whether to start the container (`docker run`), and the parts that are left out."""

    spec: CreateSpec
    start: bool
    unsupported: tuple[Unsupported, ...] = ()


def parse(text: str) -> Parsed:
    """Return what the command in `text` creates; raises RunLineError.

    The entrypoint of the result has at most one element, because `--entrypoint` takes one argument.
    """
    try:
        return _parse(_without_prompt(text))
    except RunLineError:
        raise
    except UserInputError as mistake:
        raise RunLineError(mistake.text, **mistake.facts) from None


def _without_prompt(text: str) -> str:
    """Return the text without a shell prompt that was copied with the command."""
    text = text.strip()
    words = text.split(maxsplit=1)
    return words[1] if len(words) > 1 and words[0] in _PROMPTS else text


def _parse(text: str) -> Parsed:
    line = shell_split.split(text)
    draft = SpecBuilder()
    words = _after_sudo(line.words, draft)
    verb = _verb(words, draft)
    flags = Flags(verb, words)
    for flag in flags:
        draft.take(flag)
    spec = draft.spec(*_image(list(flags.rest)))
    for expansion in dict.fromkeys(line.expansions):
        draft.leave_out(expansion, _NOT_EXPANDED)
    if line.rest:
        draft.leave_out(*_rest(line.rest))
    return Parsed(spec, verb == "run", tuple(draft.left_out))


def _after_sudo(words: list[str], draft: SpecBuilder) -> list[str]:
    """Return the words after `sudo` with its flags and after variables such as `DOCKER_HOST=...`.

    The variables are recorded as left out.
    """
    words = list(words)
    while words and (words[0] == "sudo" or "=" in words[0]):
        name, equals, _ = words.pop(0).partition("=")
        if equals:
            draft.leave_out(name, _ENGINE_FLAG)
        while not equals and words and words[0].startswith("-"):
            del words[: 2 if words[0] in _SUDO_VALUES else 1]
    return words


def _verb(words: list[str], draft: SpecBuilder) -> str:
    """Remove `docker [container] run` from `words` and return `run` or `create`; raises RunLineError.

    Global options of the docker CLI are recorded as left out.
    """
    if not words or words.pop(0).rpartition("/")[2] not in ("docker", "docker.exe"):
        raise RunLineError(_NOT_DOCKER)
    while words and words[0].startswith("-"):
        flag = words.pop(0)
        draft.leave_out(flag.partition("=")[0], _ENGINE_FLAG)
        if flag in _GLOBAL_VALUES and words:
            words.pop(0)
    if words[:1] == ["container"]:
        words.pop(0)
    if not words or words[0] not in ("run", "create"):
        raise RunLineError(_NOT_DOCKER)
    return words.pop(0)


def _image(rest: list[str]) -> tuple[str, list[str]]:
    if not rest or not rest[0]:
        raise RunLineError(_NO_IMAGE)
    if rest[0][0] in _OTHER_DASHES:
        raise RunLineError(_LONG_DASH, word=rest[0])
    return rest[0], rest[1:]


def _rest(text: str) -> tuple[str, str]:
    """Return the start of the text after the command and the reason why it is left out."""
    first_line = text.splitlines()[0][:_REST_CHARACTERS]
    return first_line, _ONE_COMMAND if first_line[0] in ";&|<>()" else _NEXT_LINE
