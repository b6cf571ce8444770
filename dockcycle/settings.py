"""The settings, an immutable value that is read once from the environment variables."""

import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from dockcycle.domain.project_labels import DEFAULT_PROJECT_LABELS

PREFIX = "DOCKCYCLE_"
#: The names of all settings, without the prefix.
NAMES = ("HOST", "PORT", "ENGINES", "DATA", "DATABASE", "MODE", "AUTH", "PROJECT_LABELS")
MODES = ("view", "operate", "admin")
#: Settings of the test suite, not of the app.
_NOT_OURS = ("DOCKCYCLE_TEST_",)
#: Variables with the address of Podman, in addition to those of the docker CLI.
_OF_PODMAN = ("CONTAINER_HOST", "XDG_RUNTIME_DIR")
_ENGINE_NAME_AT_MOST = 40
_PROJECT_LABELS_AT_MOST = 10
_LABEL_NAME = re.compile(r"[a-zA-Z0-9][a-zA-Z0-9._/-]{0,127}")


class SettingsError(ValueError):
    """An invalid setting. The message contains its name and the valid values."""


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings.

    `engines` are pairs of name and URL; None means the engine that the docker CLI would use. `docker` holds the
    environment variables of the docker CLI and of Podman. `project_labels` are the names of the labels that tell the
    project of a container, in order of precedence.
    """

    host: str = "127.0.0.1"
    port: int = 8080
    engines: tuple[tuple[str, str], ...] | None = None
    data: Path = Path("var")
    database: str | None = None
    mode: str = "admin"
    docker: Mapping[str, str] = field(default_factory=dict)
    project_labels: tuple[str, ...] = DEFAULT_PROJECT_LABELS

    @property
    def address(self) -> str:
        """The URL to open in a browser."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}"


def from_env(environ: Mapping[str, str]) -> Settings:
    """Return the settings in `environ`; raises SettingsError for an unknown setting or an invalid value."""
    known = {PREFIX + name for name in NAMES}
    ours = {name: value for name, value in environ.items() if name.startswith(PREFIX)}
    for name in sorted(ours):
        if name not in known and not name.startswith(_NOT_OURS):
            raise SettingsError(f"{name} is not a setting. Settings: {', '.join(sorted(known))}.")
    _check_auth(ours.get("DOCKCYCLE_AUTH", "none"))
    engines, labels = ours.get("DOCKCYCLE_ENGINES"), ours.get("DOCKCYCLE_PROJECT_LABELS")
    return Settings(
        host=_host(ours.get("DOCKCYCLE_HOST", "127.0.0.1")),
        port=_port(ours.get("DOCKCYCLE_PORT", "8080")),
        engines=None if engines is None else _engines(engines),
        data=Path(ours.get("DOCKCYCLE_DATA", "var")),
        database=ours.get("DOCKCYCLE_DATABASE"),
        mode=_mode(ours.get("DOCKCYCLE_MODE", "admin")),
        docker={name: value for name, value in environ.items() if name.startswith("DOCKER_") or name in _OF_PODMAN},
        project_labels=DEFAULT_PROJECT_LABELS if labels is None else _project_labels(labels),
    )


def _check_auth(text: str) -> None:
    if text != "none":
        raise SettingsError(f"DOCKCYCLE_AUTH={text!r} is not valid. Sign-in is not available yet. Use none.")


def _host(text: str) -> str:
    """Return a loopback host; raises SettingsError for any other.

    Access to the port gives control of the engine, which is root access to the Docker host.
    """
    try:
        loopback = text == "localhost" or ipaddress.ip_address(text).is_loopback
    except ValueError:
        loopback = False
    if not loopback:
        raise SettingsError(
            f"DOCKCYCLE_HOST={text!r} is not a loopback address. Sign-in is not available yet, and access to this port "
            "gives root access to the Docker host. Use 127.0.0.1 and a tunnel (ssh -L 8080:127.0.0.1:8080 …)."
        )
    return text


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 65535):
        raise SettingsError(f"DOCKCYCLE_PORT={text!r} is not a valid port. Use a number from 1 to 65535.")
    return int(text)


def _mode(text: str) -> str:
    if text not in MODES:
        raise SettingsError(f"DOCKCYCLE_MODE={text!r} is not a valid mode. Use {', '.join(MODES[:-1])} or {MODES[-1]}.")
    return text


def _engines(text: str) -> tuple[tuple[str, str], ...]:
    pairs = [_engine(part) for part in text.split(",")]
    names = [name for name, _ in pairs]
    for name in names:
        if names.count(name) > 1:
            raise SettingsError(f"DOCKCYCLE_ENGINES contains the engine {name!r} twice. Give each engine its own name.")
    return tuple(pairs)


def _engine(part: str) -> tuple[str, str]:
    name, equals, url = part.strip().partition("=")
    plain = name.replace("-", "").replace("_", "").replace(".", "")
    if not equals or not url or not (plain.isascii() and plain.isalnum()) or len(name) > _ENGINE_NAME_AT_MOST:
        raise SettingsError(
            f"DOCKCYCLE_ENGINES: {part!r} is not valid. Use name=url. A name has at most {_ENGINE_NAME_AT_MOST} "
            "letters, digits, ., - and _. A url starts with unix://, tcp://, ssh:// or practice://."
        )
    return name, url


def _project_labels(text: str) -> tuple[str, ...]:
    names = tuple(part.strip() for part in text.split(","))
    wrong = next((name for name in names if not _LABEL_NAME.fullmatch(name) or names.count(name) > 1), None)
    if wrong is not None or len(names) > _PROJECT_LABELS_AT_MOST:
        problem = f"has more than {_PROJECT_LABELS_AT_MOST} names" if wrong is None else f"contains {wrong!r}"
        raise SettingsError(
            f"DOCKCYCLE_PROJECT_LABELS={text!r} {problem}, which is not valid. Use label names, separated by commas, "
            f"for example com.docker.compose.project,com.docker.stack.namespace. At most {_PROJECT_LABELS_AT_MOST}, "
            "each once, of letters, digits, ., -, _ and /."
        )
    return names
