"""Logs in flood on the real engine: what is left out is counted, and told where it is missing."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
import requests

from tests.support.app import App
from tests.support.docker_cli import DockerCli
from tests.support.engine_facts import EngineFacts
from tests.support.socket_proxy import SocketProxy
from tests.support.stream_client import StreamClient
from tests.support.waiting import wait_until

pytestmark = pytest.mark.engine

LINES = 300_000


@pytest.fixture
def stream_client(app: App) -> Iterator[StreamClient]:
    """Somebody who looks."""
    with StreamClient(app.url) as stream_client:
        yield stream_client


def test_each_line_of_a_flood_is_told_or_counted_where_it_is_missing(
    stream_client: StreamClient, docker: DockerCli, facts: EngineFacts
) -> None:
    script = f"seq 1 6000; while [ ! -e /go ]; do sleep 0.1; done; seq 6001 {LINES}"
    if facts.end_cuts_followed_log:
        script += "; while [ ! -e /end ]; do sleep 0.1; done"
    id = docker.run("lab", "sh", "-c", script)
    stream_client.ask("/logs", "follow", {"engine": "lab", "id": id, "tail": 5000})
    wait_until(lambda: stream_client.texts()[-1:] == ["6000"], 10, "what was there before")

    stream_client.takes.clear()
    docker("exec", id, "touch", "/go")
    if facts.end_cuts_followed_log:
        wait_until(lambda: docker("logs", "--tail", "1", id, ok=False) == str(LINES), 30, "the flood to be written")
        stream_client.takes.set()
        wait_until(lambda: stream_client.texts()[-1:] == [str(LINES)], 60, "the last line")
        docker("exec", id, "touch", "/end")
    docker("wait", id)
    stream_client.takes.set()

    wait_until(lambda: stream_client.ends, 60, "the end")
    expected = int(stream_client.texts()[0]) - stream_client.frames[0][0]
    for skipped, lines in stream_client.frames:
        expected += skipped
        assert [int(line["text"]) for line in lines] == list(range(expected, expected + len(lines)))
        expected += len(lines)
    assert expected == LINES + 1
    assert stream_client.skipped > 0


@pytest.mark.parametrize("options", [(), ("-t",)])
def test_a_line_of_a_megabyte_is_cut_and_says_so(
    stream_client: StreamClient, docker: DockerCli, options: tuple[str, ...]
) -> None:
    script = "head -c 1000000 /dev/zero | tr '\\0' x; echo; echo after"
    id = docker.run("lab", "sh", "-c", script, options=options)

    stream_client.ask("/logs", "follow", {"engine": "lab", "id": id})

    wait_until(lambda: len(stream_client.lines) == 2, 10, "both lines")
    assert stream_client.lines[0]["cut"] is True
    assert set(stream_client.lines[0]["text"]) == {"x"}
    assert stream_client.lines[1]["text"] == "after"


@pytest.mark.parametrize("options", [(), ("-t",)])
def test_a_long_line_is_downloaded_whole_and_a_longer_one_says_that_it_is_cut(
    app: App, docker: DockerCli, options: tuple[str, ...]
) -> None:
    script = "for n in 900000 1100000; do head -c $n /dev/zero | tr '\\0' x; echo; done; echo after"
    id = docker.run("lab", "sh", "-c", script, options=options)
    docker("wait", id)

    log = requests.get(f"{app.url}/api/v1/containers/lab/{id}/logs.txt", timeout=20).text

    assert log.splitlines() == ["x" * 900_000, "x" * 1_048_576 + " … [cut]", "after"]


@pytest.mark.parametrize("options", [(), ("-t",)])
def test_a_downloaded_log_steers_no_terminal_unless_it_is_asked_for_raw(
    app: App, docker: DockerCli, options: tuple[str, ...]
) -> None:
    script = "printf '\\033]0;title\\007\\033[31mred\\033[0m\\n\\007bell\\n'"
    id = docker.run("lab", "sh", "-c", script, options=options)
    docker("wait", id)

    file, raw = (
        requests.get(f"{app.url}/api/v1/containers/lab/{id}/logs.txt{query}", timeout=20).text
        for query in ("", "?raw=1")
    )

    assert file == "red\n␇bell\n"
    assert raw == "\x1b]0;title\x07\x1b[31mred\x1b[0m\n\x07bell\n"


def test_what_was_written_before_is_told_whole_however_slowly_it_is_taken(
    stream_client: StreamClient, docker: DockerCli
) -> None:
    id = docker.run("lab", "sh", "-c", "seq 1 6000")
    docker("wait", id)
    stream_client.takes.clear()

    stream_client.ask("/logs", "follow", {"engine": "lab", "id": id, "tail": 5000})
    wait_until(lambda: stream_client.lines, 10, "the first lines")
    stream_client.takes.set()

    wait_until(lambda: stream_client.texts()[-1:] == ["6000"], 10, "the last line")
    assert stream_client.texts() == [str(number) for number in range(1001, 6001)]
    assert stream_client.skipped == 0


def test_a_log_that_the_engine_does_not_give_says_why(app: App, docker: DockerCli) -> None:
    id = docker.run("lab", "sleep", "1000", options=("--log-driver", "none"))
    with StreamClient(app.url) as stream_client:
        stream_client.ask("/logs", "follow", {"engine": "lab", "id": id})

        wait_until(lambda: stream_client.ends, 10, "the end")

        assert stream_client.ends == ["refused"]


@pytest.mark.parametrize("is_new", [False, True])
def test_a_log_asked_for_while_the_engine_was_away_comes_when_it_is_back(
    engine_url: str, docker: DockerCli, tmp_path: Path, *, is_new: bool
) -> None:
    id = docker.run("lab", "echo", "hello")
    docker("wait", id)
    engine = Path(engine_url.removeprefix("unix://"))
    with (
        SocketProxy(engine, tmp_path / "end.sock") as socket_proxy,
        App({"DOCKCYCLE_ENGINES": f"lab={socket_proxy.url}"}, tmp_path / "app.log") as app,
        ExitStack() as stack,
    ):
        app.wait_live()
        socket_proxy.stop()
        if is_new:  # it knows no container yet
            app.stop()
            app.start()
        wait_until(lambda: app.get("/healthz").json()["status"] == "degraded", 20, "the engine to be missed")
        stream_client = stack.enter_context(StreamClient(app.url))
        assert stream_client.ask("/logs", "follow", {"engine": "lab", "id": id})["ok"]
        wait_until(lambda: stream_client.ends == ["lost"], 10, "the word that the engine is away")

        socket_proxy.start()

        wait_until(lambda: stream_client.texts() == ["hello"], 30, "the log")
