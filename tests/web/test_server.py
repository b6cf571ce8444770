"""The WebSocket under load: frames arrive whole, to fast and to slow readers; limits are kept."""

import socket as std_socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
import websocket

from dockcycle.websocket import MESSAGE_BYTES_AT_MOST
from tests.support.app import ROOT
from tests.support.websocket_process import FRAMES, frame

Connect = Callable[..., websocket.WebSocket]


@contextmanager
def serving(handler: str) -> Iterator[Connect]:
    command = [sys.executable, "-m", "tests.support.websocket_process", handler]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        port = int(process.stdout.readline())
        yield lambda **options: websocket.create_connection(f"ws://127.0.0.1:{port}/", timeout=30, **options)
        process.kill()


@pytest.fixture(scope="module")
def flooding() -> Iterator[Connect]:
    with serving("flood") as connect:
        yield connect


@pytest.fixture(scope="module")
def echoing() -> Iterator[Connect]:
    with serving("echo") as connect:
        yield connect


@pytest.mark.parametrize("receive_buffer", [16 * 1024, 4 * 1024 * 1024])
def test_large_frames_arrive_whole(flooding: Connect, receive_buffer: int) -> None:
    client = flooding(sockopt=[(std_socket.SOL_SOCKET, std_socket.SO_RCVBUF, receive_buffer)])

    received = [client.recv() for _ in range(FRAMES)]

    assert received == [frame(number) for number in range(FRAMES)]
    client.close()


@pytest.mark.parametrize("text", ["plain", "조각난 글자", "x" * (MESSAGE_BYTES_AT_MOST - 1)])
def test_text_comes_back_as_it_was_sent(echoing: Connect, text: str) -> None:
    client = echoing()
    client.send(text)

    assert client.recv() == text
    client.close()


def test_a_message_in_fragments_is_joined(echoing: Connect) -> None:
    client = echoing()
    client.send_frame(websocket.ABNF.create_frame("one ", websocket.ABNF.OPCODE_TEXT, fin=0))
    client.send_frame(websocket.ABNF.create_frame("two", websocket.ABNF.OPCODE_CONT, fin=1))

    assert client.recv() == "one two"
    client.close()


def test_a_message_that_is_too_large_ends_the_connection_and_no_other(echoing: Connect) -> None:
    greedy, other = echoing(), echoing()
    greedy.send("x" * (MESSAGE_BYTES_AT_MOST + 1))
    opcode, data = greedy.recv_data()
    other.send("still here")

    assert opcode == websocket.ABNF.OPCODE_CLOSE
    assert int.from_bytes(data[:2], "big") == 1009
    greedy.shutdown()  # type: ignore[no-untyped-call]  # websocket-client types only a part
    assert other.recv() == "still here"
    other.close()


def test_compression_is_never_negotiated(echoing: Connect) -> None:
    client = echoing(header=["Sec-WebSocket-Extensions: permessage-deflate"])

    assert "sec-websocket-extensions" not in {name.lower() for name in client.getheaders() or {}}
    client.close()


def test_a_ping_is_answered(echoing: Connect) -> None:
    client = echoing()
    client.ping("are you there")
    opcode, pong = client.recv_data_frame(control_frame=True)

    assert (opcode, pong.data) == (websocket.ABNF.OPCODE_PONG, b"are you there")
    client.close()
