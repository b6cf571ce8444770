"""Failures of the transport: from exceptions of the libraries to TransportError, and from there to EngineError."""

import socket
from http.client import BadStatusLine, RemoteDisconnected

import pytest
import requests
import urllib3
from docker.errors import DockerException

from dockcycle.engine.docker import error_translation
from dockcycle.engine.docker.error_translation import engine_errors
from dockcycle.engine.docker.transport import transport_errors as errors
from dockcycle.engine.docker.transport.transport_errors import TransportError, transport_errors
from dockcycle.engine.errors import EngineError

POOL = urllib3.HTTPConnectionPool("localhost")


def wrapped(inner: BaseException) -> Exception:
    """Return the exception as urllib3 and requests wrap it."""
    return requests.ConnectionError(urllib3.exceptions.ProtocolError("Connection aborted.", inner))


@pytest.mark.parametrize(
    ("error", "kind", "was_sent"),
    [
        (wrapped(FileNotFoundError(2, "No such file")), errors.SocketMissingError, False),
        (wrapped(PermissionError(13, "Permission denied")), errors.AccessDeniedError, False),
        (wrapped(ConnectionRefusedError(111, "Connection refused")), errors.ConnectionDeniedError, False),
        (wrapped(socket.gaierror(-2, "Name or service not known")), errors.UnknownHostError, False),
        (wrapped(RemoteDisconnected("closed")), errors.NoResponseError, True),
        (wrapped(BadStatusLine("SSH-2.0")), errors.NotHttpError, True),
        (wrapped(ConnectionResetError(104, "Connection reset by peer")), TransportError, True),
        (TimeoutError("timed out"), errors.TimedOutError, True),
        (requests.ReadTimeout(urllib3.exceptions.ReadTimeoutError(POOL, "/", "read")), errors.TimedOutError, True),
        (requests.ConnectTimeout(urllib3.exceptions.ConnectTimeoutError("slow")), errors.TimedOutError, False),
        (requests.exceptions.SSLError("certificate verify failed"), errors.TlsError, False),
        (DockerException("TLS configuration"), TransportError, False),
        (requests.JSONDecodeError("no JSON", "x", 0), errors.BrokenResponseError, True),
    ],
)
def test_an_exception_of_a_library_is_a_transport_error(
    error: Exception, kind: type[TransportError], was_sent: bool
) -> None:
    with pytest.raises(TransportError) as raised, transport_errors():
        raise error

    assert type(raised.value) is kind
    assert raised.value.was_sent is was_sent


def test_the_text_of_an_unknown_failure_is_that_of_the_system() -> None:
    with pytest.raises(TransportError, match=r"^connection reset by peer$"), transport_errors():
        raise wrapped(ConnectionResetError(104, "Connection reset by peer"))


def test_a_response_with_an_error_status_is_not_a_transport_error() -> None:
    with pytest.raises(requests.HTTPError), transport_errors():
        raise requests.HTTPError


@pytest.mark.parametrize(
    ("error", "asked", "code"),
    [
        (errors.TimedOutError(), "stop", "unknown_outcome"),
        (errors.TimedOutError(), "inspect", "engine_unreachable"),
        (errors.TimedOutError(was_sent=False), "stop", "engine_unreachable"),
        (errors.ResponseCutOffError(), "pull", "unknown_outcome"),
        (errors.AccessDeniedError(was_sent=False), "stop", "forbidden"),
        (errors.RedirectError(), "stop", "engine_unreachable"),
        (errors.BodyTooLargeError("too large"), "stop", "engine_error"),
        (errors.BrokenResponseError(), "stop", "engine_error"),
        (errors.BrokenResponseError(), "connect", "engine_unreachable"),
        (TransportError("anything"), "stop", "unknown_outcome"),
        (KeyError("Id"), "inspect", "engine_error"),
        (KeyError("Id"), "connect", "engine_unreachable"),
    ],
)
def test_the_code_depends_on_the_failure_and_the_command(error: Exception, asked: str, code: str) -> None:
    with pytest.raises(EngineError) as raised, engine_errors(asked):
        raise error

    assert raised.value.code == code


@pytest.mark.parametrize("kind", TransportError.__subclasses__())
def test_every_failure_has_a_message(kind: type[TransportError]) -> None:
    with pytest.raises(EngineError) as raised, engine_errors("inspect", "/var/run/docker.sock"):
        raise kind("the detail")

    assert raised.value.message
    assert "{" not in raised.value.message
    assert kind in error_translation.FAILURES or raised.value.message == "the detail"
