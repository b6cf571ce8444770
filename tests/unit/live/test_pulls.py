"""Durations of pulls are measured by a monotonic clock."""

import threading

from dockcycle.domain.timestamps import NANOSECONDS
from dockcycle.engine.discovery import parse_address
from dockcycle.engine.docker.docker_engine import DockerEngine
from dockcycle.live.commands.pull_commands import Pulls
from dockcycle.live.commands.pull_table import ENDED_KEPT_SECONDS
from tests.support.live_parts import PAGE, live_parts
from tests.support.scripted_http_server import CHUNKED, ScriptedHttpServer, Write
from tests.support.waiting import wait_until

HOUR_NS = 3600 * NANOSECONDS


class Clocks:
    """The wall clock (nanoseconds) and the monotonic clock (seconds)."""

    wall_ns = 1_800_000_000 * NANOSECONDS
    steady = 0.0


def test_a_clock_that_is_set_neither_hides_a_pull_that_stalls_nor_forgets_one() -> None:
    clocks, over = Clocks(), threading.Event()

    def silent(write: Write) -> None:
        write(CHUNKED)
        over.wait(20)
        write(b"0\r\n\r\n")

    with ScriptedHttpServer({"POST /images/create": silent}) as server:
        engine = DockerEngine("scripted", parse_address(server.url))
        engine.connect()
        parts = live_parts(engine)
        pulls = Pulls(parts.gate, parts.engines, lambda _: None, lambda: clocks.wall_ns, lambda: clocks.steady)
        pulls.start()
        id = pulls.pull(PAGE, "scripted", "nginx")[0].id

        clocks.wall_ns -= HOUR_NS
        clocks.steady += 31
        wait_until(lambda: pulls.get(id).stalled, 5, "it to stall")

        over.set()
        wait_until(lambda: pulls.get(id).is_over, 5, "its end")
        clocks.wall_ns += 2 * HOUR_NS
        assert [one.id for one in pulls.all()] == [id]
        clocks.steady += ENDED_KEPT_SECONDS + 1
        assert pulls.all() == []
        pulls.stop()
        engine.close()
