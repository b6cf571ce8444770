"""Builds the response of `/healthz`."""

from collections.abc import Iterable, Mapping

from dockcycle import __version__
from dockcycle.domain.lifecycle.snapshot import EngineStatus
from dockcycle.domain.timestamps import rfc3339
from dockcycle.live.watchdog import Watchdog
from dockcycle.web.schemas import health_responses


def health(
    engines: Iterable[EngineStatus], ages: Mapping[str, float | None], watchdog: Watchdog
) -> health_responses.Health:
    """Return the body of `/healthz`, without secrets and names of containers.

    `ages` are the seconds since each engine last answered an inspect or a reconcile, None before the first answer.
    """
    engines = list(engines)
    good = all(status.state == "live" for status in engines)
    return health_responses.Health(
        status="ok" if good else "degraded",
        version=__version__,
        delay=round(watchdog.delay, 3),
        late=watchdog.is_late,
        engines={
            status.name: health_responses.EngineHealth.of(
                status, since=rfc3339(status.since_ns), look_age=_rounded(ages.get(status.name))
            )
            for status in engines
        },
    )


def _rounded(seconds: float | None) -> float | None:
    return None if seconds is None else round(seconds, 1)
