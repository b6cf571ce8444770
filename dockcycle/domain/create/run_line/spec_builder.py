"""Collects the flags of a `docker run` command into a CreateSpec, and lists the flags it cannot express."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from dockcycle.domain.create.mounts import MountError, as_volume
from dockcycle.domain.create.run_line.run_flags import ON_BY_DEFAULT, SWITCHES, Flag
from dockcycle.domain.create.spec import UNSAID_HEALTH, CreateSpec, Healthcheck
from dockcycle.domain.create.units import parse_bytes, parse_number, parse_seconds
from dockcycle.domain.i18n import N_, UserInputError

_NO_PLACE = N_("Dockcycle does not support this option.")
_TERMINAL = N_("This option only affects the docker CLI.")
_READS_FILE = N_("Dockcycle does not read a file for this option. Enter the values in the form.")
_WRITES_FILE = N_("Dockcycle does not write a file for this option.")
_FROM_SHELL = N_("The value would come from the environment of a shell. Use NAME=value.")
_OTHER_NETWORKS = N_(
    "Dockcycle creates a container in one network. Connect other networks later with docker network connect."
)
_RELATIVE = N_("This path is relative to the current directory of a shell. Use an absolute path.")
_PULLS = N_("Dockcycle pulls an image only if it is missing. To use a newer image, pull it first.")
_NO_CHECK = N_(
    "Without --health-cmd, this option changes the health check of the image. Dockcycle does not support that."
)
_WINDOWS = N_("This option is for Windows containers only.")
_NO_NAME = N_("The name is missing in %(flag)s. Use NAME=value.")
_NO_COUNT = N_('"%(value)s" is not a valid value for %(flag)s. Use a whole number.')

#: Why a flag is left out, for flags with a more specific reason than _NO_PLACE.
_WHY: Mapping[str, str] = {
    **dict.fromkeys(("attach", "detach-keys", "sig-proxy", "quiet", "help", "disable-content-trust"), _TERMINAL),
    **dict.fromkeys(("env-file", "label-file"), _READS_FILE),
    "cidfile": _WRITES_FILE,
    "pull": _PULLS,
    **dict.fromkeys(("cpu-count", "cpu-percent", "io-maxbandwidth", "io-maxiops", "isolation"), _WINDOWS),
}
_TEXTS = {"name": "name", "user": "user", "workdir": "workdir", "pid": "pid", "ipc": "ipc"}
_ON = {"tty": "tty", "interactive": "open_stdin", "rm": "auto_remove", "privileged": "privileged"}
_LISTS = {"device": "devices", "cap-add": "cap_add"}
_HEALTH_TIMES = {"health-interval": "interval", "health-timeout": "timeout", "health-start-period": "start_period"}
#: Flags that are ignored without a notice. Dockcycle always starts a container in the background.
_MEANT_ANYWAY = frozenset({"detach"})


@dataclass(frozen=True, slots=True)
class Unsupported:
    """A part of the command that is left out or kept unchanged: `flag` is the part, `why` a catalogue message."""

    flag: str
    why: str


@dataclass(slots=True)
class SpecBuilder:
    """The settings read so far: `fields` are fields of CreateSpec, `health` those of Healthcheck."""

    fields: dict[str, Any] = field(default_factory=dict)
    health: dict[str, Any] = field(default_factory=dict)
    left_out: dict[Unsupported, None] = field(default_factory=dict)

    def take(self, flag: Flag) -> None:
        """Set the field for `flag`, or record why the flag is left out. Raises UserInputError for an invalid value.

        If a flag with one value occurs several times, the last one counts; of several networks the first one counts.
        """
        if flag.name in _READERS:
            _READERS[flag.name](self, flag)
        elif flag.name not in _MEANT_ANYWAY and not _says_nothing(flag):
            self.leave_out(f"--{flag.name}", _WHY.get(flag.name, _NO_PLACE))

    def leave_out(self, flag: str, why: str) -> None:
        """Record a part that is left out; a second identical entry is ignored."""
        self.left_out[Unsupported(flag, why)] = None

    def spec(self, image: str, command: list[str]) -> CreateSpec:
        """Return the CreateSpec for the flags read so far, with this image name and container command."""
        fields: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value for name, value in self.fields.items()
        }
        return CreateSpec(image=image, command=tuple(command), health=self._check(), **fields)

    def add(self, name: str, value: str) -> None:
        """Append `value` to a list field."""
        self.fields.setdefault(name, []).append(value)

    def _check(self) -> Healthcheck | None:
        said = {name: value for name, value in self.health.items() if value}
        if not said.get("command"):
            for flag in ("interval", "timeout", "retries", "start_period"):
                if flag in said:
                    self.leave_out("--health-" + flag.replace("_", "-"), _NO_CHECK)
            return None
        interval = said.get("interval", UNSAID_HEALTH.interval)
        timeout = said.get("timeout", UNSAID_HEALTH.interval)
        return Healthcheck(
            command=said["command"],
            interval=interval,
            timeout=None if timeout == interval else timeout,
            retries=said.get("retries", UNSAID_HEALTH.retries),
            start_period=said.get("start_period", UNSAID_HEALTH.start_period),
        )


def _says_nothing(flag: Flag) -> bool:
    """Return whether the flag only repeats the default."""
    if flag.name == "pull":
        return flag.value == "missing"
    return flag.name in SWITCHES and flag.is_on == (flag.name in ON_BY_DEFAULT)


def _text(draft: SpecBuilder, flag: Flag) -> None:
    draft.fields[_TEXTS[flag.name]] = flag.value or None


def _on(draft: SpecBuilder, flag: Flag) -> None:
    draft.fields[_ON[flag.name]] = flag.is_on


def _list(draft: SpecBuilder, flag: Flag) -> None:
    draft.add(_LISTS[flag.name], flag.value)


def _restart(draft: SpecBuilder, flag: Flag) -> None:
    draft.fields["restart"] = flag.value or "no"


def _memory(draft: SpecBuilder, flag: Flag) -> None:
    draft.fields["memory"] = parse_bytes(flag.value)


def _cpus(draft: SpecBuilder, flag: Flag) -> None:
    draft.fields["cpus"] = parse_number(flag.value)


def _entrypoint(draft: SpecBuilder, flag: Flag) -> None:
    draft.fields["entrypoint"] = (flag.value,)


def _env(draft: SpecBuilder, flag: Flag) -> None:
    name, equals, value = flag.value.partition("=")
    if not name:
        raise UserInputError(_NO_NAME, flag="-e")
    if equals:
        draft.fields.setdefault("env", {})[name] = value
    else:
        draft.leave_out(f"-e {name}", _FROM_SHELL)


def _label(draft: SpecBuilder, flag: Flag) -> None:
    name, _, value = flag.value.partition("=")
    if not name:
        raise UserInputError(_NO_NAME, flag="--label")
    draft.fields.setdefault("labels", {})[name] = value


def _publish(draft: SpecBuilder, flag: Flag) -> None:
    """Add a published port, given as `8080:80` or as `published=8080,target=80,protocol=tcp`.

    Source: `convertToStandardNotation` of the docker CLI.
    """
    text = flag.value
    if "=" in text:
        parts = {"protocol": "tcp", "published": "", "target": ""}
        parts |= dict(part.partition("=")[::2] for part in text.split(","))
        text = f"{parts['published']}:{parts['target']}/{parts['protocol']}"
    draft.add("ports", text)


def _network(draft: SpecBuilder, flag: Flag) -> None:
    """Set the network if it is the first one, else leave it out.

    Options of the long form other than its name are left out (docker CLI `opts/network.go`).
    """
    name = flag.value
    if "=" in name:
        parts = dict(part.partition("=")[::2] for part in name.split(","))
        name = parts.pop("name", "")
        for other in parts:
            draft.leave_out(f"--network {other}=", _NO_PLACE)
    if "network" in draft.fields:
        draft.leave_out(f"--network {name}", _OTHER_NETWORKS)
    elif name:
        draft.fields["network"] = name


def _volume(draft: SpecBuilder, flag: Flag) -> None:
    if flag.value.startswith("."):
        draft.leave_out(f"-v {flag.value}", _RELATIVE)
    else:
        draft.add("volumes", flag.value)


def _mount(draft: SpecBuilder, flag: Flag) -> None:
    try:
        _volume(draft, Flag("volume", as_volume(flag.value)))
    except MountError as mistake:
        draft.leave_out(f"--mount {flag.value}", mistake.text)


def _health_command(draft: SpecBuilder, flag: Flag) -> None:
    draft.health["command"] = flag.value


def _health_time(draft: SpecBuilder, flag: Flag) -> None:
    draft.health[_HEALTH_TIMES[flag.name]] = parse_seconds(flag.value)


def _health_retries(draft: SpecBuilder, flag: Flag) -> None:
    if not (flag.value.isascii() and flag.value.isdigit()):
        raise UserInputError(_NO_COUNT, flag="--health-retries", value=flag.value)
    draft.health["retries"] = int(flag.value)


_READERS: Mapping[str, Callable[[SpecBuilder, Flag], None]] = {
    **dict.fromkeys(_TEXTS, _text),
    **dict.fromkeys(_ON, _on),
    **dict.fromkeys(_LISTS, _list),
    **dict.fromkeys(_HEALTH_TIMES, _health_time),
    "restart": _restart,
    "memory": _memory,
    "cpus": _cpus,
    "entrypoint": _entrypoint,
    "env": _env,
    "label": _label,
    "publish": _publish,
    "network": _network,
    "volume": _volume,
    "mount": _mount,
    "health-cmd": _health_command,
    "health-retries": _health_retries,
}
