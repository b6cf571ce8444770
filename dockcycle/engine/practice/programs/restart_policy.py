"""Restart policies: whether the engine starts a container again after an exit, and after which delay."""

#: Back-off: doubled at each restart, reset after a run of `GOOD_RUN_SECONDS` (moby `restartmanager.go`).
BACK_OFF_SECONDS = 0.1
BACK_OFF_SECONDS_AT_MOST = 60.0
GOOD_RUN_SECONDS = 10.0


def restarts_after(policy: str, code: int, restarts: int) -> bool:
    """Return whether `policy` starts a container again that exited with `code` after `restarts` restarts."""
    name, _, most = policy.partition(":")
    if name == "on-failure":
        return code != 0 and (int(most or 0) == 0 or restarts < int(most))
    return name != "no"


def next_back_off(previous_seconds: float, ran_seconds: float) -> float:
    """Return the delay before the next restart (seconds), after a run of `ran_seconds`."""
    seconds = 0.0 if ran_seconds >= GOOD_RUN_SECONDS else previous_seconds * 2
    return min(max(seconds, BACK_OFF_SECONDS), BACK_OFF_SECONDS_AT_MOST)
