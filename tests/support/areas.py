"""The tests that `make test-engines` runs on each engine, by area."""

#: Area -> test files below `tests/`. The names are printed in docs/engines.md.
AREAS: dict[str, tuple[str, ...]] = {
    "Commands and refusals": ("contract/test_commands.py", "contract/test_commands_over_the_wire.py"),
    "Ends and their causes": ("contract/test_ends.py",),
    "Events": ("contract/test_events.py", "contract/test_streams.py"),
    "Lists and inspect": ("contract/test_lists.py", "contract/test_details_over_the_wire.py"),
    "Watching one engine": ("integration/test_watcher.py",),
    "Create": (
        "contract/test_create.py",
        "contract/test_creation_over_the_wire.py",
        "integration/test_create_body.py",
    ),
    "Images and pulls": (
        "contract/test_images.py",
        "contract/test_images_over_the_wire.py",
        "contract/test_pull.py",
    ),
    "Consoles": (
        "contract/test_consoles.py",
        "contract/test_consoles_over_the_wire.py",
        "integration/test_consoles.py",
    ),
    "Logs": ("integration/test_logs.py",),
    "Many commands at once": ("integration/test_storm.py",),
    "The whole lifecycle": (
        "integration/test_walk.py",
        "integration/test_walk_podman.py",
        "integration/test_many_ends.py",
    ),
    "Pods": ("matrix/test_pods.py",),
    "Restart loops of Podman": ("matrix/test_podman_loops.py",),
}
#: Test files of the same folders that run on one engine only -> why that is enough.
ONE_ENGINE = {
    "integration/test_pull_stream.py": "The test creates the responses, not an engine.",
    "integration/test_bad_pulls.py": "The test creates the responses, not an engine.",
    "integration/test_docker_29.py": "Docker 29 cannot run here. The responses follow its API documents.",
    "integration/test_frozen_engine.py": "The detection of a frozen engine depends only on time.",
    "integration/test_tls.py": "TLS belongs to the connection, which is the same for every Docker Engine.",
    "matrix/test_together.py": "The test starts the engines that it needs.",
    "integration/test_unsayable.py": "The test creates the responses, not an engine.",
}
