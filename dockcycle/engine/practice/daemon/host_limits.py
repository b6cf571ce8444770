"""The simulated Docker host: its limits, and the settings that it refuses at create or at start."""

import re

from dockcycle.domain.create.create_body import device
from dockcycle.engine import CreateSpec
from dockcycle.engine.docker.request_parsing import create_body
from dockcycle.engine.practice.daemon.practice_errors import bad_request
from dockcycle.engine.practice.programs.start_errors import CannotStartError

#: The smallest memory limit (moby `daemon/daemon_unix.go`, linuxMinMemory).
MEMORY_BYTES_AT_LEAST = 6 << 20
CPUS, CPUS_AT_LEAST = 8, 0.01
#: The shortest interval of a health check (moby `api/types/container`, MinimumDuration).
INTERVAL_SECONDS_AT_LEAST = 0.001
_POLICY = re.compile(r"no|always|unless-stopped|on-failure(:\d+)?")
_CAPABILITY = re.compile(
    r"ALL|(CAP_)?(AUDIT_(CONTROL|READ|WRITE)|BLOCK_SUSPEND|BPF|CHECKPOINT_RESTORE|CHOWN|DAC_OVERRIDE|DAC_READ_SEARCH|FOWNER"
    r"|FSETID|IPC_LOCK|IPC_OWNER|KILL|LEASE|LINUX_IMMUTABLE|MAC_(ADMIN|OVERRIDE)|MKNOD"
    r"|NET_(ADMIN|BIND_SERVICE|BROADCAST|RAW)|PERFMON|SETFCAP|SETGID|SETPCAP|SETUID|SYSLOG"
    r"|SYS_(ADMIN|BOOT|CHROOT|MODULE|NICE|PACCT|PTRACE|RAWIO|RESOURCE|TIME|TTY_CONFIG)|WAKE_ALARM)"
)
#: Prefixes of the devices that exist on the host.
_DEVICES = re.compile(r"/dev/(null|zero|u?random|full|fuse|kvm|tty|sd|nvme|net/tun|snd|dri)")
_NETWORKS = re.compile(r"default|bridge|host|none|container:.+|(shop|blog|monitoring)_default")
#: Users that exist in every image. A number is always accepted.
_USERS = re.compile(r"\d+|root|nobody|daemon|bin|www-data|nginx|postgres|redis|node|grafana")


def check(spec: CreateSpec) -> None:
    """Check the settings that Docker checks at create; raises EngineError `bad_request`.

    The result does not depend on other containers.
    """
    create_body(spec)
    _check_policy(spec)
    _check_limits(spec)
    _check_capabilities(spec)
    _check_mounts(spec)


def check_start(spec: CreateSpec) -> None:
    """Check that the user, the network and the devices of a container exist; raises CannotStartError."""
    user = (spec.user or "0").partition(":")[0]
    if not _USERS.fullmatch(user):
        raise CannotStartError(128, f"unable to find user {user}: no matching entries in passwd file", 500)
    if spec.network and not _NETWORKS.fullmatch(spec.network):
        raise CannotStartError(128, f"network {spec.network} not found", 404)
    for text in spec.devices:
        path = device(text)["PathOnHost"]
        if not _DEVICES.match(path):
            words = f'error gathering device information while adding custom device "{path}"'
            raise CannotStartError(128, f"{words}: no such file or directory", 500)


def _check_policy(spec: CreateSpec) -> None:
    if not _POLICY.fullmatch(spec.restart):
        raise bad_request(f"invalid restart policy '{spec.restart}'")
    if spec.auto_remove and spec.restart != "no":
        raise bad_request("can't create 'AutoRemove' container with restart policy")


def _check_limits(spec: CreateSpec) -> None:
    if 0 < spec.memory < MEMORY_BYTES_AT_LEAST:
        raise bad_request("Minimum memory limit allowed is 6MB")
    if spec.cpus and not CPUS_AT_LEAST <= spec.cpus <= CPUS:
        raise bad_request(f"Range of CPUs is from 0.01 to {CPUS}.00, as there are only {CPUS} CPUs available")
    if spec.health is not None and 0 < spec.health.interval < INTERVAL_SECONDS_AT_LEAST:
        raise bad_request("Interval in Healthcheck cannot be less than 1ms")


def _check_capabilities(spec: CreateSpec) -> None:
    for name in spec.cap_add:
        if not _CAPABILITY.fullmatch(name.upper()):
            raise bad_request(f'invalid CapAdd: unknown capability: "{name}"')


def _check_mounts(spec: CreateSpec) -> None:
    targets: set[str] = set()
    for text in spec.volumes:
        target = text.split(":")[min(text.count(":"), 1)].rstrip("/")
        if target in targets:
            raise bad_request(f"Duplicate mount point: {target}")
        targets.add(target)
