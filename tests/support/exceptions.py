"""Tests that are left out on one engine of `make test-engines`, each with the reason.

A pattern is a test id below `tests/`, as pytest prints it; `*` stands for any characters. A test that several patterns
match has the reason of the first. tests/unit/support/test_exceptions.py fails for a pattern that matches no test.
"""

import re
from collections.abc import Iterable

_NO_RESTARTING = "Podman has no state `restarting`: its restart policy starts a container again at once."
_NO_PROBES = "Podman runs health checks by timers of systemd, which does not run on the machines of the tests."

#: Name of the engine -> (pattern, reason). The reasons are printed in docs/engines.md: write for its readers.
EXCEPTIONS: dict[str, tuple[tuple[str, str], ...]] = {
    "docker-26": (),
    "docker-28": (),
    "docker-28-containerd": (),
    "podman-5": (
        (
            "contract/test_commands.py::test_the_engine_answers_as_the_table_says[docker-paused-kill]",
            "On cgroup v1 a frozen process takes SIGKILL only when thawed: Podman ends it, but answers 500 after 5 s.",
        ),
        ("contract/test_commands*.py::*restarting-*", _NO_RESTARTING),
        ("contract/test_ends.py::test_the_cause_of_a_stop_of_a_restart_loop*", _NO_RESTARTING),
        ("contract/test_ends.py::test_back_off_doubles*", _NO_RESTARTING),
        ("contract/test_events.py::test_*_of_one_that_waits_for_its_restart*", _NO_RESTARTING),
        ("contract/test_ends.py::test_health*", _NO_PROBES),
    ),
}


def reason(exceptions: Iterable[tuple[str, str]], test: str) -> str | None:
    """Return why `test` is left out by `exceptions`, None where it is not."""
    return next((why for pattern, why in exceptions if matches(pattern, test)), None)


def matches(pattern: str, test: str) -> bool:
    """Return whether a pattern matches the id of a test."""
    parts = [re.escape(part) for part in f"tests/{pattern}".split("*")]
    return re.fullmatch(".*".join(parts), test) is not None
