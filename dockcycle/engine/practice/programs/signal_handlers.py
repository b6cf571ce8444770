"""The signal handlers of programs in practice containers, as shell actions such as `exit 143`.

Like PID 1 of a real container, a main process reacts only to SIGKILL and to signals that it has a handler for.
"""

from collections.abc import Mapping
from types import MappingProxyType

from dockcycle.domain.lifecycle.causes import SIGNAL_NAMES

SIGNALS: Mapping[str, int] = {name.removeprefix("SIG"): number for number, name in SIGNAL_NAMES.items()}
_HUP, _INT, _QUIT, _TERM = SIGNALS["HUP"], SIGNALS["INT"], SIGNALS["QUIT"], SIGNALS["TERM"]
#: Programs that a signal ends with exit code 128 + n: their runtime handles the signal, not the program.
_RUNTIMES = frozenset({"java", "celery", "report"})
_WITHOUT_HANDLERS = frozenset({"node"})

NO_HANDLERS: Mapping[int, str] = MappingProxyType({})
#: An interactive shell has a handler for SIGHUP only. It ignores SIGTERM.
INTERACTIVE_SHELL: Mapping[int, str] = MappingProxyType({_HUP: f"exit {128 + _HUP}"})
_RUNTIME: Mapping[int, str] = MappingProxyType({number: f"exit {128 + number}" for number in (_HUP, _INT, _TERM)})
#: A server reloads its configuration on SIGHUP and exits on the others.
_SERVER: Mapping[int, str] = MappingProxyType({_HUP: ":", _INT: "exit 0", _QUIT: "exit 0", _TERM: "exit 0"})


def handlers_of(program: str) -> Mapping[int, str]:
    """Return the handlers of a server program: for each signal number, the shell action that it runs."""
    if program in _WITHOUT_HANDLERS:
        return NO_HANDLERS
    return _RUNTIME if program in _RUNTIMES else _SERVER


def signal_numbers(names: list[str]) -> list[int]:
    """Return the numbers of signals that are given as `TERM`, `SIGTERM` or `15`, without unknown ones."""
    found = (int(name) if name.isdecimal() else SIGNALS.get(name.upper().removeprefix("SIG"), 0) for name in names)
    return [number for number in found if number]
