"""Pulls of engines that are hostile, stuck or gone: told truly, kept small, and nobody else waits for them."""

import threading
from collections.abc import Iterator

import pytest

from dockcycle.domain.pull import LAYERS_AT_MOST, Pull, PullState
from dockcycle.engine import Engine
from dockcycle.engine.practice import PracticeEngine
from dockcycle.live.commands.pull_commands import AT_ONCE_AT_MOST, Publish, Pulls
from dockcycle.live.failure import Failure
from dockcycle.web.serialize import results
from dockcycle.web.serialize.json_text import encode
from tests.support.live_parts import PAGE, live_parts
from tests.support.scripted_http_server import CHUNKED, Reply, ScriptedHttpServer, Write
from tests.support.scripted_pulls import connected, line
from tests.support.waiting import wait_until

END = b"0\r\n\r\n"
LAYER = "a1b2c3d4e5f6"


@pytest.fixture
def over() -> Iterator[threading.Event]:
    """Set at the end of a test: what a stuck engine waits for."""
    event = threading.Event()
    yield event
    event.set()


def of(*engines: Engine, publish: Publish = lambda _: None) -> Pulls:
    parts = live_parts(*engines)
    return Pulls(parts.gate, parts.engines, publish)


def ended(pulls: Pulls, id: str) -> Pull:
    wait_until(lambda: pulls.get(id).is_over, 10, "the pull to end")
    return pulls.get(id)


def pulled(reply: Reply) -> Pull:
    """Return a pull from an engine that answers `reply`, at its end."""
    with ScriptedHttpServer({"POST /images/create": reply}) as server:
        pulls = of(connected(server))
        return ended(pulls, pulls.pull(PAGE, "scripted", "nginx")[0].id)


@pytest.mark.parametrize(
    "raw",
    [
        {"status": "Downloading", "id": LAYER, "progressDetail": {"current": 10**30, "total": 10**40}},
        {"status": "Downloading", "id": LAYER, "progressDetail": {"current": True, "total": False}},
        {"status": "Downloading", "id": "\ud800", "progressDetail": {}},
        {"status": "Downloading", "id": "x" * 100_000, "progressDetail": {}},
        {"status": "Digest: sha256:" + "a" * 100_000},
        {"errorDetail": {"message": "\ud800 %(x)s"}},
        {"errorDetail": {"message": "x" * 900_000}},
    ],
)
def test_whatever_an_engine_says_of_a_pull_can_be_told_to_a_browser(raw: object) -> None:
    pull = pulled(CHUNKED + line(raw) + END)

    assert len(encode(results.pull(pull, "en"))) < 20_000


def test_an_image_has_only_so_many_layers() -> None:
    lines = b"".join(line({"status": "Waiting", "id": f"{n:012x}"}) for n in range(LAYERS_AT_MOST + 100))

    assert len(pulled(CHUNKED + lines + END).layers) == LAYERS_AT_MOST


@pytest.mark.parametrize("engine", [PracticeEngine("lab", "practice://?containers=0"), None])
def test_one_that_the_end_of_the_app_cuts_off_is_not_done(engine: Engine | None, over: threading.Event) -> None:
    def slow(write: Write) -> None:
        write(CHUNKED + line({"status": "Waiting", "id": LAYER}))
        over.wait(20)

    with ScriptedHttpServer({"POST /images/create": slow}) as server:
        engine = engine or connected(server)
        engine.connect()
        pulls = of(engine)
        pulls.start()
        id = pulls.pull(PAGE, engine.name, "mariadb:12")[0].id
        wait_until(lambda: pulls.get(id).layers, 10, "a first layer")

        pulls.stop()
        assert ended(pulls, id).state is PullState.CANCELLED
        over.set()


def test_a_stuck_engine_holds_up_its_own_pulls_only_and_so_many_of_them(over: threading.Event) -> None:
    def stuck(_: Write) -> None:
        over.wait(20)

    lab = PracticeEngine("lab", "practice://?containers=0")
    lab.connect()
    with ScriptedHttpServer({"POST /images/create": stuck}) as server:
        pulls = of(connected(server), lab)
        for n in range(AT_ONCE_AT_MOST):
            pulls.cancel(PAGE, pulls.pull(PAGE, "scripted", f"nginx:{n}")[0].id)

        with pytest.raises(Failure) as refused:  # cancelled for us, but the engine has not let go of them
            pulls.pull(PAGE, "scripted", "nginx:more")
        assert refused.value.code == "too_many"
        assert ended(pulls, pulls.pull(PAGE, "lab", "hello-world")[0].id).state is PullState.DONE

        over.set()
        wait_until(lambda: takes(pulls, "scripted"), 10, "the engine to let go")
    lab.close()


def takes(pulls: Pulls, engine: str) -> bool:
    try:
        pulls.pull(PAGE, engine, "nginx:again")
    except Failure:
        return False
    return True


def test_a_change_that_cannot_be_published_does_not_keep_back_later_ones() -> None:
    lab = PracticeEngine("lab", "practice://?containers=0")
    lab.connect()
    published: list[Pull] = []

    def publish(pull: Pull) -> None:
        published.append(pull)
        if not pull.is_over:
            raise TypeError("a fault of our own")

    pulls = of(lab, publish=publish)
    pulls.start()
    pulls.pull(PAGE, "lab", "hello-world")
    wait_until(lambda: published and published[-1].is_over, 10, "the end of the pull")
    pulls.stop()
    lab.close()
    assert not published[0].is_over
