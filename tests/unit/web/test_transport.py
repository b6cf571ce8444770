"""The internals of python-socketio and engine.io that `transport` uses. If a test fails, adapt that module."""

import inspect

import engineio
import pytest
import socketio
from engineio.socket import Socket

from dockcycle.web.sockets import transport
from dockcycle.web.sockets.packets import StrictPacket
from dockcycle.web.sockets.send_queue import SendQueue
from dockcycle.web.sockets.shared_timer import SharedTimer
from dockcycle.websocket import WebSocket


@pytest.fixture
def server() -> socketio.Server:
    return socketio.Server(async_mode="gevent", transports=["websocket"], serializer=StrictPacket)


def parameters(method: object) -> list[str]:
    return list(inspect.signature(method).parameters)  # type: ignore[arg-type]  # a function


def test_engineio_takes_its_drivers_from_a_table(server: socketio.Server) -> None:
    assert {"websocket", "queue"} <= server.eio._async.keys()
    transport.install(server)

    assert server.eio._async["websocket"] is WebSocket
    assert isinstance(server.eio.create_queue(), SendQueue)


def test_a_connection_has_the_methods_and_attributes_that_are_replaced(server: socketio.Server) -> None:
    connection = Socket(server.eio, "id")

    assert parameters(Socket._websocket_handler) == ["self", "ws"]
    assert parameters(Socket.schedule_ping) == ["self"]
    assert parameters(Socket.close) == ["self", "wait", "abort", "reason"]
    assert {"server", "sid", "queue", "last_ping", "connected", "upgraded", "closing", "closed"} <= vars(
        connection
    ).keys()
    assert "self.queue.put(pkt)" in inspect.getsource(Socket.send)
    assert "self.queue.put(None)" in inspect.getsource(Socket.close)


def test_only_these_methods_of_a_connection_use_the_queue_in_other_ways() -> None:
    """`SendQueue` has no `get`. Only the replaced method and the transport `polling`, which is refused, need one."""
    users = {name for name, method in vars(Socket).items() if "queue.get(" in _source(method)}

    assert users == {"poll"}
    assert {name for name, method in vars(Socket).items() if "self.poll()" in _source(method)} == {
        "handle_get_request", "_websocket_handler"
    }  # fmt: skip


def _source(member: object) -> str:
    return inspect.getsource(member) if inspect.isfunction(member) else ""


def test_engineio_connects_a_socket_before_its_first_ping_and_its_first_message() -> None:
    source = inspect.getsource(engineio.Server._handle_connect)
    places = [source.index(text) for text in ("self.sockets[sid] = s", "'connect', sid", "schedule_ping", "handle_get")]

    assert places == sorted(places)


def test_a_new_connection_is_adopted_and_its_ping_is_scheduled_once(server: socketio.Server) -> None:
    started: list[object] = []
    connection = Socket(server.eio, "id")
    transport.ViewerConnection.adopt(connection, SharedTimer[str](8, print, start=started.append, sleep=print))
    connection.schedule_ping()
    connection.schedule_ping()

    assert len(started) == 1
    assert connection.last_ping is None


def test_socketio_has_the_handlers_that_are_called(server: socketio.Server) -> None:
    assert parameters(server._handle_eio_connect) == ["eio_sid", "environ"]
    assert parameters(server._handle_eio_message) == ["eio_sid", "data"]
    assert server._binary_packet == {}
    assert parameters(server.manager.eio_sid_from_sid) == ["sid", "namespace"]
    assert parameters(server.manager.sid_from_eio_sid) == ["eio_sid", "namespace"]
    assert {"connect", "message"} <= server.eio.handlers.keys()
