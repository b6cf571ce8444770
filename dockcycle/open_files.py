"""How many files and sockets the process may have open: as many as the system allows, not as few as it starts with.

A viewer is one socket, a log or a console one more to the engine. systemd starts services with 1,024 and so does
containerd 2.1.5 and newer, which comes with Docker 29, containers (moby#51485); the hard limit is mostly far higher.
"""

import logging
import resource

#: The viewers the server takes at once (`server.CONNECTIONS_AT_MOST`); with less they meet "too many open files".
ENOUGH = 4096
#: Asked for where there is no hard limit: the system may have a bound of its own all the same.
_PLENTY = 65536

log = logging.getLogger(__name__)


def raise_limit() -> int:
    """Raise the soft limit of open files (RLIMIT_NOFILE) to the hard one, say so, and return what holds now."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    unbounded = hard == resource.RLIM_INFINITY
    allowed = max(soft, _PLENTY if unbounded else hard)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (allowed, hard))
    except (ValueError, OSError) as error:  # macOS bounds it below a hard limit without bound
        log.warning("open files: could not raise the limit of %d (%s)", soft, error)
        return soft
    log.info("open files: soft limit %d raised to %d, hard limit %s", soft, allowed, "none" if unbounded else hard)
    if allowed < ENOUGH:
        log.warning(
            "open files: a limit of %d is too low for %d viewers; raise the hard limit (ulimit -Hn)", allowed, ENOUGH
        )
    return allowed
