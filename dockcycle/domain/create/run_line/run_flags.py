"""Reads the flags of a `docker run` or `docker create` command.

Sources: docker CLI `cli/command/container/{opts,run,create}.go` (28.x, plus flags of older versions) and
github.com/spf13/pflag `flag.go` (`--flag value`, `--flag=value`, `-p80:80`, clusters like `-itd`).
"""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from dockcycle.domain.i18n import N_, UserInputError

#: Flags that take no argument. A value can only follow `=`.
SWITCHES = frozenset({
    "detach", "disable-content-trust", "help", "init", "interactive", "no-healthcheck", "oom-kill-disable",
    "privileged", "publish-all", "quiet", "read-only", "rm", "sig-proxy", "tty", "use-api-socket",
})  # fmt: skip
#: Switches whose default is true.
ON_BY_DEFAULT = frozenset({"disable-content-trust", "sig-proxy"})
VALUES = frozenset({
    "add-host", "annotation", "attach", "blkio-weight", "blkio-weight-device", "cap-add", "cap-drop", "cgroup-parent",
    "cgroupns", "cidfile", "cpu-count", "cpu-percent", "cpu-period", "cpu-quota", "cpu-rt-period", "cpu-rt-runtime",
    "cpu-shares", "cpus", "cpuset-cpus", "cpuset-mems", "detach-keys", "device", "device-cgroup-rule",
    "device-read-bps", "device-read-iops", "device-write-bps", "device-write-iops", "dns", "dns-option", "dns-search",
    "domainname", "entrypoint", "env", "env-file", "expose", "gpus", "group-add", "health-cmd", "health-interval",
    "health-retries", "health-start-interval", "health-start-period", "health-timeout", "hostname", "io-maxbandwidth",
    "io-maxiops", "ip", "ip6", "ipc", "isolation", "kernel-memory", "label", "label-file", "link", "link-local-ip",
    "log-driver", "log-opt", "mac-address", "memory", "memory-reservation", "memory-swap", "memory-swappiness",
    "mount", "name", "network", "network-alias", "oom-score-adj", "pid", "pids-limit", "platform", "publish", "pull",
    "restart", "runtime", "security-opt", "shm-size", "stop-signal", "stop-timeout", "storage-opt", "sysctl", "tmpfs",
    "ulimit", "user", "userns", "uts", "volume", "volume-driver", "volumes-from", "workdir",
})  # fmt: skip
#: Aliases that the help of the CLI does not list.
ALIASES: Mapping[str, str] = {"net": "network", "net-alias": "network-alias", "dns-opt": "dns-option"}
SHORT: Mapping[str, str] = {
    "a": "attach", "c": "cpu-shares", "d": "detach", "e": "env", "h": "hostname", "i": "interactive", "l": "label",
    "m": "memory", "P": "publish-all", "p": "publish", "q": "quiet", "t": "tty", "u": "user", "v": "volume",
    "w": "workdir",
}  # fmt: skip
#: Flags that `docker create` does not have, because it starts nothing to attach to.
ONLY_RUN = frozenset({"detach", "detach-keys", "sig-proxy"})

_TRUE, _FALSE = ("1", "t", "T", "TRUE", "true", "True"), ("0", "f", "F", "FALSE", "false", "False")
_UNKNOWN = N_("docker %(verb)s has no flag %(flag)s.")
_NEEDS_VALUE = N_("%(flag)s requires a value.")
_NO_SWITCH = N_('"%(value)s" is not a valid value for %(flag)s. Use true or false.')


class FlagError(UserInputError):
    """The docker CLI would reject the flags."""


@dataclass(frozen=True, slots=True)
class Flag:
    """One flag of the command: its long `name` and its `value`, which is `true` or `false` for a switch."""

    name: str
    value: str

    @property
    def is_on(self) -> bool:
        return self.value == "true"


class Flags:
    """Reads the flags at the front of `words`. After that, `rest` holds the image name and the container command."""

    def __init__(self, verb: str, words: Iterable[str]) -> None:
        self.rest = deque(words)
        self._verb = verb

    def __iter__(self) -> Iterator[Flag]:
        """Yield the flags up to `--` or the first word that is not a flag. Raises FlagError."""
        while self.rest and self.rest[0].startswith("-") and self.rest[0] != "-":
            word = self.rest.popleft()
            if word == "--":
                return
            yield from self._long(word) if word.startswith("--") else self._cluster(word)

    def _long(self, word: str) -> Iterator[Flag]:
        flag, equals, value = word.partition("=")
        name = self._known(flag.removeprefix("--"), flag)
        if name in SWITCHES:
            yield _switch(name, flag, value if equals else "true")
        else:
            yield Flag(name, value if equals else self._next(flag))

    def _cluster(self, word: str) -> Iterator[Flag]:
        """Yield the flags in `-itd`, `-p80:80` or `-e=A=1`. The first flag with a value takes the rest of the word."""
        letters = word[1:]
        while letters:
            flag, letters = f"-{letters[0]}", letters[1:]
            name = self._known(SHORT.get(flag[1], ""), flag)
            if name in SWITCHES and not letters.startswith("="):
                yield Flag(name, "true")
                continue
            value, letters = letters.removeprefix("=") if letters else self._next(flag), ""
            yield _switch(name, flag, value) if name in SWITCHES else Flag(name, value)

    def _known(self, name: str, flag: str) -> str:
        name = ALIASES.get(name, name)
        if name not in SWITCHES | VALUES or (self._verb == "create" and name in ONLY_RUN):
            raise FlagError(_UNKNOWN, verb=self._verb, flag=flag)
        return name

    def _next(self, flag: str) -> str:
        if not self.rest:
            raise FlagError(_NEEDS_VALUE, flag=flag)
        return self.rest.popleft()


def _switch(name: str, flag: str, value: str) -> Flag:
    if value not in _TRUE + _FALSE:
        raise FlagError(_NO_SWITCH, flag=flag, value=value)
    return Flag(name, "true" if value in _TRUE else "false")
