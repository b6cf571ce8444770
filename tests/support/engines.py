"""The engines that the tests can run on. DOCKCYCLE_TEST_ENGINE names one; the default is the machine's own dockerd."""

import os
from dataclasses import dataclass

VARIABLE = "DOCKCYCLE_TEST_ENGINE"


@dataclass(frozen=True, slots=True)
class TestedEngine:
    """One engine: where its program comes from and how it is started.

    `suite` is the Debian suite it is unpacked from (None: the machine's own), `version` the beginning of the version
    that it must report, `options` are further ones of its command line.
    """

    __test__ = False

    name: str
    title: str
    suite: str | None
    version: str
    product: str = "Docker"
    options: tuple[str, ...] = ()

    @property
    def podman(self) -> bool:
        """Whether it is Podman."""
        return self.product == "Podman"


MACHINE = TestedEngine("machine", "the dockerd of this machine", None, "")
#: The engines of `make test-engines`, in the order of the documentation.
MATRIX = {
    engine.name: engine
    for engine in (
        TestedEngine("docker-26", "Docker 26", "trixie", "26."),
        TestedEngine("docker-28", "Docker 28", "sid", "28."),
        TestedEngine(
            "docker-28-containerd",
            "Docker 28, containerd image store",
            "sid",
            "28.",
            options=("--feature", "containerd-snapshotter=true"),
        ),
        TestedEngine("podman-5", "Podman 5", "sid", "5.", "Podman"),
    )
}


def under_test() -> TestedEngine:
    """Return the engine that the tests of this process run on; raises KeyError for an unknown name."""
    name = os.environ.get(VARIABLE) or MACHINE.name
    return MACHINE if name == MACHINE.name else MATRIX[name]
