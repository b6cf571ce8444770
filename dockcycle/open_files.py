"""Raises the limit of open files of this process.

Each viewer takes one socket. Each log and each console takes another one to the engine. systemd starts services with
a soft limit of 1,024, and so does containerd 2.1.5 and later (Docker 29) with containers (moby#51485). The hard limit
is usually much higher.
"""

import logging
import resource

#: The number of connections of the server (`server.CONNECTIONS_AT_MOST`). A lower limit of open files is logged.
ENOUGH = 4096
#: The limit that is requested if the hard limit is unlimited. The system may still have its own limit.
_PLENTY = 65536

log = logging.getLogger(__name__)


def raise_limit() -> int:
    """Raise the soft limit of open files (RLIMIT_NOFILE) to the hard limit, log it, and return the limit in effect."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    unbounded = hard == resource.RLIM_INFINITY
    allowed = max(soft, _PLENTY if unbounded else hard)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (allowed, hard))
    except (ValueError, OSError) as error:  # macOS has its own limit although the hard limit is unlimited
        log.warning("open files: could not raise the limit of %d (%s)", soft, error)
        return soft
    log.info("open files: soft limit %d raised to %d, hard limit %s", soft, allowed, "none" if unbounded else hard)
    if allowed < ENOUGH:
        log.warning(
            "open files: a limit of %d is too low for %d viewers; raise the hard limit (ulimit -Hn)", allowed, ENOUGH
        )
    return allowed
