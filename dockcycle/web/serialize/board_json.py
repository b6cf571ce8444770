"""Builds the messages of the board from domain values."""

from collections.abc import Iterable, Mapping, Sequence
from typing import cast

from msgspec import UNSET, Raw

from dockcycle.domain.lifecycle.container import Cause, Container, Image, Key
from dockcycle.domain.lifecycle.moves import Move
from dockcycle.domain.lifecycle.snapshot import Change, EngineStatus, Snapshot, Tombstone
from dockcycle.domain.lifecycle.table import Room, State
from dockcycle.domain.masking import masked_text, masked_words
from dockcycle.domain.timestamps import rfc3339, rfc3339_or_none
from dockcycle.web.schemas import board_messages
from dockcycle.web.serialize.json_text import encode
from dockcycle.web.text import messages

BOARD = "/board"
SNAPSHOT = "snapshot"
CHANGE = "change"
#: The state of a container in each room where containers can be, None where it does not exist.
_STATES: Mapping[Room | None, State | None] = {
    None: None, Room.FAILED: State.EXITED, **{Room(state.value): state for state in State},
}  # fmt: skip


def snapshot(
    board: Snapshot, language: str, version: str, known: "ContainerJsonCache | None" = None
) -> board_messages.Board:
    """Return the body of `/api/v1/board` and of the `snapshot` message."""
    return board_messages.Board(
        epoch=board.epoch,
        revision=board.revision,
        at=rfc3339(board.at_ns),
        version=version,
        engines=engines(board.engines, language),
        containers=containers(board.containers, language, known),
        images=images(board.images),
        tombstones=[tombstone(one, language) for one in board.tombstones],
        recent=moves(board.recent, language),
    )


def change(frame: Change, language: str, known: "ContainerJsonCache | None" = None) -> board_messages.Change:
    """Return the body of a `change` message. `amended`, `engines` and `images` are absent if they did not change."""
    return board_messages.Change(
        epoch=frame.epoch,
        revision=frame.revision,
        at=rfc3339(frame.at_ns),
        set=containers(frame.set, language, known),
        remove=[board_messages.ContainerKey(engine=engine, id=id) for engine, id in frame.remove],
        moves=moves(frame.moves, language),
        amended=[amendment(*pair, language) for pair in frame.amended] or UNSET,
        engines=UNSET if frame.engines is None else engines(frame.engines, language),
        images=UNSET if frame.images is None else images(frame.images),
    )


def containers(
    values: Iterable[Container], language: str, known: "ContainerJsonCache | None" = None
) -> Sequence[board_messages.Container]:
    """Return the containers of a message. With the cache `known`, an unchanged container is not encoded again."""
    if known is None:
        return [container(value, language) for value in values]
    return [known.get(value, language) for value in values]


class ContainerJsonCache:
    """Caches the encoded JSON of each container by key and language. Most of a large snapshot is unchanged cards."""

    def __init__(self) -> None:
        self._kept: dict[tuple[Key, str], tuple[Container, board_messages.Container]] = {}

    def get(self, value: Container, language: str) -> board_messages.Container:
        """Return the message of a container; encodes it again unless the value is the same object as before.

        The result is its JSON as `msgspec.Raw`, which has no fields. The encoder accepts it for the declared type.
        """
        key = (value.key, language)
        kept = self._kept.get(key)
        if kept is None or kept[0] is not value:
            encoded = cast("board_messages.Container", Raw(encode(container(value, language))))
            kept = self._kept[key] = (value, encoded)
        return kept[1]

    def drop(self, keys: Iterable[Key], languages: Iterable[str]) -> None:
        """Remove containers from the cache."""
        for key in keys:
            for language in languages:
                self._kept.pop((key, language), None)


def container(value: Container, language: str) -> board_messages.Container:
    """Return one container. Unknown values are None; secrets are masked."""
    return board_messages.Container.of(
        value,
        command=masked_text(value.command),
        cause=cause(value.cause, language),
        error=value.error and masked_words(value.error, value.command),
        created_at=rfc3339(value.created_ns),
        started_at=rfc3339_or_none(value.started_ns),
        finished_at=rfc3339_or_none(value.finished_ns),
        since=rfc3339_or_none(value.since_ns),
        health_since=rfc3339_or_none(value.health_since_ns),
        ports=[board_messages.Port.of(one) for one in value.ports],
    )


def cause(value: Cause | None, language: str) -> board_messages.Cause | None:
    """Return why a container exited, as code and as a sentence in `language`; None if unknown."""
    return None if value is None else board_messages.Cause.of(value, text=messages.cause_text(language, value))


def moves(values: Iterable[Move], language: str) -> Sequence[board_messages.Move]:
    """Return transitions in their order."""
    return [move(value, language) for value in values]


def move(value: Move, language: str) -> board_messages.Move:
    """Return one transition. `from` and `to` are Docker's states; only the rooms distinguish `exited` and `failed`."""
    return board_messages.Move.of(
        value,
        source=_STATES[value.source],
        target=_STATES[value.target],
        from_room=value.source,
        to_room=value.target,
        at=rfc3339(value.at_ns),
        cause=cause(value.cause, language),
    )


def amendment(published: Move, corrected: Move, language: str) -> board_messages.Amendment:
    """Return a corrected transition as it was published and as it is now."""
    return board_messages.Amendment(was=move(published, language), now=move(corrected, language))


def images(values: Iterable[Image]) -> Sequence[board_messages.Image]:
    """Return local images in their order."""
    return [image(value) for value in values]


def image(value: Image) -> board_messages.Image:
    """Return one local image."""
    return board_messages.Image.of(value, created_at=rfc3339(value.created_ns))


def tombstone(value: Tombstone, language: str) -> board_messages.Tombstone:
    """Return a removed container with its last data and the time of the removal."""
    return board_messages.Tombstone(container=container(value.container, language), at=rfc3339(value.at_ns))


def engines(values: Iterable[EngineStatus], language: str) -> Sequence[board_messages.Engine]:
    """Return the status of each engine."""
    return [engine(value, language) for value in values]


def engine(status: EngineStatus, language: str) -> board_messages.Engine:
    """Return the status of an engine; after an error, with what is wrong and what to do."""
    return board_messages.Engine.of(
        status,
        since=rfc3339(status.since_ns),
        seen_at=rfc3339_or_none(status.seen_ns),
        error=_engine_error(status, language),
    )


def _engine_error(status: EngineStatus, language: str) -> board_messages.EngineError | None:
    if status.code is None:
        return None
    what, help = messages.engine_error(language, status.code, status.product)
    text = f"{what} ({status.error})" if status.error else what
    return board_messages.EngineError(code=status.code, text=text, help=help)
