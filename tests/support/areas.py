"""The tests that `make test-engines` runs on each engine, by area."""

#: Area -> test files below `tests/`. The names are printed in docs/engines.md.
AREAS: dict[str, tuple[str, ...]] = {
    "Commands and refusals": ("contract/test_commands.py", "contract/test_commands_api.py"),
    "Ends and their causes": ("contract/test_exits.py",),
    "Events": ("contract/test_events.py", "contract/test_streams.py"),
    "Lists and inspect": ("contract/test_lists.py", "contract/test_details_api.py"),
    "Watching one engine": ("integration/test_watcher.py", "integration/test_watcher_moves.py"),
    "Create": (
        "contract/test_create.py",
        "contract/test_creation_api.py",
        "integration/test_create_body.py",
    ),
    "Images and pulls": (
        "contract/test_images.py",
        "contract/test_image_names.py",
        "contract/test_images_api.py",
        "contract/test_pull.py",
    ),
    "Consoles": (
        "contract/test_consoles.py",
        "contract/test_consoles_api.py",
        "integration/test_consoles.py",
        "integration/test_console_input.py",
    ),
    "Logs": ("integration/test_logs.py",),
    "Many commands at once": ("integration/test_concurrent_commands.py",),
    "The whole lifecycle": (
        "integration/test_lifecycle_walk.py",
        "integration/test_lifecycle_walk_podman.py",
        "integration/test_many_exits.py",
    ),
    "Pods": ("matrix/test_pods.py",),
    "Restart loops of Podman": ("matrix/test_podman_loops.py",),
}
#: Test files of the same folders that run on one engine only -> why that is enough.
ONE_ENGINE = {
    "contract/test_scripts.py": "The shell in the container runs the scripts, and it is the same on every engine.",
    "integration/test_pull_stream.py": "The test creates the responses, not an engine.",
    "integration/test_failing_pulls.py": "The test creates the responses, not an engine.",
    "integration/test_docker_29.py": "Docker 29 cannot run here. The responses follow its API documents.",
    "integration/test_docker_29_images.py": "Docker 29 cannot run here. The responses follow its API documents.",
    "integration/test_frozen_engine.py": "The detection of a frozen engine depends only on time.",
    "integration/test_tls.py": "TLS belongs to the connection, which is the same for every Docker Engine.",
    "matrix/test_several_engines.py": "The test starts the engines that it needs.",
    "integration/test_invalid_text.py": "The test creates the responses, not an engine.",
}
