"""Images that an engine under test can pull: the same for both engines."""

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from dockcycle.domain.lifecycle.container import Image
from dockcycle.domain.pull import PullProgress
from dockcycle.engine import Credentials, Engine
from dockcycle.engine.errors import EngineError


@dataclass(frozen=True, slots=True)
class ImageFixture:
    """`layers` and `private` are images of several layers, `twin` is another tag of `layers`.

    A pull of `slow` waits in the middle until `release`.

    `move` puts another image under the name it returns, of which the older one is on the engine. The rest fails.
    """

    layers: str
    twin: str
    private: str
    credentials: Credentials
    slow: str
    move: Callable[[], str]
    unknown_tag: str
    unknown_image: str
    release: Callable[[], None]
    refused: str = "127.0.0.1:9/nothing:1"
    unknown_host: str = "nosuch.invalid/nothing:1"

    def clean(self, engine: Engine) -> None:
        """Take away what was pulled from here."""
        self.release()
        hosts = tuple({name.partition("/")[0] for name in (self.layers, self.private, self.slow)})
        for image in engine.images.list():
            for name in (*image.tags, *image.digests):
                if name.startswith(hosts):
                    with contextlib.suppress(EngineError):
                        engine.images.remove(name, force=True)


def pulled(engine: Engine, reference: str, credentials: Credentials | None = None) -> list[PullProgress]:
    """Pull to the end and return all that was told."""
    return list(engine.images.pull(reference, credentials))


def image_called(engine: Engine, name: str) -> Image | None:
    """Return the image that has this tag or digest."""
    return next((image for image in engine.images.list() if name in (*image.tags, *image.digests)), None)


def states(lines: list[PullProgress]) -> Iterator[tuple[str, list[str]]]:
    """Yield each layer and what became of it, every state once, in order."""
    for layer in dict.fromkeys(line.layer for line in lines if line.layer):
        told = [str(line.state) for line in lines if line.layer == layer]
        yield layer, list(dict.fromkeys(told))
