"""Tests that are left out on one engine of `make test-engines`, each with the reason.

A pattern is a test id below `tests/`, as pytest prints it; `*` stands for any characters. A test that several patterns
match has the reason of the first. tests/unit/support/test_engine_skips.py fails for a pattern that matches no test.
"""

import re
from collections.abc import Iterable

_NO_RESTARTING = "Podman has no state `restarting`. Its restart policy starts a container again immediately."
_NO_PROBES = "Podman runs health checks with systemd timers. The machines that run the tests have no systemd."
_STOP_OF_PAUSED = "Podman refuses to stop a paused container."
_SERVICE_ONLY = "Containers of Podman keep running when its service stops."
_KILL_OF_PAUSED = (
    "On cgroup v1, a frozen process receives SIGKILL only after an unpause. Podman ends it, but returns 500 after 5 s."
)
_STOPS_FIRST = "`rm -f` of Podman is a stop and a removal. Its events are the same as for two commands."
_LIKE_FORCE = "Podman sends the same events for a stop and an immediate removal as for `rm -f`."
_NO_LIMITS = "Podman accepts this value."
_NO_RANGES = "Podman cannot choose a host port from a range."
_AT_CREATE = "Podman checks devices and networks at create, not at start."
_NO_DETACH_KEYS = "Podman's Docker API ignores the detach keys of an attached terminal."
_NO_PROGRESS = "Podman reports no bytes and no digest during a pull, and continues a pull after its client disconnects."
_OF_PROGRESS = (
    "test_every_layer_comes_down",
    "test_bytes_are_told",
    "test_a_pull_folds_into",
    "test_a_pull_by_digest_has_no_tag",
    "test_close_cancels_a_pull",
    "test_a_cancelled_pull_can_be_begun_again",
)
_TAG_ONLY = "The response to a removal contains the tag, but not the digest."
_TAKES_CONTAINERS = (
    "`rmi -f` of Podman also removes the containers that use the image, and is refused while one is running."
)
_PULLS_BY_ID = "Podman's event of a pull contains the id of the image, not its name."
_CHOOSES_PORTS = "Podman chooses a free host port at create, and inspect returns this port."
_NO_PERMISSIONS = "Podman's inspect does not contain the permissions of a device."
_OWN_WORDS = "Podman's inspect returns mounts, devices, capabilities and ports in another form."
_NO_EXISTING_LAYERS = "A pull does not report which layers exist already."

