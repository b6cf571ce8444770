"""The docker CLI, as a user runs it in a terminal."""

import json
import os
import shutil
import subprocess
from typing import Any

from tests.support.dockerd import IMAGE
from tests.support.engines import under_test

#: For a container that a page is opened beside: a browser that sees a network interface come drops what it loads.
NO_NETWORK = ("--network", "none")


class DockerCli:
    """`docker …` on one engine. The engine belongs to the tests, so `clean` removes everything."""

    def __init__(self, url: str) -> None:
        found = shutil.which("docker")
        assert found, "the docker CLI is missing (package docker.io)"
        self._program = found
        self._environ = {**os.environ, "DOCKER_HOST": url}
        self._environ.pop("DOCKER_CONTEXT", None)

    def __call__(self, *arguments: str, ok: bool = True) -> str:
        """Run one command and return what it printed; `ok=False` where it may fail."""
        done = subprocess.run(
            [self._program, *arguments], env=self._environ, capture_output=True, text=True, timeout=120, check=False
        )
        assert done.returncode == 0 or not ok, f"docker {' '.join(arguments)}: {done.stderr}"
        return done.stdout.strip()

    def run(self, name: str, *command: str, options: tuple[str, ...] = (), image: str = IMAGE) -> str:
        """`docker run -d` and return the id."""
        return self("run", "-d", "--name", name, *options, image, *command)

    def inspect(self, name: str) -> dict[str, Any]:
        """Return `docker inspect` of one container."""
        found: dict[str, Any] = json.loads(self("inspect", name))[0]
        return found

    def ps(self) -> dict[str, str]:
        """Return the state of every container by name, as `docker ps -a` tells it."""
        lines = self("ps", "-a", "--no-trunc", "--format", "{{.Names}} {{.State}}").splitlines()
        states = dict(line.split(" ", 1) for line in lines)
        # Podman: it has ended, and its clean-up process was not able to say so.
        return {name: "exited" if state == "stopped" else state for name, state in states.items()}

    def clean(self) -> None:
        """Remove every container."""
        if under_test().podman:
            self._kill_all()
        ids = self("ps", "-aq").split()
        if ids:
            self("rm", "-f", *ids, ok=False)

    def _kill_all(self) -> None:
        """Podman's `rm -f` sends SIGTERM and waits 10 s; it may refuse to remove a paused container (cgroup v1)."""
        for id in self("ps", "-q", "--filter", "status=paused").split():
            self("unpause", id, ok=False)
        if running := self("ps", "-q").split():
            self("kill", *running, ok=False)
