"""Lists, pulls, removes and prunes images on a real engine."""

import base64
import json
from urllib.parse import quote

from dockcycle.domain.image_history import HistoryStep
from dockcycle.domain.lifecycle.container import Image
from dockcycle.engine import Credentials, RemovedImages
from dockcycle.engine.docker.connection import CALL_SECONDS, Connection
from dockcycle.engine.docker.error_translation import engine_errors
from dockcycle.engine.docker.parse import parse_image
from dockcycle.engine.docker.pull_errors import with_reason
from dockcycle.engine.docker.request_parsing import image_named, image_there, tag_wanted
from dockcycle.engine.docker.transport.payloads import load_json, to_int
from dockcycle.engine.docker.transport.streams import DockerPullStream, PodmanPullStream
from dockcycle.engine.errors import EngineError

#: Timeout of removing and pruning images (seconds). Removing many layers takes long.
REMOVE_SECONDS = 120
#: A pull that sends nothing for this long has failed (seconds). Slow layers still report progress.
PULL_SILENCE_SECONDS = 600
#: Steps of the history of one image. Docker allows 127 layers; steps without a layer have no limit.
STEPS_AT_MOST = 1000


class DockerImages:
    """The images of a real engine (`engine_protocols.ImageCalls`)."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def list(self) -> list[Image]:
        with engine_errors("images"):
            images = [parse_image.image(self._connection.name, raw) for raw in self._connection.json("/images/json")]
        # The engine sorts by time only. Without the id, images of the same second would change order between two calls.
        return sorted(images, key=lambda image: (image.created_ns, image.id), reverse=True)

    def pull(self, reference: str, credentials: Credentials | None = None) -> DockerPullStream:
        target = image_named(reference)
        before = self._image_id(target.familiar) if self._connection.is_podman else None
        with with_reason(credentials), engine_errors("pull"):
            response = self._connection.post(
                "/images/create",
                params={"fromImage": target.familiar_name, "tag": target.tag_or_digest},
                headers=_registry_auth(target.registry, credentials),
                stream=True,
                timeout=(CALL_SECONDS, PULL_SILENCE_SECONDS),
            )
        if not self._connection.is_podman:
            return self._connection.keep(DockerPullStream(self._connection.name, response, credentials))
        stream = PodmanPullStream(
            self._connection.name,
            response,
            credentials,
            image_id=lambda: self._image_id(target.familiar),
            before=before,
        )
        return self._connection.keep(stream)

    def _image_id(self, reference: str) -> str | None:
        """Return the id of a local image, None if it is absent or the request fails."""
        try:
            with engine_errors("images"):
                return str(self._connection.json(f"/images/{quote(reference, safe='/:@')}/json")["Id"])
        except EngineError:
            return None

    def remove(self, reference: str, *, force: bool = False) -> RemovedImages:
        path = self._connection.url(f"/images/{quote(image_there(reference), safe='/:@')}")
        with engine_errors("remove-image"):
            response = self._connection.client().delete(path, params={"force": str(int(force))}, timeout=REMOVE_SECONDS)
            response.raise_for_status()
            return parse_image.removed_images(load_json(response.content))

    def tag(self, reference: str, target: str) -> None:
        wanted = tag_wanted(target)
        path = f"/images/{quote(image_there(reference), safe='/:@')}/tag"
        with engine_errors("tag-image"):
            self._connection.post(path, params={"repo": wanted.familiar_name, "tag": wanted.tag_or_digest})

    def history(self, reference: str) -> tuple[HistoryStep, ...]:
        with engine_errors("images"):
            rows = self._connection.json(f"/images/{quote(image_there(reference), safe='/:@')}/history")
            return tuple(parse_image.history_step(row) for row in rows[:STEPS_AT_MOST])

    def prune(self) -> RemovedImages:
        with engine_errors("prune-images"):
            answer = load_json(self._connection.post("/images/prune", timeout=REMOVE_SECONDS).content)
            return parse_image.removed_images(answer.get("ImagesDeleted") or [], to_int(answer.get("SpaceReclaimed")))


def _registry_auth(registry: str, credentials: Credentials | None) -> dict[str, str]:
    """Return the header with user and password for one registry (API `ImageCreate`), {} without credentials."""
    if credentials is None:
        return {}
    login = {"username": credentials.username, "password": credentials.password, "serveraddress": registry}
    return {"X-Registry-Auth": base64.urlsafe_b64encode(json.dumps(login).encode()).decode()}
