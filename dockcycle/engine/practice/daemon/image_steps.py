"""The build of a practice image as `docker history` shows it."""

import json

from dockcycle.domain.image_history import HistoryStep
from dockcycle.engine.practice.daemon.image_catalog import PracticeImage

_COMMENT = "buildkit.dockerfile.v0"
#: The steps above the base, from the top.
_COMMANDS = (
    "COPY . . # buildkit",
    "RUN /bin/sh -c make install # buildkit",
    "RUN /bin/sh -c install-packages # buildkit",
)
_BASE = "ADD rootfs.tar.xz / # buildkit"


def history_of(image: PracticeImage, created_ns: int, tags: tuple[str, ...]) -> tuple[HistoryStep, ...]:
    """Return the steps of the build, the newest first: its settings, then its layers from the top to the base."""
    settings = [
        *([f"CMD {json.dumps(image.command)}"] if image.command else []),
        *(f"EXPOSE map[{port.private}/{port.protocol}:{{}}]" for port in image.ports),
        *([f"ENTRYPOINT {json.dumps(image.entrypoint)}"] if image.entrypoint else []),
        *(f"ENV {name}={value}" for name, value in image.env.items()),
    ]
    layers = [
        (_BASE if layer is image.layers[0] else _COMMANDS[place % len(_COMMANDS)], layer.size)
        for place, layer in enumerate(reversed(image.layers))
    ]
    steps = [*((text, 0) for text in settings), *layers]
    return tuple(
        HistoryStep(created_ns, text, size, _COMMENT, tags if place == 0 else ())
        for place, (text, size) in enumerate(steps)
    )