#: Name of the engine -> (pattern, reason). The reasons are printed in docs/engines.md: write for its readers.
SKIPS: dict[str, tuple[tuple[str, str], ...]] = {
    "docker-26": (),
    "docker-28": (),
    "docker-28-containerd": (
        ("contract/test_pull.py::test_every_layer_comes_down_is_unpacked_and_complete*", _NO_EXISTING_LAYERS),
        ("contract/test_pull.py::test_a_pull_folds_into_layers_digest_and_size*", _NO_EXISTING_LAYERS),
        (
            "contract/test_pull.py::test_bytes_are_told_of_each_layer*",
            "The engine reports the progress of a layer every 100 ms. A layer that arrives sooner has no size.",
        ),
        (
            "contract/test_images.py::test_the_last_tag_takes_the_image_with_it*",
            _TAG_ONLY,
        ),
        (
            "contract/test_image_names.py::test_the_sizes_of_the_steps_are_the_size_of_the_image*",
            "The size of an image also includes its compressed layers. The sizes of the steps do not.",
        ),
        (
            "contract/test_images.py::test_force_takes_the_image_of_what_does_not_run*",
            "`docker rmi -f` removes only the name while a container uses the image, running or not.",
        ),
    ),
    "podman-5": (
        (
            "contract/test_pull.py::test_a_pull_of_what_is_here_has_no_layers*",
            "Podman also reports the layers of an image that is up to date.",
        ),
        ("contract/test_commands*.py::*[docker-*paused-kill]", _KILL_OF_PAUSED),
        (
            "integration/test_lifecycle_walk.py::*",
            "Podman has another lifecycle, which integration/test_lifecycle_walk_podman.py covers.",
        ),
        ("integration/test_many_exits.py::test_twenty_forced_removals", _STOPS_FIRST),
        ("contract/test_commands*.py::*restarting-*", _NO_RESTARTING),
        ("contract/test_exits.py::test_the_cause_of_a_stop_of_a_restart_loop*", _NO_RESTARTING),
        ("contract/test_exits.py::test_back_off_doubles*", _NO_RESTARTING),
        ("contract/test_events.py::test_*_of_one_that_waits_for_its_restart*", _NO_RESTARTING),
        ("contract/test_exits.py::test_health*", _NO_PROBES),
        ("integration/test_watcher_moves.py::test_rename_and_health_move_nothing", _NO_PROBES),
        ("integration/test_watcher_moves.py::test_a_restart_policy_goes_round_until_it_gives_up", _NO_RESTARTING),
        ("integration/test_watcher.py::test_the_end_of_a_restart_loop_is_found*", _NO_RESTARTING),
        ("integration/test_watcher.py::test_an_engine_that_stops_in_order*", _SERVICE_ONLY),
        ("integration/test_watcher_moves.py::test_pause_unpause_and_kill_while_paused", _KILL_OF_PAUSED),
        ("integration/test_watcher_moves.py::test_rm_by_force_is_one_arrow*paused*", _KILL_OF_PAUSED),
        ("contract/test_exits.py::test_the_moves_of_a_whole_life*", _LIKE_FORCE),
        ("contract/test_events.py::test_stop_of_a_paused_one*", _STOP_OF_PAUSED),
        ("contract/test_events.py::test_kill_of_a_paused_one*", _KILL_OF_PAUSED),
        (
            "contract/test_lists.py::test_a_name_that_cannot_be_is_refused[docker-x]",
            "Podman allows names with one letter.",
        ),
        ("contract/test_lists.py::test_what_cannot_be_created_is_refused[docker-options1]", _NO_LIMITS),
        ("contract/test_lists.py::test_rename_to_nothing_or_to_itself_is_refused[docker-itself]", _NO_LIMITS),
        *(
            (f"contract/test_create.py::test_what_cannot_be_meant_is_refused[docker-options{number}]", _NO_LIMITS)
            for number in (12, 14, 21, 22)
        ),
        ("contract/test_images.py::test_the_last_tag_takes_the_image_with_it*", _TAG_ONLY),
        ("contract/test_images.py::test_force_takes_only_the_tag_of_what_runs*", _TAKES_CONTAINERS),
        ("contract/test_images.py::test_force_takes_the_image_of_what_does_not_run*", _TAKES_CONTAINERS),
        ("contract/test_images.py::test_prune_gives_bytes_back*", _TAKES_CONTAINERS),
        *((f"contract/test_pull.py::{test}*", _NO_PROGRESS) for test in _OF_PROGRESS),
        ("contract/test_pull.py::test_a_pull_is_announced*", _PULLS_BY_ID),
        ("contract/test_create.py::test_what_was_asked_for_is_told_back[docker-ports]", _CHOOSES_PORTS),
        ("contract/test_create.py::test_what_was_asked_for_is_told_back[docker-devices]", _NO_PERMISSIONS),
        ("contract/test_creation_api.py::test_what_no_engine_would_create[*-fields3]", _NO_LIMITS),
        ("integration/test_create_body.py::test_the_engine_understood_the_body", _OWN_WORDS),
        ("contract/test_consoles.py::test_attach_detaches_by_keys*", _NO_DETACH_KEYS),
        ("contract/test_consoles_api.py::test_an_attach_joins_the_shell_and_lets_go*", _NO_DETACH_KEYS),
        ("contract/test_create.py::test_of_several_ports_the_first_free_one*", _NO_RANGES),
        ("contract/test_create.py::test_what_is_missing_at_the_start[docker-options1-*", _AT_CREATE),
        ("contract/test_create.py::test_what_is_missing_at_the_start[docker-options2-*", _AT_CREATE),
    ),
}


def reason(exceptions: Iterable[tuple[str, str]], test: str) -> str | None:
    """Return why `test` is left out by `exceptions`, None where it is not."""
    return next((why for pattern, why in exceptions if matches(pattern, test)), None)


def matches(pattern: str, test: str) -> bool:
    """Return whether a pattern matches the id of a test."""
    parts = [re.escape(part) for part in f"tests/{pattern}".split("*")]
    return re.fullmatch(".*".join(parts), test) is not None
