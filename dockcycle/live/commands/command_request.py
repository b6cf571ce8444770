"""A requested command: the container, the command and its options."""

from dataclasses import dataclass

from dockcycle.domain.lifecycle.table import Command


@dataclass(frozen=True, slots=True)
class CommandRequest:
    """One command for one container, by its full id. `seen` is the name that the user saw; `timeout` is in seconds."""

    engine: str
    id: str
    command: Command
    seen: str | None = None
    timeout: int | None = None
    signal: str | None = None
    name: str | None = None
    volumes: bool = False

    @property
    def options(self) -> dict[str, str | int | bool]:
        """The options that were given, by their names in the lifecycle table."""
        said = {"timeout": self.timeout, "signal": self.signal, "name": self.name, "volumes": self.volumes}
        return {name: value for name, value in said.items() if value is not None and value is not False}
