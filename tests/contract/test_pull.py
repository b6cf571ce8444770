"""Pulling images, on both engines: layers and bytes, what is here already, each way to fail, cancelling."""

import threading

import pytest

from dockcycle.domain.pull import LayerState, Pull, PullProgress, progressed
from dockcycle.engine import Credentials, Engine
from dockcycle.engine.errors import EngineError
from dockcycle.engine.stream_protocols import PullStream
from tests.contract.engine_fixture import EngineFixture
from tests.contract.image_fixture import ImageFixture, image_called, pulled, states
from tests.support.waiting import wait_until


def test_every_layer_comes_down_is_unpacked_and_complete(any_engine: Engine, image_fixture: ImageFixture) -> None:
    lines = pulled(any_engine, image_fixture.layers)

    shared, *own = dict(states(lines)).values()
    assert shared == ["exists"]
    assert len(own) >= 3
    for told in own:
        assert told == [state for state in LayerState if state in told], "out of order"
        assert (told[0], told[-1]) == ("waiting", "complete")
        assert {"downloading", "downloaded", "extracting"} <= set(told)
    assert image_called(any_engine, image_fixture.layers) is not None


def test_bytes_are_told_of_each_layer(any_engine: Engine, image_fixture: ImageFixture) -> None:
    lines = [line for line in pulled(any_engine, image_fixture.layers) if line.state is LayerState.DOWNLOADING]

    assert lines
    for line in lines:
        assert line.current is not None
        assert line.total is not None
        assert 0 < line.current <= line.total


def test_a_pull_folds_into_layers_digest_and_size(any_engine: Engine, image_fixture: ImageFixture) -> None:
    pull = Pull("p1", "e", image_fixture.layers, "r", 0, 0)
    for line in pulled(any_engine, image_fixture.layers):
        pull = progressed(pull, line, 1)

    assert {layer.state for layer in pull.layers.values()} == {LayerState.EXISTS, LayerState.COMPLETE}
    assert all(layer.total for layer in pull.layers.values() if layer.state is LayerState.COMPLETE)
    assert pull.digest is not None
    assert pull.digest.startswith("sha256:")
    assert not pull.up_to_date
    image = image_called(any_engine, image_fixture.layers)
    assert image is not None
    assert [name.partition("@")[2] for name in image.digests] == [pull.digest]


def test_what_is_here_is_up_to_date(any_engine: Engine, image_fixture: ImageFixture) -> None:
    first = pulled(any_engine, image_fixture.layers)

    again = pulled(any_engine, image_fixture.layers)
    assert again[-1] == PullProgress(up_to_date=True)
    assert not any(line.up_to_date for line in first)


def test_a_pull_of_what_is_here_has_no_layers(any_engine: Engine, image_fixture: ImageFixture) -> None:
    pulled(any_engine, image_fixture.layers)

    assert [line.layer for line in pulled(any_engine, image_fixture.layers) if line.layer] == []


def test_a_pull_by_digest_has_no_tag(any_engine: Engine, image_fixture: ImageFixture) -> None:
    digest = next(line.digest for line in pulled(any_engine, image_fixture.layers) if line.digest)
    any_engine.images.remove(image_fixture.layers)
    name = f"{image_fixture.layers.rpartition(':')[0]}@{digest}"

    pulled(any_engine, name)

    image = image_called(any_engine, name)
    assert image is not None
    assert image.tags == ()
    any_engine.images.prune()
    assert (image_called(any_engine, name) is None) is image.dangling, "prune removes what dangles, and nothing else"


def test_a_pull_is_announced(engine_fixture: EngineFixture, image_fixture: ImageFixture) -> None:
    pulled(engine_fixture.engine, image_fixture.layers)

    def told() -> list[str]:
        events = list(engine_fixture.listener.events)
        return [event.id for event in events if (event.type, event.action) == ("image", "pull")]

    wait_until(told, 10, "the pull event")
    assert told() == [image_fixture.layers]


