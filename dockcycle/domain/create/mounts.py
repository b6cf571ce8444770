"""Converts the value of `--mount` (`type=bind,source=/a,target=/b`) into the value of `-v` (`/a:/b`)."""

import csv
from collections.abc import Mapping

from dockcycle.domain.i18n import N_, UserInputError

#: Option names of `--mount` and their aliases, each with the name used here (docker CLI `opts/mount.go`).
_WORDS: Mapping[str, str] = {
    "type": "type", "source": "source", "src": "source", "target": "target", "dst": "target", "destination": "target",
    "readonly": "readonly", "ro": "readonly", "bind-propagation": "propagation", "volume-nocopy": "nocopy",
    "consistency": "consistency",
}  # fmt: skip
_TRUE, _FALSE = ("", "1", "t", "T", "TRUE", "true", "True"), ("0", "f", "F", "FALSE", "false", "False")

_OTHER_KIND = N_("Dockcycle supports only mounts of the types bind and volume.")
_OTHER_WORD = N_("This mount has options that -v cannot express.")
_NO_TARGET = N_("The target is missing. Set target to a path in the container.")
_NO_SOURCE = N_("The source is missing. Set source to a path on the Docker host.")
_COLON = N_("A path that contains a colon cannot be used with -v.")


class MountError(UserInputError):
    """The mount cannot be expressed with `-v`; the message explains why."""


def as_volume(text: str) -> str:
    """Return the value of `-v` for the same mount; raises MountError.

    The two differ in one case: if the source of a bind mount does not exist, the engine creates a directory with `-v`
    and fails with `--mount`.
    """
    said = _words(text)
    kind = said.get("type", "volume").lower()
    if kind not in ("bind", "volume"):
        raise MountError(_OTHER_KIND)
    source, target = said.get("source", ""), said.get("target", "")
    _check(kind, source, target)
    options = ",".join(_options(said))
    return ":".join(part for part in (source, target, options) if part)


def _words(text: str) -> dict[str, str]:
    try:
        parts = next(csv.reader([text], strict=True), [])
    except csv.Error:
        raise MountError(_OTHER_WORD) from None
    said = {}
    for part in parts:
        word, _, value = part.partition("=")
        name = _WORDS.get(word.strip().lower())
        if name is None:
            raise MountError(_OTHER_WORD)
        said[name] = value
    return said


def _check(kind: str, source: str, target: str) -> None:
    if not target:
        raise MountError(_NO_TARGET)
    if kind == "bind" and not source:
        raise MountError(_NO_SOURCE)
    if ":" in source + target:
        raise MountError(_COLON)
    # With -v, a source that is a path always means a bind mount and a source that is a name always means a volume.
    if source and source.startswith(("/", ".")) != (kind == "bind"):
        raise MountError(_OTHER_WORD)


def _options(said: Mapping[str, str]) -> list[str]:
    """Return the mount options, which follow the second colon of `-v`; raises MountError.

    An anonymous volume (without a source) cannot have options in `-v`.
    """
    options = []
    if _is_on(said, "readonly"):
        options.append("ro")
    if said.get("propagation"):
        options.append(said["propagation"])
    if _is_on(said, "nocopy"):
        options.append("nocopy")
    if options and not said.get("source"):
        raise MountError(_OTHER_WORD)
    return options


def _is_on(said: Mapping[str, str], word: str) -> bool:
    if word not in said or said[word] in _FALSE:
        return False
    if said[word] not in _TRUE:
        raise MountError(_OTHER_WORD)
    return True