def test_a_private_image_with_user_and_password(any_engine: Engine, image_fixture: ImageFixture) -> None:
    lines = pulled(any_engine, image_fixture.private, image_fixture.credentials)

    assert not any(line.up_to_date for line in lines)
    assert image_called(any_engine, image_fixture.private) is not None


@pytest.mark.parametrize(
    ("what", "code", "reason"),
    [
        ("private", "forbidden", "no_credentials"),
        ("unknown_tag", "not_found", "unknown_image"),
        ("unknown_image", "not_found", "unknown_image"),
        ("unknown_host", "engine_error", "unknown_host"),
        ("refused", "engine_error", "refused"),
    ],
)
def test_what_cannot_be_pulled_says_why(
    any_engine: Engine, image_fixture: ImageFixture, what: str, code: str, reason: str
) -> None:
    with pytest.raises(EngineError) as failed:
        pulled(any_engine, getattr(image_fixture, what))

    assert (failed.value.code, failed.value.reason) == (code, reason)
    assert failed.value.message


@pytest.mark.parametrize("user", ["dockcycle", "somebody"])
def test_a_wrong_password_is_not_repeated(any_engine: Engine, image_fixture: ImageFixture, user: str) -> None:
    with pytest.raises(EngineError) as failed:
        pulled(any_engine, image_fixture.private, Credentials(user, "not-the-password"))

    assert (failed.value.code, failed.value.reason) == ("forbidden", "wrong_password")
    assert "not-the-password" not in str(failed.value)


@pytest.mark.parametrize("name", ["", "UPPER:1", "a b", "x:!", "https://docker.io/alpine", "-x", "a//b", "x@sha256:1"])
def test_a_name_that_cannot_be_is_refused(any_engine: Engine, name: str) -> None:
    with pytest.raises(EngineError) as refused:
        any_engine.images.pull(name)

    assert (refused.value.code, refused.value.status, refused.value.reason) == ("bad_request", 400, "bad_name")


class Reader:
    """Reads a pull in a thread of its own."""

    def __init__(self, stream: PullStream) -> None:
        self.lines: list[PullProgress] = []
        self.failure: EngineError | None = None
        self._stream = stream
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def ended(self) -> bool:
        """Tell whether the pull is over."""
        return not self._thread.is_alive()

    def _read(self) -> None:
        try:
            self.lines.extend(self._stream)
        except EngineError as error:
            self.failure = error


def test_close_cancels_a_pull(any_engine: Engine, image_fixture: ImageFixture) -> None:
    stream = any_engine.images.pull(image_fixture.slow)
    reader = Reader(stream)
    wait_until(lambda: [line for line in reader.lines if line.current], 20, "some bytes")

    assert not reader.ended()
    stream.close()
    wait_until(reader.ended, 10, "the reader to come back")
    stream.close()
    assert reader.failure is None
    assert image_called(any_engine, image_fixture.slow) is None


def test_a_cancelled_pull_can_be_begun_again(any_engine: Engine, image_fixture: ImageFixture) -> None:
    stream = any_engine.images.pull(image_fixture.slow)
    reader = Reader(stream)
    wait_until(lambda: [line for line in reader.lines if line.current], 20, "some bytes")
    stream.close()
    wait_until(reader.ended, 10, "the reader to come back")

    image_fixture.release()
    pulled(any_engine, image_fixture.slow)
    assert image_called(any_engine, image_fixture.slow) is not None


def test_two_may_pull_the_same(any_engine: Engine, image_fixture: ImageFixture) -> None:
    readers = [Reader(any_engine.images.pull(image_fixture.layers)) for _ in range(2)]

    wait_until(lambda: all(reader.ended() for reader in readers), 30, "both pulls")
    assert [reader.failure for reader in readers] == [None, None]
    assert image_called(any_engine, image_fixture.layers) is not None
